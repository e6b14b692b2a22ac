"""Wordings for promises and for what was asked."""

from netevent.domain.prompts.words.wordings import Wording
from netevent.errors import N_

KEPT = N_("A promise kept is how trust begins.")
PLANNED = N_("Deciding when and where makes a word easier to keep.")
HONEST = N_("A promise re-dated or honestly released keeps trust too.")
PLENTY = N_("Giving exactly what was asked is plenty.")
NO_DEBT = N_("Support is hoped for and never owed.")
WEIGHT = N_("Knowing that no reply is needed takes weight off people.")

AS_PROMISED = N_("As promised: “%(promise)s”.")
HERE_IT_IS = N_("Here is what I promised: “%(promise)s”.")
MY_WORD = N_("I kept my promise in mind: “%(promise)s”. Here it is:")

STANDS = N_("I said I would do this: “%(promise)s”. Here is where it stands:")
A_WORD = N_("A word on my promise: “%(promise)s”.")
IN_MIND = N_("My promise is not forgotten: “%(promise)s”.")

ANSWER = N_("Coming back to the request from our talk: %(asked)s. Here is my answer:")
JUST_THAT = N_("As asked when we talked: %(asked)s. Just that, and nothing beside it:")

DUE = (
    Wording(
        N_(
            "You promised %(name)s, for %(due)s: “%(promise)s”. Perhaps choose when and where you will do it."
        ),
        PLANNED,
        AS_PROMISED,
    ),
    Wording(
        N_(
            "For %(due)s you noted a promise to %(name)s: “%(promise)s”. Is there a quiet moment for it, "
            "and a place?"
        ),
        KEPT,
        HERE_IT_IS,
    ),
    Wording(
        N_("“%(promise)s” is your word to %(name)s, for %(due)s. Doing it or picking an hour both count."),
        PLANNED,
        MY_WORD,
    ),
    Wording(
        N_("You promised %(name)s: “%(promise)s”. Perhaps choose when and where you will do it."),
        PLANNED,
        AS_PROMISED,
    ),
    Wording(
        N_("“%(promise)s” is what you promised %(name)s. No date is set: any moment that suits you is fine."),
        KEPT,
        HERE_IT_IS,
    ),
    Wording(
        N_("You noted a promise to %(name)s: “%(promise)s”. Is there a quiet moment for it, and a place?"),
        KEPT,
        MY_WORD,
    ),
)

OVERDUE = (
    Wording(
        N_(
            "You noted a promise to %(name)s for %(due)s: “%(promise)s”. You can do it, choose a new date, "
            "or say plainly that it will not happen."
        ),
        HONEST,
        STANDS,
    ),
    Wording(
        N_(
            "“%(promise)s” for %(name)s was meant for %(due)s. Does it still fit? Doing it, a new date or an "
            "honest word are all fine."
        ),
        HONEST,
        A_WORD,
    ),
    Wording(
        N_(
            "Plans change. On “%(promise)s”, noted for %(due)s, a plain word to %(name)s serves well: now, "
            "later, or not after all."
        ),
        HONEST,
        IN_MIND,
    ),
)

CHOICES = (N_("Do it"), N_("Choose a new date"), N_("Tell them honestly"))
"""The three ways out that promise.overdue offers, in this order."""

ASKED = (  # three and three, so that a mail which quotes the line above can say the rest
    Wording(
        N_("%(name)s asked you for this: %(asked)s. You noted: “%(asked_line)s”. Perhaps answer just that."),
        PLENTY,
        ANSWER,
    ),
    Wording(
        N_(
            "Your note holds a request from %(name)s: %(asked)s. The words: “%(asked_line)s”. Answering just "
            "that is enough."
        ),
        PLENTY,
        JUST_THAT,
    ),
    Wording(
        N_("“%(asked_line)s” is what %(name)s asked; in short: %(asked)s. Perhaps answer that alone."),
        PLENTY,
        ANSWER,
    ),
    Wording(
        N_("%(name)s asked you for this: %(asked)s. Perhaps answer exactly that, and nothing beside it."),
        PLENTY,
        ANSWER,
    ),
    Wording(
        N_("You noted a request from %(name)s: %(asked)s. One short answer to it is enough."),
        PLENTY,
        JUST_THAT,
    ),
    Wording(
        N_("Your note holds a request from %(name)s: %(asked)s. If it still fits, answering that is enough."),
        PLENTY,
        ANSWER,
    ),
)

THEIRS = (
    Wording(
        N_(
            "%(name)s had this in mind for you: “%(promise)s”. Perhaps write that it may rest, if it no "
            "longer fits."
        ),
        NO_DEBT,
        N_("“%(promise)s” came up between us. If it no longer fits, leaving it is fine with me."),
    ),
    Wording(
        N_(
            "You noted a promise from %(name)s: “%(promise)s”. Perhaps offer an easy way out: later is fine, "
            "and not at all is fine too."
        ),
        WEIGHT,
        N_("A word on this: “%(promise)s”. Later is fine, and not at all is fine too."),
    ),
    Wording(
        N_(
            "“%(promise)s” is what %(name)s meant to do. A kind word could leave it open: whenever it suits, "
            "or not at all."
        ),
        NO_DEBT,
        N_("There is no need to think of this any more, unless it still suits: “%(promise)s”."),
    ),
)
