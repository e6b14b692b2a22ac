"""Passkeys that are refused: wrong house, wrong challenge, used challenge, foreign key, all in the same words."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
import time_machine
from flask import Flask

from netevent import clock
from netevent.errors import Invalid
from netevent.models import Person, SignIn
from netevent.operations import passkeys, proofs, signins
from tests import cast
from tests.authenticator import PRESENT, Authenticator
from tests.operations.doorway import added, challenged, enter


@pytest.fixture(autouse=True)
def house(app: Flask, evening: time_machine.Traveller) -> Iterator[None]:
    with app.app_context():
        yield


@pytest.fixture
def cleo() -> Person:
    return cast.person("Cleo Brandt")


THIEVES = {
    "another origin": {"origin": "https://localhost.evil.example"},
    "the same name on another port": {"origin": "http://localhost:81"},
    "a key of another site": {"rp_id": "evil.example"},
    "nobody unlocked the device": {"flags": PRESENT},
    "nobody was there": {"flags": 0},
    "a key nobody knows": {"credential_id": b"unknown" * 4},
    "a copy that lags behind": {"count": 2},
}


@pytest.mark.parametrize("thief", THIEVES)
def test_what_is_not_right_is_refused_in_the_same_words(cleo: Person, thief: str) -> None:
    key = Authenticator(count=7)
    added(cleo, key)
    with pytest.raises(Invalid) as refused:
        enter(replace(key, **THIEVES[thief]))
    assert refused.value.sentence == passkeys.REFUSED
    assert refused.value.slots == {}
    assert cast.how_many(SignIn, person_id=cleo.id) == 0


def test_a_signature_of_another_key_under_a_known_name_is_refused(cleo: Person) -> None:
    key = Authenticator()
    added(cleo, key)
    with pytest.raises(Invalid, match="did not work"):
        enter(Authenticator(credential_id=key.credential_id))


@pytest.mark.parametrize(
    "said", ["", "x", "{}", "[]", "null", '{"id": 1}', '{"id":"a","rawId":"a","type":"public-key","response":{}}', "é" * 9]
)  # fmt: skip
def test_anything_but_an_answer_is_refused(cleo: Person, said: str) -> None:
    with pytest.raises(Invalid, match="did not work"):
        passkeys.enter(challenged(), None, said, device="", now=clock.now())
    with pytest.raises(Invalid, match="could not be added"):
        passkeys.add(cleo, challenged(), said, device="", now=clock.now())


def test_a_challenge_of_another_browser_is_refused(cleo: Person) -> None:
    key = Authenticator()
    added(cleo, key)
    theirs, mine = challenged(), challenged()
    said = key.sign(passkeys.options_to_enter(theirs))
    with pytest.raises(Invalid, match="did not work"):
        passkeys.enter(mine, None, said, device="", now=clock.now())


def test_a_challenge_is_good_for_one_answer(cleo: Person) -> None:
    key, row = Authenticator(), challenged()
    added(cleo, key)
    said = key.sign(passkeys.options_to_enter(row))
    assert passkeys.enter(row, None, said, device="", now=clock.now())
    with pytest.raises(Invalid, match="did not work"):
        passkeys.enter(row, None, said, device="", now=clock.now())


def test_a_wrong_answer_uses_the_challenge_up(cleo: Person) -> None:
    key, row = Authenticator(), challenged()
    added(cleo, key)
    said = key.sign(passkeys.options_to_enter(row))
    with pytest.raises(Invalid):
        passkeys.enter(row, None, "{}", device="", now=clock.now())
    with pytest.raises(Invalid, match="did not work"):
        passkeys.enter(row, None, said, device="", now=clock.now())


@pytest.mark.parametrize("seconds", [600, 601])
def test_a_challenge_is_good_for_ten_minutes(
    cleo: Person, seconds: int, evening: time_machine.Traveller
) -> None:
    key, row = Authenticator(), challenged()
    added(cleo, key)
    said = key.sign(passkeys.options_to_enter(row))
    evening.shift(seconds)
    if seconds <= 600:
        assert passkeys.enter(row, None, said, device="", now=clock.now())
        return
    with pytest.raises(Invalid):
        passkeys.enter(row, None, said, device="", now=clock.now())


def test_a_challenge_for_signing_in_adds_no_passkey_and_the_other_way_round(cleo: Person) -> None:
    key, row = Authenticator(), challenged()
    said = key.make(passkeys.options_to_enter(row))
    with pytest.raises(Invalid, match="could not be added"):
        passkeys.add(cleo, row, said, device="", now=clock.now())
    added(cleo, key)
    row = challenged()
    said = key.sign(passkeys.options_to_add(cleo, row))
    with pytest.raises(Invalid, match="did not work"):
        passkeys.enter(row, None, said, device="", now=clock.now())


def test_an_ordinary_sign_in_is_no_challenge(cleo: Person) -> None:
    key = Authenticator()
    added(cleo, key)
    asked, _ = signins.ask("ben@example.org", language="en", next_path="", now=clock.now())
    with pytest.raises(Invalid, match="did not work"):
        enter(key, asked)
    with pytest.raises(Invalid, match="did not work"):
        passkeys.enter(None, None, "{}", device="", now=clock.now())


def test_a_challenge_is_no_sign_in(cleo: Person) -> None:
    row, token = passkeys.open_challenge("k" * 32, clock.now())
    for code in (proofs.code_of(row), "000000"):
        with pytest.raises(Invalid):
            proofs.by_code(row, code, clock.now())
    signin = signins.live(token, clock.now())
    assert signin
    assert signin.person is None
