"""The journal of erasures: in the database, and in a file beside it that a restored backup does not overwrite.

A line is a keyed hash of what a backup would know somebody by (the code of a card, an address) and a moment.
Without the secret key it says nothing; with it, it finds nobody but a person who is there again.
"""

import json
import os
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from flask import current_app
from sqlalchemy import inspect, select

from netevent.extensions import db
from netevent.models import Erasure
from netevent.operations.links import derive


def subject_of(secret: str) -> str:
    return derive("erasure", secret).hex()


def remember(secrets: Iterable[str], now: datetime) -> None:
    """Note that whoever is known by these is gone; the caller commits.

    The file is written first: a line too many asks for an erasure that was asked for anyway, one too few
    would bring somebody back.
    """
    subjects = [subject_of(secret) for secret in secrets]
    _write(dict.fromkeys(subjects, now))
    note(dict.fromkeys(subjects, now))


def note(erased: dict[str, datetime]) -> None:
    """Keep these in the database; the latest erasure of a subject counts. The caller commits."""
    known = {row.subject: row for row in db.session.scalars(select(Erasure))} if erased else {}
    for subject, at in erased.items():
        if subject not in known:
            db.session.add(Erasure(subject=subject, at=at))
        elif known[subject].at < at:
            known[subject].at = at
    db.session.flush()


def written() -> dict[str, datetime]:
    """What the file says; a line that was cut short by a power cut is passed over."""
    erased: dict[str, datetime] = {}
    lines = _file().read_text("utf-8").splitlines() if _file().exists() else []
    for line in lines:
        try:
            told = json.loads(line)
            erased[str(told["subject"])] = datetime.fromisoformat(told["at"])
        except (ValueError, KeyError, TypeError):
            continue
    return erased


def kept() -> dict[str, datetime]:
    """What the database says, if it is of a version that says it."""
    if not inspect(db.session.connection()).has_table("erasures"):
        return {}
    return {row.subject: row.at for row in db.session.scalars(select(Erasure))}


def _write(erased: dict[str, datetime]) -> None:
    _file().parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(_file(), os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        lines = [json.dumps({"subject": subject, "at": at.isoformat()}) for subject, at in erased.items()]
        os.write(descriptor, "".join(f"{line}\n" for line in lines).encode())
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _file() -> Path:
    folder: Path = current_app.config["SETTINGS"].data_dir
    return folder / "erasures.jsonl"
