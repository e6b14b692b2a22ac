"""Wordings for giving. The owner's offer is named to the owner only; in a starter it would be a pitch."""

from netevent.domain.prompts.words.wordings import Wording
from netevent.errors import N_

FREELY = N_("Real help, nothing expected back.")
PICKED = N_("One thing picked for one person shows you listened.")
WELCOME = N_("A small sign is usually more welcome than its sender expects.")
HEARD = N_("Asking again later shows that the first answer was heard.")
MONTHS = N_("Relations grow over months, not in one evening.")
PLAIN = N_("A plain word, with nothing asked, keeps the door open.")
TURN_UP = N_("Turning up, or thinking of the day, is real support.")

MAY_HELP = N_("I kept in mind what was needed: %(need)s. Here is one thing that may help:")
ONE_THING = N_(
    "This came up when we talked: %(need)s. Here is something that may be of use, no reply needed:"
)
CAME_TO_MIND = N_("After our talk one thing came to mind that may help:")
OF_USE = N_("This may be of use after our talk, no reply needed:")

HAVE = (
    Wording(
        N_(
            "You noted what %(name)s needs: %(need)s. At check-in you offered this: %(offer)s. Perhaps give "
            "one finished, concrete thing."
        ),
        FREELY,
        MAY_HELP,
    ),
    Wording(
        N_(
            "%(name)s needs this, you noted: %(need)s. Your own line may fit: %(offer)s. One concrete piece "
            "is plenty."
        ),
        FREELY,
        ONE_THING,
    ),
    Wording(
        N_("You noted what %(name)s needs: %(need)s. Perhaps give one concrete thing, complete in itself."),
        FREELY,
        MAY_HELP,
    ),
    Wording(
        N_("%(name)s could use this, you noted: %(need)s. Perhaps pass on the one thing you already have."),
        FREELY,
        ONE_THING,
    ),
    Wording(
        N_("Perhaps there is one concrete thing you could give %(name)s, complete in itself."),
        FREELY,
        CAME_TO_MIND,
    ),
    Wording(
        N_("If you can help %(name)s, one finished thing with no reply needed is plenty."),
        FREELY,
        OF_USE,
    ),
)

SMALL = (
    Wording(
        N_(
            "For %(name)s you saved this on %(topic)s: “%(resource)s”. Perhaps pass on just that, with no "
            "reply needed."
        ),
        PICKED,
        N_("I came across this on %(topic)s: “%(resource)s”. No need to reply."),
    ),
    Wording(
        N_(
            "You saved one thing with %(name)s in mind, on %(topic)s: “%(resource)s”. If it still fits, a "
            "single line with it is plenty."
        ),
        WELCOME,
        N_("Here is one thing on %(topic)s that brought our talk back: “%(resource)s”. No reply needed."),
    ),
    Wording(
        N_(
            "“%(care)s” matters to %(name)s, you noted, and you saved this: “%(resource)s”. If the two go "
            "together, perhaps pass it on."
        ),
        PICKED,
        N_("“%(care)s” stayed with me, so this may be of use: “%(resource)s”. No need to reply."),
    ),
    Wording(
        N_(
            "You saved this for %(name)s: “%(resource)s”. Your note also says: “%(care)s”. Perhaps pass it "
            "on with one line on why."
        ),
        WELCOME,
        N_("I thought again of this: “%(care)s”. Here is one thing that may be of use: “%(resource)s”."),
    ),
    Wording(
        N_(
            "You saved this for %(name)s: “%(resource)s”. Perhaps pass it on with one line on why, and no "
            "reply needed."
        ),
        PICKED,
        N_("I kept this because it brought our talk back: “%(resource)s”. No need to reply."),
    ),
    Wording(
        N_(
            "With %(name)s in mind you kept this: “%(resource)s”. If it still fits, that one thing is plenty."
        ),
        WELCOME,
        N_("Here is one thing that may be of use, no reply needed: “%(resource)s”."),
    ),
)

CHECKIN = (
    Wording(
        N_("On %(told_on)s you noted what %(name)s needed: %(need)s. Perhaps ask how it stands today."),
        HEARD,
        N_("I thought again about what was needed: %(need)s. How does it stand today?"),
    ),
    Wording(
        N_(
            "Some weeks ago (%(told_on)s) you noted what %(name)s needs: %(need)s. Perhaps ask how it has "
            "gone, with nothing attached."
        ),
        MONTHS,
        N_("When we talked, this was still open: %(need)s. How has it gone since?"),
    ),
    Wording(
        N_(
            "You noted (%(told_on)s) what %(name)s was looking for: %(need)s. One question on how it stands "
            "is enough."
        ),
        HEARD,
        N_("I kept this in mind: %(need)s. Has a way been found?"),
    ),
    Wording(  # beside their own words in a mail, which say the need
        N_("On %(told_on)s you noted what %(name)s needed. Perhaps ask how it stands today."),
        HEARD,
        N_("I thought again about what was needed when we talked. How does it stand today?"),
    ),
    Wording(
        N_(
            "%(name)s told you of a need some weeks ago (%(told_on)s). Perhaps ask how it has gone, with "
            "nothing attached."
        ),
        MONTHS,
        N_("When we talked, one thing was still open. How has it gone since?"),
    ),
    Wording(
        N_(
            "Some weeks ago (%(told_on)s) %(name)s was looking for something. One question on how it stands "
            "is enough."
        ),
        HEARD,
        N_("I kept in mind what came up when we talked. Has a way been found?"),
    ),
    Wording(
        N_("Perhaps a short line to %(name)s, in your own words. No reply is needed."),
        PLAIN,
    ),
    Wording(
        N_("You may like to send %(name)s a few plain words of your own."),
        PLAIN,
    ),
    Wording(
        N_("A few words to %(name)s, your own and as short as you like, may do good."),
        PLAIN,
    ),
)

SHOWUP = (
    Wording(
        N_(
            "%(name)s has this coming up (%(hook_on)s): “%(hook)s”. Perhaps wish it well, share it, or be "
            "there."
        ),
        TURN_UP,
        N_("I have this in mind: “%(hook)s”. I hope it goes well."),
    ),
    Wording(
        N_(
            "“%(hook)s” is coming up for %(name)s (%(hook_on)s). Perhaps be there if it fits, or send a good "
            "wish."
        ),
        TURN_UP,
        N_("My good wishes for this: “%(hook)s”."),
    ),
    Wording(
        N_(
            "You noted a day for %(name)s, %(hook_on)s: “%(hook)s”. A wish, a share or being there, whatever "
            "fits."
        ),
        TURN_UP,
        N_("“%(hook)s” is on my mind these days. I hope it turns out well."),
    ),
)
