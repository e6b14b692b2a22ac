"""The line about oneself: thin notes, an evening without any, and the card of the same night."""

from dataclasses import replace

import pytest

from netevent.domain.prompts import Evening, Shown, plan, tonight


@pytest.fixture
def quiet(ben, d):
    """Ben was at First Thursday and noted nobody."""
    return replace(ben, evenings=(Evening(event_id=7, title="First Thursday", on=d(0), follows_on=d(1)),))


def line(owner, contacts, today):
    made = plan(owner, contacts, today).self_line
    return made and made.slots


def test_up_to_three_thin_notes_are_named_once_the_next_morning(ben, met, d):
    people = [met(id_, name) for id_, name in enumerate(("Anouk", "Bruno", "Carla", "David"), start=1)]
    assert line(ben, people, d(1)) == {"names": ("Anouk", "Bruno", "Carla")}
    assert all(line(ben, people, d(days)) is None for days in (0, 2, 3, 4, 5))


def test_the_line_stands_beside_three_people_not_among_them(ben, met, d):
    people = [met(id_, care="March") for id_ in (1, 2, 3)]
    made = plan(ben, [*people, met(4, "Dan")], d(1))
    assert len(made.prompts) == 3
    assert made.self_line.slots == {"names": ("Dan",)}
    assert (made.self_line.contact_id, made.self_line.event_id) == (None, 7)


def test_thin_notes_alone_are_worth_one_mail_for_an_event(ben, met, d):
    assert plan(ben, [met()], d(1))
    second_day = met(met_on=d(3), follows_on=d(4))
    shown = replace(ben, shown=(Shown(kind="self.notes", on=d(1), event_id=7),))
    assert not plan(shown, [second_day], d(4))
    assert line(shown, [second_day, met(2, care="March")], d(4)) == {"names": ("Cleo",)}


def test_an_evening_without_any_note_gets_one_gentle_question(quiet, d):
    assert line(quiet, [], d(1)) == {"event": "First Thursday"}
    assert line(quiet, [], d(4)) is None


def test_the_gentle_question_comes_once_for_an_event_of_several_days(quiet, d):
    asked = replace(quiet, shown=(Shown(kind="self.notes", on=d(0), event_id=7),))
    assert line(asked, [], d(1)) is None


def test_another_line_about_the_event_is_not_that_question(quiet, d):
    wrapped = replace(quiet, shown=(Shown(kind="self.wrap", on=d(0), event_id=7),))
    other = replace(quiet, shown=(Shown(kind="self.notes", on=d(0), event_id=8),))
    assert line(wrapped, [], d(1)) == line(other, [], d(1)) == {"event": "First Thursday"}


def test_whoever_met_somebody_is_not_asked_whom_they_met(quiet, met, d):
    assert line(quiet, [met(care="March")], d(1)) is None
    assert line(quiet, [met(care="March", event_id=8)], d(1)) == {"event": "First Thursday"}


def test_one_line_a_day(quiet, met, d):
    today = replace(quiet, shown=(Shown(kind="self.notes", on=d(1), event_id=3),))
    assert line(today, [met()], d(1)) is None


def test_a_spent_budget_rests_the_line_too(ben, met, d):
    assert line(replace(ben, actions_this_month=12), [met()], d(1)) is None


@pytest.mark.parametrize(
    "note", [{"no_follow_up": True}, {"closed": True}, {"cadence": "rest"}, {"has_free_note": True}]
)
def test_who_shall_rest_or_has_a_note_is_not_named(note, ben, met, d):
    assert line(ben, [met(**note)], d(1)) is None


@pytest.mark.parametrize(("days", "there"), [(-1, False), (0, True), (1, True), (2, False)])
def test_the_card_in_the_app_names_thin_notes_of_today_and_yesterday(days, there, ben, met, d):
    card = tonight(ben, [met(), met(2, "Dan", care="March")], d(days))
    assert (card.slots if card else None) == ({"names": ("Cleo",)} if there else None)


def test_the_card_comes_on_a_weekend_as_well(ben, met, d):
    assert tonight(ben, [met(met_on=d(2))], d(2)).kind == "self.notes"
