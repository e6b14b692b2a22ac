"""Wordings for rest and for balance: facts and one easy step, never a label for the person (T14)."""

from netevent.domain.prompts.words.wordings import Wording
from netevent.errors import N_

REST_TOO = N_("Those who give need rest too, and may say no.")
BOTH_WAYS = N_("Giving and getting go both ways, over time.")
FREE = N_("Nobody is bound to answer, and rest is fine.")

OVERLOAD = (
    Wording(
        N_(
            "You gave your word to %(names)s. Suggestions to help pause for a while; a later date, a no or a "
            "rest is fine."
        ),
        REST_TOO,
    ),
    Wording(
        N_(
            "%(names)s can count on you at present. Perhaps keep one thing, say a kind no to another, and "
            "rest."
        ),
        REST_TOO,
    ),
    Wording(
        N_(
            "For %(names)s you have something in hand. Perhaps this is a moment to ask for one thing "
            "yourself."
        ),
        REST_TOO,
    ),
    Wording(
        N_("A moment to rest, if you like: suggestions to help pause for a while, and a no is fine too."),
        REST_TOO,
    ),
    Wording(
        N_(
            "There may be much on your side just now. Perhaps keep one thing, say a kind no to another, and "
            "rest."
        ),
        REST_TOO,
    ),
    Wording(
        N_("Suggestions to help pause for a while. Perhaps this is a moment to ask for one thing yourself."),
        REST_TOO,
    ),
)

TAKER = (
    Wording(
        N_(
            "%(name)s needs this, you noted: %(need)s. You offered this: %(offer)s. A few asks lately, and "
            "here is an easy way to give."
        ),
        BOTH_WAYS,
    ),
    Wording(
        N_(
            "%(name)s could use this, you noted: %(need)s. Your own line may fit: %(offer)s. After a few "
            "asks, perhaps give it this week."
        ),
        BOTH_WAYS,
    ),
    Wording(
        N_(
            "A few asks lately, and here is an easy way to give: %(offer)s. You said so yourself; who may be "
            "glad to have it?"
        ),
        BOTH_WAYS,
    ),
    Wording(
        N_(
            "You have this to give, as you said: %(offer)s. After a few asks, perhaps somebody you met could "
            "use it this week."
        ),
        BOTH_WAYS,
    ),
    Wording(
        N_(
            "A few asks lately, and here is an easy way to give: pass on one thing you know to somebody you "
            "met."
        ),
        BOTH_WAYS,
    ),
    Wording(
        N_(
            "After a few asks, perhaps there is one small thing to give this week: a tip, some honest "
            "feedback, or turning up."
        ),
        BOTH_WAYS,
    ),
)

REST = (
    Wording(
        N_(
            "Suggestions on %(name)s rest for a while, and there is nothing to do. A sign from their side is "
            "enough to go on."
        ),
        FREE,
    ),
    Wording(
        N_("It is quiet with %(name)s, and that is fine. Suggestions rest for now; there is nothing to do."),
        FREE,
    ),
    Wording(
        N_("With %(name)s, a rest begins. Silence is normal; it goes on from there whenever a sign comes."),
        FREE,
    ),
)
