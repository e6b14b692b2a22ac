"""What a door says by itself, in the language of whoever stands there; {names} are filled in by its script."""

from flask_babel import gettext, ngettext, pgettext


def door_words(*, kiosk: bool = False) -> dict[str, str]:
    """`kiosk`: guests read it, and nobody of the team stands beside them."""
    said = {
        "ready": gettext("Ready. Point at a code or type a name."),
        "welcome": gettext("Welcome"),
        "already": gettext("Already in"),
        "unknown": gettext("Not on the list"),
        "refused": gettext("That did not work"),
        "cancelled": gettext("Cancelled place"),
        "looking": gettext("One moment"),
        "checkedIn": gettext("Checked in at %(time)s", time="{time}"),
        "came": gettext("Came at %(time)s", time="{time}"),
        "cameBy": gettext("Came at %(time)s · %(door)s", time="{time}", door="{door}"),
        "cameAlone": gettext("Came at %(time)s, with their own phone", time="{time}"),
        "poster": gettext("Poster, own phones"),
        "waits": gettext("Waiting to send."),
        "checkWhenOnline": gettext(
            "This code is not on this device, and there is no connection to look it up."
        ),
        "undone": gettext("Taken back: %(name)s", name="{name}"),
        "matched": gettext("That was their place on the list."),
        "match": gettext("It is them"),
        "checkIn": pgettext("door", "Check in"),
        "look": gettext("Look"),
        "undo": gettext("Undo"),
        "letGo": gettext("Let it go"),
        "nameless": gettext("No name yet"),
        "nobody": gettext("Nobody on the list is called “%(name)s”, and no company either.", name="{name}"),
        "unreachable": gettext("We cannot be reached at the moment. Try again in a moment."),
        "clash": gettext("Also let in at %(time)s · %(door)s", time="{time}", door="{door}"),
        "here": pgettext("door", "here"),
        "hereOf": gettext("here of %(expected)s", expected="{expected}"),
        "noDoor": gettext("This device is no door of this event any more. What it held was handed over."),
        "offline": gettext("Offline. The door goes on working."),
        "allSent": gettext("All sent."),
    }
    return said | _counted() | (_to_guests() if kiosk else {})


def _to_guests() -> dict[str, str]:
    help = gettext("They will find you on their list.")
    return {
        "ready": gettext("Hold your code up to the camera."),
        "unknown": gettext("Please ask the team"),
        "refused": gettext("Please ask the team"),
        "checkWhenOnline": help,
        "help": help,
    }


def _counted() -> dict[str, str]:
    """One and many; a script picks by the number."""
    said = {
        "partyOne": ngettext(
            "Check in %(more)s more of this order", "Check in %(more)s more of this order", 1, more=1
        ),
        "all": ngettext("%(more)s person checked in", "%(more)s people checked in", 2, more="{num}"),
        "offlineOne": gettext("Offline. 1 check-in is safe on this device."),
        "offlineMany": gettext("Offline. %(num)s check-ins are safe on this device.", num="{num}"),
        "waitingOne": gettext("1 check-in waiting to send."),
        "waitingMany": gettext("%(num)s check-ins waiting to send.", num="{num}"),
        "refusedOne": gettext("1 was not accepted: see under Type a name."),
        "refusedMany": gettext("%(num)s were not accepted: see under Type a name.", num="{num}"),
        "clashOne": gettext("1 person was let in by another door too: see under Type a name."),
        "clashMany": gettext(
            "%(num)s people were let in by another door too: see under Type a name.", num="{num}"
        ),
    }
    many = ngettext(
        "Check in %(more)s more of this order", "Check in %(more)s more of this order", 2, more="{num}"
    )
    return said | {"partyMany": many}
