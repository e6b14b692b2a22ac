"""Wordings for staying in touch."""

from netevent.domain.prompts.words.asking_later import SLOWLY
from netevent.domain.prompts.words.wordings import Wording
from netevent.errors import N_

DOOR = N_("A few words keep the door open, with nothing asked.")
GLADDER = N_("People are usually gladder to hear from you than you expect.")
NOW_AND_THEN = N_("A sign now and then keeps a tie alive.")
LIGHT = N_("Loose ties stay alive on very little.")

THOUGHT = N_("I thought of this again: “%(care)s”.")
CAME_BACK = N_("This came back to me: “%(care)s”. No need to reply.")
THOUGHT_TOPICS = N_("I thought back to our talk on %(topics)s.")
TOPICS_BACK = N_("Our talk on %(topics)s came back to me. No need to reply.")
GOOD_TO_MEET = N_("It was good to meet at %(event)s.")
A_HELLO = N_("Just a hello after %(event)s, no need to reply.")

WEEK = (
    Wording(
        N_("You met %(name)s and noted: “%(care)s”. Perhaps a short hello that takes up just this."),
        DOOR,
        THOUGHT,
    ),
    Wording(
        N_("“%(care)s” is in your note on %(name)s. A line on it, with no reply needed, is enough."),
        GLADDER,
        CAME_BACK,
    ),
    Wording(
        N_("You talked with %(name)s about %(topics)s. Perhaps a short hello with one detail of that talk."),
        DOOR,
        THOUGHT_TOPICS,
    ),
    Wording(
        N_("You and %(name)s found common ground: %(topics)s. A line on it, asking nothing, would do."),
        GLADDER,
        TOPICS_BACK,
    ),
    Wording(
        N_("You and %(name)s met at %(event)s. Perhaps a short hello that recalls where you talked."),
        DOOR,
        GOOD_TO_MEET,
    ),
    Wording(
        N_("%(event)s is where you met %(name)s. A short line that recalls it would do, asking nothing."),
        GLADDER,
        A_HELLO,
    ),
)

QUARTER = (
    Wording(
        N_(
            "With %(name)s it was last about this: %(thread)s. Perhaps one line with something new on it, or a "
            "question."
        ),
        NOW_AND_THEN,
        N_("Something new made me think of this again: %(thread)s."),
    ),
    Wording(
        N_(
            "In your notes on %(name)s there is this: %(thread)s. If something fresh came up on it, perhaps "
            "share that one thing."
        ),
        GLADDER,
        N_("I came back to this: %(thread)s. One thing I found since:"),
    ),
    Wording(
        N_("This links you with %(name)s: %(thread)s. A line on it, with nothing asked, would do."),
        SLOWLY,
        N_("A line on what we shared: %(thread)s. No need to reply."),
    ),
    Wording(
        N_(
            "You and %(name)s met at %(event)s. Perhaps one line on something from there that stayed with "
            "you."
        ),
        NOW_AND_THEN,
        N_("Something new brought our talk at %(event)s back."),
    ),
    Wording(
        N_(
            "%(name)s and you have known each other since %(event)s. If something fresh recalls that talk, "
            "perhaps share that one thing."
        ),
        GLADDER,
        N_("I thought back to %(event)s. One thing I found since:"),
    ),
    Wording(
        N_("%(event)s links you with %(name)s. A line that recalls it, with nothing asked, would do."),
        SLOWLY,
        N_("A line, with %(event)s in mind. No need to reply."),
    ),
)

HALFYEAR = (
    Wording(
        N_(
            "You and %(name)s talked about %(topic)s some time ago. Perhaps a light sign of life, with "
            "nothing asked."
        ),
        LIGHT,
        N_("A small hello: I thought of our talk on %(topic)s."),
    ),
    Wording(
        N_("%(name)s and you have a topic in common: %(topic)s. A short hello on it is plenty."),
        GLADDER,
        N_("I thought about %(topic)s again lately. I hope all is well."),
    ),
    Wording(
        N_("Your note on %(name)s holds a topic: %(topic)s. If it crosses your path, perhaps a line on it."),
        LIGHT,
        N_("Just a hello, with our talk on %(topic)s in mind. No need to reply."),
    ),
    Wording(
        N_(
            "You and %(name)s met at %(event)s some time ago. Perhaps a light sign of life, with nothing "
            "asked."
        ),
        LIGHT,
        N_("A small hello: %(event)s came back to me."),
    ),
    Wording(
        N_("%(name)s and you have %(event)s in common. A short hello is plenty."),
        GLADDER,
        N_("I thought about %(event)s again lately. I hope all is well."),
    ),
    Wording(
        N_("You know %(name)s from %(event)s. If something recalls that day, perhaps a line on it."),
        LIGHT,
        N_("Just a hello, with %(event)s in mind. No need to reply."),
    ),
)
