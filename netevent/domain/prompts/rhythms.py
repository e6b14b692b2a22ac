"""How often a digest comes (ST6): daily at first, weekly after three without an act, monthly after three more.

Promises wait for the rhythm as well: what is owed is one digest away, and waiting does not end it (RK4).
"""

from collections.abc import Sequence
from datetime import date, timedelta

from netevent.domain.prompts.facts import Owner

ENOUGH = 3  # digests with no act
GAPS = {"daily": timedelta(days=1), "weekly": timedelta(days=7), "monthly": timedelta(days=30)}

Digests = Sequence[tuple[date, bool]]


def rhythm(digests: Digests) -> str:
    """daily, weekly or monthly; any act after the newest digest makes it daily again."""
    quiet = _quiet(digests)
    return "daily" if quiet < ENOUGH else "weekly" if quiet < 2 * ENOUGH else "monthly"


def notice(digests: Digests) -> str:
    """weekly or monthly in the one digest that says so; else empty."""
    return rhythm(digests) if _quiet(digests) in (ENOUGH, 2 * ENOUGH) else ""


def is_digest_day(owner: Owner, today: date) -> bool:
    """A working day (RK8), outside a pause, on which the rhythm allows a digest. One made today counts as today's."""
    if today.weekday() not in owner.working_days or (owner.paused_until and today < owner.paused_until):
        return False
    before = [digest for digest in owner.last_digests if digest[0] < today]
    return not before or today >= before[-1][0] + GAPS[rhythm(before)]


def was_digest_day(owner: Owner, day: date) -> bool:
    """The same of a day gone by. When an act came is not known, so that of the newest digest is left aside: rather
    carry a promise once more than lose it."""
    if any(on == day for on, _ in owner.last_digests):
        return True
    before = [digest for digest in owner.last_digests if digest[0] < day]
    silent = [*before[:-1], (before[-1][0], False)] if before else []
    if day.weekday() not in owner.working_days or (owner.paused_until and day < owner.paused_until):
        return False
    return not silent or day >= silent[-1][0] + GAPS[rhythm(silent)]


def _quiet(digests: Digests) -> int:
    """How many of the newest digests were followed by no act."""
    count = 0
    for _, followed in reversed(digests):
        if followed:
            break
        count += 1
    return count
