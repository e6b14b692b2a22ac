"""Processes of ours, looked at and signalled by their ids alone."""

import os
import threading
import time
from collections.abc import Callable
from pathlib import Path

LOOK = 0.05  # seconds between two looks


def children(parent: int) -> list[int]:
    """The ids of the processes a process has started; none when it is gone."""
    try:
        return [int(pid) for pid in Path(f"/proc/{parent}/task/{parent}/children").read_text().split()]
    except OSError:
        return []


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
