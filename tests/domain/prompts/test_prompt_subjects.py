"""Subject lines say how many and from when, and nothing private."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from netevent.domain.prompts import KINDS, Plan, Prompt, Rank, plan
from netevent.domain.prompts.words import subject, subjects


@pytest.fixture
def digest(d):
    def build(*days, hour=19):
        prompts = []
        for days_after in days:
            day = d(days_after)
            at = datetime(day.year, day.month, day.day, hour, tzinfo=ZoneInfo("Europe/Zurich"))
            prompts.append(Prompt(kind="ask.care", wording=0, slots={}, met_on=day, met_at=at))
        return Plan(tuple(prompts))

    return build


@pytest.mark.parametrize(
    ("days", "hour", "today", "sentence"),
    [
        ((0, 0, 0), 19, 1, "Three people from last night"),
        ((0, 0), 17, 1, "Two people from last night"),
        ((0,), 4, 1, "One person from last night"),
        ((0,), 5, 1, "One person from yesterday"),
        ((0,), 19, 2, "One person from %(weekday)s"),
        ((0,), 19, 0, "One person you met"),
        ((0, 0, 0), 14, 1, "Three people from yesterday"),
        ((0, 0), 19, 4, "Two people from %(weekday)s"),
        ((0,), 19, 6, "One person from %(weekday)s"),
        ((0, 0, 0), 19, 7, "Three people you met"),
        ((0, -3), 19, 1, "Two people you met"),
        ((0,), 19, 40, "One person you met"),
    ],
)
def test_the_subject_says_how_many_and_from_when(days, hour, today, sentence, digest, d):
    said = subject(digest(*days, hour=hour), d(today))
    assert said.sentence == sentence
    assert said.slots == ({"weekday": d(0)} if "weekday" in sentence else {})


def test_a_mail_about_oneself_has_its_own(ben, met, d):
    assert subject(plan(ben, [met()], d(1)), d(1)).sentence == "A line or two while you remember"
    question = Plan(self_line=Prompt(kind="self.notes", wording=3, slots={"event": "First Thursday"}))
    assert subject(question, d(1)).sentence == "Was there a talk worth remembering?"


@pytest.mark.parametrize(("kind", "sentence"), subjects.ONESELF.items())
def test_each_line_about_oneself_has_a_subject_that_tells_nothing_private(kind, sentence, d):
    line = Prompt(kind=kind, wording=0, slots={"names": ("Cleo",), "event": "First Thursday"})
    assert subject(Plan(self_line=line), d(1)).sentence == sentence
    assert "%(" not in sentence


def test_every_kind_about_oneself_that_is_mailed_has_its_subject():
    mailed = {kind.id for kind in KINDS.values() if kind.rank is Rank.SELF and not kind.app_only}
    assert mailed == {*subjects.ONESELF, "self.notes"}


def test_nothing_to_say_has_no_subject(d):
    assert subject(Plan(), d(1)) is None


def test_every_subject_fits_in_forty_five_characters():
    every = [*subjects.LAST_NIGHT, *subjects.YESTERDAY, *subjects.WEEKDAY, *subjects.MET]
    for sentence in [*every, *subjects.ONESELF.values(), subjects.NOTES, subjects.QUESTION]:
        said = sentence % {"weekday": "Wednesday"}
        assert len(said) <= 45
        assert "!" not in said
