"""Mornings of somebody who typed an address and has not proved it: one neutral mail, then silence."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from netevent import clock
from netevent.errors import NotFound
from netevent.extensions import db
from netevent.models import Digest, Event, OutboxMail, Person, Prompt, SignIn
from netevent.operations import checkins, digests, proofs, signins, unsubscribes
from netevent.operations.checkins import Arrival
from tests import cast
from tests.mails.mornings import met, promised

CLEO = "cleo@example.org"
FRIDAY_9, MONDAY_9 = "2026-11-06T08:00:00+00:00", "2026-11-09T08:00:00+00:00"


def morning_link(digest: Digest) -> str:
    return proofs.morning_link_of(digest, digest.person.address or "")


@pytest.fixture(autouse=True)
def house(app: Flask, evening: time_machine.Traveller) -> Iterator[None]:
    with app.app_context():
        yield


@pytest.fixture
def event() -> Event:
    return cast.event()


@pytest.fixture
def cleo(event: Event) -> Person:
    """Cleo with four talks, so that more than one morning has something to say."""
    arrival = Arrival(name="Cleo", email=CLEO, language="it")
    signin = signins.live(checkins.arrive(event, arrival, nonce="a key", now=clock.now()), clock.now())
    assert signin
    assert signin.person
    for name in ("Anouk", "Bruno", "Carla", "David"):
        met(signin.person, event, name, care="opening before March")
    return signin.person


def plan(evening: time_machine.Traveller, moment: str) -> int:
    evening.move_to(moment)
    return digests.plan_due(clock.now())


def kinds() -> list[str]:
    return list(db.session.scalars(select(OutboxMail.kind).order_by(OutboxMail.id)))


def test_one_neutral_mail_and_then_nothing(cleo: Person, evening: time_machine.Traveller) -> None:
    assert plan(evening, FRIDAY_9) == 1
    assert kinds() == ["checkin", "neutral"]
    for days in range(1, 60):
        evening.shift(timedelta(days=1))
        assert digests.plan_due(clock.now()) == 0, f"day {days}"
    assert kinds() == ["checkin", "neutral"]
    assert cleo.digest_at is None


def test_the_neutral_mail_goes_once_even_after_another_evening(
    cleo: Person, evening: time_machine.Traveller
) -> None:
    plan(evening, FRIDAY_9)
    second = cast.event()
    cast.checked_in(second, cleo)
    met(cleo, second, "Elif", care="glass")
    evening.shift(timedelta(days=4))
    digests.plan_due(clock.now())
    assert kinds() == ["checkin", "neutral"]


def test_the_button_of_the_neutral_mail_proves_and_brings_the_mornings_back(
    cleo: Person, evening: time_machine.Traveller
) -> None:
    plan(evening, FRIDAY_9)
    plan(evening, MONDAY_9)
    digest = db.session.scalars(select(Digest)).one()
    secret = proofs.by_morning(morning_link(digest), None, clock.now())
    signin = signins.live(secret, clock.now())
    assert signin
    assert signin.person == cleo
    assert (cleo.email, cleo.claimed_email) == (CLEO, None)
    assert cleo.digest_at  # looked at again on the next working morning
    assert plan(evening, "2026-11-10T08:00:00+00:00") == 1
    assert kinds() == ["checkin", "neutral", "morning"]


def test_the_button_works_once_and_ends_the_phone_of_a_stranger(
    cleo: Person, evening: time_machine.Traveller
) -> None:
    strangers = db.session.scalars(select(SignIn)).one()
    plan(evening, FRIDAY_9)
    token = morning_link(db.session.scalars(select(Digest)).one())
    proofs.by_morning(token, None, clock.now())
    assert strangers.ended_at == clock.now()
    with pytest.raises(NotFound):
        proofs.by_morning(token, None, clock.now())


def test_the_button_on_the_own_phone_keeps_its_row(cleo: Person, evening: time_machine.Traveller) -> None:
    mine = db.session.scalars(select(SignIn)).one()
    plan(evening, FRIDAY_9)
    token = morning_link(db.session.scalars(select(Digest)).one())
    proofs.by_morning(token, mine, clock.now())
    assert mine.ended_at is None
    assert mine.proved_at == clock.now()


def test_the_button_is_good_for_three_days(cleo: Person, evening: time_machine.Traveller) -> None:
    plan(evening, FRIDAY_9)
    token = morning_link(db.session.scalars(select(Digest)).one())
    evening.shift(timedelta(days=3, seconds=1))
    with pytest.raises(NotFound):
        proofs.morning_digest(token)


def test_the_button_joins_whoever_owned_the_address(cleo: Person, evening: time_machine.Traveller) -> None:
    owner = cast.person("Cleo Brandt", CLEO)
    plan(evening, FRIDAY_9)
    token = morning_link(db.session.scalars(select(Digest)).one())
    secret = proofs.by_morning(token, None, clock.now())
    signin = signins.live(secret, clock.now())
    assert signin
    assert signin.person == owner
    digest = db.session.scalars(select(Digest)).one()
    assert digest.person_id == owner.id
    assert {row.owner_id for row in Prompt.of_digest(digest.id)} == {owner.id}


@pytest.mark.usefixtures("cleo")
def test_who_unsubscribed_still_finds_the_morning_on_the_own_page(evening: time_machine.Traveller) -> None:
    unsubscribes.unsubscribe(CLEO, clock.now())
    assert plan(evening, FRIDAY_9) == 1
    assert cast.how_many(Digest) == 1


def test_names_only_is_a_fact_of_the_plan(event: Event, evening: time_machine.Traveller) -> None:
    ben = cast.person("Ben Adler", names_only_in_mail=True)
    cast.checked_in(event, ben)
    promised(met(ben, event, "Anouk"), "the ceiling test")
    assert plan(evening, FRIDAY_9) == 1
    row = db.session.scalars(select(Prompt).where(Prompt.kind == "promise.due")).one()
    assert row.slots  # the app says it in full; the mail leaves it out when it is written
