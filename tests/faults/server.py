"""A mail server that breaks in every way servers break, so many times and then no more; and keeps what it took."""

import asyncio
import random
import re
import socket
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP

FAULTS = (
    "greet late", "refuse now", "refuse for good", "put off at the address", "put off after the mail", "hang at the address",
    "hang after the mail", "drop before the mail", "drop after taking it", "drop without taking it", "answer slowly",
)  # fmt: skip
AMBIGUOUS = {"hang after the mail", "drop after taking it", "drop without taking it"}
REPLIES = {
    "refuse now": "550 5.1.1 nobody of that name",
    "refuse for good": "554 5.7.1 not from you",
    "put off at the address": "450 4.2.0 come back later",
    "put off after the mail": "451 4.3.0 come back later",
}


class Faulty:
    """The handler. A fault is drawn for about every `every`-th mail until `faults` are used up."""

    def __init__(self, faults: int, every: int, seed: int) -> None:
        self.left, self.every, self.chance = faults, every, random.Random(seed)  # noqa: S311 faults, no secrets
        self.done: Counter[str] = Counter()
        self.copies: Counter[str] = Counter()
        self.in_hand = threading.Event()  # a mail was taken, and its answer waits a moment
        self.lines: list[Any] = []

    def draw(self) -> str:
        """The fault of the mail that begins now; kinds in turn, so that each comes equally often."""
        if self.left <= 0 or self.chance.randrange(self.every):
            return ""
        self.left -= 1
        fault = FAULTS[self.left % len(FAULTS)]
        self.done[fault] += 1
        return fault

    def take(self, octets: bytes) -> None:
        found = re.search(rb"(?im)^Message-ID: *(<[^>]+>)", octets)
        assert found, octets[:300]
        self.copies[found[1].decode()] += 1

    async def handle_MAIL(
        self, _server: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        session.fault = self.draw()
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_RCPT(
        self, server: Any, session: Any, envelope: Any, address: str, _options: list[str]
    ) -> str:
        fault = session.fault
        if fault == "hang at the address":
            await asyncio.Event().wait()
        if fault == "drop before the mail":
            server.transport.abort()
        if fault in {"refuse now", "refuse for good", "put off at the address"}:
            return REPLIES[fault]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        fault = session.fault
        if fault == "put off after the mail":
            return REPLIES[fault]
        if fault != "drop without taking it":
            self.take(envelope.original_content)
        if fault in {"drop after taking it", "drop without taking it"}:
            server.transport.abort()
        if fault == "hang after the mail":
            await asyncio.Event().wait()
        self.in_hand.set()
        await asyncio.sleep(self.chance.choice((0, 0, 0.01)) if fault != "answer slowly" else 0.5)
        return "250 OK"


class _Late(SMTP):
    """Sometimes says hello only after a while."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.event_handler.lines.append(transport)
        super().connection_made(transport)

    async def _handle_client(self) -> None:
        handler = self.event_handler
        if handler.left > 0 and not handler.chance.randrange(20):
            handler.left -= 1
            handler.done["greet late"] += 1
            await asyncio.sleep(0.5)
        await super()._handle_client()


class _Controller(Controller):
    def factory(self) -> SMTP:
        return _Late(self.handler, **self.SMTP_kwargs)


@contextmanager
def breaking(faults: int, every: int, seed: int) -> Iterator[tuple[Faulty, str]]:
    """The server and its address."""
    handler = Faulty(faults, every, seed)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = _Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield handler, f"smtp://127.0.0.1:{port}"
    finally:
        _hang_up(controller, handler)
        controller.stop()


def _hang_up(controller: Controller, handler: Faulty) -> None:
    """End what hangs, and wait until it has ended."""
    gone = threading.Event()
    for line in handler.lines:
        controller.loop.call_soon_threadsafe(line.abort)
    controller.loop.call_soon_threadsafe(controller.loop.call_soon, gone.set)
    gone.wait(10)
