"""A full hall behind one address is let in, a guesser in it is stopped, and guessing finds nothing (G8, G9)."""

import os
import secrets

import pytest
from flask import Flask
from flask.testing import FlaskClient

from netevent.access.floods import counted
from netevent.domain.codes import CARD_LENGTH, new_code
from netevent.models import CheckIn, Guess
from tests import cast

HALL = 600 if int(os.environ.get("NETEVENT_FUZZ_CALLS", "0")) > 10_000 else 150
GUESSES = 10_000 if HALL == 600 else 1_000
WRONG = 20
ONE_ADDRESS = {"REMOTE_ADDR": "203.0.113.7"}

pytestmark = pytest.mark.usefixtures("evening")


@pytest.fixture(autouse=True)
def nobody_counted_before() -> None:
    counted.reset()


@pytest.fixture
def code(app: Flask) -> str:
    with app.app_context():
        return cast.event(cast.person("Ada Moreau")).code


def phone(app: Flask) -> FlaskClient:
    """A phone in the hall, behind the address that everybody there shares."""
    client = cast.phone(app)
    client.environ_base |= ONE_ADDRESS
    return client


def came(app: Flask, code: str, number: int) -> FlaskClient:
    someone = phone(app)
    answer = someone.post(
        f"/e/{code}", data={"name": f"Guest {number}", "email": f"guest{number}@example.org"}
    )
    assert answer.status_code == 303, answer.status_code
    return someone


def test_a_hall_behind_one_address_is_let_in_and_its_guesser_is_not(app: Flask, code: str) -> None:
    """Everything happens in one frozen minute, which is harder than sixty seconds."""
    guesser, first = came(app, code, 0), came(app, code, 1)
    said = [guesser.post("/scan", data={"code": new_code(6)}).text for _ in range(WRONG + 1)]
    assert all("Nobody here has this code" in page for page in said[:WRONG])
    assert "Those were many codes in a short time" in said[-1]
    statuses = []
    for number in range(2, HALL):
        someone = came(app, code, number)
        statuses += [someone.get(path).status_code for path in ("/today", "/me/qr", "/people")]
    with app.app_context():
        assert cast.how_many(CheckIn) == HALL
        assert cast.how_many(Guess) == WRONG
    assert "Nobody here has this code" in first.post("/scan", data={"code": "ZZZZZZ"}).text
    print(f"hall: {HALL} people, {len(statuses)} pages, {statuses.count(429)} x 429")
    assert set(statuses) == {200}


def test_guessing_codes_and_tokens_finds_nothing(app: Flask, code: str) -> None:
    """Cards, badges, suggestions and sign-in links: every guess sees the very same neutral page."""
    someone = came(app, code, 1)
    made = {
        "/p/": lambda: new_code(CARD_LENGTH),
        "/b/": lambda: new_code(CARD_LENGTH),
        "/prompts/": lambda: (
            f"{secrets.token_urlsafe(3)}.{secrets.token_urlsafe(4)}.{secrets.token_urlsafe(32)}"
        ),
        "/signin/": lambda: (
            f"{secrets.token_urlsafe(30)}.{secrets.token_urlsafe(4)}.{secrets.token_urlsafe(32)}"
        ),
    }
    hits = 0
    for start, guess in made.items():
        pages = set()
        for _ in range(GUESSES // len(made)):
            counted.reset()  # the flood limit would end this long before
            answer = someone.get(start + guess())
            hits += answer.status_code != 404
            pages.add(answer.text.partition("<main")[2].partition("</main>")[0])
        assert len(pages) == 1, f"{start}: {len(pages)} kinds of answer"
    print(f"guesses: {GUESSES} codes and tokens, {hits} hits")
    assert hits == 0
