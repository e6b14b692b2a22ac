"""Wordings for curiosity in the weeks after: their day, their work, the thread between the two."""

from netevent.domain.prompts.words.wordings import Wording
from netevent.errors import N_

THEIR_DAY = N_("Remembering their day is a way of listening.")
PRECISE = N_("One precise point says more than praise.")
THREAD = N_("Picking up a thread shows you listened.")
SLOWLY = N_("Trust grows by small exchanges over a long time.")

HOOK = (
    Wording(
        N_("%(name)s had this ahead, you noted: “%(hook)s”. Perhaps ask how it went."),
        THEIR_DAY,
        N_("“%(hook)s”: how did it go?"),
    ),
    Wording(
        N_("%(name)s had this planned for these days: “%(hook)s”. One question on how it went is enough."),
        THEIR_DAY,
        N_("I thought of this the other day: “%(hook)s”. How was it?"),
    ),
    Wording(
        N_("You noted what was ahead for %(name)s: “%(hook)s”. Perhaps ask what came of it."),
        THEIR_DAY,
        N_("I had this in mind: “%(hook)s”. What came of it?"),
    ),
)

WORK = (
    Wording(
        N_(
            "This is by %(name)s, you noted: “%(work)s”. Perhaps take up one precise point, and ask about it."
        ),
        PRECISE,
        N_("I took some time with this: “%(work)s”. One point I would like to come back to:"),
    ),
    Wording(
        N_(
            "“%(work)s” comes from %(name)s, you noted. If you have seen or heard it, one precise point is "
            "worth a line."
        ),
        PRECISE,
        N_("“%(work)s” stayed with me, above all this point:"),
    ),
    Wording(
        N_("You noted this from %(name)s: “%(work)s”. Perhaps ask about the one point that stayed with you."),
        PRECISE,
        N_("I have one question on this: “%(work)s”. It is about this part:"),
    ),
)

MONTH = (
    Wording(
        N_(
            "Between %(name)s and you it was last about this: %(thread)s. Perhaps ask how it has moved since."
        ),
        THREAD,
        N_("I thought again about where we left off: %(thread)s. How has it moved since?"),
    ),
    Wording(
        N_("You and %(name)s had come to this: %(thread)s. One question could take it up again."),
        SLOWLY,
        N_("I would like to pick this up again: %(thread)s. What has changed there?"),
    ),
    Wording(
        N_("With %(name)s you left it here: %(thread)s. Perhaps pick it up where it rests."),
        THREAD,
        N_("We left it here: %(thread)s. What came next?"),
    ),
    Wording(
        N_("You and %(name)s were in touch about a month ago. Perhaps ask how things have moved since."),
        THREAD,
        N_("About a month has passed since our last exchange. How have things moved since?"),
    ),
    Wording(
        N_(
            "About a month has passed since you and %(name)s were in touch. One open question could take it "
            "up again."
        ),
        SLOWLY,
        N_("I would like to pick up where we left it. What has changed since?"),
    ),
    Wording(
        N_(
            "%(name)s and you have been in touch more than once. Perhaps one question, and the rest another "
            "day."
        ),
        THREAD,
        N_("Our last exchange is still on my mind. What came next?"),
    ),
)
