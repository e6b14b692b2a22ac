"""A printed badge opens for people of its evening, for a week, and until its wearer renews the code."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask

from netevent import clock
from netevent.domain.codes import new_code
from netevent.errors import NotFound
from netevent.extensions import db
from netevent.models import Audit, Badge, Event, Person, Registration
from netevent.operations import badges, labels, registrations
from tests import cast


@pytest.fixture(autouse=True)
def context(app: Flask, evening: object) -> Iterator[None]:
    with app.app_context():
        yield


@pytest.fixture
def ada() -> Person:
    return cast.person("Ada Moreau")


@pytest.fixture
def event(ada: Person) -> Event:
    return cast.event(ada)


@pytest.fixture
def ben(event: Event, ada: Person) -> Person:
    """Ben, who is in and wears a badge."""
    ben = cast.person("Ben Okri", company="Halle Neuve")
    cast.checked_in(event, ben)
    badges.make(event, ada, clock.now())
    return ben


def code_of(person: Person) -> str:
    (badge,) = badges.worn_by(person)
    return badge.code


def opens(code: str, person: Person) -> bool:
    try:
        badges.opened(code, person, clock.now())
    except NotFound as refusal:
        return refusal.sentence != badges.NOT_OPEN  # the same words for every reason
    return True


def test_it_opens_for_people_of_the_evening_alone(ben, event):
    cleo, dan, eve = cast.person("Cleo Marti"), cast.person("Dan Roux"), cast.person("Eve Falk")
    cast.checked_in(event, cleo)
    cast.checked_in(cast.event(), dan)
    registrations.expect(event, eve, now=clock.now())
    assert [opens(code_of(ben), one) for one in (ben, cleo, eve, dan)] == [True, True, True, False]
    assert opens(code_of(ben).lower(), cleo)
    assert not opens(new_code(26), cleo)
    assert not opens("short", cleo)


def test_somebody_on_the_organisers_list_is_expected_too(ben, event):
    gus = cast.person("Gus Lind")
    place = Registration(
        event_id=event.id, name="Gus", email="gus@example.org", source="imported", created_at=clock.now()
    )
    db.session.add(place)
    db.session.commit()
    assert opens(code_of(ben), gus)
    place.cancelled_at = clock.now()
    db.session.commit()
    assert not opens(code_of(ben), gus)


def test_it_opens_until_a_week_after_the_evening(ben, event, evening):
    cleo = cast.person("Cleo Marti")
    cast.checked_in(event, cleo)
    evening.move_to(event.closes_at + timedelta(days=7))
    assert opens(code_of(ben), cleo)
    evening.shift(timedelta(seconds=1))
    assert not opens(code_of(ben), cleo)


def test_a_renewed_code_opens_nothing_and_the_new_one_does(ben, event):
    cleo = cast.person("Cleo Marti")
    cast.checked_in(event, cleo)
    (badge,) = badges.worn_by(ben)
    old = badge.code
    badges.renew(badge, clock.now())
    badges.renew(badge, clock.now())
    assert cast.how_many(Badge) == 2, "twice is once"
    assert not opens(old, cleo)
    assert not opens(old, ben)
    assert opens(code_of(ben), cleo)


def test_a_badge_nobody_wears_yet_opens_nothing(event, ada):
    cleo = cast.person("Cleo Marti")
    cast.checked_in(event, cleo)
    db.session.add(
        Registration(
            event_id=event.id, name="Zoé Berg", company="Berg", source="imported", created_at=clock.now()
        )
    )
    db.session.commit()
    badges.make(event, ada, clock.now())
    paper = next(label for label in labels.of_event(event) if label.name == "Zoé Berg")
    assert paper.company == "Berg"
    assert not opens(paper.code, cleo)


def test_whoever_comes_with_the_place_wears_its_badge(event, ada):
    db.session.add(
        Registration(
            event_id=event.id,
            name="Cleo M.",
            email="cleo@example.org",
            source="imported",
            created_at=clock.now(),
        )
    )
    db.session.commit()
    badges.make(event, ada, clock.now())
    cleo = cast.person("Cleo Marti")
    assert badges.worn_by(cleo) == []
    cast.checked_in(event, cleo)
    assert badges.opened(code_of(cleo), cleo, clock.now())[1] is cleo
    assert badges.make(event, ada, clock.now()) == 0


def test_everybody_expected_or_here_gets_one_and_nobody_two(event, ada):
    ben, cleo = cast.person("Ben Okri"), cast.person("Cleo Marti")
    registrations.expect(event, ben, now=clock.now())
    gone = registrations.expect(event, cast.person("Dan Roux"), now=clock.now())
    gone.cancelled_at = clock.now()
    cast.checked_in(event, cleo)
    db.session.commit()
    assert badges.make(event, ada, clock.now()) == 2
    assert badges.make(event, ada, clock.now()) == 0
    cast.checked_in(event, ben)
    badges.renew(badges.worn_by(ben)[0], clock.now())
    assert badges.make(event, ada, clock.now()) == 0
    assert [label.name for label in labels.of_event(event)] == ["Ben Okri", "Cleo Marti"]
    assert [(line.verb, line.noun, line.actor_id) for line in db.session.query(Audit)] == [
        ("make", "badges", ada.id)
    ]


def test_made_four_times_at_once_there_is_one_each(app, event, ada):
    cast.checked_in(event, *(cast.person(f"P{n} Berg") for n in range(5)))
    event_id, ada_id = event.id, ada.id
    db.session.rollback()

    def make(_: int) -> int:
        with app.test_request_context(method="POST"):
            return badges.make(
                db.session.get_one(Event, event_id), db.session.get_one(Person, ada_id), clock.now()
            )

    assert sorted(cast.at_once(4, make)) == [0, 0, 0, 5]
    assert cast.how_many(Badge) == 5
