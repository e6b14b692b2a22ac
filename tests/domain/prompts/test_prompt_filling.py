"""Noted words stand in a sentence without a second full stop and without quotation marks in their like."""

import pytest

from netevent.domain.prompts.words.filling import bare, fill


@pytest.mark.parametrize(
    ("sentence", "words", "said"),
    [
        ("Needed: %(x)s. A line is fine.", "a quiet room", "Needed: a quiet room. A line is fine."),
        ("Needed: %(x)s. A line is fine.", "where to find oak?", "Needed: where to find oak? A line is fine."),
        ("Asked: “%(x)s”. A no is fine.", "How is it dried?", "Asked: “How is it dried?” A no is fine."),
        ("It matters: “%(x)s”. Perhaps.", "We open in March.", "It matters: “We open in March”. Perhaps."),
        ("It matters: “%(x)s”. Perhaps.", "“maps for all”", "It matters: “maps for all”. Perhaps."),
        ("Saved: “%(x)s”.", "an essay in “Fibre”", "Saved: “an essay in ‘Fibre’”."),
        ("Gardé\u202f: «\u202f%(x)s\u202f».", "un article dans « Fibres »", "Gardé\u202f: «\u202fun article dans “Fibres”\u202f»."),
        ("Asked\u202f: «\u202f%(x)s\u202f». Un non va.", "Et toi\u202f?", "Asked\u202f: «\u202fEt toi\u202f?\u202f» Un non va."),
        ("It is %(x)s.", "100% oak", "It is 100% oak."),
        ("It is %(x)s.", "oak...", "It is oak..."),
    ],
)  # fmt: skip
def test_noted_words_fit_into_the_sentence_around_them(sentence, words, said):
    assert fill(sentence, {"x": words}) == said


def test_bare_words_have_no_marks_around_and_no_stop_behind():
    assert [bare(words) for words in ("“oak”", "« oak »", '"oak"', " oak. ", "oak...", "so “oak”")] == [
        "oak", "oak", "oak", "oak", "oak...", "so “oak”",
    ]  # fmt: skip
