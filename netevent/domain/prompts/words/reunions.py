"""Wordings for meeting again, for their news, and for ties that have rested a long time."""

from netevent.domain.prompts.words.upkeep import GLADDER
from netevent.domain.prompts.words.wordings import Wording
from netevent.errors import N_

AGAIN_ONCE = N_("Meeting again usually does more than meeting once.")
BE_GLAD = N_("Being glad for somebody, with nothing added, is listening too.")
ANY_TIME = N_("A tie that has rested can be taken up at any time.")

AGAIN = (
    Wording(
        N_(
            "You met %(name)s at %(event)s. %(coming)s is coming up (%(coming_on)s): perhaps look out for "
            "each other there."
        ),
        AGAIN_ONCE,
        N_(
            "%(coming)s is on %(coming_on)s. After our talk at %(event)s, it would be good to say hello there."
        ),
    ),
    Wording(
        N_(
            "%(name)s and you met at %(event)s. If you think of going to %(coming)s (%(coming_on)s), perhaps "
            "say so in a line."
        ),
        AGAIN_ONCE,
        N_(
            "I think of going to %(coming)s (%(coming_on)s). It would be good to say hello there, as at "
            "%(event)s."
        ),
    ),
    Wording(
        N_(
            "%(coming)s is coming up (%(coming_on)s). Perhaps you and %(name)s could look out for each other "
            "there."
        ),
        AGAIN_ONCE,
        N_("%(coming)s is on %(coming_on)s. It would be good to say hello there."),
    ),
    Wording(
        N_("If you think of going to %(coming)s (%(coming_on)s), perhaps say so to %(name)s in a line."),
        AGAIN_ONCE,
        N_("I think of going to %(coming)s (%(coming_on)s). It would be good to say hello there."),
    ),
    Wording(
        N_(
            "About a year has passed since you and %(name)s met at %(event)s. Perhaps a line that recalls it."
        ),
        AGAIN_ONCE,
        N_("About a year has passed since %(event)s. I thought back to our talk."),
    ),
    Wording(
        N_("You and %(name)s met at %(event)s, about a year ago. A hello that recalls the place would do."),
        GLADDER,
        N_("I thought back to %(event)s, about a year ago. I hope all is well."),
    ),
    Wording(
        N_("About a year has passed since you and %(name)s met. Perhaps a line that recalls it."),
        AGAIN_ONCE,
        N_("About a year has passed since we met. I thought back to our talk."),
    ),
    Wording(
        N_("You and %(name)s met about a year ago. A hello that recalls how you met would do."),
        GLADDER,
        N_("I thought back to how we met, about a year ago. I hope all is well."),
    ),
)

NEWS = (
    Wording(
        N_("%(name)s has news: “%(news)s”. Perhaps a line of congratulation, with nothing added."),
        BE_GLAD,
        N_("The news reached me: “%(news)s”. Congratulations."),
    ),
    Wording(
        N_("You noted news from %(name)s: “%(news)s”. A line to say that you are glad is plenty."),
        BE_GLAD,
        N_("“%(news)s”: I am glad to hear it."),
    ),
    Wording(
        N_(
            "“%(news)s”: this is new for %(name)s. Perhaps one line of good wishes, and nothing about yourself."
        ),
        BE_GLAD,
        N_("“%(news)s”: my good wishes for what comes now."),
    ),
)

DORMANT = (
    Wording(
        N_(
            "%(name)s and you once shared this: %(thread)s. If something brings it back to mind, perhaps say "
            "so in a line."
        ),
        GLADDER,
        N_("Something brought this back to mind: %(thread)s."),
    ),
    Wording(
        N_(
            "A good while ago you and %(name)s came to this: %(thread)s. Perhaps say what made you think of "
            "it now."
        ),
        ANY_TIME,
        N_("This came back to me: %(thread)s. What brought it to mind:"),
    ),
    Wording(
        N_(
            "You know %(name)s from earlier days. It was about this: %(thread)s. A plain hello that recalls it "
            "is enough."
        ),
        GLADDER,
        N_("A hello after a good while. I still remember this: %(thread)s."),
    ),
    Wording(
        N_(
            "%(name)s and you met at %(event)s. If something brings it back to mind, perhaps say so in a "
            "line."
        ),
        GLADDER,
        N_("Something brought %(event)s back to mind."),
    ),
    Wording(
        N_("A good while ago you met %(name)s at %(event)s. Perhaps say what made you think of it now."),
        ANY_TIME,
        N_("%(event)s came back to me. What brought it to mind:"),
    ),
    Wording(
        N_("You know %(name)s from earlier days, from %(event)s. A plain hello that recalls it is enough."),
        GLADDER,
        N_("A hello after a good while. I still remember %(event)s."),
    ),
)
