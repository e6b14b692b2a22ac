"""Who the mail goes to, and what became of it: everybody counted once, nobody named, and true on the morning itself."""

from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import event as hook

from netevent import clock, worker
from netevent.domain.codes import CARD_LENGTH, new_code
from netevent.extensions import db
from netevent.models import CheckIn, Event, OutboxMail, Pause, Person
from netevent.operations import audiences, checkins, pauses, suppressions, unsubscribes
from netevent.operations.audiences import Audience, Delivery
from netevent.operations.checkins import Arrival
from tests import cast
from tests.mails.mornings import digest_of, mail, morning_mail

KINDS = ("gets", "neutral", "asked", "no_address", "opted_out", "refused")


@pytest.fixture(autouse=True)
def house(app: Flask, evening: time_machine.Traveller) -> Iterator[None]:
    with app.app_context():
        yield


@pytest.fixture
def event() -> Event:
    return cast.event(cast.person("Ada"))


def arrived(event: Event, *names: str) -> list[Person]:
    """Phones nobody was signed in on; their addresses are claimed."""
    for name in names:
        address = f"{name.lower()}@example.org"
        checkins.arrive(event, Arrival(name, address, "en"), nonce=new_code(26), now=clock.now())
    return list(db.session.query(Person).filter(Person.name.in_(names)).order_by(Person.id))


def came(event: Event, *names: str, **fields: object) -> list[Person]:
    people = [cast.person(name, **fields) for name in names]
    cast.checked_in(event, *people)
    return people


def nameless(event: Event) -> Person:
    """Somebody of whom no address is known."""
    person = Person(name="Gil", card_code=new_code(CARD_LENGTH), created_at=clock.now())
    db.session.add(person)
    db.session.commit()
    cast.checked_in(event, person)
    return person


def everybody(event: Event) -> None:
    """One of each kind and more, and Dan, who was somewhere else."""
    now = clock.now()
    came(event, "Ben", "Cleo")
    arrived(event, "Una", "Udo", "Uwe")
    (asked,) = arrived(event, "Amos")
    mail("neutral", "amos@example.org", person_id=asked.id)
    nameless(event)
    _, paused, _ = came(event, "Otto", "Pia", "Rosa")
    pauses.pause_mails(paused, "two_weeks", now)
    arrived(event, "Olga")
    for stopped in ("otto", "olga", "rosa"):
        unsubscribes.unsubscribe(f"{stopped}@example.org", now)
    came(event, "Rita")
    arrived(event, "Rudi")
    for refused in ("rita", "rudi", "rosa"):
        suppressions.suppress(f"{refused}@example.org", "all", "550 no such user", now)
    came(cast.event(), "Dan")


def test_everybody_who_came_is_counted_once(event: Event) -> None:
    everybody(event)
    found = audiences.audience_of(event)
    assert found == Audience(came=13, gets=2, neutral=3, asked=1, no_address=1, opted_out=3, refused=3)
    assert found.came == cast.how_many(CheckIn, event_id=event.id) == sum(asdict(found)[k] for k in KINDS)


def test_the_morning_goes_as_the_evening_said(event: Event, evening: time_machine.Traveller) -> None:
    everybody(event)
    said = audiences.audience_of(event)
    evening.move_to(event.next_morning)
    worker.run_once(clock.now())
    found = audiences.delivery_of(event)
    sent = db.session.query(OutboxMail).filter_by(state="sent", event_id=event.id)
    assert sent.filter(OutboxMail.kind == "morning").count() == said.gets
    assert sent.filter(OutboxMail.kind == "neutral").count() == said.neutral
    resting_only = 1  # Pia paused: nothing is even planned
    assert found == Delivery(sent=5, held=said.opted_out + said.refused - resting_only)


def test_nobody_yet(event: Event) -> None:
    assert audiences.audience_of(event) == Audience(came=0)
    assert audiences.delivery_of(event) == Delivery()


def begun(person: Person, kind: str = pauses.MAILS, **fields: object) -> None:
    now = clock.now()
    values = {"at": now, "until_on": now.date() + timedelta(days=9)} | fields
    db.session.add(Pause(person_id=person.id, kind=kind, **values))
    db.session.commit()


@pytest.mark.parametrize(
    "pause",
    [
        lambda ben: begun(ben, pauses.TOO_MUCH),
        lambda ben: begun(ben, ended_at=clock.now()),
        lambda ben: begun(ben, until_on=clock.now().date() + timedelta(days=1)),
    ],
    ids=["only helping rests", "ended", "over by the morning"],
)
def test_a_pause_that_does_not_hold_that_morning_stops_nothing(
    event: Event, pause: Callable[[Person], None]
) -> None:
    (ben,) = came(event, "Ben")
    pause(ben)
    assert audiences.audience_of(event) == Audience(came=1, gets=1)


def test_two_pauses_are_one_person(event: Event) -> None:
    (ben,) = came(event, "Ben")
    begun(ben)
    begun(ben)
    assert audiences.audience_of(event) == Audience(came=1, opted_out=1)


def test_many_people_are_asked_about_in_few_questions(event: Event, monkeypatch: pytest.MonkeyPatch) -> None:
    everybody(event)
    whole, asked = audiences.audience_of(event), list[str]()

    def count(*call: object) -> None:
        asked.append(str(call[2]))

    hook.listen(db.engine, "before_cursor_execute", count)
    audiences.audience_of(event)
    few = len(asked)
    monkeypatch.setattr(audiences, "CHUNK", 2)
    assert audiences.audience_of(event) == whole
    audiences.delivery_of(event)
    hook.remove(db.engine, "before_cursor_execute", count)
    assert few <= 5


def posted(event: Event, *states: str) -> None:
    """The morning's mails, in these states."""
    event_over = event.closes_at + timedelta(hours=10)
    for number, state in enumerate(states):
        (person,) = came(event, f"Guest{number}")
        digest = digest_of(person, event)
        digest.created_at, person.digest_at = event_over, None
        morning_mail(digest).state = state
    db.session.commit()


def test_each_state_of_a_mail_has_its_place(event: Event) -> None:
    posted(event, "sent", "sent", "queued", "sending", "failed", "unclear", "suppressed", "expired")
    found = audiences.delivery_of(event)
    assert found == Delivery(sent=2, waiting=2, expired=1, refused=1, held=1, unclear=1)
    assert found.total == 8


def test_who_has_not_been_looked_at_waits(event: Event, evening: time_machine.Traveller) -> None:
    came(event, "Ben")
    arrived(event, "Cleo")
    nameless(event)
    evening.move_to(event.next_morning + timedelta(hours=3))
    assert audiences.delivery_of(event) == Delivery(waiting=2)


def test_mails_of_later_mornings_are_not_counted_again(event: Event, evening: time_machine.Traveller) -> None:
    posted(event, "sent")
    ben = db.session.query(Person).filter_by(name="Guest0").one()
    for day in (1, 5):
        evening.move_to(event.next_morning + timedelta(days=day))
        morning_mail(digest_of(ben, event, clock.now().date()))
    assert audiences.delivery_of(event) == Delivery(sent=1)


def test_a_mail_written_anew_for_another_day_counts_as_the_newer_one(event: Event) -> None:
    posted(event, "expired")
    late = db.session.query(OutboxMail).filter_by(state="expired").one()
    again = {"person_id": late.person_id, "digest_id": late.digest_id, "event_id": event.id}
    mail("morning", late.address, key="the next day", **again)
    assert audiences.delivery_of(event) == Delivery(waiting=1)


def test_the_list_is_forgotten_after_a_month(event: Event) -> None:
    assert not audiences.is_forgotten(event, event.next_morning + timedelta(days=29))
    assert audiences.is_forgotten(event, event.next_morning + timedelta(days=30))
