"""Slips and strangers: a mistyped address is corrected on the same phone, and a stranger's thumb completes no card."""

from collections.abc import Iterator

import pytest
from flask import Flask

from netevent import clock
from netevent.extensions import db
from netevent.models import OutboxMail, Person, SignIn
from netevent.operations import checkins, proofs, signins
from netevent.operations.checkins import Arrival
from tests import cast

pytestmark = pytest.mark.usefixtures("evening")


@pytest.fixture(autouse=True)
def inside(app: Flask) -> Iterator[None]:
    with app.app_context():
        yield


def arrive(email: str) -> SignIn:
    """The sign-in of a phone that just checked in with this address."""
    token = checkins.arrive(cast.event(), Arrival("Ben", email, "en"), nonce=email, now=clock.now())
    signin = signins.live(token, clock.now())
    assert signin
    return signin


def test_a_slip_in_the_address_is_corrected_on_the_same_phone() -> None:
    phone = arrive("ben@example.orgg")
    ben = phone.person
    asked, secret = signins.ask(
        "ben@example.org", language="en", next_path="/today", now=clock.now(), browser=phone
    )
    assert (asked.id, secret) == (phone.id, "")
    assert OutboxMail.newest(1)[0].address == "ben@example.org"
    proofs.by_code(phone, proofs.code_of(phone), clock.now())
    assert ben
    assert (ben.email, ben.claimed_email) == ("ben@example.org", None)
    assert cast.how_many(Person) == 1


def test_a_proved_phone_that_asks_for_another_address_is_asked_anew() -> None:
    ben = cast.person("Ben")
    phone = signins.live(signins.enter_as(ben, clock.now()), clock.now())
    asked, secret = signins.ask(
        "cleo@example.org", language="en", next_path="", now=clock.now(), browser=phone
    )
    assert phone
    assert asked.id != phone.id
    assert secret
    assert ben.email == "ben@example.org"


@pytest.mark.parametrize("elsewhere", [False, True], ids=["on the same phone", "on another one"])
def test_only_the_phone_of_the_check_in_completes_the_card(elsewhere: bool) -> None:
    cleo = cast.person("Cleo")
    phone = arrive("cleo@example.org")
    assert phone.person
    phone.person.phone, phone.person.link = "+1 900 555 0100", "https://elsewhere.example"
    db.session.commit()
    token = proofs.link_of(phone)
    proofs.by_link(token, None if elsewhere else phone, clock.now())
    assert (cleo.phone, cleo.link) == (
        ("", "") if elsewhere else ("+1 900 555 0100", "https://elsewhere.example")
    )
