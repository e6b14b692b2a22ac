"""The two circles of an evening, to scale: expected and here; what they share came."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

RADIUS, EDGE = 104.0, 2.0
GLYPH = 0.62  # width of a digit, in sizes of its letters
SMALLEST_DOT = 3.0  # one person among 20,000 stays visible
LETTERS = (44, 28, 20, 17, 13)  # classes t44 .. t13 of the style sheet


@dataclass(frozen=True)
class Circle:
    x: float
    r: float


@dataclass(frozen=True)
class Label:
    x: float
    y: float
    size: int
    place: str  # left, lens or right
    count: int


@dataclass(frozen=True)
class Venn:
    """Expected on the left, here on the right; areas are to scale, the overlap's too."""

    width: float
    middle: float
    expected: Circle | None
    here: Circle | None
    lens: str
    labels: tuple[Label, ...]

    @property
    def height(self) -> float:
        return 2 * self.middle


def venn_of(expected: int, came: int, walked_in: int) -> Venn | None:
    """The drawing for any numbers; None when nobody is expected and nobody is here."""
    here, most = came + walked_in, max(expected, came + walked_in)
    if not most:
        return None
    left, right = _radius(expected, most), _radius(here, most)
    distance = _distance(left, right, came / min(expected, here) if came else 0)
    start = EDGE + max(left, right - distance)
    a, b = Circle(start, left), Circle(start + distance, right)
    middle = max(left, right) + EDGE
    return Venn(
        width=max(a.x + left, b.x + right) + EDGE,
        middle=middle,
        expected=a if expected else None,
        here=b if here else None,
        lens=_lens(a, b, middle) if came else "",
        labels=tuple(_labels(a, b, middle, (expected - came, came, walked_in))),
    )


def overlap(r: float, s: float, d: float) -> float:
    """The area two circles of radius `r` and `s` share when their centres are `d` apart."""
    if d >= r + s:
        return 0.0
    if d <= abs(r - s):
        return math.pi * min(r, s) ** 2
    x, y = (d * d + r * r - s * s) / (2 * d), (d * d - r * r + s * s) / (2 * d)
    return r * r * math.acos(x / r) + s * s * math.acos(y / s) - d * math.sqrt(max(r * r - x * x, 0))


def _radius(people: int, most: int) -> float:
    return max(RADIUS * math.sqrt(people / most), SMALLEST_DOT) if people else 0.0


def _distance(r: float, s: float, share: float) -> float:
    """How far apart the centres are so that `share` of the smaller circle lies in the other one."""
    near, far = abs(r - s), r + s
    if not share:
        return far + EDGE * 2 if r and s else 0.0
    wanted = share * math.pi * min(r, s) ** 2
    if share == 1:
        return near
    for _ in range(40):
        middle = (near + far) / 2
        near, far = (middle, far) if overlap(r, s, middle) > wanted else (near, middle)
    return (near + far) / 2


def _lens(a: Circle, b: Circle, y: float) -> str:
    d = b.x - a.x
    if d <= abs(a.r - b.r):
        inner = min(a, b, key=lambda circle: circle.r)
        half = f"A{inner.r:.1f} {inner.r:.1f} 0 0 1"
        west, east = f"{inner.x - inner.r:.1f} {y:.1f}", f"{inner.x + inner.r:.1f} {y:.1f}"
        return f"M{west}{half} {east}{half} {west}Z"
    x = (d * d + a.r**2 - b.r**2) / (2 * d)
    rise = math.sqrt(max(a.r**2 - x * x, 0))
    top, low, corner = f"{y - rise:.1f}", f"{y + rise:.1f}", f"{a.x + x:.1f}"
    right, left = int(x < 0), int(x > d)  # which arc is the longer way round
    return (
        f"M{corner} {top}A{a.r:.1f} {a.r:.1f} 0 {right} 1 {corner} {low}"
        f"A{b.r:.1f} {b.r:.1f} 0 {left} 1 {corner} {top}Z"
    )


def _labels(a: Circle, b: Circle, y: float, counts: tuple[int, int, int]) -> Iterator[Label]:
    """Each number in its place, as large as fits; one that does not fit stands in the key beside."""
    inner = (max(a.x - a.r, b.x - b.r), min(a.x + a.r, b.x + b.r))
    meet = inner if counts[1] else (a.x + a.r, b.x - b.r)
    spans = {"left": (a.x - a.r, meet[0]), "lens": inner, "right": (meet[1], b.x + b.r)}
    if not counts[1]:
        spans["left"], spans["right"] = (a.x - a.r, a.x + a.r), (b.x - b.r, b.x + b.r)
    for (place, (start, end)), count in zip(spans.items(), counts, strict=True):
        room = (end - start) * (0.62 if place == "lens" else 0.9)
        size = next((size for size in LETTERS if len(f"{count:,}") * size * GLYPH <= room), 0)
        size = min(size, 44 if place == "lens" else 20)
        if count and size:
            yield Label((start + end) / 2, y + size * 0.36, size, place, count)
