"""Passkeys: made by whoever is proved, good for one challenge of one browser, and every refusal sounds the same."""

import json
from collections.abc import Iterator
from dataclasses import replace

import pytest
import time_machine
from flask import Flask

from netevent import clock
from netevent.errors import Conflict, Invalid
from netevent.extensions import db
from netevent.models import OutboxMail, Person, SignIn
from netevent.operations import checkins, passkeys, signins
from netevent.operations.checkins import Arrival
from tests import cast
from tests.authenticator import Authenticator
from tests.operations.doorway import added, challenged, enter, whose


@pytest.fixture(autouse=True)
def house(app: Flask, evening: time_machine.Traveller) -> Iterator[None]:
    with app.app_context():
        yield


@pytest.fixture
def cleo() -> Person:
    return cast.person("Cleo Brandt")


def test_a_passkey_is_kept_under_the_name_of_its_device_and_a_mail_says_so(cleo: Person) -> None:
    passkey = added(cleo, Authenticator())
    assert (passkey.person, passkey.device) == (cleo, "Chrome on Android")
    mail = db.session.query(OutboxMail).one()
    assert (mail.kind, mail.address) == ("passkey_added", "cleo@example.org")


def test_a_passkey_signs_its_person_in_and_counts_as_a_proof(cleo: Person) -> None:
    key = Authenticator(count=7)
    passkey = added(cleo, key)
    token = enter(key)
    signin = signins.live(token, clock.now())
    assert signin
    assert (signin.person, signin.proved_by, signin.proved_at) == (cleo, "passkey", clock.now())
    assert signin.device == "Safari on iPhone"
    assert (passkey.sign_count, passkey.used_at) == (8, clock.now())


def test_a_passkey_works_after_the_address_has_changed(cleo: Person) -> None:
    key = Authenticator()
    added(cleo, key)
    cleo.email = "elsewhere@example.org"
    db.session.commit()
    assert whose(enter(key)) == cleo
    assert cast.how_many(Person) == 1


def test_a_synced_passkey_that_never_counts_works_again_and_again(cleo: Person) -> None:
    key = Authenticator(count=0)
    added(cleo, key)
    assert whose(enter(key)) == whose(enter(key)) == cleo


def test_a_form_gets_one_challenge_however_often_it_asks() -> None:
    rows = [passkeys.open_challenge("k" * 32, clock.now()) for _ in range(8)]
    assert len({(row.id, token) for row, token in rows}) == 1
    assert cast.how_many(SignIn) == 1


def test_the_form_of_an_answered_challenge_gets_no_other(cleo: Person) -> None:
    row, _ = passkeys.open_challenge("k" * 32, clock.now())
    with pytest.raises(Invalid):
        passkeys.enter(row, None, "{}", device="", now=clock.now())
    with pytest.raises(Invalid, match="Reload the page"):
        passkeys.open_challenge("k" * 32, clock.now())


def test_somebody_signed_in_confirms_with_an_own_passkey_only(cleo: Person) -> None:
    bens, cleos = Authenticator(), Authenticator()
    added(cast.person("Ben Adler"), bens)
    added(cleo, cleos)
    mine = signins.live(signins.enter_as(cleo, clock.now()), clock.now())
    assert mine
    with pytest.raises(Invalid, match="did not work"):
        enter(bens, mine=mine)
    before = mine.token_hash
    enter(cleos, mine=mine)
    assert mine.proved_by == "passkey"
    assert mine.token_hash != before


def test_a_phone_that_checked_in_becomes_the_account_of_the_passkey(cleo: Person) -> None:
    key = Authenticator()
    added(cleo, key)
    event = cast.event()
    token = checkins.arrive(event, Arrival("Cleo", "cloe@example.org", "en"), nonce="n" * 16, now=clock.now())
    mine = signins.live(token, clock.now())
    assert mine
    assert whose(enter(key, mine=mine)) == cleo
    assert cast.how_many(Person) == 1
    assert checkins.CheckIn.of(event.id, cleo.id)


def test_a_known_key_is_not_added_twice_and_an_eleventh_not_at_all(cleo: Person) -> None:
    key = Authenticator()
    added(cleo, key)
    with pytest.raises(Conflict):
        added(cleo, key)
    for _ in range(9):
        added(cleo, Authenticator())
    with pytest.raises(Invalid, match="Ten passkeys"):
        added(cleo, Authenticator())


def test_known_keys_are_named_so_that_a_device_makes_no_second_one(cleo: Person) -> None:
    added(cleo, Authenticator(credential_id=b"k" * 32))
    asked = json.loads(passkeys.options_to_add(cleo, challenged()))
    assert len(asked["excludeCredentials"]) == 1
    assert "cleo" not in asked["user"]["id"].lower()
    assert asked["authenticatorSelection"]["residentKey"] == "required"
    assert asked["authenticatorSelection"]["userVerification"] == "required"


def test_a_removed_passkey_opens_nothing(cleo: Person) -> None:
    key = Authenticator()
    passkeys.remove(added(cleo, key))
    with pytest.raises(Invalid):
        enter(key)


@pytest.mark.parametrize(
    ("address", "possible"),
    [("https://meet.example.org", True), ("http://localhost:8000", True), ("http://192.168.1.7:8000", False), ("http://[::1]:8000", False)],
)  # fmt: skip
def test_a_house_known_by_a_number_has_no_passkeys(app: Flask, address: str, possible: bool) -> None:
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], base_url=address)
    assert passkeys.possible() == possible


def test_owners_of_events_without_a_passkey_are_asked(cleo: Person) -> None:
    ada = cast.person("Ada Moreau")
    assert not passkeys.missing(ada)
    cast.event(ada)
    assert passkeys.missing(ada)
    assert not passkeys.missing(cleo)
    added(ada, Authenticator())
    assert not passkeys.missing(ada)
