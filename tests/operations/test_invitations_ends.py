"""How many invitations are too many, and what erasing leaves of them: nothing."""

from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from netevent import clock
from netevent.errors import Invalid, NotFound
from netevent.extensions import db
from netevent.models import Invitation, OutboxMail, Person
from netevent.operations import erasures, invitations
from tests import cast
from tests.operations.inviting import DAN, scene, sent

pytestmark = pytest.mark.usefixtures("evening")


@pytest.fixture
def ada(app: Flask) -> int:
    """Ada, who owns the event."""
    with app.app_context():
        person = cast.person("Ada Moreau")
        cast.event(person)
        return person.id


@pytest.mark.parametrize(
    ("name", "most", "words"),
    [("MOST_AT_EVENT", 3, "This event sent 3"), ("MOST_BY_PERSON", 2, "You sent 2"), ("MOST_TO_ADDRESS", 1, "many times")],
)  # fmt: skip
def test_a_budget_that_is_used_up_is_said_in_words_and_is_over_after_a_day(
    app: Flask, ada: int, evening: time_machine.Traveller, monkeypatch: pytest.MonkeyPatch, name: str, most: int, words: str
) -> None:  # fmt: skip
    monkeypatch.setattr(invitations, name, most)
    with app.app_context():
        for number in range(most):
            sent(ada, email=DAN if name == "MOST_TO_ADDRESS" else f"p{number}@example.org")
        with pytest.raises(Invalid, match=words):
            sent(ada)
        db.session.rollback()
        assert cast.how_many(Invitation) == cast.how_many(OutboxMail) == most
        evening.shift(timedelta(days=1))
        assert sent(ada)


def test_the_budget_of_a_person_counts_over_all_their_events(
    app: Flask, ada: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(invitations, "MOST_BY_PERSON", 1)
    with app.app_context():
        sent(ada)
        person, _ = scene(ada)
        with pytest.raises(Invalid):
            invitations.invite(cast.event(person), "eve@example.org", "door", person, clock.now())


def test_an_erased_address_takes_its_invitations_along(app: Flask, ada: int) -> None:
    with app.app_context():
        sent(ada)
        assert erasures.knows(DAN)
        erasures.erase_address(DAN, clock.now())
        assert cast.how_many(Invitation) == cast.how_many(OutboxMail) == 0


def test_whoever_accepted_takes_the_invitation_along_although_their_address_is_another_by_now(
    app: Flask, ada: int
) -> None:
    with app.app_context():
        invitations.accept(sent(ada)[1], None, clock.now())
        dan = Person.of_email(DAN)
        assert dan
        dan.email = "elsewhere@example.org"
        db.session.commit()
        erasures.erase(dan, clock.now())
        assert cast.how_many(Invitation) == 0


def test_what_an_erased_owner_sent_opens_nothing(app: Flask, ada: int) -> None:
    with app.app_context():
        _, token = sent(ada, "owner")
        erasures.erase(db.session.get_one(Person, ada), clock.now())
        with pytest.raises(NotFound):
            invitations.linked(token, clock.now())
