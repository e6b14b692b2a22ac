"""Finding whom a scanned or typed code means, and a sentence for every other code there is."""

import re
from collections.abc import Collection
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from netevent.domain.codes import CARD_LENGTH, TYPED_LENGTH, is_code, normal, read_link
from netevent.errors import N_, Invalid
from netevent.extensions import db
from netevent.models import CheckIn, Event, Guess, Person
from netevent.operations import blocks
from netevent.operations.cards import NOT_SHARED, YOURSELF
from netevent.operations.encounters import current_checkin

MOST_WRONG = 20  # in ten minutes, by one person
MOST_WRONG_AT_EVENT = 200  # in ten minutes, by all
PAUSE = timedelta(minutes=10)
CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]+")
SHOWN = 120  # characters of a foreign code that are worth reading

EMPTY = N_("Type the six characters under their QR.")
NOBODY = N_("Nobody here has this code. Look at it once more, letter by letter.")
NO_EVENING = N_("Typed codes work inside an event. Check in first, or scan their QR.")
PAUSED = N_("Those were many codes in a short time. Wait ten minutes, or scan their QR.")
UNDER_GUESSES = N_("Many wrong codes are being typed here. Scan their QR, or confirm your address first.")
THIS_EVENT = N_("This is the code of the event you are at. Point at somebody’s QR instead.")
OTHER_EVENT = N_("This code belongs to another event: %(title)s.")
NO_EVENT = N_("We do not know this event code. Check it against the poster, or ask at the door.")
HALF = N_("Only a part of the code was read. Hold the phone still and try once more.")
FOREIGN = (
    (r"begin:vcard", N_("This is a contact card from another app. Your phone’s own camera can keep it.")),
    (r"wifi:", N_("This is the way into a Wi-Fi network. Your phone’s own camera can use it.")),
    (r"(https?://|www\.)", N_("This is a web address from elsewhere, and it was not opened: %(what)s")),
    (r"", N_("This is not one of our codes. It says: %(what)s")),
)


def badge_in(text: str, hosts: Collection[str]) -> str | None:
    """The code of a printed badge of ours, if that is what was scanned; its page says who may see it."""
    seen = CONTROLS.sub(" ", text).strip()[:SHOWN]
    kind, code = (read_link(seen) if _host(seen) in hosts else None) or ("", "")
    return code if kind == "b" and is_code(code, CARD_LENGTH) else None


def find(text: str, finder: Person, hosts: Collection[str], now: datetime) -> Person:
    """Whose card a scanned or typed text means; raises Invalid with one sentence for everything else."""
    seen = CONTROLS.sub(" ", text).strip()[:SHOWN]
    code = normal(seen)
    if not code:
        raise Invalid("code", EMPTY)
    if _host(seen) in hosts:
        link = read_link(seen)
        if link is None:
            raise Invalid("code", HALF)
        return _of_link(*link, finder)
    if is_code(code, CARD_LENGTH):
        return _not_oneself(Person.of_card(code), finder, NOT_SHARED)
    if is_code(code, TYPED_LENGTH):
        return _of_typed(code, finder, now)
    raise _foreign(seen)


def _of_link(kind: str, code: str, finder: Person) -> Person:
    if kind == "e":
        raise _event_code(code, finder)
    card = kind == "p" and is_code(code, CARD_LENGTH)
    return _not_oneself(Person.of_card(code) if card else None, finder, NOT_SHARED)


def _of_typed(code: str, finder: Person, now: datetime) -> Person:
    """A typed code means somebody at the event where one is; wrong ones are counted per person."""
    here = current_checkin(finder, now)
    if here is None:
        raise _event_code(code, finder) if Event.of_code(code) else Invalid("code", NO_EVENING)
    _refuse_guessers(finder, here.event_id, now)
    there = CheckIn.of_typed(here.event_id, code)
    found = there.person if there and not blocks.blocked_by(there.person, finder) else None
    if found is None and Event.of_code(code):
        raise _event_code(code, finder)
    if found is None:
        db.session.add(Guess(person_id=finder.id, event_id=here.event_id, at=now))
        db.session.commit()
    return _not_oneself(found, finder, NOBODY)


def _not_oneself(found: Person | None, finder: Person, otherwise: str) -> Person:
    if found is None or blocks.blocked_by(found, finder):
        raise Invalid("code", otherwise)
    if found.id == finder.id:
        raise Invalid("code", YOURSELF)
    return found


def _event_code(code: str, finder: Person) -> Invalid:
    event = Event.of_code(code) if is_code(code, TYPED_LENGTH) else None
    if event is None:
        return Invalid("code", NO_EVENT)
    if CheckIn.of(event.id, finder.id):
        return Invalid("code", THIS_EVENT)
    return Invalid("code", OTHER_EVENT, title=event.title)


def _refuse_guessers(finder: Person, event_id: int, now: datetime) -> None:
    """Wrong codes are rows of the person and of the event, never of an address: a whole hall shares one.

    While an event is being guessed at, phones nobody has proved wait, whoever holds them; all others go on.
    """
    since = now - PAUSE
    if Guess.of_person(finder.id, since) >= MOST_WRONG:
        raise Invalid("code", PAUSED)
    if not finder.email and Guess.at_event(event_id, since) >= MOST_WRONG_AT_EVENT:
        raise Invalid("code", UNDER_GUESSES)


def _foreign(seen: str) -> Invalid:
    """What a code from elsewhere is; it is shown as text and never opened."""
    sentence = next(sentence for pattern, sentence in FOREIGN if re.match(pattern, seen, re.IGNORECASE))
    return Invalid("code", sentence, what=seen)


def _host(text: str) -> str:
    try:
        return urlsplit(text).netloc.casefold()
    except ValueError:  # "http://[" and the like
        return ""
