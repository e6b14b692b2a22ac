"""The log: one JSON object a line, in UTC, with ids and never a name, an address or a text (ASVS 16.2)."""

import json
import logging
import traceback
from datetime import UTC, datetime

QUIET = {"alembic": logging.WARNING}


class JsonLines(logging.Formatter):
    """What happened, where, and about which rows. Of an error only its type and place: its words may quote people."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "from": record.name,
            "said": record.getMessage(),
        }
        line |= getattr(record, "ids", {})
        if record.exc_info and record.exc_info[0]:
            frames = traceback.extract_tb(record.exc_info[2])
            line["error"] = record.exc_info[0].__name__
            line["where"] = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
        return json.dumps(line, ensure_ascii=True, default=str)  # line breaks and controls come out escaped


def configure() -> None:
    """Write lines to standard error, unless whoever started us has decided otherwise."""
    root = logging.getLogger()
    if root.handlers:
        return
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines())
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    for name, least in QUIET.items():
        logging.getLogger(name).setLevel(least)
