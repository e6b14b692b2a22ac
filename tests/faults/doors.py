"""Devices at the doors, as docs/api.md wants them: one nonce a scan, sent again until there is an answer. Their network
loses answers, cuts requests, hangs up and sends things twice."""

import http.client
import json
import random
import threading
import time
import uuid
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from tests.faults.guests import Evening

PATIENCE = 8  # seconds for an answer; the house waits five for a lock, then says that it is busy
NEXT = 0.04  # seconds until the next guest stands there: more than come to any door
PAUSE = (
    0.1  # before the next try. Shorter than real devices: what is measured is the house, not their patience
)
SEEN_BEFORE = 0.4  # of the scans are of somebody whom some door has had already
MISHAP, BUSY, UNREACHABLE = 500, 503, 0
FAULTS = ("answer lost", "hung up", "request cut", "sent twice")

Answer = tuple[int, dict[str, Any]]


@dataclass
class Scan:
    """One code at one door; `told` is every answer the house gave, those that never reached the device too."""

    guest: int
    nonce: str
    answered_at: float = 0.0
    told: list[Answer] = field(default_factory=list)


class Hall:
    """What all doors share: who has come so far, how many faults are left, and whether it goes on."""

    def __init__(self, evening: Evening, faults: dict[str, int], seed: int) -> None:
        self.evening, self.faults, self.done = evening, Counter(faults), Counter[str]()
        self.chance, self.lock, self.over = random.Random(seed), threading.Lock(), threading.Event()  # noqa: S311 faults, no secrets
        self.to_come = list(range(len(evening.guests)))
        self.chance.shuffle(self.to_come)
        self.came: list[int] = []
        self.answered = 0

    def next_guest(self) -> int:
        with self.lock:
            if self.to_come and (not self.came or self.chance.random() > SEEN_BEFORE):
                self.came.append(self.to_come.pop())
                return self.came[-1]
            return self.chance.choice(self.came[-200:])

    def next_fault(self) -> str:
        """For every eighth request or so, until there were enough."""
        with self.lock:
            left = [kind for kind in FAULTS if self.faults[kind]]
            if not left or self.chance.randrange(8):
                return ""
            kind = self.chance.choice(left)
            self.faults[kind] -= 1
            self.done[kind] += 1
            return kind


class Door(threading.Thread):
    """One device. `statuses` counts what it heard, 0 standing for no answer at all."""

    def __init__(self, hall: Hall, port: int, token: str) -> None:
        super().__init__()
        self.hall, self.port = hall, port
        self.headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        self.path = f"/api/v1/events/{hall.evening.code}/checkins"
        self.scans: list[Scan] = []
        self.statuses: Counter[int] = Counter()
        self.line = self._line()

    def run(self) -> None:
        while not self.hall.over.wait(NEXT):
            scan = Scan(self.hall.next_guest(), str(uuid.uuid4()))
            self.scans.append(scan)
            while not self.is_answered(scan):
                pass
            scan.answered_at = time.monotonic()
            self.hall.answered += 1
        self.line.close()

    def is_answered(self, scan: Scan) -> bool:
        """One try. A device that got no answer knows nothing of what became of it."""
        guest = self.hall.evening.guests[scan.guest]
        body = json.dumps({"code": guest.code, "nonce": scan.nonce}).encode()
        try:
            answers = self._sent(body, fault := self.hall.next_fault())
        except (OSError, http.client.HTTPException):
            answers = [(UNREACHABLE, {})]
            self.line.close()
        self.statuses.update(status for status, _ in answers)
        given = [answer for answer in answers if UNREACHABLE < answer[0] < MISHAP]
        scan.told += given
        if len(given) < len(answers):
            threading.Event().wait(PAUSE)
            return False
        return bool(given) and fault != "answer lost"

    def _sent(self, body: bytes, fault: str) -> list[Answer]:
        if fault == "request cut":
            self._cut(body)
            return []
        if fault == "hung up":
            self.line.request("POST", self.path, body, self.headers)
            self.line.close()
            return []
        if fault != "sent twice":
            return [self._asked(self.line, body)]
        other = self._line()
        try:
            other.request("POST", self.path, body, self.headers)
            return [self._asked(self.line, body), _read(other)]
        finally:
            other.close()

    def _asked(self, line: http.client.HTTPConnection, body: bytes) -> Answer:
        line.request("POST", self.path, body, self.headers)
        return _read(line)

    def _cut(self, body: bytes) -> None:
        """The line breaks in the middle of a request."""
        self.line.putrequest("POST", self.path)
        for name, value in (self.headers | {"Content-Length": str(len(body))}).items():
            self.line.putheader(name, value)
        self.line.endheaders(body[: len(body) // 2])
        self.line.close()

    def _line(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)


def _read(line: http.client.HTTPConnection) -> Answer:
    answer = line.getresponse()
    text = answer.read()
    said: dict[str, Any] = json.loads(text) if text else {}
    return answer.status, said
