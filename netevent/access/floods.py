"""Guards against floods, counted by each worker in its memory; everything finer is rows (SECURITY.md, limits)."""

import threading
from collections import Counter
from datetime import datetime

from flask import Flask, abort, request, session

from netevent import clock

OF_BROWSER = 600  # requests a minute
OF_ADDRESS = 12_000  # a hall of 600 shares one, so it may ask for as much as the house can answer
SEARCHES = 60  # in a guest list by one helper or device: asked letter by letter, it would spell addresses out


class Window:
    """How often each has asked in this minute; the next one begins with nothing."""

    def __init__(self) -> None:
        self._lock, self._asked = threading.Lock(), Counter[str]()
        self._minute: datetime | None = None

    def count(self, whose: str) -> int:
        """Count one more, and tell how many there are."""
        minute = clock.now().replace(second=0, microsecond=0)
        with self._lock:
            if minute != self._minute:
                self._minute = minute
                self._asked.clear()
            self._asked[whose] += 1
            return self._asked[whose]

    def reset(self) -> None:
        with self._lock:
            self._asked.clear()


counted, searched = Window(), Window()


def register(app: Flask) -> None:
    app.before_request(_count)


def search(whose: str) -> None:
    """One more search of a guest list; aborts with 429 when it was many."""
    if searched.count(whose) > SEARCHES:
        abort(429)


def _count() -> None:
    """The requests of one signed-in browser are counted together, else those of one network address."""
    if request.endpoint == "static":
        return
    browser = session.get("_user_id")
    if counted.count(str(browser or request.remote_addr)) > (OF_BROWSER if browser else OF_ADDRESS):
        abort(429)
