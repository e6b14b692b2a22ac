"""One of everything that can belong to somebody, with a mark in all that is private."""

from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlsplit

from flask import current_app

from netevent import clock
from netevent.domain.codes import CARD_LENGTH, new_code
from netevent.extensions import db
from netevent.models import (
    Act,
    Badge,
    Block,
    CheckIn,
    Concern,
    Contact,
    Encounter,
    Event,
    Import,
    Intention,
    Knock,
    Passkey,
    Person,
    Printing,
    Registration,
    Remark,
    Review,
    Share,
    Sheets,
    SignIn,
    Upload,
)
from netevent.operations import cards, doors, passkeys
from netevent.operations.prompts import token_of
from tests import cast
from tests.authenticator import Authenticator
from tests.mails.mornings import digest_of, promised
from tests.mails.mornings import prompt as suggested

MARK = "PRIVATE-OF-"


@dataclass
class Things:
    """What belongs to one person, by the names that addresses and forms use."""

    person_id: int
    email: str
    card_code: str
    contact_id: int
    promise_id: int
    act_id: int
    remark_id: int
    prompt_id: int
    prompt_token: str
    knock_id: int
    concern_id: int
    passkey_id: int
    badge_code: str  # worn by somebody at the same event
    own_badge_code: str
    past_code: str  # an event of half a year ago
    share_id: int
    block_id: int
    import_id: int
    printing_id: int  # of badges of their event, drawn
    checkin_id: int
    place_id: int  # on the list, nobody's yet
    scan_nonce: str  # of their card, read at a door of the event
    device: Authenticator
    challenge: str  # the secret of a browser that asked its device for a passkey
    signin_id: int = 0
    key_id: int = 0  # to their event, and an invitation to it: somebody's who helps at its door
    invitation_id: int = 0
    device_id: int = 0  # at the door of their event
    secret: str = ""


def things_of(person: Person, event: Event, mark: str) -> Things:
    """One of everything, with a mark in all that is private."""
    words = f"{MARK}{mark}"
    friend, stranger, pest = (
        cast.person(f"{name} {mark}", email=f"{name}.{mark}@example.org".lower())
        for name in ("Kim", "Sam", "Max")
    )
    cast.checked_in(event, friend, stranger, pest)
    contact = cards.swap(person, friend, cards.Gift(email=False, phone=False), clock.now())
    note = Encounter.of_contact(contact.id)[0]
    note.care = note.free_note = words
    theirs = Contact.of_person(friend.id, person.id)
    assert theirs
    Encounter.of_contact(theirs.id)[
        0
    ].care = f"{MARK}THE-FRIEND"  # what a friend noted is for none of the twelve
    promise = promised(note, words)
    prompt = suggested(
        "promise.due", note, digest_of(person, event), promise=words, due={"date": "2026-11-06"}
    )
    prompt.promise_id = promise.id
    knock = Knock(event_id=event.id, asker_id=stranger.id, asked_id=person.id, at=clock.now())
    concern = Concern(
        event_id=event.id,
        teller_id=person.id,
        about_id=stranger.id,
        words="They shouted.",
        told_at=clock.now(),
    )
    device, passkey = _passkey(person, mark)
    _, challenge = passkeys.open_challenge(f"the key of another form of {mark}", clock.now())
    badge, own_badge = (
        Badge(event_id=event.id, person_id=wearer.id, code=new_code(CARD_LENGTH), since=clock.now())
        for wearer in (stranger, person)
    )
    block = Block(blocker_id=person.id, blocked_id=pest.id, since=clock.now())
    past = _past(person, words)
    of = {"owner_id": person.id, "contact_id": contact.id, "at": clock.now()}
    act = Act(**of, kind="help", by="them", detail=words)
    remark = Remark(**of, kind="saved", text=words, topic=words)
    listed, place, printing = _uploaded(person, event, mark), _listed(event), _printed(person, event)
    db.session.add_all([listed, place, printing, knock, concern, badge, own_badge, block, act, remark])
    db.session.flush()
    db.session.add(Sheets(printing_id=printing.id, start=0, octets=b"%PDF-1.7"))
    db.session.commit()
    scan_nonce = new_code(26)
    doors.admit(event, person.card_code, nonce=scan_nonce, now=clock.now())
    arrived, signin = (
        CheckIn.of(event.id, person.id),
        db.session.query(SignIn).filter_by(person_id=person.id).first(),
    )
    share = Share.between(person.id, friend.id)
    assert share
    assert arrived
    return Things(
        person_id=person.id, email=person.email or person.claimed_email or "", card_code=stranger.card_code, contact_id=contact.id,
        promise_id=promise.id, act_id=act.id, remark_id=remark.id, prompt_id=prompt.id, prompt_token=token_of(prompt), knock_id=knock.id, concern_id=concern.id, passkey_id=passkey.id,
        badge_code=badge.code, own_badge_code=own_badge.code, past_code=past.code, share_id=share.id, block_id=block.id, import_id=listed.id, printing_id=printing.id, checkin_id=arrived.id, place_id=place.id, scan_nonce=scan_nonce,
        device=device, challenge=challenge, signin_id=signin.id if signin else 0,
    )  # fmt: skip


def _uploaded(person: Person, event: Event, mark: str) -> Import:
    """A list somebody uploaded for the event and has not confirmed; it is for its organisers."""
    host = event.title.split("’")[0].upper()
    rows = f"name,email,company\nNora Example,nora@example.org,{MARK}{host}-LIST\n"
    return Import(
        event_id=event.id, person_id=person.id, created_at=clock.now(), filename="guests.csv", source="plain",
        upload=Upload(octets=rows.encode()), digest=mark, total=1,
    )  # fmt: skip


def _printed(person: Person, event: Event) -> Printing:
    """A file with badges that they asked for; it is theirs alone, and theirs only while they organise the event."""
    now = clock.now()
    return Printing(
        event_id=event.id, person_id=person.id, asked_at=now, ended_at=now, stock="a7", both_sides=False,
        first=1, total=1, position=1, drawn=1, badge_ids=[1],
    )  # fmt: skip


def _listed(event: Event) -> Registration:
    return Registration(event_id=event.id, name="Nora Example", source="imported", created_at=clock.now())


def _past(person: Person, words: str) -> Event:
    """Half a year ago: what one hoped for, and the first look back; the check-in is gone by now."""
    then = clock.now() - timedelta(days=200)
    past = cast.event(title="A spring evening", starts_at=then, ends_at=then + timedelta(hours=3))
    db.session.add(Intention(event_id=past.id, person_id=person.id, learn=words, reason="job", said_at=then))
    db.session.add(
        Review(
            person_id=person.id, event_id=past.id, day=90, learned=words, cost=words, choice="less", said_at=then + timedelta(days=91)
        )
    )  # fmt: skip
    return past


def _passkey(person: Person, mark: str) -> tuple[Authenticator, Passkey]:
    """A device and its passkey; whoever has proved no address has one that opens nothing."""
    base_url = current_app.config["SETTINGS"].base_url
    device = Authenticator(origin=base_url, rp_id=urlsplit(base_url).hostname or "")
    row, _ = passkeys.open_challenge(f"the key of a form of {mark}", clock.now())
    if person.email:
        said = device.make(passkeys.options_to_add(person, row))
        return device, passkeys.add(person, row, said, device="Firefox", now=clock.now())
    passkey = Passkey(person_id=person.id, credential_id=mark, public_key=b"-", created_at=clock.now())
    db.session.add(passkey)
    db.session.commit()
    return device, passkey
