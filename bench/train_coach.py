"""Train the coach's model on the labelled drafts, and write its weights where the coach reads them.

    python bench/train_coach.py

Logistic regression over the features of clauses (netevent/domain/pitches/features.py): a clause is a pitch when it
lies in a marked span. A draft is a pitch when any of its clauses is. The threshold is part of the intercept, and was
chosen once by cross-validation (bench/coach.py) for a precision of nine tenths. The part kept aside is never read.
"""

import json
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from bench import drafts
from bench.drafts import Part

STRENGTH = 2.0  # of the fit against the pull to nought; chosen by cross-validation, as is
THRESHOLD = 0.7  # log odds a clause needs to be called a pitch
OFTEN = 3  # clauses a feature has to be in
SMALL = 0.1  # a weight below it changes nothing and is left out
WEIGHTS = Path(__file__).parents[1] / "netevent/domain/pitches/weights.json"


def fit(parts: Sequence[Part], threshold: float = THRESHOLD) -> dict[str, float]:
    """The weights by the name of the feature; "" is the intercept with the threshold in it."""
    counts = Counter(name for part in parts for name in part.features)
    known = [
        {name: value for name, value in part.features.items() if counts[name] >= OFTEN} for part in parts
    ]
    table = DictVectorizer()
    model = LogisticRegression(C=STRENGTH, max_iter=5000)
    model.fit(table.fit_transform(known), [part.pitch for part in parts])
    found = dict(zip(table.get_feature_names_out().tolist(), model.coef_[0].tolist(), strict=True))
    weights = {name: round(weight, 3) for name, weight in sorted(found.items()) if abs(weight) >= SMALL}
    return {"": round(float(model.intercept_[0]) - threshold, 3), **weights}


def main() -> None:
    weights = fit(drafts.parts([*drafts.read("dev.jsonl"), *drafts.read("own*.jsonl")]))
    lines = ",\n".join(
        f"{json.dumps(name, ensure_ascii=False)}: {weight}" for name, weight in weights.items()
    )
    WEIGHTS.write_text(f"{{\n{lines}\n}}\n", "utf-8")
    print(f"{len(weights)} weights")


if __name__ == "__main__":
    main()
