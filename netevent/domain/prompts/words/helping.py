"""Wordings for giving. The owner's offer is named to the owner only; in a starter it would be a pitch."""

from netevent.domain.prompts.words.wordings import Wording
from netevent.errors import N_

FREELY = N_("Real help, nothing expected back.")

MAY_HELP = N_("I kept in mind what was needed: %(need)s. Here is one thing that may help:")
ONE_THING = N_("On the need that came up when we talked: %(need)s. This may be of use, no reply needed:")
CAME_TO_MIND = N_("After our talk one thing came to mind that may help:")
OF_USE = N_("This may be of use after our talk, no reply needed:")

HAVE = (
    Wording(
        N_(
            "You noted what %(name)s needs: %(need)s. At check-in you offered this: %(offer)s. Perhaps give "
            "one finished, concrete thing."
        ),
        FREELY,
        MAY_HELP,
    ),
    Wording(
        N_(
            "%(name)s needs this, you noted: %(need)s. Your own line may fit: %(offer)s. One concrete piece "
            "is plenty."
        ),
        FREELY,
        ONE_THING,
    ),
    Wording(
        N_("You noted what %(name)s needs: %(need)s. Perhaps give one concrete thing, complete in itself."),
        FREELY,
        MAY_HELP,
    ),
    Wording(
        N_("%(name)s could use this, you noted: %(need)s. Perhaps pass on the one thing you already have."),
        FREELY,
        ONE_THING,
    ),
    Wording(
        N_("Perhaps there is one concrete thing you could give %(name)s, complete in itself."),
        FREELY,
        CAME_TO_MIND,
    ),
    Wording(
        N_("If you can help %(name)s, one finished thing with no reply needed is plenty."),
        FREELY,
        OF_USE,
    ),
)
