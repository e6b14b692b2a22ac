"""The wordings keep the tone of section 8, and which one is said depends on what was recorded and shown."""

import re
from dataclasses import replace
from itertools import chain, combinations, groupby

import pytest

from netevent.domain.prompts import KINDS, Rank, Shown
from netevent.domain.prompts.terms import ASKED, NEEDS, OFFERS
from netevent.domain.prompts.words import (
    CHOICES,
    GREETING,
    NAMES_ONLY,
    WORDINGS,
    choose,
    in_app,
    in_mail,
    wordings_for,
)
from netevent.domain.prompts.words.wordings import places

EVERY = [(kind, index, wording) for kind, all_ in WORDINGS.items() for index, wording in enumerate(all_)]
NAMED = [f"{kind}-{index}" for kind, index, _ in EVERY]
every_wording = pytest.mark.parametrize(("kind", "index", "wording"), EVERY, ids=NAMED)
SENTENCES = {
    *chain.from_iterable((w.say, w.reason, w.starter) for _, _, w in EVERY),
    *chain.from_iterable((w.say, w.reason) for w in NAMES_ONLY),
    *(GREETING, *CHOICES),
    *(*ASKED.values(), *NEEDS.values(), *OFFERS.values()),
} - {""}

BANNED = re.compile(
    r"\b(leads?|prospects?|pipeline|conver(sion|ted)|roi|targets?|opportunit(y|ies)|touchpoints?|nurture"
    r"|outreach|funnel|blast|campaign|deals?|task|overdue|churn|score|lost|cold|warm|hot|disqualify|discard"
    r"|urgent|asap|deadline|hurry|must|immediately|forg[eo]t|sales?|call|demo|quote|trial|subscription|owes?"
    r"|streak|amazing|incredible|great|networking|next action|you haven.t|last chance|follow-up sequence)\b",
    re.IGNORECASE,
)
LONG = dict.fromkeys({slot for kind in KINDS.values() for slot in kind.slots}, "twelve words " * 6) | {
    **dict.fromkeys(("name", "other", "introduce"), "Maria Luisa"),
    **dict.fromkeys(("due", "told_on", "hook_on", "help_on", "coming_on"), "Wednesday 25 November"),
    **dict.fromkeys(("event", "coming"), "Evening for old halls and new sounds"),
    "names": "Maria Luisa, Jean Paul and Anna Rosa",
}
"""What may stand in each place, long: a line of twelve words, two first names, a title of seven words."""
OWN_WORDS = {("help.checkin", frozenset({"name"}))}  # after a sensitive time (ST7)
PRONOUNS = re.compile(r"\b(you|your|yours|yourself)\b", re.IGNORECASE)
GENDERED = re.compile(r"\b(he|she|him|her|his|hers)\b", re.IGNORECASE)


@pytest.mark.parametrize("sentence", sorted(SENTENCES))
def test_no_sentence_presses_flatters_or_trades(sentence):
    assert "!" not in sentence
    assert not BANNED.search(sentence)
    assert not GENDERED.search(sentence)
    assert "'" not in sentence  # typographic apostrophes only


@pytest.mark.parametrize("sentence", sorted(SENTENCES))
def test_every_place_is_named_and_stands_free_of_articles_and_endings(sentence):
    assert re.fullmatch(r"(?:[^%]|%\(\w+\)s)*", sentence)
    assert not re.search(r"\b(the|a|an|of|this|that|these|those|their|your)\s+“?%\(", sentence, re.IGNORECASE)
    assert not re.search(r"%\(\w+\)s(?:['’]|\w)", sentence)


@every_wording
def test_a_wording_shows_only_facts_its_kind_may_show(kind, index, wording):
    assert wording.needs <= set(KINDS[kind].slots)


@every_wording
def test_a_card_is_short_and_has_one_reason_of_at_most_fifteen_words(kind, index, wording):
    assert len((wording.say % LONG).split()) <= 60
    assert len(wording.say.split()) <= 35
    assert 3 <= len(wording.reason.split()) <= 15
    assert not places(wording.reason)


@every_wording
def test_a_starter_is_no_message_no_pitch_and_needs_no_you(kind, index, wording):
    if KINDS[kind].rank is Rank.SELF or (kind, wording.needs) in OWN_WORDS:
        assert wording.starter == ""
        return
    assert 1 <= len(re.findall(r"[.?:](?:\s|$)", re.sub(r"[:.?] ?“?%\(\w+\)s”?", "", wording.starter))) <= 3
    assert len(wording.starter.split()) <= 25
    assert not PRONOUNS.search(wording.starter)
    assert not wording.starter.startswith("Hello")  # GREETING stands before it
    private = {"name", "names", "other", "offer", "their_fit", "intention"}
    private |= {"introduce", "introduce_reason", "asked_line", "due"}
    assert not places(wording.starter) & private


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_has_three_wordings_or_more(kind):
    assert len(WORDINGS[kind]) >= 3


def test_all_thirty_three_kinds_have_words_and_nobody_says_what_another_says():
    assert set(WORDINGS) == set(KINDS)
    assert len(KINDS) == 33
    says = [wording.say for _, _, wording in EVERY]
    assert len(set(says)) == len(says)


@pytest.mark.parametrize("kind", WORDINGS)
def test_the_wordings_that_need_the_same_facts_stand_together_and_are_as_many_as_the_others(kind):
    groups = [(needs, len(list(group))) for needs, group in groupby(WORDINGS[kind], key=lambda w: w.needs)]
    assert len({needs for needs, _ in groups}) == len(groups)
    assert len({count for _, count in groups}) == 1
    assert groups[0][1] >= 2


def test_without_the_fact_the_turns_taken_stay_turns_taken():
    plain = [in_app("ask.care", index, {"name": "Cleo"}) for index in range(len(WORDINGS["ask.care"]))]
    assert plain == [*WORDINGS["ask.care"][-3:]] * 3


def kinds_and_facts():
    for kind in KINDS.values():
        names = kind.slots
        for count in range(len(names) + 1):
            for known in combinations(names, count):
                if wordings_for(kind.id, dict.fromkeys(known, "x")):
                    yield kind.id, known


@pytest.mark.parametrize(("kind", "known"), list(kinds_and_facts()))
def test_nobody_reads_the_same_wording_twice_in_a_row(kind, known, d):
    slots = dict.fromkeys(known, "x")
    for seed in range(5):
        shown: list[Shown] = []
        for turn in range(5):
            index = choose(kind, slots, shown, seed, set())
            assert WORDINGS[kind][index].needs <= slots.keys()
            assert not shown or index != shown[-1].wording
            shown.append(Shown(kind=kind, on=d(turn), wording=index))


def test_with_more_recorded_the_wording_says_more():
    facts = {"name": "Cleo", "topics": ("Wood",)}
    topics = WORDINGS["ask.care"][choose("ask.care", facts, (), 1, set())]
    care = WORDINGS["ask.care"][choose("ask.care", facts | {"care": "March"}, (), 1, set())]
    assert (topics.needs, care.needs) == ({"name", "topics"}, {"name", "care"})


def test_a_kind_without_a_fitting_wording_cannot_be_chosen():
    with pytest.raises(ValueError, match=r"up\.week"):
        choose("up.week", {"name": "Cleo"}, (), 1, set())


@pytest.mark.parametrize("kind", ["ask.listen", "ask.awkward"])
def test_in_a_mail_what_was_felt_wears_the_words_of_plain_curiosity(kind):
    assert KINDS[kind].mail_face == "ask.care"
    assert [w.needs for w in WORDINGS[kind]] == [w.needs for w in WORDINGS["ask.care"]]
    facts = {"name": "Cleo", "care": "March", "topics": ("Wood",)}
    for index, wording in enumerate(WORDINGS[kind]):
        assert in_app(kind, index, facts) == wording
        assert in_mail(kind, index, facts) == WORDINGS["ask.care"][index]


@pytest.mark.parametrize("kind", KINDS)
def test_no_mail_tells_what_was_felt_or_who_talked(kind):
    told = re.compile(r"awkward|most of the talking|felt|floor|easy to talk|knew|know well", re.IGNORECASE)
    for index, wording in enumerate(WORDINGS[kind]):
        facts = dict.fromkeys(wording.needs, "x")
        mailed = in_mail(kind, index, facts)
        assert not told.search(mailed.say + mailed.reason)


def test_kinds_that_look_alike_in_a_mail_take_turns_together(d):
    facts = {"name": "Cleo", "care": "March"}
    first = choose("ask.care", facts, (), 1, set())
    shown = (Shown(kind="ask.care", on=d(1), wording=first),)
    assert choose("ask.listen", facts, shown, 1, set()) != first


@pytest.mark.parametrize("kind", [kind for kind in KINDS if KINDS[kind].rank is not Rank.SELF])
def test_names_only_keeps_every_noted_word_in_the_app(kind):
    facts = dict.fromkeys(KINDS[kind].slots, "x")
    for index in range(len(WORDINGS[kind])):
        assert in_mail(kind, index, facts, names_only=True) == NAMES_ONLY[index % 3]
    assert [wording.needs for wording in NAMES_ONLY] == [{"name"}] * 3


def test_names_only_leaves_lines_about_oneself_as_they_are():
    for index, facts in ((0, {"names": ("Cleo",)}), (3, {"event": "First Thursday"})):
        assert in_mail("self.notes", index, facts, names_only=True) == WORDINGS["self.notes"][index]


def test_a_fact_erased_since_is_not_spoken_of():
    assert in_app("ask.care", 0, {"name": "Cleo", "topics": ("Wood",)}).needs == {"name", "topics"}
    assert in_app("up.week", 0, {"name": "Cleo"}) == NAMES_ONLY[0]
    care = WORDINGS["ask.care"]
    assert in_app("ask.care", len(care), {"name": "Cleo"}) == care[-3]
    assert in_app("ask.care", -1, {"name": "Cleo"}) == care[-3]


def test_a_kind_shown_long_ago_and_gone_since_does_no_harm(d):
    retired = (Shown(kind="ask.retired", on=d(1), wording=0),)
    assert choose("self.notes", {"names": ("Cleo",)}, retired, 0, set()) == 0


def test_a_wording_is_only_compared_with_the_newest_one_shown(d):
    facts = {"names": ("Cleo",)}
    older, newest = Shown(kind="self.notes", on=d(1), wording=0), Shown(kind="self.notes", on=d(5), wording=1)
    assert choose("self.notes", facts, (newest, older), 0, set()) == 0
    assert choose("self.notes", facts, (newest, replace(older, on=d(9))), 0, set()) == 1
