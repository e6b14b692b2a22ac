"""Looking back at an event: who may, from when on, what there is to see, and what is kept."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import delete

from netevent import clock
from netevent.errors import Conflict, NotFound
from netevent.extensions import db
from netevent.models import Act, CheckIn, Contact, Encounter, Event, Person, Review, Series
from netevent.operations import intentions, reviews
from tests import cast
from tests.mails.mornings import met

WORDS = {"met": "partly", "learned": "how joints move", "hours": 4, "cost": "20 francs", "choice": "again"}


@pytest.fixture(autouse=True)
def context(app: Flask, evening: time_machine.Traveller) -> Iterator[None]:
    with app.app_context():
        yield


@pytest.fixture
def there() -> tuple[Person, Event]:
    """Ben at Ada's evening."""
    event, ben = cast.event(cast.person("Ada Moreau")), cast.person("Ben Adler")
    cast.checked_in(event, ben)
    return ben, event


def acted(contact: Contact, kind: str, by: str, **more: object) -> None:
    db.session.add(
        Act(owner_id=contact.owner_id, contact_id=contact.id, kind=kind, by=by, at=clock.now(), **more)
    )
    db.session.commit()


def given(person: Person, event: Event, day: int, **words: object) -> Review:
    return reviews.give(person, event, day, WORDS | words, clock.now())


def test_a_review_is_kept_once_a_day_and_changed_by_saying_it_again(there, evening) -> None:
    ben, event = there
    evening.shift(timedelta(days=90))
    given(ben, event, 90)
    evening.shift(timedelta(days=100))
    kept = given(ben, event, 90, learned="more", hours=None, choice="stop")
    given(ben, event, 180)
    assert cast.how_many(Review) == 2
    assert (kept.learned, kept.hours, kept.choice, kept.said_at) == ("more", None, "stop", clock.now())


@pytest.mark.parametrize(("day", "days"), [(90, 89), (180, 179)])
def test_before_its_day_there_is_nothing_to_say(there, evening, day: int, days: int) -> None:
    ben, event = there
    evening.shift(timedelta(days=days))
    look = reviews.look_back(ben, event, day, clock.now())
    assert (look.outcome, look.opens_on) == (None, event.evening + timedelta(days=day))
    with pytest.raises(Conflict, match="too early"):
        given(ben, event, day)


@pytest.mark.parametrize("day", [0, 30, 91, 365])
def test_there_are_two_days_to_look_back_on(there, evening, day: int) -> None:
    ben, event = there
    evening.shift(timedelta(days=200))
    with pytest.raises(NotFound):
        reviews.look_back(ben, event, day, clock.now())


def test_who_was_not_there_finds_nothing(there, evening) -> None:
    _, event = there
    dan, ada = cast.person("Dan Roux"), Person.of_email("ada@example.org")
    assert ada
    evening.shift(timedelta(days=100))
    for nobody in (dan, ada):
        with pytest.raises(NotFound):
            reviews.look_back(nobody, event, 90, clock.now())
        with pytest.raises(NotFound):
            given(nobody, event, 90)
        assert reviews.waiting(nobody, clock.now()) == []


@pytest.mark.parametrize("trace", ["intention", "encounter", "review"])
def test_half_a_year_later_other_traces_stand_for_the_check_in(there, evening, trace: str) -> None:
    ben, event = there
    if trace == "intention":
        intentions.say(event, ben, learn="joints", offer="", offer_kind="", now=clock.now())
    elif trace == "encounter":
        met(ben, event, "Cleo Marti")
    evening.shift(timedelta(days=90))
    if trace == "review":
        given(ben, event, 90)
    evening.shift(timedelta(days=95))
    db.session.execute(delete(CheckIn))  # as operations/retention.py does
    db.session.commit()
    assert [(one.event, one.day) for one in reviews.waiting(ben, clock.now())] == [(event, 180)]
    assert reviews.look_back(ben, event, 180, clock.now()).outcome


@pytest.mark.parametrize(
    ("days", "offered"), [(89, []), (90, [90]), (179, [90]), (180, [180]), (365, [180]), (366, [])]
)
def test_what_waits_waits_for_a_while(there, evening, days: int, offered: list[int]) -> None:
    ben, _ = there
    evening.shift(timedelta(days=days))
    assert [one.day for one in reviews.waiting(ben, clock.now())] == offered


def test_what_was_given_or_cancelled_waits_no_more(there, evening) -> None:
    ben, event = there
    other = cast.event(title="A breakfast")
    cast.checked_in(other, ben)
    evening.shift(timedelta(days=90))
    assert {one.event for one in reviews.waiting(ben, clock.now())} == {event, other}
    given(ben, event, 90)
    other.cancelled_at = clock.now()
    db.session.commit()
    assert reviews.waiting(ben, clock.now()) == []


def test_the_outcome_tells_of_the_people_of_that_evening_alone(there, evening) -> None:
    ben, event = there
    intentions.say(event, ben, learn="", offer="", offer_kind="", topics=["Wood", "Glass"], now=clock.now())
    cleo = met(ben, event, "Cleo Marti", topics=["wood"]).contact
    dan = met(ben, event, "Dan Roux", topics=["Reuse"], contact={"cadence": "rest"}).contact
    elsewhere = met(ben, None, "Eve Elsewhere", topics=["Wood"]).contact
    evening.shift(timedelta(days=20))
    acted(cleo, "help", "me", detail="the ceiling test")
    acted(cleo, "answer", "them")
    acted(cleo, "help", "them")
    acted(cleo, "help", "me", detail="taken back", undone_at=clock.now())
    acted(elsewhere, "help", "me", detail="not of that evening")
    evening.shift(timedelta(days=70))
    outcome = reviews.look_back(ben, event, 90, clock.now()).outcome
    assert outcome
    assert [one.name for one in outcome.talking] == ["Cleo Marti"]
    assert [one.name for one in outcome.resting] == ["Dan Roux"]
    assert [(topic, [one.id for one in who]) for topic, who in outcome.heard] == [("Wood", [cleo.id])]
    assert [(help.person.id, help.act.what) for help in outcome.gave] == [(cleo.id, "the ceiling test")]
    assert [help.person.id for help in outcome.received] == [cleo.id]
    assert dan.cadence == "rest"


def test_somebody_met_again_elsewhere_still_belongs_to_the_first_evening(there, evening) -> None:
    ben, event = there
    cleo = met(ben, event, "Cleo Marti").contact
    evening.shift(timedelta(days=30))
    later = cast.event(title="A breakfast")
    db.session.add(Encounter(owner_id=ben.id, contact_id=cleo.id, event_id=later.id, at=clock.now()))
    db.session.commit()
    evening.shift(timedelta(days=60))
    outcome = reviews.look_back(ben, event, 90, clock.now()).outcome
    assert outcome
    assert [one.id for one in outcome.talking] == [cleo.id], "two evenings are a conversation"


def test_who_is_closed_or_erased_is_not_named(there, evening) -> None:
    ben, event = there
    for name in ("Cleo Marti", "Dan Roux"):
        contact = met(ben, event, name, contact={"cadence": "rest"}).contact
        contact.closed_at, contact.name = (clock.now(), name) if name == "Cleo Marti" else (None, "")
    db.session.commit()
    evening.shift(timedelta(days=90))
    outcome = reviews.look_back(ben, event, 90, clock.now()).outcome
    assert outcome
    assert outcome.is_quiet


def test_the_reviews_of_a_series_stand_together_in_order_of_time(there, evening) -> None:
    ben, single = there
    thursdays = Series(name="Thursdays", created_at=clock.now())
    db.session.add(thursdays)
    db.session.commit()
    editions = []
    for month in range(2):
        evening.shift(timedelta(days=30))
        editions.append(cast.event(title=f"Thursday {month}", series_id=thursdays.id))
        cast.checked_in(editions[-1], ben)
    evening.shift(timedelta(days=90))
    given(ben, editions[1], 90, choice="less")
    given(ben, editions[0], 90, choice="again")
    evening.shift(timedelta(days=1))
    given(ben, single, 90)
    given(ben, editions[1], 90, choice="stop")
    first, rest = reviews.given(ben)
    assert (first.name, first.choice) == ("Thursdays", "stop")
    assert [(one.event.title, one.review.choice) for one in first.given] == [
        ("Thursday 0", "again"),
        ("Thursday 1", "stop"),
    ]
    assert (rest.name, rest.choice, [one.event for one in rest.given]) == ("", "", [single])
    assert reviews.given(cast.person("Dan Roux")) == []
