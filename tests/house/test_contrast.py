"""Contrast computed from the style sheet itself (conventions section 5; WCAG 2.2, 1.4.3 and 1.4.11)."""

import re
from pathlib import Path

import pytest

TOKENS = (Path(__file__).parents[2] / "static/css/tokens.css").read_text("utf-8")
PAIRS = dict(re.findall(r"--([\w-]+): light-dark\((#[0-9A-F]{6}, #[0-9A-F]{6})\)", TOKENS, re.IGNORECASE))
TEXT = [
    ("ink", "bg"), ("ink", "surface"), ("ink", "sunk"), ("muted", "bg"), ("muted", "surface"), ("muted", "sunk"),
    ("accent", "bg"), ("accent", "surface"), ("on-accent", "accent"), ("on-accent", "accent-press"), ("on-lamp-soft", "lamp-soft"),
    ("ok", "ok-soft"), ("caution", "caution-soft"), ("stop", "stop-soft"), ("info", "info-soft"), ("stop", "bg"),
    ("stop", "surface"), ("on-plum", "plum"), ("caution", "bg"),
]  # fmt: skip
EDGES = [
    ("control", "bg"),
    ("control", "surface"),
    ("control", "sunk"),
    ("focus", "bg"),
    ("focus", "surface"),
]


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("front", "back", "least"), [(*p, 4.5) for p in TEXT] + [(*p, 3.0) for p in EDGES])
def test_contrast(front: str, back: str, least: float, theme: int) -> None:
    assert contrast(PAIRS[front].split(", ")[theme], PAIRS[back].split(", ")[theme]) >= least


def test_black_on_white_is_twenty_one() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
