"""The one clock: aware, in UTC, and movable in a demo alone."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine

from netevent import clock

FRIDAY = datetime(2026, 11, 6, 8, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def unmoved() -> Iterator[None]:
    yield
    clock.keep_shift_in(None)


def test_now_is_aware_and_in_utc(evening: time_machine.Traveller) -> None:
    assert clock.now() == datetime(2026, 11, 5, 18, 0, tzinfo=UTC)
    assert clock.now().utcoffset() == timedelta(0)


def test_only_a_demo_moves_it(evening: time_machine.Traveller) -> None:
    with pytest.raises(RuntimeError, match="only a demo"):
        clock.jump_to(FRIDAY)


def test_a_jump_is_seen_by_every_process_and_time_goes_on(
    tmp_path: Path, evening: time_machine.Traveller
) -> None:
    clock.keep_shift_in(tmp_path / "shift")
    assert clock.now() < FRIDAY
    clock.jump_to(FRIDAY)
    assert clock.now() == FRIDAY
    evening.shift(60)
    assert clock.now() == FRIDAY + timedelta(minutes=1)
    clock.keep_shift_in(None)
    assert clock.now() < FRIDAY  # another house has its own time
    clock.keep_shift_in(tmp_path / "shift")
    assert clock.now() == FRIDAY + timedelta(minutes=1)


def test_two_jumps_add_up(tmp_path: Path, evening: time_machine.Traveller) -> None:
    clock.keep_shift_in(tmp_path / "shift")
    for days in (1, 4):
        clock.jump_to(FRIDAY + timedelta(days=days))
        assert clock.now() == FRIDAY + timedelta(days=days)
