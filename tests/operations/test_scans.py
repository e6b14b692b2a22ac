"""Whose card a scanned or typed text means, and the one sentence for everything else."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from netevent import clock
from netevent.domain.codes import new_code
from netevent.errors import Invalid
from netevent.extensions import db
from netevent.models import CheckIn, Guess, Person
from netevent.operations import scans
from tests import cast

HOSTS = {"localhost"}
HERE = "This is the code of the event you are at"
UNDER_GUESSES = "Many wrong codes are being typed here. Scan their QR, or confirm your address first."
THERE = "This code belongs to another event: First Thursday."
NOT_OPENED = "This is a web address from elsewhere, and it was not opened: https://evil"


@pytest.fixture(autouse=True)
def context(app: Flask, evening: object) -> Iterator[None]:
    with app.app_context():
        yield


@pytest.fixture
def ben() -> Person:
    return cast.person("Ben Okri")


@pytest.fixture
def cleo() -> Person:
    return cast.person("Cleo Marti")


def found(text: str, finder: Person) -> Person:
    return scans.find(text, finder, HOSTS, clock.now())


def refused(text: str, finder: Person) -> str:
    with pytest.raises(Invalid) as refusal:
        found(text, finder)
    return str(refusal.value)


@pytest.mark.parametrize(
    "form",
    [
        "HTTP://LOCALHOST/P/{}",
        "http://localhost/p/{}",
        " http://localhost/p/{} ",
        "http://localhost/p/{}+",
        "{}",
    ],
)
def test_a_card_is_found_in_every_form_a_camera_or_a_thumb_gives_it(ben, cleo, form):
    assert found(form.format(ben.card_code), cleo) is ben
    assert found(form.format(ben.card_code.lower()), cleo) is ben


def test_typed_characters_mean_somebody_at_the_same_event(ben, cleo):
    there, _ = cast.checked_in(cast.event(), ben, cleo)
    code = there.typed_code
    for typed in (code, code.lower(), f"{code[:3]} {code[3:]}", f"{code[:3]}-{code[3:]}", f" {code} "):
        assert found(typed, cleo) is ben


def test_typed_characters_of_another_event_mean_nobody(ben, cleo):
    cast.checked_in(cast.event(), cleo)
    (there,) = cast.checked_in(cast.event(), ben)
    assert refused(there.typed_code, cleo).startswith("Nobody here has this code")


def test_outside_of_events_there_is_nothing_to_type(ben):
    assert refused("7KQ4MP", ben).startswith("Typed codes work inside an event")


def test_after_twenty_wrong_codes_only_this_person_pauses(ben, cleo, evening):
    there, _ = cast.checked_in(cast.event(), ben, cleo)
    for _ in range(20):
        refused(new_code(6), cleo)
    assert refused(there.typed_code, cleo).startswith("Those were many codes")
    assert db.session.scalar(select(func.count()).select_from(Guess)) == 20
    evening.shift(timedelta(minutes=11))
    assert found(there.typed_code, cleo) is ben


def test_one_s_own_code_is_oneself(ben):
    (mine,) = cast.checked_in(cast.event(), ben)
    assert refused(ben.card_code, ben).startswith("That’s you")
    assert refused(mine.typed_code, ben).startswith("That’s you")


def test_event_codes_are_named(ben):
    here = cast.event(code="7KQ4MP", title="Here")
    cast.event(code="8KQ4MP", title="First Thursday")
    cast.checked_in(here, ben)
    assert refused("HTTP://LOCALHOST/E/8KQ4MP", ben) == "This code belongs to another event: First Thursday."
    assert refused("8kq4mp", ben) == THERE
    assert refused("http://localhost/e/7KQ4MP", ben).startswith("This is the code of the event you are at")
    assert refused("http://localhost/e/ZZZZZZ", ben).startswith("We do not know this event code")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "Type the six characters"),
        (" \t\n", "Type the six characters"),
        ("HTTP://LOCALHOST/P/" + "0" * 26, "This card is not shared"),
        ("0" * 26, "This card is not shared"),
        ("http://localhost/p/short", "This card is not shared"),
        ("http://localhost/", "Only a part of the code was read"),
        ("http://localhost/b/short", "This card is not shared"),
        (
            "https://evil.example/p/" + "0" * 26,
            NOT_OPENED,
        ),
        ("www.example.org", "This is a web address from elsewhere"),
        ("http://[", "This is a web address from elsewhere"),
        ("javascript:alert(1)", "This is not one of our codes. It says: javascript:alert(1)"),
        ("BEGIN:VCARD\r\nFN:Dan", "This is a contact card from another app"),
        ("WIFI:S:hall;P:secret;;", "This is the way into a Wi-Fi network"),
        ("КМ3WDA", "This is not one of our codes"),
        ("\0\0\0", "Type the six characters"),
        ("x" * 3000, "This is not one of our codes. It says: " + "x" * 120),
    ],
)
def test_everything_else_gets_one_plain_sentence(ben, text, said):
    cast.checked_in(cast.event(), ben)
    assert refused(text, ben).startswith(said)
    assert len(refused(text, ben)) < 250


def test_a_printed_badge_of_ours_leads_to_its_page():
    code = "0" * 26
    for text in (f"HTTP://LOCALHOST/B/{code}", f" http://localhost/b/{code}+"):
        assert scans.badge_in(text, HOSTS) == code
    for text in (
        f"https://evil.example/b/{code}",
        f"http://localhost/p/{code}",
        "http://localhost/b/short",
        code,
    ):
        assert scans.badge_in(text, HOSTS) is None


def test_while_an_event_is_guessed_at_phones_nobody_proved_wait_and_all_others_go_on(ben, cleo, evening):
    event = cast.event()
    there, _ = cast.checked_in(event, ben, cleo)
    guessers = [cast.person(f"G{number} Berg") for number in range(10)]
    una = cast.person("Una Falk")
    una.email, una.claimed_email = None, "una@example.org"
    cast.checked_in(event, *guessers, una)
    for guesser in guessers:
        for _ in range(20):
            refused(new_code(6), guesser)
    assert refused(there.typed_code, una) == UNDER_GUESSES
    assert found(there.typed_code, cleo) is ben
    assert found(ben.card_code, una) is ben, "a QR is no guess"
    evening.shift(timedelta(minutes=11))
    assert found(there.typed_code, una) is ben


def test_guesses_at_one_event_slow_down_no_other(ben, cleo):
    here, there = cast.event(), cast.event()
    cast.checked_in(there, ben, cleo)
    now = clock.now()
    db.session.add_all([Guess(person_id=ben.id, event_id=here.id, at=now) for _ in range(200)])
    cleo.email, cleo.claimed_email = None, "cleo@example.org"
    db.session.commit()
    assert found(CheckIn.of(there.id, ben.id).typed_code, cleo) is ben
