"""Examining the data folder: whether it can be written, and how much room is left."""

import shutil
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from netevent.config import Settings
from netevent.operations.findings import Finding, advice, ok, wrong

MB = 1_000_000
LITTLE = 1000 * MB  # free space to think about
TOO_LITTLE = 100 * MB


def examine(settings: Settings, _now: datetime) -> Iterator[Finding]:
    """The folder itself, then the room on its disk."""
    folder = settings.data_dir
    if not folder.is_dir():
        yield wrong("data folder", f"There is no folder {folder}: run netevent init.")
        return
    refusal = unwritable(folder)
    if refusal:
        yield wrong("data folder", f"{folder} cannot be written ({refusal}). Give it to whoever runs this.")
    else:
        yield ok("data folder", f"{folder} can be written.")
    yield _space(shutil.disk_usage(folder).free)


def unwritable(folder: Path) -> str:
    """Why nothing can be written there, tried with a file that has no name; empty when it can."""
    try:
        with tempfile.TemporaryFile(dir=folder):
            return ""
    except OSError as error:
        return error.strerror or type(error).__name__


def _space(free: int) -> Finding:
    found = f"{free // MB:,} MB are free."
    if free < TOO_LITTLE:
        return wrong("free space", f"{found} Make room before anything is lost.")
    if free < LITTLE:
        return advice("free space", f"{found} Make room before the next event.")
    return ok("free space", found)
