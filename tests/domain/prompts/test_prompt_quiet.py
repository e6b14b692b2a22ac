"""Whom it has been quiet with: a few names, nobody who rests, and nobody one only saw."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from netevent.domain.prompts import Act, Contact, Owner
from netevent.domain.prompts.quiet import AT_MOST, quiet

MET = date(2026, 1, 8)
CLEO = Contact(
    id=1, name="Cleo", met_on=MET, met_at=datetime(2026, 1, 8, 19, tzinfo=ZoneInfo("Europe/Zurich")),
    follows_on=MET + timedelta(days=1), care="violins", cadence="close",
)  # fmt: skip


def names(contacts: list[Contact], days: int) -> list[int]:
    return [one.contact.id for one in quiet(Owner(), contacts, MET + timedelta(days=days))]


@pytest.mark.parametrize(("days", "shown"), [(59, []), (60, [1]), (179, [1])])
def test_somebody_kept_close_after_two_months(days: int, shown: list[int]) -> None:
    assert names([CLEO], days) == shown


@pytest.mark.parametrize(
    "silent",
    [
        {"cadence": "rest"}, {"closed": True}, {"no_follow_up": True}, {"care": ""},
        {"sensitive_on": MET + timedelta(days=50)},
    ],
)  # fmt: skip
def test_nobody_who_rests_or_left_no_basis(silent: dict[str, object]) -> None:
    assert names([replace(CLEO, **silent)], 90) == []


def test_in_touch_only_after_a_real_conversation_and_four_months() -> None:
    talked = [
        Act(kind=kind, by=by, on=MET + timedelta(days=1))
        for kind, by in (("outreach", "me"), ("answer", "them"), ("outreach", "me"))
    ]
    touch = replace(CLEO, cadence="touch")
    assert names([touch], 130) == []
    assert names([replace(touch, acts=tuple(talked))], 120) == []
    assert names([replace(touch, acts=tuple(talked))], 121) == [1]


def test_two_words_nobody_answered_are_left_in_peace() -> None:
    words = tuple(Act(kind="outreach", by="me", on=MET + timedelta(days=day)) for day in (1, 8))
    assert names([replace(CLEO, acts=words)], 90) == []


def test_five_at_most_the_close_ones_and_the_longest_silence_first() -> None:
    people = [
        replace(CLEO, id=number, acts=(Act(kind="outreach", by="them", on=MET + timedelta(days=number)),))
        for number in range(9, 1, -1)
    ]
    assert names(people, 100) == [2, 3, 4, 5, 6][:AT_MOST]


def test_a_date_that_was_moved_is_no_word_to_them() -> None:
    moved = Act(kind="redated", by="me", on=MET + timedelta(days=50))
    assert names([replace(CLEO, acts=(moved,))], 60) == [1]
    wrote = Act(kind="outreach", by="me", on=MET + timedelta(days=50))
    assert names([replace(CLEO, acts=(wrote,))], 60) == []
