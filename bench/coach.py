"""How well the coach tells a pitch: precision, recall and F1 by language, on all drafts and on the hard ones.

    python bench/coach.py [--short]

Two figures: five-fold cross-validation over the drafts that were tuned on, those with the same notes in one fold, and
the drafts that were kept aside, with the weights that ship. Then the share of the words in marked spans that the
remarks' spans find, and milliseconds a text. Baseline of the ratio: calling everything a pitch (`--short`: two folds).
"""

import argparse
import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench import drafts
from bench.drafts import FOLDS, Draft, Part
from bench.train_coach import fit
from netevent.domain.pitches import review

LANGUAGES = ("en", "fr", "it")
GOALS = {"precision": 0.90, "f1": 0.88, "hard_f1": 0.82, "apart": 0.05, "words": 0.6, "milliseconds": 5.0}
LONG = 150  # words


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--short", action="store_true", help="two folds of five")
    chosen = options.parse_args()
    tuned = [*drafts.read("dev.jsonl"), *drafts.read("own*.jsonl")]
    folds = range(2 if chosen.short else FOLDS)
    held = [one for one in tuned if one.fold in folds]
    print(f"cross-validation over {len(tuned)} drafts, {len(held)} of them judged unseen")
    crossed = told(held, _crossed(tuned, folds))
    aside = drafts.read("aside*.jsonl")
    print(f"kept aside, {len(aside)} drafts")
    kept = told(aside, {one.id: review(one.text, None, one.context).pitch for one in aside})
    words, speed = found_words(aside), milliseconds([*tuned, *aside])
    print(f"words of marked spans found: {words:.2f}; {speed:.2f} ms for {LONG} words")
    everything = rates([one.pitch for one in aside], [True] * len(aside))["f1"]
    ratio = round(kept["all"]["f1"] / everything, 3)
    print(json.dumps({"name": "coach", "ratio": ratio, "goal": round(GOALS["f1"] / everything, 3), "met": _met(kept, words, speed),
                      "kept_aside": kept, "crossed": crossed, "words_found": round(words, 3), "milliseconds": round(speed, 2)}))  # fmt: skip


def told(every: Sequence[Draft], said: dict[str, bool]) -> dict[str, Any]:
    """The figures by language, printed as they are made."""
    figures: dict[str, Any] = {}
    for name, chosen in [("all", LANGUAGES), *((language, (language,)) for language in LANGUAGES)]:
        of_them = [one for one in every if one.language in chosen]
        hard = [one for one in of_them if one.hard]
        figure = rates([one.pitch for one in of_them], [said[one.id] for one in of_them])
        figure["hard_f1"] = rates([one.pitch for one in hard], [said[one.id] for one in hard])["f1"]
        figures[name] = figure
        print(f"  {name:3} " + "  ".join(f"{key} {value:.3f}" for key, value in figure.items()))
    return figures


def rates(labels: Sequence[bool], said: Sequence[bool]) -> dict[str, float]:
    """Precision, recall and F1 of "pitch"."""
    hits = sum(label and one for label, one in zip(labels, said, strict=True))
    precision, recall = hits / max(1, sum(said)), hits / max(1, sum(labels))
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    return {"precision": round(precision, 3), "recall": round(recall, 3), "f1": round(f1, 3)}


def _crossed(tuned: Sequence[Draft], folds: Sequence[int]) -> dict[str, bool]:
    """Each draft judged by weights that never saw it."""
    parts, said = drafts.parts(tuned), {one.id: False for one in tuned}
    for fold in folds:
        weights = fit([part for part in parts if part.draft.fold != fold])
        for part in parts:
            if part.draft.fold == fold:
                said[part.draft.id] |= score(part, weights) > 0
    return said


def score(part: Part, weights: dict[str, float]) -> float:
    return weights[""] + sum(weights.get(name, 0.0) * value for name, value in part.features.items())


def found_words(every: Sequence[Draft]) -> float:
    """Of the words in the marked spans of pitches, how many lie in the span of a remark."""
    found = marked = 0
    for one in every:
        said = review(one.text, None, one.context)
        shown = [(remark.start, remark.end) for remark in said.remarks]
        for start, end in one.spans:
            place = start
            for word in one.text[start:end].split():
                place = one.text.index(word, place)
                marked += 1
                found += any(a <= place < b for a, b in shown)
                place += len(word)
    return found / max(1, marked)


def milliseconds(every: Sequence[Draft]) -> float:
    """Of the processor, for a text of 150 words: the longest ones, by the word."""
    longest = sorted(every, key=lambda one: -len(one.text.split()))[:60]
    for one in longest:  # the first reading compiles the phrases it meets
        review(one.text, None, one.context)
    began = time.process_time()
    for one in longest:
        review(one.text, None, one.context)
    return (time.process_time() - began) * 1000 / sum(len(one.text.split()) for one in longest) * LONG


def _met(kept: dict[str, Any], words: float, speed: float) -> bool:
    each = [kept[language] for language in LANGUAGES]
    f1 = [figure["f1"] for figure in each]
    return (
        all(
            figure["precision"] >= GOALS["precision"] and figure["hard_f1"] >= GOALS["hard_f1"]
            for figure in each
        )
        and min(f1) >= GOALS["f1"]
        and max(f1) - min(f1) <= GOALS["apart"]
        and words >= GOALS["words"]
        and speed <= GOALS["milliseconds"]
    )


if __name__ == "__main__":
    main()
