"""The linear model: how much a clause moves the reader towards something they did not ask for.

Trained by bench/train_coach.py on the labelled drafts in bench/pitches; its weights are a file one can read.
"""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files


@cache
def weights() -> Mapping[str, float]:
    """By the name of a feature; "" is the intercept, and has the threshold in it: above nought is a pitch."""
    found: Mapping[str, float] = json.loads(files(__package__).joinpath("weights.json").read_text("utf-8"))
    return found


def scores(features: Sequence[Mapping[str, float]]) -> list[float]:
    """One number a clause, the higher the pitchier; log odds against the threshold."""
    known = weights()
    base = known.get("", 0.0)
    return [base + sum(known.get(name, 0.0) * value for name, value in one.items()) for one in features]
