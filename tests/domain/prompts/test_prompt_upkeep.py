"""The months after: which silence opens which window, for whom (P1)."""

from dataclasses import replace

import pytest

from netevent.domain.prompts import Act, Gathering, next_look, plan

TALK = (("outreach", "me", 2), ("answer", "them", 3), ("answer", "me", 4))
MUTUAL = (*TALK, ("help", "me", 10), ("help", "them", 12))


@pytest.fixture
def acts(d):
    return lambda steps: tuple(
        Act(kind=kind, by=by, on=d(day), light=True, what="a name" if kind == "help" else "")
        for kind, by, day in steps
    )


@pytest.fixture
def speaks(daily, d):
    """The days on which a kind is planned for Cleo."""

    def look(kind, contact, days=range(420)):
        return [day for day in days if kind in {p.kind for p in plan(daily, [contact], d(day)).prompts}]

    return look


@pytest.mark.parametrize(
    ("cadence", "steps", "first", "last"),
    [
        ("close", (), 75, 120),
        ("close", TALK, 79, 124),
        ("touch", TALK, 94, 154),
        ("touch", MUTUAL, 102, 162),
        ("touch", (("outreach", "me", 2),), None, None),
        ("rest", TALK, None, None),
    ],
)
def test_the_quarter_counts_from_the_last_exchange_by_how_close_they_are(
    cadence, steps, first, last, acts, speaks, met
):
    contact = met(topics=("Wood",), cadence=cadence, acts=acts(steps))
    days = speaks("up.quarter", contact)
    assert (days[0], days[-1]) == (first, last) if first else days == []


def test_a_second_evening_is_an_exchange_and_a_conversation(acts, speaks, met, d):
    evenings = tuple(Act(kind="encounter", by="me", on=d(n), event_id=e) for n, e in ((-40, 6), (0, 7)))
    contact = met(care="March", acts=evenings)
    assert speaks("ask.month", contact) == list(range(28, 46))
    assert speaks("ask.month", replace(contact, acts=evenings[1:])) == []


def test_after_half_a_year_only_those_with_few_words_get_a_sign_of_life(acts, speaks, met):
    assert speaks("up.halfyear", met(topics=("Wood",)))[0] == 180
    assert speaks("up.halfyear", met(topics=("Wood",), acts=acts(TALK))) == []
    assert speaks("up.halfyear", met(topics=("Wood",), cadence="close")) == []


def test_meeting_again_is_looked_for_in_three_ways(speaks, met, d):
    both = Gathering(event_id=8, title="Open House", on=d(50), both=True)
    contact = met(topics=("Wood",))
    assert speaks("up.again", replace(contact, coming=(both,)), range(60)) == list(range(29, 50))
    edition = replace(contact, coming=(replace(both, both=False),))
    assert speaks("up.again", edition, range(60)) == list(range(29, 50))
    assert speaks("up.again", contact, range(300, 420)) == list(range(330, 381))


def test_what_is_told_of_a_meeting_is_what_is_recorded(daily, met, d):
    coming = (Gathering(event_id=8, title="Open House", on=d(50), both=True),)
    (prompt,) = plan(daily, [met(topics=("Wood",), coming=coming)], d(40)).prompts
    assert prompt.slots == {
        "name": "Cleo", "event": "First Thursday", "coming": "Open House", "coming_on": d(50)
    }  # fmt: skip
    (later,) = plan(daily, [met(topics=("Wood",))], d(380)).prompts
    assert later.slots == {"name": "Cleo", "event": "First Thursday"}


@pytest.fixture
def asleep(daily, met, acts, d, prompted):
    """Cleo, dormant for long, and Dan, to whom Ben wrote on d400."""

    def planned(day, cleo=None, dan=None):
        old = {"topics": ("Wood",), "strength": "warm", **(cleo or {})}
        new = {"met_on": d(390), "has_free_note": True, "event_title": "",
               "acts": acts([("outreach", "me", 400)]), **(dan or {})}  # fmt: skip
        people = [met(1, **old), met(2, "Dan", **new)]
        return "up.dormant" in [kind for id_, kind in prompted(daily, people, d(day)) if id_ == 1]

    return planned


def test_a_dormant_tie_wakes_in_the_week_after_a_word_to_somebody_current(asleep):
    assert [day for day in range(385, 420) if asleep(day)] == list(range(400, 408))


@pytest.mark.parametrize(
    ("cleo", "dan"),
    [
        ({"strength": "new"}, {}),
        ({"cadence": "rest"}, {}),
        ({"acts": [("outreach", "me", 60), ("answer", "them", 61)]}, {}),
        ({"acts": [*MUTUAL, ("outreach", "me", 300)]}, {}),
        ({}, {"acts": [("answer", "them", 400)]}),
        ({}, {"cadence": "rest"}),
        ({}, {"closed": True}),
        ({}, {"met_on": "d0"}),
    ],
    ids=["never warm", "let it rest", "an exchange since", "not dormant", "they wrote", "he rests", "he is closed",
         "he is dormant himself"],
)  # fmt: skip
def test_otherwise_it_sleeps_on(cleo, dan, asleep, acts, d):
    for note in (cleo, dan):
        note |= {name: acts(value) for name, value in note.items() if name == "acts"}
    dan = {name: d(0) if value == "d0" else value for name, value in dan.items()}
    assert not asleep(402, cleo, dan)


def test_help_once_given_is_warmth_as_well(asleep, acts):
    assert asleep(402, {"strength": "", "acts": acts([("help", "me", 5)])})


def test_one_dormant_tie_a_month_in_all(daily, met, acts, was_shown, d, prompted):
    cold = [met(id_, topics=("Wood",), strength="well") for id_ in (1, 2, 3)]
    dan = met(9, met_on=d(390), has_free_note=True, event_title="", acts=acts([("outreach", "me", 400)]))
    assert prompted(daily, [*cold, dan], d(401)) == [(1, "up.dormant")]
    lately = [replace(cold[0], shown=(was_shown("up.dormant", 372),)), *cold[1:], dan]
    assert prompted(daily, lately, d(401)) == []
    assert prompted(daily, lately, d(402)) == [(2, "up.dormant")]


@pytest.mark.parametrize(
    ("note", "steps", "day"),
    [
        ({"topics": ("Wood",)}, [("outreach", "me", 6)], 186),
        ({"topics": ("Wood",)}, TALK, 32),
        ({"has_free_note": True}, TALK, 32),
        ({"has_free_note": True, "cadence": "close"}, [], 75),
        ({"has_free_note": True}, [("outreach", "me", 2)], 182),
        ({"has_free_note": True, "event_title": ""}, [("outreach", "me", 2)], 330),
    ],
)
def test_the_next_look_sees_what_silence_will_open(note, steps, day, daily, met, acts, d):
    contact = met(**{**note, "acts": acts(steps)})
    assert next_look(daily, [contact], d(10)) == d(day)
