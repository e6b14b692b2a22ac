"""Wordings for lines about oneself."""

from netevent.domain.prompts.words.wordings import Wording
from netevent.errors import N_

EARLY = N_("Notes made early hold what people really said.")
FINE = N_("One talk remembered is worth more than many cards.")

NOTES = (
    Wording(N_("You met %(names)s too. A line each, while you remember, takes two minutes."), EARLY),
    Wording(N_("There is room in your notes on %(names)s. Perhaps add what stayed with you."), EARLY),
    Wording(N_("%(names)s: perhaps one line each on what mattered to them, if something did."), EARLY),
    Wording(
        N_(
            "Was there somebody at %(event)s you would like to remember? A name is enough. An evening "
            "without notes is fine too."
        ),
        FINE,
    ),
    Wording(
        N_("Perhaps one talk at %(event)s stayed with you. You can note it here, or simply leave it."),
        FINE,
    ),
    Wording(
        N_("Your notes on %(event)s are open, if a name or a line comes to mind. Nothing has to."),
        FINE,
    ),
)
