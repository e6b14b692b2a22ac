"""The note: saved once, never lost, its promises with the day they were made for."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask

from netevent import clock
from netevent.errors import Conflict, Invalid
from netevent.models import Act, Encounter, Person, Promise
from netevent.operations import contacts, encounters
from tests import cast

DAN = {"name": "Dan Roux", "company": "", "email": "", "phone": ""}


@pytest.fixture(autouse=True)
def context(app: Flask, evening: object) -> Iterator[None]:
    with app.app_context():
        yield


@pytest.fixture
def ben() -> Person:
    return cast.person("Ben Okri")


@pytest.fixture
def note(ben: Person) -> Encounter:
    contact = encounters.add_by_name(ben, DAN, cast.event(), now=clock.now())
    return Encounter.of_contact(contact.id)[0]


def save(note: Encounter, version: int | None = None, **words: Any) -> None:
    wanted = encounters.note_of(note) | words
    encounters.save_note(note, wanted, version=note.version if version is None else version, now=clock.now())


def told(note: Encounter) -> list[tuple[str, str, date | None]]:
    return [(one.direction, one.text, one.due_on) for one in Promise.of_encounter(note.id)]


def test_words_and_chips_are_kept_and_count_a_version(note):
    save(note, care="a quiet room", topics=["Wood"], strength="new", contact_ok="none", cadence="close")
    assert (note.care, note.topics, note.version, note.level) == ("a quiet room", ["Wood"], 1, "basic")
    assert (note.contact.strength, note.contact.contact_ok, note.contact.cadence) == ("new", "none", "close")
    assert note.saved_at == clock.now()


def test_a_stale_save_is_refused_and_changes_nothing(note):
    save(note, care="first")
    with pytest.raises(Conflict, match="Both texts"):
        save(note, version=0, care="second")
    assert note.care == "first"


def test_the_same_save_twice_is_one_save(note):
    save(note, care="once", promise="a book", promise_due="tomorrow")
    save(note, version=0, care="once")
    assert note.version == 1
    assert len(told(note)) == 1


@pytest.mark.parametrize(
    ("chip", "due"),
    [
        ("tomorrow", date(2026, 11, 6)),
        ("this_week", date(2026, 11, 13)),
        ("this_month", date(2026, 11, 30)),
        ("no_date", None),
    ],
)
def test_a_date_chip_means_a_day_from_the_day_it_is_saved(note, chip, due):
    save(note, promise="the test", promise_due=chip)
    assert told(note) == [("mine", "the test", due)]


def test_the_day_is_the_event_s_not_the_server_s(ben, evening):
    evening.move_to("2026-11-05T23:30:00Z")
    event = cast.event(zone="Asia/Tokyo")
    contact = encounters.add_by_name(ben, DAN, event, now=clock.now())
    note = Encounter.of_contact(contact.id)[0]
    save(note, promise="the test", promise_due="tomorrow")
    assert told(note)[0][2] == date(2026, 11, 7)


def test_another_save_keeps_the_day_and_another_chip_moves_it(note, evening):
    save(note, promise="the test", promise_due="tomorrow")
    evening.shift(timedelta(days=3))
    save(note, promise="the ceiling test")
    assert told(note) == [("mine", "the ceiling test", date(2026, 11, 6))]
    save(note, promise_due="this_month")
    assert told(note) == [("mine", "the ceiling test", date(2026, 11, 30))]


def test_both_may_promise(note):
    save(note, promise="a book", promise_due="no_date", their_promise="a visit", their_due="tomorrow")
    assert [(one[0], one[1]) for one in told(note)] == [("mine", "a book"), ("theirs", "a visit")]


def test_a_line_taken_out_at_once_was_never_promised_and_later_it_is_let_go(note, evening):
    save(note, promise="a slip", promise_due="no_date")
    save(note, promise="", promise_due="")
    assert told(note) == []
    save(note, promise="a book", promise_due="no_date")
    evening.shift(timedelta(days=2))
    save(note, promise="", promise_due="")
    assert [one.released_at for one in Promise.of_encounter(note.id)] == [clock.now()]


def test_a_promise_is_kept_once_and_logged_for_who_gave_it(note):
    save(note, promise="a book", promise_due="no_date", their_promise="a visit", their_due="no_date")
    mine, theirs = Promise.of_encounter(note.id)
    for _ in range(2):
        encounters.keep_promise(mine, clock.now())
    encounters.release_promise(theirs, clock.now())
    logged = [(act.kind, act.by) for act in Act.of_contact(note.contact_id)]
    assert logged == [("promise_kept", "me"), ("promise_released", "them")]


def test_after_a_kept_promise_the_line_is_free_for_the_next(note):
    save(note, promise="a book", promise_due="no_date")
    encounters.keep_promise(Promise.of_encounter(note.id)[0], clock.now())
    assert encounters.note_of(note)["promise"] == ""
    save(note, promise="another book", promise_due="no_date")
    assert len(told(note)) == 2


def test_only_one_s_own_people_can_be_introduced(ben, note):
    other = encounters.add_by_name(ben, DAN | {"name": "Eva"}, None, now=clock.now())
    stranger = encounters.add_by_name(cast.person("Cleo"), DAN, None, now=clock.now())
    save(note, introduce_id=other.id)
    for wrong in (stranger.id, note.contact_id, 2**62):
        with pytest.raises(Invalid, match="one of the people you met"):
            save(note, introduce_id=wrong)


def test_resting_and_waking_are_lines_of_the_log(note):
    for cadence in ("rest", "rest", "touch"):
        contacts.change_cadence(note.contact, cadence, clock.now())
    assert [act.kind for act in Act.of_contact(note.contact_id)] == ["rest", "wake"]
    contacts.change_cadence(note.contact, "nonsense", clock.now())
    assert note.contact.cadence == "touch"


@pytest.mark.parametrize(("line", "due"), [("promise", "promise_due"), ("their_promise", "their_due")])
def test_a_promise_is_a_note_of_either_side(note, line, due):
    assert note.level == "thin"
    assert note.is_bare
    save(note, **{line: "a book", due: "no_date"})
    assert note.level == "rich"
    assert not note.is_bare


def test_words_of_ones_own_are_no_bare_note(note):
    save(note, free_note="talked long")
    assert note.level == "thin"
    assert not note.is_bare


@pytest.mark.parametrize(
    ("chip", "due"),
    [
        ("tomorrow", date(2026, 11, 8)),
        ("this_week", date(2026, 11, 13)),
        ("this_month", date(2026, 11, 30)),
        ("no_date", None),
    ],
)
def test_a_promise_gets_another_day_and_the_log_says_so(note, evening, chip, due):
    save(note, promise="a book", promise_due="tomorrow", their_promise="a visit", their_due="tomorrow")
    evening.shift(timedelta(days=2))
    for promise in Promise.of_encounter(note.id):
        encounters.redate_promise(promise, chip, clock.now())
    assert [one[2] for one in told(note)] == [due, due]
    assert [(act.kind, act.by) for act in Act.of_contact(note.contact_id)] == [
        ("redated", "me"),
        ("redated", "them"),
    ]
    assert encounters.note_of(note)["promise_due"] == chip


def test_another_day_is_asked_of_an_open_promise_and_one_of_the_chips(note):
    save(note, promise="a book", promise_due="tomorrow")
    (promise,) = Promise.of_encounter(note.id)
    with pytest.raises(Invalid, match="one of the days"):
        encounters.redate_promise(promise, "someday", clock.now())
    encounters.keep_promise(promise, clock.now())
    encounters.redate_promise(promise, "this_month", clock.now())
    assert promise.due_on == date(2026, 11, 6)
    assert [act.kind for act in Act.of_contact(note.contact_id)] == ["promise_kept"]
