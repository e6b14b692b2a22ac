"""The demo's evening: seeded once through the same operations that everybody uses, then kept."""

import secrets
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta

from babel.localtime import LOCALTZ
from flask_migrate import upgrade
from sqlalchemy import select

from netevent import clock
from netevent.domain.codes import CARD_LENGTH, EVENT_LENGTH, new_code
from netevent.domain.schedules import chip_date, morning_after
from netevent.extensions import db
from netevent.models import Contact, Encounter, Event, Organiser, Person, Promise, Registration
from netevent.operations import cards, checkins, demo_cast, intentions, links
from netevent.operations.tallies import count

WELL_UNDER_WAY = timedelta(minutes=55)


@dataclass(frozen=True)
class Evening:
    """What a visitor needs to come in."""

    title: str
    code: str
    organiser_link: str
    attendee_link: str


def prepare() -> Evening:
    """Migrate, and seed tonight's event if there is none yet."""
    upgrade()
    event = tonight()
    if not clock.has_jumped() and clock.now() > event.closes_at:
        clock.jump_to(
            event.starts_at + WELL_UNDER_WAY
        )  # a demo started again another day goes on with its evening
    evening = Evening(event.title, event.code, link_for(organiser_people()[0]), link_for(attendee()))
    db.session.remove()
    db.engine.dispose()
    return evening


def link_for(person: Person) -> str:
    """A link to be somebody; only a demo has a page that takes it."""
    return links.sign("demo", person.id)


def person_behind(token: str) -> Person | None:
    signed = links.read("demo", token)
    return db.session.get(Person, signed) if isinstance(signed, int) else None


def organiser_people() -> list[Person]:
    return list(
        db.session.scalars(
            select(Person)
            .where(Person.id.in_(select(Organiser.person_id)), Person.name != "")
            .order_by(Person.id)
        )
    )


def attendee() -> Person:
    """The one who has met five people already; once erased, whoever else is here."""
    guests = select(Person).where(Person.may_organise_since.is_(None))
    first = (Person.name == demo_cast.ATTENDEE[0]).desc()
    return db.session.scalars(guests.order_by(first, Person.id).limit(1)).one()


def tonight() -> Event:
    return db.session.scalars(select(Event).order_by(Event.id)).first() or _seed(clock.now())


def next_morning(now: datetime) -> datetime:
    """The next morning on which mails leave."""
    event = tonight()
    if now < event.next_morning:
        return event.next_morning
    return morning_after(now.astimezone(event.tz).date(), event.zone, event.mail_hour)


def jump(now: datetime) -> datetime:
    """Move the demo's clock to that morning; returns the new present."""
    clock.jump_to(next_morning(now) + timedelta(minutes=1))
    return clock.now()


def _seed(now: datetime) -> Event:
    start = (now - timedelta(minutes=50)).replace(second=0, microsecond=0)
    start -= timedelta(minutes=start.minute % 15)
    event = _event(start, now)
    for who in demo_cast.ORGANISERS:
        host = _person(who, now)
        host.may_organise_since = now
        role = "owner" if who == demo_cast.ORGANISERS[0] else "organiser"
        db.session.add(Organiser(event_id=event.id, person_id=host.id, role=role, since=now))
    maya = _person(demo_cast.ATTENDEE, now)
    met = [_person(who, now) for who in demo_cast.MET]
    others = [_person(who, now) for who in demo_cast.OTHERS]
    _expect(event, [maya, *met, *others[:26]], now)
    _arrivals(event, [met[0], maya, *met[1:], *others[:19], *others[28:]], start, now)
    _talks(event, maya, met, now)
    return event


def _event(start: datetime, now: datetime) -> Event:
    zone = getattr(LOCALTZ, "key", "")
    event = Event(
        code=new_code(EVENT_LENGTH),
        title=demo_cast.TITLE,
        host=demo_cast.HOST,
        place=demo_cast.PLACE,
        starts_at=start,
        ends_at=start + timedelta(hours=3),
        zone=zone if "/" in zone and not zone.startswith("Etc/") else "Europe/Zurich",
        topics=demo_cast.TOPICS,
        created_at=now,
    )
    db.session.add(event)
    db.session.commit()
    return event


def _person(who: tuple[str, str, str, str], now: datetime) -> Person:
    name, company, role, ask_about = who
    person = Person(
        name=name, company=company, role=role, ask_about=ask_about, proved_at=now, created_at=now, gives_email=True,
        email=f"{_plain(name)}@{_plain(company)}.example", card_code=new_code(CARD_LENGTH),
    )  # fmt: skip
    db.session.add(person)
    db.session.commit()
    return person


def _expect(event: Event, people: list[Person], now: datetime) -> None:
    for person in people:
        place = Registration(
            event_id=event.id, person_id=person.id, name=person.name, email=person.email, company=person.company,
            source="demo", created_at=now,
        )  # fmt: skip
        db.session.add(place)
        count(event.id, "expected", event.starts_at)
    db.session.commit()


def _arrivals(event: Event, people: list[Person], start: datetime, now: datetime) -> None:
    """More come at the beginning than later on, as they do."""
    span = (now - start).total_seconds() + 300
    for place, person in enumerate(people):
        at = start + timedelta(seconds=span * (place / len(people)) ** 1.4 - 300)
        checkins.check_in(event, person, nonce=secrets.token_hex(16), now=min(at, now))


def _talks(event: Event, maya: Person, met: list[Person], now: datetime) -> None:
    """Five talks, each with another kind of note: promise, request, need, care, and none yet."""
    intentions.say(
        event, maya, learn="I would like to hear how others give old buildings a second life.",
        offer="Twenty minutes on how a room will sound", offer_kind="know_how", now=now,
    )  # fmt: skip
    notes: tuple[dict[str, object], ...] = (
        {
            "care": "I want the school open before the apprentices start in March.",
            "topics": ["Wood", "Teaching"],
        },
        {"asked_for": ["document"], "asked_line": "that sheet on glass and noise", "topics": ["Glass"]},
        {"need_kind": "advice", "need": "a quiet room for a Saturday class", "can_help": True},
        {"care": "People who come to the library only to be warm."},
        {},
    )
    for minutes, (person, fields) in enumerate(zip(met, notes, strict=True)):
        at = now - timedelta(minutes=34 - 7 * minutes)
        contact = cards.swap(maya, person, cards.Gift(email=True, phone=False), at)
        note = _keep(contact, fields, at)
        if person is met[0]:
            _promise(maya, contact, note, at)
    db.session.commit()


def _keep(contact: Contact, fields: dict[str, object], at: datetime) -> Encounter:
    note = Encounter.of_contact(contact.id)[0]
    for name, value in fields.items():
        setattr(note, name, value)
    note.version, note.saved_at = 1, at
    return note


def _promise(maya: Person, contact: Contact, note: Encounter, at: datetime) -> None:
    db.session.add(
        Promise(
            owner_id=maya.id, contact_id=contact.id, encounter_id=note.id, direction="mine",
            text="Send the ceiling test from Ystad", due_chip="tomorrow", due_on=chip_date("tomorrow", at.date()), made_at=at,
        )
    )  # fmt: skip


def _plain(words: str) -> str:
    """The first word without accents, as it stands in an address."""
    letters = unicodedata.normalize("NFKD", words.split()[0].replace("ø", "o").replace("Ø", "O"))
    return "".join(letter for letter in letters if letter.isascii() and letter.isalnum()).lower()
