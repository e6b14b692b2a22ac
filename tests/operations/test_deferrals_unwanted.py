"""A morning that was put off and meets somebody who wants no mail any more, or cannot get one; or proved nothing yet."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from netevent import clock
from netevent.extensions import db
from netevent.models import OutboxMail, Person
from netevent.operations import erasures, pauses, unsubscribes
from tests import cast
from tests.mails.lateness import FRIDAY, MONDAY, at, away, digest_mails, look, talks
from tests.mails.letters import provisional
from tests.mails.mornings import met


def unsubscribe(ben: Person) -> None:
    unsubscribes.unsubscribe(ben.email or "", clock.now())


def pause(ben: Person) -> None:
    pauses.pause_mails(ben, "two_weeks", clock.now())


def lose_the_address(ben: Person) -> None:
    ben.email = None
    db.session.commit()


def leave(ben: Person) -> None:
    erasures.erase(ben, clock.now())


@pytest.mark.parametrize("before_it_moves", [True, False], ids=["before it moves", "after it moved"])
@pytest.mark.parametrize("does", [unsubscribe, pause, lose_the_address, leave])
def test_who_wants_no_mail_or_has_no_address_gets_none(
    app: Flask, evening: time_machine.Traveller, does: Callable[[Person], None], before_it_moves: bool
) -> None:
    with app.app_context():
        ben = talks()
        away(evening, FRIDAY, *((9, 19) if before_it_moves else (9, 20)))
        does(ben)
        for days in range(8):
            for hour in (9, 20):
                moment = at(FRIDAY + timedelta(days=days), hour)
                assert moment < clock.now() or look(evening, moment) == []
        assert set(db.session.scalars(select(OutboxMail.address))) <= {"ben@example.org"}
        assert {state for state, _ in digest_mails()} <= {"expired", "suppressed"}


def test_it_goes_to_the_address_that_is_theirs_by_then(app: Flask, evening: time_machine.Traveller) -> None:
    with app.app_context():
        ben = talks()
        away(evening, FRIDAY, 9, 19)
        ben.email = "ben@example.net"
        db.session.commit()
        away(evening, FRIDAY, 20)
        assert [letter.to_address for letter in look(evening, at(MONDAY, 9))] == ["ben@example.net"]


def test_the_one_neutral_mail_of_an_unproved_address_is_put_off_as_well(
    app: Flask, evening: time_machine.Traveller
) -> None:
    with app.app_context():
        event = cast.event()
        dan, _ = provisional(event)
        met(dan, event, "Cleo Martín", care="the school in March")
        assert len(look(evening, clock.now())) == 1  # the code of his check-in
        away(evening, FRIDAY)
        [letter] = look(evening, at(MONDAY, 9))
        assert (letter.kind, letter.subject) == ("neutral", "Your people from Thursday are ready")
        assert [look(evening, at(MONDAY, 9) + timedelta(days=days)) for days in range(1, 9)] == [[]] * 8
        assert digest_mails() == [("expired", FRIDAY), ("sent", MONDAY)]
