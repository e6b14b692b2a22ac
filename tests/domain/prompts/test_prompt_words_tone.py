"""Why a prompt is shown, and what the guards say: a principle in one line, facts, and no label."""

import re

import pytest

from netevent.domain.prompts import KINDS, Rank
from netevent.domain.prompts.words import (
    WORDINGS,
    asking,
    asking_later,
    guarding,
    helping,
    introducing,
    oneself,
    promises,
    reunions,
    thanking,
    upkeep,
)

PRINCIPLES = {
    promises.KEPT: "P7",
    promises.PLANNED: "P7",
    promises.HONEST: "P7",
    promises.PLENTY: "P7",
    promises.NO_DEBT: "P4",
    promises.WEIGHT: "P4",
    helping.FREELY: "P14",
    helping.PICKED: "P6",
    helping.WELCOME: "P4",
    helping.HEARD: "P6",
    helping.MONTHS: "P1",
    helping.PLAIN: "P1",
    helping.TURN_UP: "P14",
    thanking.MORE: "P4",
    thanking.GLAD: "P4",
    thanking.WILLING: "P4",
    thanking.EASY_NO: "P5",
    asking.CURIOUS: "P6",
    asking.SINCERE: "P6",
    asking.GROUND: "P2",
    asking.FLOOR: "P6",
    asking.LANDS: "P2",
    asking_later.THEIR_DAY: "P6",
    asking_later.PRECISE: "P6",
    asking_later.THREAD: "P6",
    asking_later.SLOWLY: "P1",
    introducing.BOTH: "P8",
    introducing.GAIN: "P8",
    introducing.CIRCLES: "P9",
    introducing.LOOPED: "P8",
    upkeep.DOOR: "P2",
    upkeep.GLADDER: "P1",
    upkeep.NOW_AND_THEN: "P1",
    upkeep.LIGHT: "P1",
    reunions.AGAIN_ONCE: "P1",
    reunions.BE_GLAD: "P6",
    reunions.ANY_TIME: "P1",
    oneself.EARLY: "P6",
    oneself.FINE: "P17",
    oneself.FEW: "P12",
    oneself.DIRECTION: "P3",
    oneself.WORTH: "P13",
    guarding.REST_TOO: "P5",
    guarding.BOTH_WAYS: "P4",
    guarding.FREE: "P11",
}
"""The principle of the domain page that each reason tells."""

SAYS = [(kind, wording.say) for kind, all_ in WORDINGS.items() for wording in all_]
LABELS = re.compile(
    r"\b(giver|taker|guard|balance|debt|too (much|many)|over(load|whelmed)|limit|unanswered)\b"
)
COUNTED = re.compile(
    r"\d|\b(undone|unanswered|pending|behind|haven.t|no answer|not answered|still waiting)\b"
)
WRITERS_TRADE = re.compile(
    r"\b(meeting|call|demo|quote|price|sale|offer(s|ing)? you|proposal)\b", re.IGNORECASE
)


@pytest.mark.parametrize("kind", KINDS)
def test_each_reason_tells_a_principle_of_its_kind(kind):
    for wording in WORDINGS[kind]:
        assert PRINCIPLES[wording.reason] in KINDS[kind].principles


def test_no_reason_stands_unused():
    assert set(PRINCIPLES) == {wording.reason for all_ in WORDINGS.values() for wording in all_}


@pytest.mark.parametrize("kind", ["self.overload", "self.taker", "self.rest"])
def test_a_guard_gives_facts_and_a_way_but_no_label(kind):
    for wording in WORDINGS[kind]:
        assert not LABELS.search((wording.say + wording.reason).lower())


@pytest.mark.parametrize(("kind", "say"), SAYS)
def test_nothing_undone_is_counted(kind, say):
    assert not COUNTED.search(say)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if KINDS[kind].rank is not Rank.SELF])
def test_no_starter_sells_or_asks_to_meet(kind):
    for wording in WORDINGS[kind]:
        assert not WRITERS_TRADE.search(wording.starter)


@pytest.mark.parametrize(("kind", "say"), SAYS)
def test_every_card_invites(kind, say):
    """No sentence of it begins with an order to the reader."""
    orders = r"(?:^|[.;:?] )(Write|Send|Ask|Call|Tell|Give|Do|Thank|Choose|Pick|Note|Say|Take|Make|Keep) "
    assert not re.search(orders, say)
