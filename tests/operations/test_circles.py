"""Whole circles at once: in as many questions for one person as for many, with all that lies around them."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import event as hook

from netevent import clock
from netevent.domain.prompts.facts import Contact as Fact
from netevent.extensions import db
from netevent.models import Act, Contact, Event, Pause, Person, Prompt, Registration, Remark, Review, Series
from netevent.operations import circles, intentions
from tests import cast
from tests.mails.mornings import digest_of, met, promised


@pytest.fixture(autouse=True)
def house(app: Flask, evening: time_machine.Traveller) -> Iterator[None]:
    with app.app_context():
        yield


@pytest.fixture
def event() -> Event:
    return cast.event()


@pytest.fixture
def ben(event: Event) -> Person:
    ben = cast.person("Ben Adler")
    cast.checked_in(event, ben)
    return ben


def facts_of(ben: Person) -> dict[str, Fact]:
    return {contact.name: contact for contact in circles.of(ben, clock.now()).contacts}


def questions(ids: list[int]) -> int:
    db.session.expunge_all()
    people = [db.session.get_one(Person, number) for number in ids]
    asked: list[str] = []

    def count(_conn: object, _cursor: object, statement: str, *_: object) -> None:
        asked.append(statement)

    hook.listen(db.engine, "before_cursor_execute", count)
    circles.of_all(people, clock.now())
    hook.remove(db.engine, "before_cursor_execute", count)
    return len(asked)


def test_many_circles_cost_as_many_questions_as_one(event: Event) -> None:
    people = [cast.person(f"Person {number}", f"p{number}@example.org") for number in range(12)]
    cast.checked_in(event, *people)
    for person in people:
        for number in range(4):
            promised(met(person, event, f"Somebody {number}", topics=["Wood"]), "a sheet")
    ids = [person.id for person in people]
    one, all_of_them = questions(ids[:1]), questions(ids)
    assert one == all_of_them
    assert one <= 20


def test_what_was_noted_later_is_heard_the_newest_of_each_kind(
    ben: Person, event: Event, evening: time_machine.Traveller
) -> None:
    note = met(ben, event, "Cleo", need="a room")
    of = {"owner_id": ben.id, "contact_id": note.contact_id}
    for day, kind, text, topic in (
        (0, "news", "a prize", ""), (1, "news", "a new role", ""), (2, "work", "her talk on glass", ""),
        (3, "saved", "an article", "Wood"), (4, "sensitive", "", ""), (5, "eased", "", ""), (6, "solved", "", ""),
    ):  # fmt: skip
        db.session.add(Remark(**of, kind=kind, text=text, topic=topic, at=clock.now() + timedelta(days=day)))
    db.session.commit()
    cleo = facts_of(ben)["Cleo"]
    assert (cleo.news, cleo.news_on) == ("a new role", date(2026, 11, 6))
    assert (cleo.work, cleo.work_on) == ("her talk on glass", date(2026, 11, 7))
    assert (cleo.saved, cleo.saved_topic) == ("an article", "Wood")
    assert (cleo.sensitive_on, cleo.eased_on) == (date(2026, 11, 9), date(2026, 11, 10))
    assert cleo.solved_on == date(2026, 11, 11)
    evening.shift(timedelta(days=30))
    second = met(ben, cast.event(title="Second"), "Cleo again", need="another room")
    second.contact_id = note.contact_id
    db.session.commit()
    assert facts_of(ben)["Cleo"].solved_on is None  # what was solved was the need of the first talk


def test_a_line_taken_back_is_not_heard(ben: Person, event: Event) -> None:
    note = met(ben, event, "Cleo")
    of = {"owner_id": ben.id, "contact_id": note.contact_id, "at": clock.now()}
    db.session.add(Act(**of, kind="help", by="them", detail="a name", channel="phone"))
    db.session.add(Act(**of, kind="help", by="me", detail="no", undone_at=clock.now()))
    db.session.add(Act(**of, kind="answer", by="them", negative=True, light=True))
    db.session.commit()
    heard = facts_of(ben)["Cleo"].acts
    assert [(act.kind, act.by, act.what, act.negative, act.light) for act in heard] == [
        ("encounter", "me", "", False, False),
        ("help", "them", "a name", False, False),
        ("answer", "them", "", True, True),
    ]


def test_the_wishes_of_the_owner_are_heard(ben: Person) -> None:
    ben.budget, ben.capacity, ben.ask, ben.ask_topics = 4, 2, "Who knows lime plaster?", ["Wood"]
    now, until = clock.now(), date(2026, 11, 19)
    db.session.add(Pause(person_id=ben.id, kind="mails", at=now, until_on=until))
    db.session.add(Pause(person_id=ben.id, kind="mails", at=now, until_on=date(2027, 1, 1), ended_at=now))
    db.session.add(Pause(person_id=ben.id, kind="too_much", at=now, until_on=until))
    db.session.commit()
    owner = circles.of(ben, now).owner
    assert (owner.budget, owner.capacity.gives, owner.ask, owner.ask_topics) == (
        4,
        2,
        "Who knows lime plaster?",
        ("Wood",),
    )
    assert owner.paused_until == until
    assert owner.capacity.too_much_on == (date(2026, 11, 5),)


def test_a_morning_after_which_something_was_done_is_told_from_one_without(
    ben: Person, event: Event, evening: time_machine.Traveller
) -> None:
    note = met(ben, event, "Cleo")
    for day in (6, 9, 10):
        evening.move_to(f"2026-11-{day:02}T08:00:00+00:00")
        digest_of(ben, event, date(2026, 11, day))
    db.session.add(
        Act(
            owner_id=ben.id,
            contact_id=note.contact_id,
            kind="outreach",
            by="me",
            at=clock.now() - timedelta(hours=1),
        )
    )
    db.session.commit()
    assert circles.of(ben, clock.now()).owner.last_digests == (
        (date(2026, 11, 6), False), (date(2026, 11, 9), True), (date(2026, 11, 10), False),
    )  # fmt: skip


def test_an_evening_ahead_is_known_where_both_are_expected(ben: Person, event: Event) -> None:
    cleo = cast.person("Cleo Brandt")
    met(ben, event, "Cleo", contact={"person_id": cleo.id})
    soon = cast.event(title="Second Thursday", starts_at=clock.now() + timedelta(days=14), ends_at=None)
    for person in (ben, cleo):
        db.session.add(
            Registration(event_id=soon.id, person_id=person.id, source="self", created_at=clock.now())
        )
    db.session.commit()
    (coming,) = facts_of(ben)["Cleo"].coming
    assert (coming.title, coming.on, coming.both) == ("Second Thursday", date(2026, 11, 19), True)
    soon.cancelled_at = clock.now()
    db.session.commit()
    assert facts_of(ben)["Cleo"].coming == ()


def test_the_next_edition_is_known_until_its_series_was_left(ben: Person, event: Event) -> None:
    series = Series(name="Thursdays", created_at=clock.now())
    db.session.add(series)
    db.session.flush()
    event.series_id = series.id
    cast.event(title="Next", starts_at=clock.now() + timedelta(days=14), ends_at=None, series_id=series.id)
    met(ben, event, "Cleo")
    assert [(one.title, one.both) for one in facts_of(ben)["Cleo"].coming] == [("Next", False)]
    db.session.add(Review(person_id=ben.id, event_id=event.id, day=90, choice="stop", said_at=clock.now()))
    db.session.commit()
    assert facts_of(ben)["Cleo"].coming == ()


def test_a_topic_is_rare_where_one_in_ten_holds_it_at_most(ben: Person, event: Event) -> None:
    people = [cast.person(f"Person {number}", f"p{number}@example.org") for number in range(19)]
    cast.checked_in(event, *people)
    met(ben, event, "Cleo", topics=["Wood", "Glass"])
    for person, topics in ((people[0], ["wood"]), *((one, ["Glass"]) for one in people[1:4])):
        intentions.say(event, person, learn="", offer="", offer_kind="", now=clock.now())
        db.session.query(intentions.Intention).filter_by(person_id=person.id).one().topics = topics
    db.session.commit()
    assert facts_of(ben)["Cleo"].rare_topics == ("Wood",)


def test_who_of_the_circle_met_whom_is_known(ben: Person, event: Event) -> None:
    cleo, dan = cast.person("Cleo Brandt"), cast.person("Dan Okafor")
    met(ben, event, "Cleo", contact={"person_id": cleo.id})
    of_dan = met(ben, event, "Dan", contact={"person_id": dan.id})
    db.session.add(Contact(owner_id=cleo.id, person_id=dan.id, name="Dan", created_at=clock.now()))
    db.session.commit()
    assert facts_of(ben)["Cleo"].knows == {of_dan.contact_id}


def test_the_second_person_of_a_suggestion_is_heard(ben: Person, event: Event) -> None:
    note, other = met(ben, event, "Cleo"), met(ben, event, "Dan")
    db.session.add(
        Prompt(owner_id=ben.id, digest_id=digest_of(ben, event).id, contact_id=note.contact_id,
               other_id=other.contact_id, kind="intro.need", shown_on=date(2026, 11, 6), created_at=clock.now())
    )  # fmt: skip
    db.session.commit()
    assert facts_of(ben)["Cleo"].shown[0].other_id == other.contact_id
