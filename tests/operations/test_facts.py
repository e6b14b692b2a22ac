"""Rows as the facts that rules read: the newest note, all promises, acts and prompts, on the owner's calendar."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from flask import Flask

from netevent import clock
from netevent.domain.prompts.facts import Contact as Fact
from netevent.extensions import db
from netevent.models import Act, CheckIn, Event, Person
from netevent.operations import circles, digests, facts, intentions
from tests import cast
from tests.mails.mornings import digest_of, line, met, promised, prompt


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


def only(ben: Person) -> Fact:
    (contact,) = circles.of(ben, clock.now()).contacts
    return contact


def test_a_note_becomes_a_fact_word_for_word(ben: Person, event: Event) -> None:
    dan = met(ben, event, "Dan").contact
    met(
        ben, event, "Cleo", topics=["Glass", "Wood"], care="violins", need_kind="advice", need="a room", can_help=True,
        offer_kind="know_how", offer="an hour", asked_for=["document", "price"], asked_line="the sheet", hook="the play",
        hook_on=date(2026, 12, 1), who_talked="mostly_me", felt="awkward", free_note="PRIVATE", introduce_id=dan.id,
        introduce_reason="both build", contact={"company": "Brandt", "cadence": "close", "strength": "warm"},
    )  # fmt: skip
    cleo = next(c for c in circles.of(ben, clock.now()).contacts if c.name == "Cleo")
    assert (cleo.company, cleo.cadence, cleo.strength, cleo.topics) == (
        "Brandt",
        "close",
        "warm",
        ("Glass", "Wood"),
    )
    assert (cleo.care, cleo.need_kind, cleo.need, cleo.can_help) == ("violins", "advice", "a room", True)
    assert (cleo.offer_kind, cleo.offer, cleo.asked_for) == ("know_how", "an hour", ("document", "price"))
    assert (cleo.asked_line, cleo.hook, cleo.hook_on) == ("the sheet", "the play", date(2026, 12, 1))
    assert (cleo.who_talked, cleo.felt) == ("mostly_me", "awkward")
    assert (cleo.introduce_name, cleo.introduce_reason) == ("Dan", "both build")
    assert cleo.has_free_note
    assert "PRIVATE" not in repr(cleo)
    assert (cleo.event_title, cleo.met_on, cleo.follows_on) == (
        "First Thursday",
        date(2026, 11, 5),
        date(2026, 11, 6),
    )
    assert cleo.met_at.utcoffset() == timedelta(hours=1)


@pytest.mark.parametrize(
    ("field", "value", "closed", "stopped"),
    [
        ("closed_at", "now", True, False),
        ("contact_ok", "none", False, True),
        ("contact_ok", "yes", False, False),
    ],
)
def test_a_stop_is_a_fact(
    ben: Person, event: Event, field: str, value: str, closed: bool, stopped: bool
) -> None:
    met(ben, event, "Cleo", contact={field: clock.now() if value == "now" else value})
    assert (only(ben).closed, only(ben).no_follow_up) == (closed, stopped)


def test_the_newest_note_speaks_and_all_promises_and_acts_are_heard(
    ben: Person, event: Event, evening: time_machine.Traveller
) -> None:
    first = met(ben, event, "Cleo", care="violins")
    promised(first, "the sheet", date(2026, 11, 6)).kept_at = clock.now()
    promised(first, "the book").released_at = clock.now()
    evening.shift(timedelta(days=7))
    second = cast.event(title="Second Thursday")
    later = met(ben, second, "Cleo", care="cellos")
    later.contact_id = first.contact_id
    promised(later, "the map")
    db.session.add(
        Act(owner_id=ben.id, contact_id=first.contact_id, kind="outreach", by="me", prompt_kind="ask.care",
            at=datetime(2026, 11, 12, 23, 30, tzinfo=UTC))
    )  # fmt: skip
    db.session.commit()
    cleo = only(ben)
    assert (cleo.care, cleo.event_title) == ("cellos", "Second Thursday")
    assert [(p.what, p.state) for p in cleo.promises] == [
        ("the sheet", "kept"),
        ("the book", "released"),
        ("the map", "open"),
    ]
    assert [(act.kind, act.on) for act in cleo.acts] == [
        ("encounter", date(2026, 11, 5)),
        ("encounter", date(2026, 11, 12)),
        ("outreach", date(2026, 11, 13)),  # past midnight in Lausanne
    ]
    assert [p.closed_on for p in cleo.promises] == [date(2026, 11, 5), date(2026, 11, 5), None]


def test_what_was_shown_and_answered_is_heard(ben: Person, event: Event) -> None:
    note = met(ben, event, "Cleo")
    shown = prompt("ask.care", note, digest_of(ben, event))
    shown.answer, shown.answered_at = "later", clock.now()
    db.session.commit()
    (heard,) = only(ben).shown
    assert (heard.kind, heard.on, heard.answer) == ("ask.care", date(2026, 11, 6), "later")
    assert heard.answered_on == date(2026, 11, 5)


def test_lines_about_oneself_belong_to_the_owner(ben: Person, event: Event) -> None:
    met(ben, event, "Cleo")
    line(digest_of(ben, event), names=["Cleo"])
    owner = circles.of(ben, clock.now()).owner
    assert [shown.kind for shown in owner.shown] == ["self.notes"]
    assert only(ben).shown == ()


def test_nobody_hears_of_the_people_of_somebody_else(ben: Person, event: Event) -> None:
    met(cast.person("Cleo Brandt"), event, "Dan", care="a secret")
    assert circles.of(ben, clock.now()).contacts == ()


def test_the_zone_is_the_own_wish_else_that_of_the_last_event(ben: Person) -> None:
    assert facts.zone_of(ben) == "Europe/Zurich"
    cast.checked_in(cast.event(zone="Asia/Kathmandu"), ben)
    assert facts.zone_of(ben) == "Asia/Kathmandu"
    ben.zone = "America/New_York"
    assert facts.zone_of(ben) == "America/New_York"
    assert facts.zone_of(cast.person("Dan Okafor")) == "UTC"


def test_the_owner_is_known_by_tonights_line_and_the_recent_evenings(
    ben: Person, event: Event, evening: time_machine.Traveller
) -> None:
    intentions.say(event, ben, learn="", offer="an hour", offer_kind="know_how", now=clock.now())
    owner = circles.of(ben, clock.now()).owner
    assert (owner.offer_kind, owner.offer) == ("know_how", "an hour")
    assert [(e.title, e.on, e.follows_on) for e in owner.evenings] == [
        ("First Thursday", date(2026, 11, 5), date(2026, 11, 6))
    ]
    evening.shift(timedelta(days=201))
    assert circles.of(ben, clock.now()).owner.evenings == ()


def test_the_month_counts_what_was_done_without_promises(ben: Person, event: Event) -> None:
    digest = digest_of(ben, event)
    for name, kind, answer, days in (
        ("Anouk", "ask.care", "done", 0),
        ("Bruno", "ask.care", "later", 0),
        ("Carla", "promise.due", "done", 0),
        ("David", "ask.care", "done", 6),  # in October
    ):
        row = prompt(kind, met(ben, event, name), digest)
        row.answer, row.answered_at = answer, clock.now() - timedelta(days=days)
    db.session.commit()
    assert circles.of(ben, clock.now()).owner.actions_this_month == 1


def test_the_zone_outlives_the_check_in(ben: Person, event: Event) -> None:
    """Check-ins are taken away after 180 days; mornings go on where one met people."""
    met(ben, event, "Cleo")
    db.session.query(CheckIn).delete()
    event.mail_hour = 8
    db.session.commit()
    assert facts.zone_of(ben) == "Europe/Zurich"
    circle = circles.of(ben, clock.now())
    assert (circle.zone, circle.hour) == ("Europe/Zurich", 8)
    digests.wake(ben, clock.now())
    assert ben.digest_at == datetime(2026, 11, 6, 7, 0, tzinfo=UTC)


def test_a_word_typed_months_later_was_given_months_later(
    ben: Person, event: Event, evening: time_machine.Traveller
) -> None:
    note = met(ben, event, "Cleo")
    promised(note, "the drawing")
    evening.shift(timedelta(days=90))
    promised(note, "the second drawing")
    assert [word.made_on for word in only(ben).promises] == [date(2026, 11, 5), date(2027, 2, 3)]
