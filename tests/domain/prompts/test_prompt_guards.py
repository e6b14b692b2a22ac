"""Rest for who gives without end (ST4), one easy way to give for who only asked (ST5), and their lines."""

from dataclasses import replace

import pytest

from netevent.domain.prompts import Act, in_the_app, plan
from netevent.domain.relationships import Capacity


@pytest.fixture
def given(d):
    """Helps of Ben's, on these days."""
    return lambda *days, by="me": tuple(Act(kind="help", by=by, on=d(day), light=True) for day in days)


@pytest.fixture
def needy(met):
    """Somebody Ben could give something to, for weeks."""
    return lambda **note: met(2, **{"can_help": True, "need": "a hall", "need_kind": "advice", **note})


def kinds(owner, people, today):
    return [prompt.kind for prompt in plan(owner, people, today).prompts]


def test_st4_six_gives_in_a_month_rest_help_for_fourteen_days(daily, met, needy, given, d):
    people = [met(1, acts=given(-9, -8, -7, -6, -5, -4)), needy()]
    helping = [days for days in range(1, 12) if "help.have" in kinds(daily, people, d(days))]
    assert helping == [10]  # d-4 and 14 days; its window ends on d10
    five = [replace(people[0], acts=given(-9, -8, -7, -6, -5)), needy()]
    assert "help.have" in kinds(daily, five, d(1))
    received = [replace(people[0], acts=given(-9, -8, -7, -6, -5, -4, by="them")), needy()]
    assert "help.have" in kinds(daily, received, d(1))


def test_st4_four_open_promises_rest_help_and_introductions(daily, met, needy, promise, d):
    laden = [met(9, promises=tuple(promise(id=n, due=None, made_on=d(-40)) for n in range(4))), needy()]
    assert "help.have" not in kinds(daily, laden, d(1))
    kept = replace(laden[0].promises[0], state="kept", closed_on=d(-20))
    lighter = [replace(laden[0], promises=(kept, *laden[0].promises[1:])), needy()]
    assert "help.have" in kinds(daily, lighter, d(1))


@pytest.mark.parametrize("kind", ["promise.due", "ask.care", "help.checkin", "help.thanks"])
def test_st4_leaves_what_is_no_giving(kind, daily, met, promise, d):
    note = {
        "promise.due": {"promises": (promise(due=30),)},
        "ask.care": {"care": "March"},
        "help.checkin": {"need_kind": "job", "met_on": d(-27), "follows_on": d(-26)},
        "help.thanks": {"acts": (Act(kind="help", by="them", on=d(0)),)},
    }[kind]
    guarded = replace(daily, capacity=Capacity(too_much_on=(d(0),)))
    assert kinds(guarded, [met(**note)], d(1)) == [kind]


def test_an_overload_is_spoken_of_once_a_spell(daily, met, promise, was_shown, d):
    owner = replace(daily, capacity=Capacity(too_much_on=(d(0), d(10))))
    people = [met(promises=(promise(due=None),))]
    (line,) = in_the_app(owner, people, d(1))
    assert (line.kind, line.slots) == ("self.overload", {"names": ("Cleo",)})
    told = replace(owner, shown=(was_shown("self.overload", 1),))
    assert not in_the_app(told, people, d(12))
    anew = replace(told, capacity=Capacity(too_much_on=(d(0), d(10), d(40))))
    assert [line.kind for line in in_the_app(anew, people, d(40))] == ["self.overload"]


def test_a_line_of_a_guard_is_no_reason_for_a_mail(daily, met, d):
    owner = replace(daily, capacity=Capacity(too_much_on=(d(0),)), asked_on=(d(0), d(0), d(0)))
    assert not plan(owner, [met(has_free_note=True, event_title="")], d(1))
    assert plan(owner, [met(care="March")], d(1)).self_line.kind == "self.overload"


@pytest.fixture
def asking(daily, met, d):
    """Ben has a question, and Cleo, with whom he talks, knows the topic."""
    acts = tuple(Act(kind=k, by=by, on=d(n)) for k, by, n in
                 (("outreach", "me", 2), ("answer", "them", 3), ("answer", "me", 4)))  # fmt: skip
    owner = replace(daily, ask="How is wood dried?", ask_topics=("Wood",))
    return lambda id=1, **note: (
        owner,
        met(id, **{"topics": ("Wood",), "acts": acts, "event_title": "", **note}),
    )


def test_st5_three_asks_without_a_give_stop_asking_until_one_give(asking, needy, given, d):
    owner, cleo = asking()
    taker = replace(owner, asked_on=(d(1), d(2), d(3)))
    assert "help.ask" in kinds(owner, [cleo], d(5))
    assert "help.ask" in kinds(replace(taker, asked_on=(d(1), d(2))), [cleo], d(5))
    assert not [days for days in range(5, 200, 5) if "help.ask" in kinds(taker, [cleo], d(days))]
    assert "help.ask" in kinds(taker, [cleo, needy(acts=given(60))], d(61))


def test_who_mostly_receives_is_not_sent_to_ask(asking, needy, given, d):
    owner, cleo = asking()
    assert "help.ask" not in kinds(owner, [cleo, needy(acts=given(1, 1, 2, 2, 3, by="them"))], d(5))
    assert "help.ask" in kinds(owner, [cleo, needy(acts=given(1, 1, 2, 2, by="them"))], d(5))


def test_help_is_asked_of_two_people_in_a_month(asking, was_shown, d):
    owner, _ = asking()
    people = [asking(id_)[1] for id_ in (1, 2, 3)]
    assert kinds(owner, people, d(5)) == ["help.ask", "help.ask"]
    lately = [replace(p, shown=(was_shown("help.ask", 55),)) for p in people[:2]] + people[2:]
    assert "help.ask" not in kinds(owner, lately, d(84))
    assert "help.ask" in kinds(owner, lately, d(85))


@pytest.mark.parametrize(
    ("note", "slot"),
    [
        ({}, {"topic": "Wood"}),
        ({"topics": (), "care": "March", "offer_kind": "know_how", "offer": "drying"}, {"their_fit": "drying"}),
        ({"topics": (), "care": "March", "offer_kind": "place", "offer": "a hall of wood"}, {"their_fit": "a hall of wood"}),
        ({"topics": (), "care": "March", "offer_kind": "place", "offer": "a hall"}, None),
    ],
)  # fmt: skip
def test_the_one_to_ask_knows_the_topic_or_offered_advice(note, slot, asking, d):
    owner, cleo = asking(**note)
    found = [prompt.slots for prompt in plan(owner, [cleo], d(5)).prompts if prompt.kind == "help.ask"]
    ask = {"name": "Cleo", "ask": "How is wood dried?"}
    assert found == ([] if slot is None else [{**ask, **slot}])


def test_one_way_to_give_is_shown_once_in_sixty_days(daily, needy, was_shown, d):
    taker = replace(daily, offer="halls", asked_on=(d(1), d(2), d(3)))
    (line,) = in_the_app(taker, [needy(name="Dan")], d(3))
    assert (line.kind, line.slots, line.contact_id) == (
        "self.taker", {"offer": "halls", "name": "Dan", "need": "a hall"}, 2,
    )  # fmt: skip
    (alone,) = in_the_app(taker, [needy(cadence="rest")], d(3))
    assert alone.slots == {"offer": "halls"}
    told = replace(taker, shown=(was_shown("self.taker", 3),))
    assert not in_the_app(told, [needy()], d(62))
    assert in_the_app(told, [needy()], d(63))
