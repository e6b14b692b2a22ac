"""A mail server on this machine that takes mails, refuses them, or hangs up, as the test asks."""

import asyncio
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from aiosmtpd.controller import Controller


class Sink:
    """Keeps what arrived. `answers` holds one script word per mail; when they run out, mails are taken.

    "take", "lose after" (taken, then the line goes dead before the answer), "fall silent" (no answer ever),
    "lose before" (the line goes dead at the address), or a reply such as "450 4.2.0 later"; with "RCPT "
    before it, it answers the address.
    """

    def __init__(self) -> None:
        self.answers: list[str] = []
        self.mails: list[bytes] = []
        self.recipients: list[str] = []
        self.connections = 0
        self.farewells = 0
        self.port = 0

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    async def handle_EHLO(
        self, _server: Any, session: Any, _envelope: Any, hostname: str, responses: list[str]
    ) -> list[str]:
        session.host_name = hostname
        self.connections += 1
        return responses

    async def handle_QUIT(self, _server: Any, _session: Any, _envelope: Any) -> str:
        self.farewells += 1
        return "221 Bye"

    async def handle_RCPT(
        self, server: Any, _session: Any, envelope: Any, address: str, _options: list[str]
    ) -> str:
        if self.answers and self.answers[0].startswith("RCPT "):
            return self.answers.pop(0).removeprefix("RCPT ")
        if self.answers and self.answers[0] == "lose before":
            self.answers.pop(0)
            server.transport.abort()
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, _session: Any, envelope: Any) -> str:
        answer = self.answers.pop(0) if self.answers else "take"
        if answer in {"take", "lose after"}:
            self.mails.append(envelope.original_content)
            self.recipients.extend(envelope.rcpt_tos)
        if answer == "lose after":
            server.transport.abort()
        if answer == "fall silent":
            await asyncio.Event().wait()  # until the other side hangs up
        return "250 OK" if answer in {"take", "lose after"} else answer


@contextmanager
def serving(**options: Any) -> Iterator[Sink]:
    sink = Sink()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        sink.port = free.getsockname()[1]
    controller = Controller(sink, hostname="127.0.0.1", port=sink.port, **options)
    controller.start()
    try:
        yield sink
    finally:
        controller.stop()
