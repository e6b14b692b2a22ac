"""What becomes of a suggestion: one of four answers, each once, each to be taken back without a trace."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
import time_machine
from flask import Flask

from netevent import clock
from netevent.errors import Invalid
from netevent.extensions import db
from netevent.models import Act, Person, Prompt
from netevent.models.prompts import ANSWERS
from netevent.operations import prompts
from netevent.operations.encounters import keep_promise
from tests import cast
from tests.mails.mornings import digest_of, first_thursday, met, promised
from tests.mails.mornings import prompt as suggested

FRIDAY_NOON = "2026-11-06T11:00:00+00:00"
MONDAY_9 = "2026-11-09T08:00:00+00:00"


@pytest.fixture(autouse=True)
def house(app: Flask, evening: time_machine.Traveller) -> Iterator[None]:
    with app.app_context():
        yield


@pytest.fixture
def due(evening: time_machine.Traveller) -> Prompt:
    """On Friday Ben reads of his promise to Cleo."""
    event, ben = first_thursday()
    note = met(ben, event, "Cleo", contact={"cadence": "close"})
    promise = promised(note, "the ceiling test", date(2026, 11, 6))
    made = suggested("promise.due", note, digest_of(ben, event))
    made.promise_id = promise.id
    ben.digest_at = None
    db.session.commit()
    evening.move_to(FRIDAY_NOON)
    return made


def log(prompt: Prompt) -> list[str]:
    assert prompt.contact_id
    return [act.kind for act in Act.of_contact(prompt.contact_id)]


def state(prompt: Prompt) -> tuple[object, ...]:
    assert prompt.contact
    assert prompt.promise
    promise = prompt.promise
    return (
        prompt.answer,
        prompt.contact.cadence,
        bool(promise.kept_at),
        bool(promise.released_at),
        log(prompt),
    )


OPEN = ("", "close", False, False, [])
AFTER = {
    "done": ("done", "close", True, False, ["outreach", "promise_kept"]),
    "later": ("later", "close", False, False, []),
    "not_this": ("not_this", "close", False, False, []),
    "rest": ("rest", "rest", False, False, ["rest"]),
}


def test_every_answer_has_an_example() -> None:
    assert set(AFTER) == set(ANSWERS)


@pytest.mark.parametrize("what", ANSWERS)
def test_an_answer_does_what_it_says_once(due: Prompt, what: str) -> None:
    prompts.answer(due, what, clock.now())
    prompts.answer(due, what, clock.now() + timedelta(minutes=5))
    assert state(due) == AFTER[what]
    assert due.answered_at == clock.now()
    assert due.owner.digest_at
    assert due.owner.digest_at.isoformat() == MONDAY_9


@pytest.mark.parametrize("what", ANSWERS)
def test_an_answer_taken_back_leaves_no_trace(due: Prompt, what: str) -> None:
    prompts.answer(due, what, clock.now())
    prompts.undo(due, clock.now())
    assert state(due) == OPEN
    assert due.answered_at is None


@pytest.mark.parametrize("first", ANSWERS)
@pytest.mark.parametrize("second", ANSWERS)
def test_the_first_answer_stands_until_it_is_undone(due: Prompt, first: str, second: str) -> None:
    prompts.answer(due, first, clock.now())
    prompts.answer(due, second, clock.now())  # from a page that was opened before
    assert state(due) == AFTER[first]
    prompts.undo(due, clock.now())
    prompts.answer(due, second, clock.now())
    assert state(due) == AFTER[second]


@pytest.mark.parametrize("what", ["", "Done", "delete", "done ", "x" * 1000, "\x00"])
def test_only_the_four_answers_are_answers(due: Prompt, what: str) -> None:
    with pytest.raises(Invalid):
        prompts.answer(due, what, clock.now())
    assert state(due) == OPEN


def test_other_suggestions_keep_no_promise(due: Prompt) -> None:
    assert due.encounter
    event = due.encounter.event
    asking = suggested("ask.care", due.encounter, digest_of(due.owner, event, date(2026, 11, 9)))
    prompts.answer(asking, "done", clock.now())
    assert due.promise
    assert due.promise.kept_at is None
    assert log(asking) == ["outreach"]


@pytest.mark.parametrize(
    ("chip", "day"),
    [
        ("tomorrow", date(2026, 11, 7)),
        ("this_week", date(2026, 11, 13)),
        ("this_month", date(2026, 11, 30)),
        ("no_date", None),
    ],
)
def test_a_promise_gets_another_day(due: Prompt, chip: str, day: date | None) -> None:
    prompts.redate(due, chip, clock.now())
    assert due.promise
    assert due.promise.due_on == day
    assert log(due) == ["redated"]
    assert due.owner.digest_at
    assert due.owner.digest_at.isoformat() == MONDAY_9


def test_another_day_is_a_day_of_the_owners_own_calendar(
    due: Prompt, evening: time_machine.Traveller
) -> None:
    evening.move_to("2026-11-09T23:30:00+00:00")  # half past midnight on Tuesday in Lausanne
    prompts.redate(due, "tomorrow", clock.now())
    assert due.promise
    assert due.promise.due_on == date(2026, 11, 11)


@pytest.mark.parametrize("chip", ["", "someday", "2026-11-09", "\x00", "x" * 1000])
def test_an_unknown_day_is_refused(due: Prompt, chip: str) -> None:
    with pytest.raises(Invalid):
        prompts.redate(due, chip, clock.now())
    assert due.promise
    assert due.promise.due_on == date(2026, 11, 6)


def test_a_promise_is_released_once(due: Prompt) -> None:
    prompts.release(due, clock.now())
    prompts.release(due, clock.now() + timedelta(minutes=1))
    assert due.promise
    assert due.promise.released_at == clock.now()
    assert log(due) == ["promise_released"]


def test_what_was_said_honestly_stays_in_the_log_whatever_is_answered_then(due: Prompt) -> None:
    prompts.redate(due, "tomorrow", clock.now())
    prompts.release(due, clock.now())
    prompts.answer(due, "later", clock.now())
    prompts.undo(due, clock.now())
    assert log(due) == ["redated", "promise_released"]


def test_a_promise_kept_by_hand_stays_kept(due: Prompt) -> None:
    assert due.promise
    keep_promise(due.promise, clock.now())
    prompts.answer(due, "done", clock.now())
    prompts.undo(due, clock.now())
    assert not due.promise.open


def test_eight_taps_on_done_are_one_act(app: Flask, due: Prompt) -> None:
    row, owner = due.id, due.owner_id
    db.session.commit()

    def tap(_: int) -> None:
        with app.app_context():
            prompts.answer(db.session.get_one(Prompt, row), "done", clock.now())

    cast.at_once(8, tap)
    db.session.expire_all()
    assert log(due) == ["outreach", "promise_kept"]
    assert db.session.get_one(Person, owner).digest_at


@pytest.mark.parametrize(
    ("kind", "slots", "act"),
    [
        ("help.have", {"need": "a quiet room"}, ("help", "a quiet room")),
        ("help.have", {"need": {"terms": ["advice"]}}, ("help", "")),
        ("help.showup", {"hook": "the opening"}, ("turn_up", "the opening")),
        ("intro.need", {"other": "Dan"}, ("introduction", "Dan")),
        ("ask.care", {"care": "violins"}, ("outreach", "")),
    ],
)
def test_doing_more_than_writing_is_told_as_what_it_was(
    kind: str, slots: dict[str, object], act: tuple[str, str]
) -> None:
    event, ben = first_thursday()
    made = suggested(kind, met(ben, event, "Cleo"), digest_of(ben, event), **slots)
    prompts.answer(made, "done", clock.now())
    assert made.contact_id
    assert [(one.kind, one.detail) for one in Act.of_contact(made.contact_id)] == [act]
    prompts.undo(made, clock.now())
    assert Act.of_contact(made.contact_id) == []
