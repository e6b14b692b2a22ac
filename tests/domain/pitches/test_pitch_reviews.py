"""The review of a draft: bands, floors, the order of remarks, and what the page of the domain works out itself."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from netevent.domain.pitches import Context, review
from netevent.domain.pitches.contexts import STAGES

WARM = "Hi Lucía, you told me about the sawmill. How does it sound when it is empty? Shall we do a quick call this week?"
COLD = (
    "Hi Lucía, our solution helps schools like yours save a third of their budget. Let me show you a 15-minute demo this "
    "week: https://calendly.com/sam/demo"
)
BROCHURE = Context(promise="send the brochure", topics=("the music school",))


def test_a_warm_note_with_an_unasked_call_is_mixed() -> None:
    said = review(WARM, context=Context(topics=("the sawmill",)))
    assert said.band == "mixed"
    assert said.remarks[0].signal == "K02"
    assert WARM[said.remarks[0].start : said.remarks[0].end] == "Shall we do a quick call this week?"
    assert said.strengths


def test_an_offer_with_a_demo_is_pitchy() -> None:
    said = review(COLD)
    assert (said.band, said.pitch) == ("pitchy", True)
    assert {"K01", "K02", "K03"} <= {one.signal for one in said.remarks}


def test_an_empty_pleasantry_alone_is_mixed() -> None:
    assert review("Great connecting with you at the event.").band == "mixed"


def test_a_promised_brochure_is_relational() -> None:
    text = "Hi Lucía, as promised, here is the brochure of the music school. No hurry at all."
    said = review(text, context=BROCHURE)
    assert (said.band, said.pitch) == ("relational", False)
    assert said.strengths[0].signal == "K23"


def test_no_strength_outweighs_a_pitch() -> None:
    text = (
        "Hi Lucía, you told me about the sawmill, and your tip on oil helped me to save a floor. No need to reply. "
        "By the way, what we do is exactly what you described; I have put you down for Thursday at ten."
    )
    said = review(text, context=Context(topics=("the sawmill",)))
    assert said.pitch
    assert said.band != "relational"


def test_i_am_not_selling_earns_no_credit() -> None:
    sale = "We do a 20% discount on the annual plan until Friday, shall I send you the contract?"
    assert review(f"I'm not selling anything. {sale}").pitch
    assert review(sale).pitch


def test_the_language_is_that_of_the_text() -> None:
    assert review("Bonjour Lucía, comment s’est passée la répétition de vendredi ?").language == "fr"
    assert review("Ciao Lucía, com’è andata la prova di venerdì?").language == "it"
    assert review("Hi Lucía, how did the rehearsal on Friday go?").language == "en"


def test_a_text_in_another_language_is_judged_by_its_shape_alone() -> None:
    said = review("Sehr geehrte Frau Lucía, https://calendly.com/sam wartet, oder [Firmenname] ruft zurück.")
    assert said.language is None
    assert {one.signal for one in said.remarks} == {"K03", "K12"}


def test_quoted_lines_and_signatures_are_not_read() -> None:
    text = "Thank you for the photo, it hangs above my desk.\n\n> our solution helps, 20% off this week\n\n-- \nSam, our solution helps"
    assert not review(text).pitch


def test_the_earlier_the_stage_the_heavier_a_pitchy_word() -> None:
    bands = [
        review(WARM, context=Context(topics=("the sawmill",), stage=stage)).band
        for stage in ("first", "lasting")
    ]
    assert bands == ["mixed", "mixed"]  # K02 keeps its floor
    assert STAGES["first"] > STAGES["followed_up"] > STAGES["conversation"] > STAGES["lasting"]


def test_remarks_are_the_heaviest_first() -> None:
    first = review(COLD).remarks[0]
    assert first.signal in {"K02", "K03"}


@pytest.mark.parametrize("text", ["", "   ", "\n\n", "?", "👋", "a", "ok", ">", "-- \nSam"])
def test_nothing_to_read_is_nothing_to_say(text: str) -> None:
    said = review(text)
    assert not said.pitch
    assert said.band == "relational"


@settings(deadline=None)  # the first one reads the phrases and the weights
@given(some.text(max_size=400), some.sampled_from([None, "en", "fr", "it", "de"]))
def test_whatever_is_typed_is_read_and_every_span_lies_in_it(text: str, language: str | None) -> None:
    said = review(text, language)
    for one in (*said.remarks, *said.strengths):
        assert 0 <= one.start < one.end <= len(text)
    assert said == review(text, language)
