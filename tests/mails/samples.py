"""Letters to play with."""

from datetime import UTC, datetime
from typing import Any

from netevent.mails.message import Letter

NOON = datetime(2026, 11, 6, 12, 0, tzinfo=UTC)


def letter(**fields: Any) -> Letter:
    values: dict[str, Any] = {
        "kind": "morning",
        "subject": "Two people from last night",
        "html": "<!doctype html><html><body><h1>Two people</h1><p>Cleo Martín</p></body></html>",
        "text": "Two people from last night\n\nCleo Martín\n",
        "to_address": "ben@example.org",
        "to_name": "Ben Adler",
        "from_name": "netevent for First Thursday",
        "from_address": "netevent@meet.example",
        "reply_to": "hello@meet.example",
        "message_id": "<0123456789abcdef@meet.example>",
        "date": NOON,
        "list_unsubscribe_url": "https://meet.example/unsubscribe/" + "token" * 30,
        "list_id": "morning.meet.example",
        "language": "en",
    }
    return Letter(**(values | fields))
