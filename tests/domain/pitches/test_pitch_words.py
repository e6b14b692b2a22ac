"""Every sentence of the coach is short, kind and calm; the weights are numbers under names one can read."""

import pytest

from netevent.domain.pitches import model
from netevent.domain.pitches.phrases import LANGUAGES, compiled, signals_of
from netevent.domain.pitches.signals import SIGNALS, Signal

REMARKS = [signal for signal in SIGNALS.values() if signal.weight > 0]


@pytest.mark.parametrize("signal", SIGNALS.values(), ids=lambda one: one.id)
def test_a_sentence_is_short_and_calm(signal: Signal) -> None:
    assert len(f"{signal.says} {signal.move}") <= 120
    for sentence in filter(None, (signal.says, signal.move)):
        assert "!" not in sentence
        assert sentence.endswith((".", "?"))


@pytest.mark.parametrize("signal", REMARKS, ids=lambda one: one.id)
def test_a_remark_offers_a_move(signal: Signal) -> None:
    assert signal.move


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_signal_of_words_has_phrases(language: str) -> None:
    by_words = {signal.id for signal in SIGNALS.values() if not signal.structural}
    assert by_words | {"K12"} == signals_of(language)


@pytest.mark.parametrize("wrong", ["(a|b", "quick, call", "~2 words", "a (b ~2|c)"])
def test_what_is_no_phrase_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match=r"no (phrase|gap)"):
        compiled(wrong)


def test_the_weights_can_be_read() -> None:
    weights = model.weights()
    assert weights[""] < 0  # nothing said is no pitch
    assert all(isinstance(weight, float) and abs(weight) < 10 for weight in weights.values())
    assert {"en:you", "signal K28"} <= weights.keys()
