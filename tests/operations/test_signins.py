"""Proving to be somebody: codes and links, once, in time, and only for the browser that asked."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from netevent import clock
from netevent.errors import Invalid, NotFound
from netevent.extensions import db
from netevent.models import OutboxMail, Person, SignIn
from netevent.operations import proofs, signins
from tests import cast

CLEO = "cleo@example.org"


@pytest.fixture(autouse=True)
def house(app: Flask, evening: time_machine.Traveller) -> Iterator[None]:
    with app.app_context():
        yield


def ask(email: str = CLEO) -> tuple[SignIn, str]:
    return signins.ask(email, language="en", next_path="/today", now=clock.now())


def prove(signin: SignIn, code: str | None = None) -> str:
    return proofs.by_code(signin, code or proofs.code_of(signin), clock.now())


def wrong(signin: SignIn) -> str:
    return f"{(int(proofs.code_of(signin)) + 1) % 1_000_000:06d}"


def test_asking_writes_one_mail_and_makes_nobody() -> None:
    signin, _ = ask()
    mail = db.session.query(OutboxMail).one()
    assert (mail.kind, mail.address, mail.signin_id) == ("signin", CLEO, signin.id)
    assert mail.expires_at == clock.now() + timedelta(minutes=10)
    assert cast.how_many(Person) == 0


def test_the_code_is_six_digits_and_makes_the_person() -> None:
    signin, _ = ask()
    assert len(proofs.code_of(signin)) == 6
    assert proofs.code_of(signin).isdecimal()
    prove(signin)
    cleo = db.session.query(Person).one()
    assert (cleo.email, cleo.claimed_email, cleo.proved_at) == (CLEO, None, clock.now())
    assert signin.person == cleo


def test_a_code_is_good_once() -> None:
    signin, _ = ask()
    prove(signin)
    with pytest.raises(Invalid, match="no longer valid"):
        prove(signin)


@pytest.mark.parametrize(("seconds", "good"), [(0, True), (600, True), (601, False), (86_400, False)])
def test_a_code_is_good_for_ten_minutes(seconds: int, good: bool, evening: time_machine.Traveller) -> None:
    signin, _ = ask()
    evening.shift(seconds)
    if good:
        assert prove(signin)
        return
    with pytest.raises(Invalid, match="no longer valid"):
        prove(signin)


@pytest.mark.parametrize("seconds", [0, 599, 601])
def test_a_link_is_good_for_ten_minutes(seconds: int, evening: time_machine.Traveller) -> None:
    signin, _ = ask()
    token = proofs.link_of(signin)
    evening.shift(seconds)
    if seconds <= 600:
        assert proofs.linked(token, clock.now()).id == signin.id
        return
    with pytest.raises(NotFound):
        proofs.linked(token, clock.now())


def test_four_wrong_tries_are_forgiven() -> None:
    signin, _ = ask()
    for _ in range(4):
        with pytest.raises(Invalid, match="not the code we sent"):
            prove(signin, wrong(signin))
    assert prove(signin)


def test_five_wrong_tries_void_the_code_and_the_link() -> None:
    signin, _ = ask()
    token = proofs.link_of(signin)
    for _ in range(5):
        with pytest.raises(Invalid, match="not the code we sent"):
            prove(signin, wrong(signin))
    with pytest.raises(Invalid, match="no longer valid"):
        prove(signin)
    with pytest.raises(NotFound):
        proofs.by_link(token, None, clock.now())
    assert cast.how_many(Person) == 0


def test_twenty_wrong_codes_for_one_address_close_its_codes_for_an_hour_but_not_its_links(
    evening: time_machine.Traveller,
) -> None:
    for _ in range(4):  # browsers
        guesser, _ = ask()
        for _ in range(5):
            with pytest.raises(Invalid, match="not the code we sent"):
                prove(guesser, wrong(guesser))
    owner, _ = ask()
    with pytest.raises(Invalid, match="many wrong codes"):
        prove(owner)
    assert proofs.by_link(proofs.link_of(owner), None, clock.now())
    evening.shift(3601)
    later, _ = ask()
    assert prove(later)


@pytest.mark.parametrize("typed", ["", "0", "١٢٣٤٥٦", "12345678901234567890", "é" * 6])
def test_anything_but_the_code_is_a_wrong_try(typed: str) -> None:
    signin, _ = ask()
    with pytest.raises(Invalid):
        proofs.by_code(signin, typed, clock.now())
    assert signin.wrong_tries == 1


@pytest.mark.parametrize(("seconds", "mails"), [(0, 1), (29, 1), (30, 2), (300, 2)])
def test_a_new_code_may_be_asked_for_after_half_a_minute(
    seconds: int, mails: int, evening: time_machine.Traveller
) -> None:
    signin, _ = ask()
    before = proofs.code_of(signin), proofs.link_of(signin)
    evening.shift(seconds)
    signins.ask_again(signin, language="en", now=clock.now())
    assert cast.how_many(OutboxMail) == mails
    assert (proofs.code_of(signin) != before[0]) == (mails == 2)


def test_a_new_code_ends_the_old_one_and_the_old_link(evening: time_machine.Traveller) -> None:
    signin, _ = ask()
    code, token = proofs.code_of(signin), proofs.link_of(signin)
    evening.shift(31)
    signins.ask_again(signin, language="en", now=clock.now())
    with pytest.raises(NotFound):
        proofs.linked(token, clock.now())
    with pytest.raises(Invalid):
        prove(signin, code)
    assert prove(signin)


def test_the_secret_of_the_browser_is_kept_as_a_hash_and_renewed_by_the_proof() -> None:
    signin, asked_with = ask()
    assert asked_with not in str(columns_of(signin))
    proved_with = prove(signin)
    assert proved_with != asked_with
    assert signins.live(asked_with, clock.now()) is None
    found = signins.live(proved_with, clock.now())
    assert found
    assert found.id == signin.id


def test_the_database_alone_does_not_tell_the_code(app: Flask) -> None:
    signin, _ = ask()
    code = proofs.code_of(signin)
    app.config["SECRET_KEY"] = "another key that nobody needs to guess"
    assert proofs.code_of(signin) != code


def test_the_link_signs_in_the_browser_that_opens_it_and_ends_the_one_that_asked() -> None:
    asked, asking = ask()
    opened, secret = proofs.by_link(proofs.link_of(asked), None, clock.now())
    assert opened.id != asked.id
    assert signins.live(asking, clock.now()) is None
    live = signins.live(secret, clock.now())
    assert live
    assert live.person
    assert live.person.email == CLEO
    assert opened.next_path == "/today"


def test_the_link_in_the_asking_browser_keeps_its_row() -> None:
    asked, asking = ask()
    opened, _ = proofs.by_link(proofs.link_of(asked), asked, clock.now())
    assert opened.id == asked.id
    assert signins.live(asking, clock.now()) is None  # renewed


@pytest.mark.parametrize("browser", [True, False])
def test_a_link_is_good_once(browser: bool) -> None:
    asked, _ = ask()
    token = proofs.link_of(asked)
    proofs.by_link(token, asked if browser else None, clock.now())
    with pytest.raises(NotFound):
        proofs.by_link(token, None, clock.now())


def test_a_used_link_voids_the_code_and_the_other_way_round() -> None:
    by_link, _ = ask()
    proofs.by_link(proofs.link_of(by_link), by_link, clock.now())
    with pytest.raises(Invalid):
        prove(by_link)
    by_code, _ = ask()
    token = proofs.link_of(by_code)
    prove(by_code)
    with pytest.raises(NotFound):
        proofs.linked(token, clock.now())


def test_an_invitation_signs_in_who_was_invited() -> None:
    ada = cast.person("Ada Moreau")
    signin, _ = proofs.by_link(proofs.invite(ada, clock.now()), None, clock.now())
    assert signin.person == ada
    assert cast.how_many(Person) == 1


@pytest.mark.parametrize(("days", "live"), [(179, True), (181, False)])
def test_a_sign_in_ends_after_180_idle_days(days: int, live: bool, evening: time_machine.Traveller) -> None:
    secret = signins.enter_as(cast.person("Cleo Brandt"), clock.now())
    evening.shift(timedelta(days=days))
    assert bool(signins.live(secret, clock.now())) == live


def test_signing_out_ends_the_row_and_no_other() -> None:
    cleo = cast.person("Cleo Brandt")
    phone, tablet = (signins.enter_as(cleo, clock.now()) for _ in range(2))
    signin = signins.live(phone, clock.now())
    assert signin
    signins.end(signin, clock.now())
    assert signins.live(phone, clock.now()) is None
    assert signins.live(tablet, clock.now())


def columns_of(signin: SignIn) -> dict[str, object]:
    return {column.key: getattr(signin, column.key) for column in SignIn.__table__.columns}
