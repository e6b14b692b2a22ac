"""What an event brought, told by what happened with the people met there; and whether its next edition is mentioned."""

from datetime import UTC, date, datetime, timedelta

import pytest

from netevent.domain.relationships import Act
from netevent.domain.reviews import Met, Verdict, compare, is_mentioned, is_offered, opens_on, standing

EVENING = date(2026, 3, 5)


def met(name: str, state: str = "met", **more: object) -> Met:
    return Met(id=len(name), name=name, state=state, **more)


def act(kind: str, by: str, days: int = 10, **more: object) -> Act:
    return Act(kind=kind, by=by, on=EVENING + timedelta(days=days), **more)


@pytest.mark.parametrize(
    ("day", "age", "offered"),
    [
        (90, 89, False), (90, 90, True), (90, 179, True), (90, 180, False),
        (180, 179, False), (180, 180, True), (180, 365, True), (180, 366, False),
    ],
)  # fmt: skip
def test_a_review_is_offered_for_a_while(day: int, age: int, offered: bool) -> None:
    assert is_offered(EVENING, day, EVENING + timedelta(days=age)) is offered
    assert opens_on(EVENING, day) == EVENING + timedelta(days=day)


def test_those_in_conversation_or_further_are_named_and_those_who_rest() -> None:
    people = [
        met("Anna", "conversation"), met("Bo", "mutual_support"), met("Cleo", "lasting"), met("Dan", "resting"),
        met("Eve"), met("Fay", "followed_up"), met("Gil", "dormant"), met("Hugo", "closed"),
        met("Ida", "conversation", cadence="rest"), met("Jo", "closed", cadence="rest"),
    ]  # fmt: skip
    outcome = compare([], people, EVENING)
    assert [one.name for one in outcome.talking] == ["Anna", "Bo", "Cleo"]
    assert [one.name for one in outcome.resting] == ["Dan", "Ida"]
    assert not outcome.is_quiet


def test_who_is_merely_quiet_is_not_spoken_of() -> None:
    assert compare(["Wood"], [met("Eve"), met("Gil", "dormant")], EVENING).is_quiet
    assert compare(["Wood"], [], EVENING).is_quiet


def test_a_topic_one_came_for_is_told_with_whom_it_was_found() -> None:
    people = [met("Anna", topics=("wood ", "Glass")), met("Bo", topics=("Wood",)), met("Cleo")]
    outcome = compare(["Wood", "Reuse"], people, EVENING)
    assert [(topic, [one.name for one in who]) for topic, who in outcome.heard] == [("Wood", ["Anna", "Bo"])]


def test_help_of_both_sides_since_the_evening_is_told_in_order_of_time() -> None:
    anna = met(
        "Anna",
        acts=(
            act("help", "me", 20, what="the sheet"),
            act("help", "them", 5),
            act("help", "me", -3, what="earlier"),
        ),
    )
    bo = met("Bo", acts=(act("promise_kept", "me", 1), act("outreach", "me"), act("turn_up", "them", 30)))
    outcome = compare([], [anna, bo], EVENING)
    assert [(help.person.name, help.act.kind, help.act.what) for help in outcome.gave] == [
        ("Bo", "promise_kept", ""),
        ("Anna", "help", "the sheet"),
    ]
    assert [(help.person.name, help.act.kind) for help in outcome.received] == [
        ("Anna", "help"),
        ("Bo", "turn_up"),
    ]


MONTHS = [date(2026, month, 5) for month in range(1, 13)]


def said(edition: int, choice: str, day: int = 90) -> Verdict:
    """What was chosen about the edition of that month, so many days later."""
    on = MONTHS[edition - 1]
    return Verdict(on, datetime(on.year, on.month, on.day, 20, tzinfo=UTC) + timedelta(days=day), choice)


def mentioned(*verdicts: Verdict, editions: list[date] = MONTHS) -> list[int]:
    """The months from July on whose edition is spoken of."""
    return [day.month for day in MONTHS[6:] if is_mentioned(verdicts, editions, day)]


def test_with_nothing_chosen_every_edition_is_mentioned() -> None:
    assert mentioned() == [7, 8, 9, 10, 11, 12]
    assert mentioned(said(1, "")) == [7, 8, 9, 10, 11, 12]


def test_to_go_again_mentions_all_and_to_stop_mentions_none() -> None:
    assert mentioned(said(1, "again")) == [7, 8, 9, 10, 11, 12]
    assert mentioned(said(1, "stop")) == []


def test_less_is_every_second_edition_counted_from_the_one_it_was_said_about() -> None:
    assert mentioned(said(3, "less")) == [7, 9, 11]
    assert mentioned(said(4, "less")) == [8, 10, 12]
    assert not is_mentioned([said(3, "less")], [MONTHS[2]], date(2027, 3, 5)), "the one right after"
    assert is_mentioned([said(3, "less")], [MONTHS[2], date(2027, 3, 5)], date(2028, 3, 5))


def test_saying_less_again_does_not_begin_the_count_anew() -> None:
    assert mentioned(said(3, "less"), said(3, "less", 180), said(4, "less")) == [7, 9, 11]
    assert mentioned(said(2, "less"), said(3, "again"), said(4, "less")) == [8, 10, 12]


def test_the_choice_made_last_holds_whatever_edition_it_is_about() -> None:
    assert standing([said(1, "stop", 180), said(3, "again", 90)]) == "stop"
    assert standing([said(1, "stop", 90), said(3, "again", 90), said(3, "", 180)]) == "again"
    assert standing([]) == ""
    assert mentioned(said(1, "stop"), said(3, "again")) == [7, 8, 9, 10, 11, 12]
