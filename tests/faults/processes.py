"""Processes of ours, looked at and signalled by their ids alone."""

import os
import threading
import time
from collections.abc import Callable
from pathlib import Path

LOOK = 0.02  # seconds between two looks


def children(parent: int) -> list[int]:
    """The ids of the processes a process has started."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text("ascii", "replace").rpartition(")")[2].split()
        except OSError:  # it ended meanwhile
            continue
        if int(fields[1]) == parent and fields[0] != "Z":
            found.append(int(stat.parent.name))
    return sorted(found)


def listens(pid: int) -> bool:
    """Whether a worker takes requests: it watches some socket; one that still reads its code watches none."""
    try:
        for file in Path(f"/proc/{pid}/fd").iterdir():
            if (
                "eventpoll" in os.readlink(file)
                and "tfd:" in Path(f"/proc/{pid}/fdinfo/{file.name}").read_text()
            ):
                return True
    except OSError:
        pass
    return False


def wait_until(true: Callable[[], bool], seconds: float, what: str) -> None:
    """Look again and again, and fail when it does not come true in time."""
    until, look = time.monotonic() + seconds, threading.Event()
    while not true():
        assert time.monotonic() < until, f"not within {seconds} s: {what}"
        look.wait(LOOK)


def signal_all(pids: list[int], number: int) -> None:
    for pid in pids:
        try:
            os.kill(pid, number)
        except ProcessLookupError:
            continue
