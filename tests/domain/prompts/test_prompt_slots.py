"""Slots hold recorded facts, and travel through JSON unharmed."""

import json

from netevent.domain.prompts import Owner, Terms, pack, unpack
from netevent.domain.prompts.slots import recorded


def test_what_was_not_recorded_has_no_slot(met):
    assert recorded(Owner(), met(event_title="")) == {"name": "Cleo"}


def test_words_stand_before_chips_and_chips_become_marked_words(met):
    chips = recorded(Owner(offer_kind="place"), met(need_kind="peer", asked_for=("price", "sample", "yacht")))
    assert chips["need"] == Terms(("a peer to talk to",))
    assert chips["offer"] == Terms(("a place or a tool",))
    assert chips["asked"] == Terms(("a price", "a sample"))

    words = recorded(Owner(offer_kind="place", offer="a hall."), met(need_kind="peer", need="A room. "))
    assert (words["need"], words["offer"]) == ("A room", "a hall")


def test_a_promise_brings_its_words_and_its_date(met, promise, d):
    facts = recorded(Owner(), met(), promise(due=4))
    assert (facts["promise"], facts["due"]) == ("the ceiling test", d(4))
    assert "due" not in recorded(Owner(), met(), promise(due=None))


def test_slots_come_back_from_json_as_they_went(met, promise):
    contact = met(care="March", topics=("Wood", "Glass"), asked_for=("price",))
    slots = recorded(Owner(), contact, promise(due=4))
    assert unpack(json.loads(json.dumps(pack(slots)))) == slots
