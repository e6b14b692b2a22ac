"""Arrivals as bars over time, for any length of an evening."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from netevent.operations.attendance import Bar

HEIGHT, BASE, TOP = 226, 196, 36  # as in the drawing: axis at 196, the highest bar reaches 36
LEFT, WIDER = 34, 50  # room for the numbers beside the axis, up to 999 and above
NARROWEST = 11  # width of a slot; more slots than fit are joined
STEPS = (5, 10, 15, 30, 60, 120, 180, 360, 720, 1440)  # minutes
WORD = 58  # width of a time below the axis with its air
GAP, ROUND = 2, 5
PEAK = 112  # half the width of the sentence above the highest bar


@dataclass(frozen=True)
class Column:
    """A bar in two paths: those who were expected, and on top those who walked in."""

    came: str
    walked_in: str


@dataclass(frozen=True)
class Mark:
    """A number beside the axis, or a time below it."""

    at: float
    number: int = 0
    moment: datetime | None = None


@dataclass(frozen=True)
class Chart:
    width: int
    left: int
    columns: tuple[Column, ...]
    lines: tuple[Mark, ...]
    times: tuple[Mark, ...]
    now: float | None
    since: datetime
    until: datetime
    step: int  # minutes
    peak: Bar  # of `step` minutes
    peak_x: float
    peak_y: float

    @property
    def peak_end(self) -> datetime:
        return self.peak.at + timedelta(minutes=self.step)


def chart_of(bars: Sequence[Bar], zone: ZoneInfo, width: int, now: datetime | None) -> Chart:
    """Bars of five minutes, or of longer steps when so many would not fit; `now` while the doors are open."""
    last = max(bars[-1].at + timedelta(minutes=STEPS[0]), now or bars[-1].at)
    step, since = _step(bars[0].at, last, zone, (width - WIDER) // NARROWEST)
    slots = -(-(last - since) // timedelta(minutes=step)) + (1 if now else 0)
    joined = _joined(bars, since, step)
    peak = max(joined, key=lambda bar: bar.total)
    left = LEFT if peak.total < 1000 else WIDER
    pitch, unit = min((width - left) / slots, 36), (BASE - TOP) / peak.total

    def x(moment: datetime) -> float:
        return left + (moment - since) / timedelta(minutes=step) * pitch

    return Chart(
        width=width,
        left=left,
        columns=tuple(_column(bar, x(bar.at), pitch, unit) for bar in joined),
        lines=tuple(Mark(BASE - line * unit, number=line) for line in _lines(peak.total)),
        times=tuple(
            Mark(x(moment), moment=moment)
            for moment in _times(since, slots, step, pitch, zone)
            if x(moment) <= width - WORD / 3
        ),
        now=round(x(now), 1) if now else None,
        since=since,
        until=last,
        step=step,
        peak=peak,
        peak_x=min(max(x(peak.at) + pitch / 2, left + PEAK), width - PEAK),
        peak_y=BASE - peak.total * unit - 10,
    )


def _step(first: datetime, last: datetime, zone: ZoneInfo, most: int) -> tuple[int, datetime]:
    """The shortest step that fits, and where its first slot begins on the clock of the event."""
    for step in STEPS:
        local = first.astimezone(zone)
        since = first - timedelta(minutes=(local.hour * 60 + local.minute) % step)
        if (last - since) / timedelta(minutes=step) < most:
            return step, since
    return STEPS[-1], since


def _joined(bars: Sequence[Bar], since: datetime, step: int) -> list[Bar]:
    slots: dict[datetime, Bar] = {}
    for bar in bars:
        at = since + timedelta(minutes=step) * ((bar.at - since) // timedelta(minutes=step))
        held = slots.get(at, Bar(at, 0, 0))
        slots[at] = Bar(at, held.came + bar.came, held.walked_in + bar.walked_in)
    return list(slots.values())


def _column(bar: Bar, x: float, pitch: float, unit: float) -> Column:
    width = pitch * 0.72
    left = x + (pitch - width) / 2
    middle, top = BASE - bar.came * unit, BASE - bar.total * unit
    both = bar.came and bar.walked_in
    came = _bar(left, width, middle, BASE, flat=bool(both)) if bar.came else ""
    walked_in = _bar(left, width, top, middle - GAP if both else middle) if bar.walked_in else ""
    return Column(came, walked_in)


def _bar(left: float, width: float, top: float, foot: float, *, flat: bool = False) -> str:
    top = min(top, foot - 1)
    bend = 0 if flat else min(ROUND, width / 2, foot - top)
    return (
        f"M{left:.1f} {foot:.1f}V{top + bend:.1f}q0-{bend:.1f} {bend:.1f}-{bend:.1f}"
        f"h{width - 2 * bend:.1f}q{bend:.1f} 0 {bend:.1f} {bend:.1f}V{foot:.1f}z"
    )


def _lines(most: int) -> list[int]:
    """One to four round numbers up to the highest bar."""
    power = 10 ** (len(str(most)) - 1)
    steps = (power // 2, power, 2 * power, 5 * power) if power > 1 else (1, 2, 5)
    step = next((step for step in steps if step and most // step <= 4), most)
    return list(range(step, most + 1, step))


def _times(since: datetime, slots: int, step: int, pitch: float, zone: ZoneInfo) -> list[datetime]:
    """Times on the quarter, the hour and so on, as close together as their words allow."""
    every = next((long for long in STEPS if long % step == 0 and long / step * pitch >= WORD), STEPS[-1])
    moments = [since + timedelta(minutes=step) * slot for slot in range(slots + 1)]
    wall = [(moment, moment.astimezone(zone)) for moment in moments]
    return [moment for moment, local in wall if (local.hour * 60 + local.minute) % every == 0]
