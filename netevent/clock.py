"""The only asker of the time."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

_shift_file: Path | None = None


def now() -> datetime:
    """The present moment, aware, in UTC; the demo may have jumped ahead."""
    return datetime.now(UTC) + _shift()


def keep_shift_in(path: Path | None) -> None:
    """Let a demo move its own time: every process of it reads the seconds kept in `path`."""
    global _shift_file
    _shift_file = path


def has_jumped() -> bool:
    """Whether a demo has left the present."""
    return _shift_file is not None and _shift_file.exists()


def jump_to(moment: datetime) -> None:
    """Make `now()` answer `moment` from here on, in every process that keeps the same shift."""
    if _shift_file is None:
        raise RuntimeError("only a demo may move its clock")
    _shift_file.write_text(str((moment - datetime.now(UTC)).total_seconds()), encoding="ascii")


def _shift() -> timedelta:
    if _shift_file is None or not _shift_file.exists():
        return timedelta(0)
    return timedelta(seconds=float(_shift_file.read_text(encoding="ascii")))
