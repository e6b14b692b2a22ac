"""Handing over cards: the swap of "We met", taking back, and finding whom a scanned or typed code means."""

import re
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from netevent.domain.codes import CARD_LENGTH, TYPED_LENGTH, is_code, normal, read_link
from netevent.errors import N_, Conflict, Invalid
from netevent.extensions import db
from netevent.models import CheckIn, Contact, Event, Person, Replay, Share
from netevent.operations.encounters import current_checkin, meet, shared_event
from netevent.operations.replays import remember

MOST_WRONG = 20
PAUSE = timedelta(minutes=10)
CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]+")
SHOWN = 120  # characters of a foreign code that are worth reading

YOURSELF = N_("That’s you. Show this code to somebody else.")
EMPTY = N_("Type the six characters under their QR.")
NOT_SHARED = N_("This card is not shared here. Ask them to show their QR again.")
NOBODY = N_("Nobody here has this code. Look at it once more, letter by letter.")
NO_EVENING = N_("Typed codes work inside an event. Check in first, or scan their QR.")
PAUSED = N_("Those were many codes in a short time. Wait ten minutes, or scan their QR.")
BADGE = N_("This is a printed badge. Ask them to show their QR on the phone.")
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


@dataclass(frozen=True, slots=True)
class Gift:
    """What the person who taps hands over beside name, company and role."""

    email: bool
    phone: bool


def swap(me: Person, other: Person, gift: Gift, now: datetime) -> Contact:
    """Both get the other's card and an encounter of this evening. Doing it twice changes nothing.

    A card the other took back stays taken back: only they can give it again. Returns my contact.
    """
    if me.id == other.id:
        raise Conflict(YOURSELF)
    for _ in range(3):
        try:
            return _swap(me, other, gift, now)
        except IntegrityError:
            db.session.rollback()  # both tapped at the same moment; the rows of the other are there now
    raise Conflict(N_("Somebody else was faster by a blink. Please tap once more."))


def met_already(me: Person, other: Person) -> Contact | None:
    return Contact.of_person(me.id, other.id)


def given(me: Person, other_id: int | None) -> Share | None:
    """The card I handed to somebody, taken back or not."""
    return Share.between(me.id, other_id) if other_id else None


def take_back(me: Person, contact: Contact, now: datetime) -> None:
    """From now on they see the name they had, and nothing more."""
    share = given(me, contact.person_id)
    if share and not share.withdrawn_at:
        share.withdrawn_at = now
        held = Contact.of_person(share.receiver_id, me.id)
        if held:
            held.company = held.role = ""
    db.session.commit()


def give_again(me: Person, contact: Contact, now: datetime) -> None:
    """Hand the card over once more, with what goes along today."""
    share = given(me, contact.person_id)
    if share:
        share.withdrawn_at, share.given_at = None, now
        share.email, share.phone = me.gives_email, me.gives_phone
        _write(Contact.of_person(share.receiver_id, me.id), me)
    db.session.commit()


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


def _swap(me: Person, other: Person, gift: Gift, now: datetime) -> Contact:
    _lock(me, other)
    event = shared_event(me, other, now)
    me.gives_email, me.gives_phone = gift.email and bool(me.email), gift.phone and bool(me.phone)
    kept = _keep(me, other, now)
    for contact in (kept, _keep(other, me, now)):
        meet(contact, event, now)
    _give(me, other, now, by_hand=True)
    _give(other, me, now, by_hand=False)
    db.session.commit()
    return kept


def _lock(*people: Person) -> None:
    """Two phones that tap at once wait for each other here, in the same order: nobody meets twice."""
    ids = sorted(person.id for person in people)
    db.session.execute(
        select(Person.id).where(Person.id.in_(ids)).order_by(Person.id).with_for_update(key_share=True)
    )


def _keep(owner: Person, person: Person, now: datetime) -> Contact:
    contact = Contact.of_person(owner.id, person.id)
    if contact is None:
        contact = Contact(owner=owner, person=person, created_at=now)
        db.session.add(contact)
        _write(contact, person)
        db.session.flush()
    return contact


def _write(contact: Contact | None, person: Person) -> None:
    """What stands on the card is kept with the contact, too; operations.people keeps the two in step."""
    if contact:
        contact.name, contact.company, contact.role = person.name, person.company, person.role


def _give(giver: Person, receiver: Person, now: datetime, *, by_hand: bool) -> None:
    """The card goes over with what its giver chose; only the hand that gives revives one taken back."""
    share = Share.between(giver.id, receiver.id)
    if share is None:
        share = Share(giver_id=giver.id, receiver_id=receiver.id, given_at=now)
        db.session.add(share)
    elif share.withdrawn_at and not by_hand:
        return
    elif share.withdrawn_at:
        share.withdrawn_at, share.given_at = None, now
        _write(Contact.of_person(receiver.id, giver.id), giver)
    share.email, share.phone = giver.gives_email, giver.gives_phone
    db.session.flush()


def _of_link(kind: str, code: str, finder: Person) -> Person:
    if kind == "p":
        return _not_oneself(Person.of_card(code) if is_code(code, CARD_LENGTH) else None, finder, NOT_SHARED)
    raise Invalid("code", BADGE) if kind == "b" else _event_code(code, finder)


def _of_typed(code: str, finder: Person, now: datetime) -> Person:
    """A typed code means somebody at the event where one is; wrong ones are counted per person."""
    here = current_checkin(finder, now)
    if here is None:
        raise _event_code(code, finder) if Event.of_code(code) else Invalid("code", NO_EVENING)
    if _wrong_since(finder, now - PAUSE) >= MOST_WRONG:
        raise Invalid("code", PAUSED)
    found = CheckIn.of_typed(here.event_id, code)
    if found is None and Event.of_code(code):
        raise _event_code(code, finder)
    if found is None:
        remember(finder.id, f"wrong:{secrets.token_hex(16)}", "wrong_codes", 0, now)
        db.session.commit()
    return _not_oneself(found.person if found else None, finder, NOBODY)


def _not_oneself(found: Person | None, finder: Person, otherwise: str) -> Person:
    if found is None:
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


def _wrong_since(finder: Person, since: datetime) -> int:
    """Wrong codes are rows of the person, never of an address: a whole hall shares one."""
    counted = select(func.count()).where(
        Replay.person_id == finder.id, Replay.noun == "wrong_codes", Replay.at > since
    )
    return db.session.scalar(counted) or 0


def _foreign(seen: str) -> Invalid:
    """What a code from elsewhere is; it is shown as text and never opened."""
    sentence = next(sentence for pattern, sentence in FOREIGN if re.match(pattern, seen, re.IGNORECASE))
    return Invalid("code", sentence, what=seen)


def _host(text: str) -> str:
    try:
        return urlsplit(text).netloc.casefold()
    except ValueError:  # "http://[" and the like
        return ""
