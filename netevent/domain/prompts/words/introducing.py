"""Wordings for introductions. A starter names nobody: no name moves before both said yes (section 5)."""

from netevent.domain.prompts.words.wordings import Wording
from netevent.errors import N_

BOTH = N_("Good introductions start with a yes from both sides.")
GAIN = N_("An introduction is worth making when both may gain.")
CIRCLES = N_("People tend to stay with those they know; a shared topic helps.")
LOOPED = N_("Knowing how it went helps the next introduction fit.")

SOMEONE = N_("After our talk, someone came to mind. Would an introduction be welcome? A no is fine too.")
IN_MIND = N_("Since our talk I have had someone in mind. May I ask whether an introduction would be welcome?")

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

NEED = (
    Wording(
        N_(
            "%(name)s needs this, you noted: %(their_need)s. %(other)s may fit: %(their_fit)s. Perhaps ask "
            "%(name)s first, naming nobody."
        ),
        BOTH,
        N_(
            "I thought again about what was needed: %(their_need)s. Someone came to mind. Would an introduction "
            "be welcome?"
        ),
    ),
    Wording(
        N_(
            "You noted a need from %(name)s: %(their_need)s. And from %(other)s: %(their_fit)s. If both may "
            "gain, perhaps ask the side in need first."
        ),
        GAIN,
        N_(
            "On the need that came up when we talked, I thought of someone. May I ask whether an "
            "introduction would be welcome?"
        ),
    ),
    Wording(
        N_(
            "Perhaps %(name)s and %(other)s would like to meet. Needed: %(their_need)s. At hand: "
            "%(their_fit)s. A yes from each side comes first."
        ),
        BOTH,
        SOMEONE,
    ),
)

TOPIC = (
    Wording(
        N_(
            "%(name)s and %(other)s share a topic: %(topic)s. Perhaps ask each of them whether an "
            "introduction is welcome."
        ),
        CIRCLES,
        N_(
            "I thought of someone who shares a topic: %(topic)s. Would an introduction be welcome? A no is "
            "fine too."
        ),
    ),
    Wording(
        N_(
            "You noted the same topic for %(name)s and for %(other)s: %(topic)s. If both may gain, perhaps ask "
            "one, then the other."
        ),
        GAIN,
        N_(
            "I know somebody who cares about %(topic)s too. May I ask whether an introduction would be "
            "welcome?"
        ),
    ),
    Wording(
        N_(
            "One topic joins %(name)s and %(other)s: %(topic)s. An introduction may please both; a yes from each "
            "comes first."
        ),
        BOTH,
        IN_MIND,
    ),
)

LOOP = (
    Wording(
        N_(
            "Some weeks ago an introduction brought %(names)s your way. Useful, too early, or not a fit? "
            "Each answer is fine."
        ),
        LOOPED,
    ),
    Wording(
        N_(
            "Some weeks have passed since you were introduced to %(names)s. Perhaps say how it was: useful, "
            "too early, or not a fit."
        ),
        LOOPED,
    ),
    Wording(
        N_(
            "You know %(names)s by introduction. Perhaps one tap on whether it was useful, came too early, "
            "or is not a fit."
        ),
        LOOPED,
    ),
)
