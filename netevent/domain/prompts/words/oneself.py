"""Wordings for lines about oneself."""

from netevent.domain.prompts.words.wordings import Wording
from netevent.errors import N_

EARLY = N_("Notes made early hold what people really said.")
FINE = N_("One talk remembered is worth more than many cards.")
FEW = N_("A few people kept close are worth more than many cards.")
DIRECTION = N_("A direction makes it easier to choose.")
WORTH = N_("Time is well spent where relations grow.")

NOTES = (
    Wording(N_("You met %(names)s. A line or two, while you remember, takes two minutes."), EARLY),
    Wording(N_("There is room in your notes on %(names)s. Perhaps add what stayed with you."), EARLY),
    Wording(N_("%(names)s: perhaps a line on what mattered to them, if something did."), EARLY),
    Wording(
        N_(
            "Was there somebody at %(event)s you would like to remember? A name is enough, and none is fine "
            "too."
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

WRAP = (
    Wording(
        N_(
            "You came to %(event)s with this in mind: “%(intention)s”. Perhaps choose up to five people to "
            "keep close; the others may rest."
        ),
        DIRECTION,
    ),
    Wording(
        N_(
            "“%(intention)s” was your hope for %(event)s. Whom would you like to keep close? Five at most; "
            "rest is fine for all others."
        ),
        FEW,
    ),
    Wording(
        N_(
            "Looking back at %(event)s and at your wish, “%(intention)s”: perhaps pick a few people to keep "
            "close, and let the others rest."
        ),
        DIRECTION,
    ),
    Wording(
        N_(
            "%(event)s was a few days ago. Perhaps choose up to five people to keep close; the others may "
            "rest."
        ),
        FEW,
    ),
    Wording(
        N_("Whom from %(event)s would you like to keep close? Five at most; rest is fine for all others."),
        FEW,
    ),
    Wording(
        N_("Looking back at %(event)s: perhaps pick a few people to keep close, and let the others rest."),
        FEW,
    ),
)

REVIEW = (
    Wording(
        N_(
            "You went to %(event)s some months ago, with this in mind: “%(intention)s”. Was it worth your "
            "time?"
        ),
        WORTH,
    ),
    Wording(
        N_(
            "Some months after %(event)s: who has stayed, and what did you learn? Your hope was this: "
            "“%(intention)s”."
        ),
        WORTH,
    ),
    Wording(
        N_(
            "“%(intention)s” took you to %(event)s. Perhaps note in two minutes what came of it, and whether "
            "you would go again."
        ),
        WORTH,
    ),
    Wording(
        N_("You went to %(event)s some months ago. Was it worth your time?"),
        WORTH,
    ),
    Wording(
        N_("Some months after %(event)s: who has stayed, and what did you learn?"),
        WORTH,
    ),
    Wording(
        N_("Perhaps note in two minutes what %(event)s brought you, and whether you would go again."),
        WORTH,
    ),
)
