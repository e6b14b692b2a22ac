"""Wordings for staying in touch."""

from netevent.domain.prompts.words.wordings import Wording
from netevent.errors import N_

DOOR = N_("A short hello keeps the door open, with nothing asked.")
GLADDER = N_("People are usually gladder to hear from you than you expect.")

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
        N_("%(event)s is where you met %(name)s. A short line saying so would do, asking nothing."),
        GLADDER,
        A_HELLO,
    ),
)
