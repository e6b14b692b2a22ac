"""Introductions: who fits whom, who stands in the way, and how often (P8)."""

from dataclasses import replace

import pytest

from netevent.domain.prompts import Act, Introduction, Owner, Shown, Terms, in_the_app, plan
from netevent.domain.prompts.matching import spoken_of


@pytest.fixture
def pair(met):
    """Cleo needs advice, Dan knows about grants."""

    def build(cleo=None, dan=None):
        one = {"need_kind": "advice", "need": "how to fund a hall", **(cleo or {})}
        other = {"offer_kind": "know_how", "offer": "grants", **(dan or {})}
        return [met(1, "Cleo", event_title="", **one), met(2, "Dan", event_title="", **other)]

    return build


@pytest.fixture
def peers(met):
    """Cleo and Dan, of two firms, are among the few who talked of organs."""

    def build(cleo=None, dan=None):
        both = {"topics": ("Organs",), "rare_topics": ("Organs",)}
        return [met(1, "Cleo", **{**both, "company": "Ystad", **(cleo or {})}),
                met(2, "Dan", **{**both, "company": "Glassworks", **(dan or {})})]  # fmt: skip

    return build


def introduced(people, today, owner=None):
    daily = owner or Owner(working_days=(0, 1, 2, 3, 4, 5, 6))
    prompts = plan(daily, people, today).prompts
    return [(p.kind, p.contact_id, p.other_id) for p in prompts if p.kind in ("intro.need", "intro.topic")]


CLEO_TO_DAN = [("intro.need", 1, 2)]
PEERS = [("intro.topic", 1, 2)]


def test_a_need_and_an_offer_that_meets_it_bring_two_people_together(pair, daily, d):
    owner = replace(daily, offer_kind="")
    (prompt,) = (p for p in plan(owner, pair(), d(10)).prompts if p.kind.startswith("intro"))
    assert prompt.slots == {
        "name": "Cleo", "other": "Dan", "their_need": "how to fund a hall", "their_fit": "grants"
    }  # fmt: skip
    assert (prompt.contact_id, prompt.other_id) == (1, 2)


def test_chips_are_told_where_no_words_are(pair, daily, d):
    people = pair({"need": ""}, {"offer": ""})
    (prompt,) = (p for p in plan(replace(daily, offer_kind=""), people, d(10)).prompts if p.other_id)
    assert prompt.slots["their_need"] == Terms(("a piece of advice",))
    assert prompt.slots["their_fit"] == Terms(("know-how",))


@pytest.mark.parametrize(
    ("cleo", "dan", "fits"),
    [
        ({}, {"offer_kind": "place"}, False),
        ({"need": "how to fund a hall"}, {"offer_kind": "", "offer": "", "topics": ("fund",)}, True),
        ({"need": "a fundamental matter"}, {"offer_kind": "", "offer": "", "topics": ("fund",)}, False),
        ({"need_kind": "project", "topics": ("Wood",)}, {"topics": ("wood",)}, True),
        ({"need_kind": "project", "topics": ("Wood",)}, {"topics": ("Glass",)}, False),
        ({"solved_on": "d5"}, {}, False),
    ],
)
def test_a_need_is_met_by_an_offer_or_by_a_topic_it_names(cleo, dan, fits, pair, d):
    cleo = {name: d(5) if value == "d5" else value for name, value in cleo.items()}
    assert introduced(pair(cleo, dan), d(10)) == (CLEO_TO_DAN if fits else [])


@pytest.mark.parametrize("who", ["cleo", "dan"])
@pytest.mark.parametrize(
    "hindrance",
    [
        {"no_follow_up": True},
        {"closed": True},
        {"cadence": "rest"},
        {"acts": "unanswered"},
        {"acts": "no"},
        {"sensitive_on": "d5"},
    ],
    ids=["no follow-up", "closed", "let it rest", "at rest", "said no", "a hard time"],
)
def test_whoever_shall_be_left_alone_is_not_introduced_on_either_side(who, hindrance, pair, peers, d):
    acts = {"unanswered": tuple(Act(kind="outreach", by="me", on=d(day)) for day in (-20, -10)),
            "no": (Act(kind="answer", by="them", on=d(10), negative=True),)}  # fmt: skip
    met_before = Act(kind="encounter", by="me", on=d(-30))
    note = {name: d(5) if value == "d5" else value for name, value in hindrance.items()}
    if "acts" in note:
        note["acts"] = (met_before, *acts[note["acts"]])
    assert introduced(pair(**{who: note}), d(10)) == []
    assert introduced(peers(**{who: note}), d(10)) == []


def test_an_offer_alone_is_a_note_but_a_bare_name_is_none(pair, d):
    assert introduced(pair(), d(10)) == CLEO_TO_DAN
    assert introduced(pair({}, {"offer_kind": "", "offer": ""}), d(10)) == []


def test_the_days_count_from_the_later_encounter(pair, peers, d):
    people = peers(dan={"met_on": d(15)})
    assert [days for days in range(60) if introduced(people, d(days))] == list(range(22, 46))
    people = pair(dan={"met_on": d(0), "follows_on": d(5)})
    assert [days for days in range(28) if introduced(people, d(days))] == list(range(5, 22))


@pytest.mark.parametrize(
    ("cleo", "dan", "fits"),
    [
        ({}, {}, True),
        ({}, {"company": "ystad "}, False),
        ({}, {"company": ""}, False),
        ({}, {"rare_topics": ()}, False),
        ({}, {"event_id": 8}, False),
        ({"knows": frozenset({2})}, {}, False),
        ({}, {"knows": frozenset({1})}, False),
    ],
)
def test_a_rare_topic_joins_two_companies_who_have_not_met(cleo, dan, fits, peers, d):
    assert introduced(peers(cleo, dan), d(10)) == (PEERS if fits else [])


def test_peers_are_suggested_once_a_month_in_all(peers, met, d):
    others = [
        replace(person, id=person.id + 2)
        for person in peers({"rare_topics": ("Bees",)}, {"rare_topics": ("Bees",)})
    ]
    people = [*peers(), *others]
    assert introduced(people, d(10)) == PEERS
    shown = [replace(people[0], shown=(Shown(kind="intro.topic", on=d(-15), other_id=9),)), *people[1:]]
    assert introduced(shown, d(14)) == []
    assert introduced(shown, d(15)) == [("intro.topic", 3, 4)]


@pytest.mark.parametrize("turned", [False, True])
def test_the_same_pair_is_suggested_once_a_year_by_whichever_rule(turned, pair, d):
    people = pair()
    shown = (Shown(kind="intro.topic", on=d(-100), other_id=1 if turned else 2),)
    people[turned] = replace(people[turned], shown=shown)
    assert introduced(people, d(10)) == []
    longer = (replace(shown[0], on=d(-366)),)
    people[turned] = replace(people[turned], shown=longer)
    assert introduced(people, d(10)) == CLEO_TO_DAN


def test_a_pair_put_off_comes_back_after_three_days(pair, d):
    people = pair()
    people[0] = replace(people[0], shown=(Shown(kind="intro.need", on=d(20), other_id=2, answer="later"),))
    assert introduced(people, d(22)) == []
    assert introduced(people, d(23)) == CLEO_TO_DAN


def test_how_it_went_is_asked_once_after_three_weeks(daily, met, was_shown, d):
    done = (Introduction(id=1, names=("Cleo", "Dan"), completed_on=d(0)),
            Introduction(id=2, names=("Eva", "Fritz"), completed_on=d(2)))  # fmt: skip
    owner = replace(daily, introduced=done)

    def line(owner, days):
        return [(said.kind, said.slots["names"]) for said in in_the_app(owner, [], d(days))]

    assert line(owner, 22) == [("intro.loop", ("Cleo", "Dan"))]
    assert line(owner, 23) == [("intro.loop", ("Cleo", "Dan", "Eva", "Fritz"))]
    asked = replace(owner, shown=(was_shown("intro.loop", 22),))
    assert line(asked, 30) == [("intro.loop", ("Eva", "Fritz"))]
    told = replace(owner, introduced=(replace(done[0], told="too_early"), done[1]))
    assert line(told, 30) == [("intro.loop", ("Eva", "Fritz"))]


def test_a_topic_is_named_as_a_whole_word():
    assert spoken_of(("Wood", "C++", ""), "drying wood, or c++?") == ("Wood", "C++")
    assert spoken_of(("Wood",), "a woodpecker") == ()
