"""A mail server in a process of its own that takes every mail and keeps none."""

import multiprocessing
import signal
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from aiosmtpd.controller import Controller


class Taker:
    """Counts what arrived."""

    def __init__(self, taken: Any) -> None:
        self.taken = taken

    async def handle_DATA(self, _server: Any, _session: Any, _envelope: Any) -> str:
        self.taken.value += 1
        return "250 OK"


@contextmanager
def serving() -> Iterator[tuple[int, Any]]:
    """The port it listens on, and how many mails it has taken."""
    spawning = multiprocessing.get_context("spawn")
    taken = spawning.Value("i", 0)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = spawning.Process(target=_serve, args=(port, taken), daemon=True)
    process.start()
    try:
        _wait_for(port)
        yield port, taken
    finally:
        process.kill()
        process.join()


def _serve(port: int, taken: Any) -> None:
    controller = Controller(Taker(taken), hostname="127.0.0.1", port=port)
    controller.start()
    signal.pause()


def _wait_for(port: int) -> None:
    until = time.monotonic() + 20
    while time.monotonic() < until:
        with socket.socket() as line:
            if line.connect_ex(("127.0.0.1", port)) == 0:
                return
    raise TimeoutError("the mail server did not start")
