"""Load on loopback: prepared requests over kept connections, and a server of our own that ends with us."""

import os
import re
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass


@dataclass(frozen=True)
class Measured:
    """`seconds` for all answers together, `times` of each in seconds, `errors` that had another status."""

    seconds: float
    times: list[float]
    errors: int

    @property
    def rate(self) -> float:
        return len(self.times) / self.seconds

    def percentile(self, share: float) -> float:
        ranked = sorted(self.times)
        return ranked[min(len(ranked) - 1, int(share * len(ranked)))] * 1000


@contextmanager
def served(wsgi: str, environment: dict[str, str]) -> Iterator[int]:
    """The production server on a free port of loopback; ended, by its id, when done."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [
            sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{port}", "--worker-class", "gthread", "--workers", "2",
            "--threads", "8", "--keep-alive", "30", "--no-control-socket", "--log-level", "warning", wsgi,
        ],
        env=os.environ | environment,
    )  # fmt: skip
    try:
        _wait_for(port, process)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait_for(port: int, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1):
                return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError("the server did not start")


def hammer(port: int, requests: list[bytes], clients: int, expected: int = 303) -> Measured:
    """Send all requests with `clients` at a time, each over one kept connection."""
    wanted = f"HTTP/1.1 {expected}".encode()
    shares = [requests[i::clients] for i in range(clients)]
    times: list[list[float]] = [[] for _ in shares]
    errors = [0] * clients
    start_line = threading.Barrier(clients + 1)

    def client(number: int) -> None:
        with socket.create_connection(("127.0.0.1", port)) as wire:
            wire.settimeout(60)
            start_line.wait()
            for request in shares[number]:
                began = time.perf_counter()
                wire.sendall(request)
                errors[number] += not _answer(wire).startswith(wanted)
                times[number].append(time.perf_counter() - began)

    threads = [threading.Thread(target=client, args=(number,)) for number in range(clients)]
    for thread in threads:
        thread.start()
    start_line.wait()
    began = time.perf_counter()
    for thread in threads:
        thread.join()
    return Measured(time.perf_counter() - began, [t for share in times for t in share], sum(errors))


def _answer(wire: socket.socket) -> bytes:
    """One HTTP answer, read by its Content-Length."""
    data = b""
    while b"\r\n\r\n" not in data:
        data += wire.recv(65536)
    head, _, body = data.partition(b"\r\n\r\n")
    length = int(re.search(rb"content-length: (\d+)", head.lower())[1])  # type: ignore[index]
    while len(body) < length:
        body += wire.recv(65536)
    return head
