"""Wordings for help received: thanks, what came of it, and asking for a little more."""

from netevent.domain.prompts.words.wordings import Wording
from netevent.errors import N_

MORE = N_("Thanks usually mean more than the one who gives them expects.")
GLAD = N_("Those who helped are usually glad to learn what came of it.")
WILLING = N_("People are usually more willing to help than one expects.")
EASY_NO = N_("A small question with an easy no protects both sides.")

THANKS = (
    Wording(
        N_("%(name)s helped you: “%(help)s”. Perhaps say in one line what it changed."),
        MORE,
        N_("Thanks for this: %(help)s. Here is what it changed:"),
    ),
    Wording(
        N_("You noted help from %(name)s: “%(help)s”. A word on what it made possible may be welcome."),
        MORE,
        N_("I would like to say thanks for this: %(help)s. It made one thing possible:"),
    ),
    Wording(
        N_(
            "Your note says what %(name)s did for you: “%(help)s”. Perhaps send thanks that name one real "
            "effect."
        ),
        MORE,
        N_("My thanks for the help: %(help)s. One thing it changed:"),
    ),
    Wording(
        N_("%(name)s helped you lately. Perhaps say in one line what it changed."),
        MORE,
        N_("Thanks for the help. Here is what it changed:"),
    ),
    Wording(
        N_("You noted help from %(name)s. A word on what it made possible may be welcome."),
        MORE,
        N_("I would like to say thanks for the help. It made one thing possible:"),
    ),
    Wording(
        N_("%(name)s gave you a hand. Perhaps send thanks that name one real effect."),
        MORE,
        N_("My thanks for the help. One thing it changed:"),
    ),
)

OUTCOME = (
    Wording(
        N_(
            "%(name)s helped you some weeks ago (%(help_on)s): “%(help)s”. Perhaps tell them what came of it so "
            "far."
        ),
        GLAD,
        N_("A word on what came of this: %(help)s. So far:"),
    ),
    Wording(
        N_("You noted help from %(name)s (%(help_on)s): “%(help)s”. A line on how it went may be welcome."),
        GLAD,
        N_("I would like to tell how it went with this: %(help)s. In short:"),
    ),
    Wording(
        N_(
            "%(name)s may like to know what came of this: “%(help)s” (%(help_on)s). “Not much yet” is an "
            "answer too."
        ),
        GLAD,
        N_("Some news on this: %(help)s. Here is where it stands:"),
    ),
    Wording(
        N_("%(name)s helped you some weeks ago (%(help_on)s). Perhaps tell them what came of it so far."),
        GLAD,
        N_("A word on what came of the help. So far:"),
    ),
    Wording(
        N_("You noted help from %(name)s (%(help_on)s). A line on how it went may be welcome."),
        GLAD,
        N_("I would like to tell how it went after the help. In short:"),
    ),
    Wording(
        N_("%(name)s may like to know what came of the help (%(help_on)s). “Not much yet” is an answer too."),
        GLAD,
        N_("Some news after the help. Here is where it stands:"),
    ),
)

ASK = (
    Wording(
        N_(
            "You noted what %(name)s can share: %(their_fit)s. Your open question: “%(ask)s”. Perhaps ask "
            "for five minutes of advice, with an easy no."
        ),
        WILLING,
        N_("I have a question on which a short view would help: “%(ask)s”. A no is fine too."),
    ),
    Wording(
        N_(
            "%(name)s may know more here: %(their_fit)s. Perhaps put your question in one line, easy to "
            "decline: “%(ask)s”."
        ),
        EASY_NO,
        N_("“%(ask)s” is on my mind. Would five minutes of advice be possible? A no is fine too."),
    ),
    Wording(
        N_(
            "You noted this from %(name)s: %(their_fit)s. It may help with your question: “%(ask)s”. A short "
            "ask would do, and a no is fine."
        ),
        WILLING,
        N_("A short view on this would help me: “%(ask)s”. Later is fine, and so is a no."),
    ),
    Wording(
        N_(
            "You talked with %(name)s about %(topic)s. Your open question: “%(ask)s”. Perhaps ask for five "
            "minutes of advice, with an easy no."
        ),
        WILLING,
        N_("I have a question on which a short view would help: “%(ask)s”. A no is fine too."),
    ),
    Wording(
        N_(
            "%(name)s may have a view on %(topic)s. Perhaps put your question in one line, easy to decline: "
            "“%(ask)s”."
        ),
        EASY_NO,
        N_("“%(ask)s” is on my mind. Would five minutes of advice be possible? A no is fine too."),
    ),
    Wording(
        N_(
            "Your note on %(name)s holds a topic: %(topic)s. It may help with your question: “%(ask)s”. A short "
            "ask would do, and a no is fine."
        ),
        WILLING,
        N_("A short view on this would help me: “%(ask)s”. Later is fine, and so is a no."),
    ),
)
