"""A year as a picture: who is on it, in which order, what is drawn where, and where a line is quiet."""

from datetime import date, timedelta

import pytest

from netevent.domain.relationships import Act
from netevent.domain.relationships.acts import CHOICES, REACHING
from netevent.domain.relationships.years import Known, Mark, Row, Stretch, Year, year_of

TODAY = date(2026, 11, 5)
FIRST = TODAY - timedelta(days=364)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def act(kind: str, days_ago: int, by: str = "me") -> Act:
    return Act(kind=kind, by=by, on=ago(days_ago))


def drawn(*people: tuple[str, list[Act]]) -> Year:
    known = [Known(place, name, tuple(acts)) for place, (name, acts) in enumerate(people, 1)]
    return year_of(known, FIRST, TODAY)


def line(*acts: Act) -> Row:
    """The line of one person with these acts."""
    (row,) = drawn(("Ben", list(acts))).rows
    return row


def stretches(*acts: Act) -> list[tuple[int, int, bool]]:
    """Each part of a line: from and to in days ago, and whether it is quiet."""
    return [
        ((TODAY - part.first).days, (TODAY - part.last).days, part.quiet) for part in line(*acts).stretches
    ]


class TestWhoIsDrawn:
    def test_the_latest_act_comes_first_and_names_settle_a_tie(self):
        year = drawn(
            ("Dan", [act("encounter", 300), act("help", 40, "them")]),
            ("Cleo", [act("encounter", 3)]),
            ("Ben", [act("encounter", 200), act("outreach", 3)]),
        )
        assert [row.name for row in year.rows] == ["Ben", "Cleo", "Dan"]

    def test_namesakes_are_two_lines_in_a_settled_order(self):
        year = drawn(("Ben", [act("encounter", 3)]), ("Ben", [act("encounter", 3)]))
        assert [row.id for row in year.rows] == [1, 2]

    def test_nobody_without_an_act_in_the_year(self):
        year = drawn(("Ben", [act("encounter", 365)]), ("Cleo", []), ("Dan", [act("rest", 10)]))
        assert year.rows == ()

    def test_the_first_and_the_last_day_belong_to_it(self):
        year = drawn(("Ben", [act("encounter", 364)]), ("Cleo", [act("encounter", 0)]))
        assert [row.name for row in year.rows] == ["Cleo", "Ben"]

    def test_what_lies_ahead_is_not_drawn_yet(self):
        assert drawn(("Ben", [act("encounter", -1)])).rows == ()


class TestMarks:
    def test_each_side_is_its_own_and_an_encounter_is_both(self):
        row = line(act("encounter", 30), act("outreach", 29), act("answer", 27, "them"))
        assert [(mark.side, mark.kind) for mark in row.marks] == [
            ("both", "encounter"),
            ("me", "outreach"),
            ("them", "answer"),
        ]

    @pytest.mark.parametrize("kind", REACHING)
    def test_every_act_that_reaches_the_other_is_drawn(self, kind):
        assert line(act("encounter", 9), act(kind, 5, "them")).marks[-1] == Mark(ago(5), "them", kind)

    @pytest.mark.parametrize("kind", [*CHOICES, "opt_out", "redated", "promise_released"])
    def test_choices_and_words_are_not(self, kind):
        assert line(act("encounter", 9), act(kind, 5)) == line(act("encounter", 9))

    def test_twice_on_one_day_is_one_mark(self):
        row = line(act("encounter", 9), act("help", 5), act("help", 5), act("help", 5, "them"))
        assert [mark.side for mark in row.marks] == ["both", "me", "them"]

    def test_they_are_in_the_order_of_the_days_whatever_the_order_of_the_log(self):
        shuffled = [act("help", 2), act("encounter", 9), act("outreach", 5)]
        assert [mark.on for mark in line(*shuffled).marks] == [ago(9), ago(5), ago(2)]


class TestTheLine:
    def test_it_begins_where_the_two_met(self):
        assert stretches(act("encounter", 80)) == [(80, 0, False)]

    def test_of_somebody_known_before_it_begins_at_the_edge(self):
        assert stretches(act("encounter", 500), act("outreach", 300), act("help", 20)) == [
            (364, 20, True),
            (20, 0, False),
        ]
        assert stretches(act("encounter", 380), act("outreach", 340), act("outreach", 260))[0] == (
            364,
            260,
            False,
        )

    def test_it_is_quiet_after_a_quarter_without_an_act(self):
        assert stretches(act("encounter", 92)) == [(92, 0, False)]
        assert stretches(act("encounter", 93)) == [(93, 0, True)]

    def test_a_choice_does_not_break_the_quiet(self):
        assert stretches(act("encounter", 120), act("rest", 60)) == [(120, 0, True)]

    def test_neighbours_that_look_alike_are_one(self):
        acts = [act("encounter", 360), act("outreach", 200), act("help", 190), act("help", 150, "them")]
        assert stretches(*acts) == [(360, 200, True), (200, 150, False), (150, 0, True)]

    def test_somebody_met_today_has_a_mark_and_no_line_yet(self):
        assert line(act("encounter", 0)).stretches == ()

    def test_its_parts_hang_together(self):
        row = line(act("encounter", 364), act("help", 200), act("help", 199), act("help", 3), act("help", 0))
        assert [part.first for part in row.stretches[1:]] == [part.last for part in row.stretches[:-1]]
        assert (row.stretches[0].first, row.stretches[-1].last) == (FIRST, TODAY)
        assert all(isinstance(part, Stretch) for part in row.stretches)


class TestTheAxis:
    def test_it_has_the_first_days_of_the_months(self):
        months = drawn().months
        assert (months[0], months[-1]) == (date(2025, 12, 1), date(2026, 11, 1))
        assert len(months) == 12
        assert {day.day for day in months} == {1}

    def test_a_month_that_begins_on_the_first_day_is_on_it(self):
        assert year_of([], date(2026, 1, 1), date(2026, 3, 1)).months == (
            date(2026, 1, 1),
            date(2026, 2, 1),
            date(2026, 3, 1),
        )

    def test_days_have_a_place_between_the_edges(self):
        year = drawn()
        assert [year.place(day) for day in (FIRST, ago(182), TODAY)] == [0, 50, 100]

    def test_a_leap_day_has_one_too(self):
        year = year_of([], date(2027, 6, 1), date(2028, 5, 30))
        assert year.place(date(2028, 2, 28)) < year.place(date(2028, 2, 29)) < year.place(date(2028, 3, 1))
