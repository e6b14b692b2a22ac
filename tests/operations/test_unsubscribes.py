"""No more morning mails to an address, by one click, again and again."""

from collections.abc import Iterator

import pytest
import time_machine
from flask import Flask

from netevent import clock
from netevent.errors import NotFound
from netevent.extensions import db
from netevent.models import Suppression
from netevent.operations import links, suppressions, unsubscribes
from tests import cast

CLEO = "cleo@example.org"


@pytest.fixture(autouse=True)
def house(app: Flask, evening: time_machine.Traveller) -> Iterator[None]:
    with app.app_context():
        yield


def test_once_or_ten_times_is_one_row() -> None:
    for _ in range(10):
        unsubscribes.unsubscribe(CLEO, clock.now())
    assert cast.how_many(Suppression, scope="digests") == 1
    assert suppressions.scopes_of(CLEO) == {"digests"}
    assert suppressions.scopes_of("dan@example.org") == set()


def test_eight_clicks_at_once_are_one_row(app: Flask) -> None:
    def click(_: int) -> None:
        with app.app_context():
            unsubscribes.unsubscribe(CLEO, clock.now())

    cast.at_once(8, click)
    assert cast.how_many(Suppression) == 1


def test_an_undo_takes_back_the_wish_and_not_a_refusal_of_the_address() -> None:
    unsubscribes.unsubscribe(CLEO, clock.now())
    suppressions.suppress(CLEO, "all", "550", clock.now())
    db.session.commit()
    unsubscribes.resubscribe(CLEO)
    unsubscribes.resubscribe(CLEO)
    assert suppressions.scopes_of(CLEO) == {"all"}


@pytest.mark.parametrize("value", [1, [CLEO], None, {"a": CLEO}])
def test_a_link_speaks_of_one_address(value: object) -> None:
    with pytest.raises(NotFound):
        unsubscribes.address_of(links.sign("unsubscribe", value))


@pytest.mark.parametrize("purpose", [purpose for purpose in links.LIFETIMES if purpose != "unsubscribe"])
def test_a_link_of_another_purpose_speaks_of_none(purpose: str) -> None:
    with pytest.raises(NotFound):
        unsubscribes.address_of(links.sign(purpose, CLEO))


def test_a_link_in_an_old_mail_still_works(evening: time_machine.Traveller) -> None:
    token = links.sign("unsubscribe", CLEO)
    evening.move_to("2031-01-01T00:00:00+00:00")
    assert unsubscribes.address_of(token) == CLEO
