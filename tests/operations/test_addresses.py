"""Moving to another address: proved first, told to the old one, and nobody else's."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from netevent import clock
from netevent.errors import Conflict, Invalid, NotFound
from netevent.extensions import db
from netevent.models import AddressChange, OutboxMail, Person, Registration, SignIn
from netevent.operations import addresses, outbox, proofs, signins, suppressions
from netevent.operations.posting import post
from tests import cast
from tests.mails.waiting import Scripted

NEW = "cleo@elsewhere.example"


@pytest.fixture(autouse=True)
def house(app: Flask, evening: time_machine.Traveller) -> Iterator[None]:
    with app.app_context():
        yield


@pytest.fixture
def cleo() -> Person:
    return cast.person("Cleo Brandt", gives_email=True)


def phone_of(person: Person) -> SignIn:
    signin = signins.live(signins.enter_as(person, clock.now()), clock.now())
    assert signin
    return signin


def ask(person: Person, signin: SignIn, email: str = NEW) -> AddressChange:
    return addresses.ask(person, signin, email, language="en", now=clock.now())


def prove(change: AddressChange, signin: SignIn, code: str | None = None) -> str:
    return addresses.prove(change, signin, code or proofs.code_of(change), clock.now())


def wrong(change: AddressChange) -> str:
    return f"{(int(proofs.code_of(change)) + 1) % 1_000_000:06d}"


def kinds() -> list[tuple[str, str]]:
    return [(mail.kind, mail.address) for mail in reversed(OutboxMail.newest(9))]


def test_nothing_changes_before_the_new_address_is_proved(cleo: Person) -> None:
    ask(cleo, phone_of(cleo))
    assert cleo.email == "cleo@example.org"
    assert kinds() == [("address_code", NEW)]


def test_the_address_moves_and_the_old_one_hears_of_it(cleo: Person) -> None:
    phone = phone_of(cleo)
    prove(ask(cleo, phone), phone)
    assert (cleo.email, cleo.gives_email) == (NEW, True)
    assert kinds()[1:] == [("address_changed", "cleo@example.org")]


def test_every_other_browser_is_signed_out_and_this_one_gets_a_new_secret(cleo: Person) -> None:
    token = signins.enter_as(cleo, clock.now())
    phone, tablet = signins.live(token, clock.now()), phone_of(cleo)
    assert phone
    renewed = prove(ask(cleo, phone), phone)
    assert tablet.ended_at == clock.now()
    assert signins.live(token, clock.now()) is None
    assert signins.live(renewed, clock.now()) == phone
    assert phone.email == NEW


def test_an_address_of_somebody_else_is_asked_about_alike_and_refused_after_its_proof(cleo: Person) -> None:
    ben, phone, tablet = cast.person("Ben Adler", NEW), phone_of(cleo), phone_of(cleo)
    change = ask(cleo, phone)
    assert kinds() == [("address_code", NEW)]
    with pytest.raises(Conflict, match="belongs to another account"):
        prove(change, phone)
    db.session.expire_all()
    assert (cleo.email, ben.email, tablet.ended_at) == ("cleo@example.org", NEW, None)
    with pytest.raises(Invalid, match="no longer valid"):
        prove(change, phone)


def test_the_own_address_is_nothing_new(cleo: Person) -> None:
    with pytest.raises(Invalid, match="your address already"):
        ask(cleo, phone_of(cleo), "cleo@example.org")
    assert kinds() == []


def test_five_wrong_tries_void_the_code(cleo: Person) -> None:
    phone = phone_of(cleo)
    change = ask(cleo, phone)
    for _ in range(5):
        with pytest.raises(Invalid, match="not the code we sent"):
            prove(change, phone, wrong(change))
    with pytest.raises(Invalid, match="no longer valid"):
        prove(change, phone)
    assert cleo.email == "cleo@example.org"


def test_wrong_codes_for_one_address_are_counted_together_whatever_they_were_to_open(cleo: Person) -> None:
    for name in ("Ada", "Ben", "Dan"):
        person = cast.person(name)
        phone = phone_of(person)
        change = ask(person, phone)
        for _ in range(5):
            with pytest.raises(Invalid):
                prove(change, phone, wrong(change))
    asked, _ = signins.ask(NEW, language="en", next_path="", now=clock.now())
    for _ in range(5):
        with pytest.raises(Invalid):
            proofs.by_code(asked, "x", clock.now())
    phone = phone_of(cleo)
    change = ask(cleo, phone)
    with pytest.raises(Invalid, match="many wrong codes"):
        prove(change, phone)


@pytest.mark.parametrize(("seconds", "good"), [(600, True), (601, False)])
def test_the_code_is_good_for_ten_minutes(
    cleo: Person, seconds: int, good: bool, evening: time_machine.Traveller
) -> None:
    phone = phone_of(cleo)
    change = ask(cleo, phone)
    evening.shift(seconds)
    if good:
        assert prove(change, phone)
        return
    with pytest.raises(Invalid, match="no longer valid"):
        prove(change, phone)


def test_the_code_belongs_to_the_browser_that_asked(cleo: Person) -> None:
    phone, tablet = phone_of(cleo), phone_of(cleo)
    ask(cleo, phone)
    assert addresses.waiting(phone).email == NEW
    with pytest.raises(NotFound):
        addresses.waiting(tablet)


def test_six_codes_an_hour_are_enough_for_one_person(cleo: Person, evening: time_machine.Traveller) -> None:
    phone = phone_of(cleo)
    for number in range(6):
        ask(cleo, phone, f"somebody{number}@example.org")
    with pytest.raises(Invalid, match="many codes"):
        ask(cleo, phone)
    evening.shift(timedelta(hours=1))
    assert ask(cleo, phone)


def test_places_and_waiting_mails_and_an_unsubscription_go_along(cleo: Person) -> None:
    event = cast.event()
    db.session.add(
        Registration(event_id=event.id, email="cleo@example.org", source="imported", created_at=clock.now())
    )
    post(
        "morning",
        dedupe_key="m",
        address="cleo@example.org",
        language="en",
        now=clock.now(),
        person_id=cleo.id,
    )
    suppressions.suppress("cleo@example.org", "digests", "unsubscribed", clock.now())
    phone = phone_of(cleo)
    prove(ask(cleo, phone), phone)
    assert cast.checked_in(event, cleo)[0].registration_id
    assert ("morning", NEW) in kinds()
    assert "digests" in suppressions.scopes_of(NEW)


def test_the_old_address_hears_of_it_even_if_it_got_many_mails_today(cleo: Person) -> None:
    for number in range(6):
        post("signin", dedupe_key=f"{number}", address="cleo@example.org", language="en", now=clock.now())
    for mail in OutboxMail.newest(9):
        mail.state, mail.ended_at = "sent", clock.now()
    db.session.commit()
    phone = phone_of(cleo)
    prove(ask(cleo, phone), phone)
    outbox.send_due(clock.now(), Scripted(), limit=9)
    told = db.session.query(OutboxMail).filter_by(kind="address_changed").one()
    assert told.state == "sent"


def test_a_code_on_its_way_to_the_old_address_proves_nothing_any_more(cleo: Person) -> None:
    phone = phone_of(cleo)
    signins.ask_once_more(phone, language="en", next_path="", now=clock.now())
    old = proofs.code_of(phone)
    prove(ask(cleo, phone), phone)
    with pytest.raises(Invalid):
        proofs.by_code(phone, old, clock.now())
    assert Person.of_email("cleo@example.org") is None
