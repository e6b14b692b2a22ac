"""Wordings for introductions. A starter names nobody: no name moves before both said yes (section 5)."""

from netevent.domain.prompts.words.wordings import Wording
from netevent.errors import N_

BOTH = N_("Good introductions start with a yes from both sides.")

SOMEONE = N_("After our talk, someone came to mind. Would an introduction be welcome? A no is fine too.")
IN_MIND = N_("I thought of someone when we talked. May I ask whether an introduction would be welcome?")

MENTION = (
    Wording(
        N_(
            "You wanted %(name)s and %(introduce)s to meet: “%(introduce_reason)s”. Perhaps ask each of them "
            "first."
        ),
        BOTH,
        SOMEONE,
    ),
    Wording(
        N_(
            "%(name)s and %(introduce)s might both gain, you noted: “%(introduce_reason)s”. Perhaps ask one "
            "of them whether it is welcome."
        ),
        BOTH,
        IN_MIND,
    ),
    Wording(
        N_("You wanted %(name)s and %(introduce)s to meet. Perhaps ask each of them first."),
        BOTH,
        SOMEONE,
    ),
    Wording(
        N_(
            "You noted an introduction between %(name)s and %(introduce)s. Asking both first keeps it easy "
            "to decline."
        ),
        BOTH,
        IN_MIND,
    ),
)
