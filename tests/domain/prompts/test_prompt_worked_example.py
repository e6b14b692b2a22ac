"""The worked example of section 2.

Event Thursday; 6 encounters: A promise due tomorrow; B asked for a document; C need I can meet; D care noted;
E mostly me; F thin. Friday digest: A promise.due, B asked.send, C help.have, self line for F. Monday:
D ask.care, E ask.listen. With the giver guard on (ST4): C is dropped, D moves up to Friday. If B said "no
follow-up please": nothing for B ever.
"""

from dataclasses import replace

import pytest

from netevent.domain.prompts import Owner, plan
from netevent.domain.prompts.facts import Shown
from netevent.domain.relationships import Capacity

A, B, C, D, E, F = range(1, 7)
TOPICS = pytest.mark.parametrize("topics", [(), ("Glass",)], ids=["as written", "with topics on every note"])


@pytest.fixture
def six(met, promise):
    def build(topics):
        return [
            met(A, "Anouk", promises=(promise(due=1),), topics=topics),
            met(B, "Bruno", asked_for=("document",), topics=topics),
            met(C, "Carla", need_kind="advice", topics=topics),
            met(D, "David", care="opening before March", topics=topics),
            met(E, "Elif", who_talked="mostly_me", topics=topics),
            met(F, "Femke"),
        ]

    return build


def after(contacts, made, day):
    """The same people once this digest was shown."""
    shown = {
        p.contact_id: Shown(kind=p.kind, on=day, wording=p.wording, promise_id=p.promise_id)
        for p in made.prompts
    }
    return [replace(c, shown=(*c.shown, shown[c.id])) if c.id in shown else c for c in contacts]


@TOPICS
@pytest.mark.parametrize("promise_state", ["open", "kept"])
def test_friday_brings_promise_document_and_help_and_monday_two_questions(six, d, topics, promise_state):
    ben, people = Owner(offer_kind="know_how"), six(topics)

    friday = plan(ben, people, d(1))
    assert [(p.contact_id, p.kind) for p in friday.prompts] == [
        (A, "promise.due"),
        (B, "asked.send"),
        (C, "help.have"),
    ]
    assert friday.self_line.kind == "self.notes"
    assert friday.self_line.slots == {"names": ("Femke",)}

    anouk = people[A - 1]
    people[A - 1] = replace(anouk, promises=(replace(anouk.promises[0], state=promise_state),))
    monday = plan(ben, after(people, friday, d(1)), d(4))
    assert [(p.contact_id, p.kind) for p in monday.prompts] == [(D, "ask.care"), (E, "ask.listen")]
    assert monday.self_line is None


def test_the_weekend_between_is_silent(six, d):
    people = six(())
    assert not plan(Owner(), people, d(2))
    assert not plan(Owner(), people, d(3))


@TOPICS
def test_with_the_giver_guard_on_carla_is_dropped_and_david_moves_up(six, d, topics):
    ben, people = Owner(offer_kind="know_how", capacity=Capacity(too_much_on=(d(0),))), six(topics)
    if topics:
        people[C - 1] = replace(people[C - 1], topics=())  # else she would be asked about Glass

    friday = plan(ben, people, d(1))
    assert [(p.contact_id, p.kind) for p in friday.prompts] == [
        (A, "promise.due"),
        (B, "asked.send"),
        (D, "ask.care"),
    ]


@TOPICS
def test_if_bruno_said_no_follow_up_please_there_is_nothing_for_him_ever(six, d, topics):
    ben, people = Owner(offer_kind="know_how"), six(topics)
    people[B - 1] = replace(people[B - 1], no_follow_up=True)

    for days in range(1, 400):
        made = plan(ben, people, d(days))
        assert B not in [p.contact_id for p in made.prompts]
        people = after(people, made, d(days))
