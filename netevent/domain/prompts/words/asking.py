"""Wordings for curiosity. The three tables run in parallel: the same index needs the same facts in each, for
ask.listen and ask.awkward wear the wordings of ask.care in a mail (section 1)."""

from netevent.domain.prompts.words.wordings import Wording
from netevent.errors import N_

CURIOUS = N_("Curiosity comes first: a real question shows you listened.")
SINCERE = N_("People tend to like a sincere question, and a good listener.")
GROUND = N_("Common ground comes first; the rest can wait.")
FLOOR = N_("Listening first: a question gives them the floor.")
LANDS = N_("Talks usually land better than they feel afterwards.")

STANDS = N_("“%(care)s”: these words stayed with me. How does it stand today?")
MATTERS = N_("I thought again of this: “%(care)s”. What makes it matter most right now?")
NEXT = N_("This is still on my mind: “%(care)s”. What comes next there?")
BEGAN = N_("Our talk on %(topics)s stayed with me. How did that interest begin?")
MOST_ALIVE = N_("I thought again about %(topics)s. Which part of it matters most at the moment?")
BEST_START = N_("I left with a question on %(topics)s: where would a newcomer best begin?")
THE_WEEK = N_("Our talk stayed with me. What do the next days hold?")
ONE_QUESTION = N_("One question stayed with me after our talk: how did it all begin?")
ATTENTION = N_("It was good to talk. What matters most these days?")

CAME_UP = N_("“%(care)s”: it was good that this came up.")
STILL_THERE = N_("I still have this in mind: “%(care)s”. It was good to talk.")
ONE_PART = N_("One part of our talk stayed with me: “%(care)s”.")
TO_THINK = N_("Our talk on %(topics)s gave me something to think about.")
LIKED = N_("It was good to talk about %(topics)s.")
GOOD_TO_MEET = N_("It was good to meet.")
LIGHT = N_("One more line on %(topics)s: I enjoyed that part of our talk.")
A_HELLO = N_("A short hello after our talk.")
A_LINE = N_("Just a line to say that it was good to talk.")

CARE = (
    Wording(
        N_(
            "You noted what matters to %(name)s: “%(care)s”. Perhaps ask one question about it, and leave "
            "the rest for another day."
        ),
        CURIOUS,
        STANDS,
    ),
    Wording(
        N_("%(name)s left you with this: “%(care)s”. Perhaps ask what makes it matter now."),
        SINCERE,
        MATTERS,
    ),
    Wording(
        N_(
            "“%(care)s” is in your note on %(name)s. Perhaps there is one thing about it you would like to "
            "understand."
        ),
        GROUND,
        NEXT,
    ),
    Wording(
        N_("You talked with %(name)s about %(topics)s. Perhaps ask how that interest began."),
        SINCERE,
        BEGAN,
    ),
    Wording(
        N_("%(name)s and you touched on %(topics)s. Perhaps ask where a newcomer would best begin."),
        GROUND,
        BEST_START,
    ),
    Wording(
        N_("You and %(name)s spoke about %(topics)s. Is there one part you would like to hear more of?"),
        CURIOUS,
        MOST_ALIVE,
    ),
    Wording(
        N_("You met %(name)s. Perhaps ask one open question about what matters to them these days."),
        SINCERE,
        THE_WEEK,
    ),
    Wording(
        N_("You talked with %(name)s. Perhaps ask what is on their mind, and simply read the answer."),
        GROUND,
        ATTENTION,
    ),
    Wording(
        N_("Perhaps there is something you would like to ask %(name)s, in one line."),
        CURIOUS,
        ONE_QUESTION,
    ),
)

LISTEN = (
    Wording(
        N_(
            "You noted that you did most of the talking. %(name)s said: “%(care)s”. Perhaps send one "
            "question on it, and nothing about yourself."
        ),
        FLOOR,
        STANDS,
    ),
    Wording(
        N_("This matters to %(name)s: “%(care)s”. Perhaps ask about it, and keep your own news for later."),
        FLOOR,
        MATTERS,
    ),
    Wording(
        N_("“%(care)s” came from %(name)s. A single question could give the floor back."),
        FLOOR,
        NEXT,
    ),
    Wording(
        N_(
            "You noted %(topics)s, and that you did most of the talking. Perhaps ask %(name)s how it looks "
            "from their side."
        ),
        FLOOR,
        BEGAN,
    ),
    Wording(
        N_("Perhaps ask %(name)s what they would add on %(topics)s. A question alone is enough."),
        FLOOR,
        BEST_START,
    ),
    Wording(
        N_("There may be more to hear from %(name)s on %(topics)s. Perhaps ask for one thing."),
        FLOOR,
        MOST_ALIVE,
    ),
    Wording(
        N_(
            "You noted that you did most of the talking with %(name)s. Perhaps ask one open question, with "
            "nothing about yourself."
        ),
        FLOOR,
        THE_WEEK,
    ),
    Wording(
        N_("Perhaps give %(name)s the floor: one question on what matters to them, and no more."),
        FLOOR,
        ATTENTION,
    ),
    Wording(
        N_("One question to %(name)s about their side of things would do. Yours can wait."),
        FLOOR,
        ONE_QUESTION,
    ),
)

AWKWARD = (
    Wording(
        N_(
            "You noted an awkward talk, and this from %(name)s: “%(care)s”. Perhaps a short, light line on "
            "that alone."
        ),
        LANDS,
        CAME_UP,
    ),
    Wording(
        N_("“%(care)s” is a good moment to take up with %(name)s. One easy sentence is enough."),
        LANDS,
        STILL_THERE,
    ),
    Wording(
        N_("%(name)s shared this with you: “%(care)s”. Perhaps say lightly that it stayed with you."),
        LANDS,
        ONE_PART,
    ),
    Wording(
        N_("You and %(name)s found %(topics)s to talk about. Perhaps one light line on that."),
        LANDS,
        TO_THINK,
    ),
    Wording(
        N_("Perhaps write to %(name)s on %(topics)s: a short line, nothing to explain."),
        LANDS,
        LIKED,
    ),
    Wording(
        N_("You spoke with %(name)s about %(topics)s. A light line on it is plenty."),
        LANDS,
        LIGHT,
    ),
    Wording(
        N_("Perhaps a short hello to %(name)s. It may well have gone better than it felt."),
        LANDS,
        GOOD_TO_MEET,
    ),
    Wording(
        N_("A light line to %(name)s is enough: it was good to meet. There is nothing to explain."),
        LANDS,
        A_LINE,
    ),
    Wording(
        N_("You met %(name)s. Two easy lines are enough, with no need to look back."),
        LANDS,
        A_HELLO,
    ),
)
