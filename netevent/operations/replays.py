"""One form, one effect: a key claimed before the act, settled with its outcome, in one transaction with it.

The key is inserted first. Copies that arrive at the same instant wait for that row until the first commits, and
then give its answer. Whoever dies in between leaves nothing behind, not even the key.
"""

import re
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, insert, select, update
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from netevent.errors import N_, Invalid
from netevent.extensions import db
from netevent.models import Replay
from netevent.operations.links import derive

KEY = re.compile(r"[0-9A-Za-z_-]{16,64}")
ANSWERED = range(200, 400)

MALFORMED = N_("The key of this form cannot be used. Reload the page and send it again.")
USED = N_("This form was sent before with other words. Reload the page, and send what is new from there.")


class Once:
    """A unit of work for one key; the session joins its transaction, and only `settle` commits it.

    Raises Invalid when the key is malformed, or was used for something else.
    """

    def __init__(self, key: str, fingerprint: str, now: datetime) -> None:
        if not KEY.fullmatch(key):
            raise Invalid("key", MALFORMED)
        self.key, self.fingerprint, self.now = key, fingerprint, now
        self.earlier: Replay | None = None
        self.connection: Connection | None = None

    def claim(self) -> Replay | None:
        """Take the key. Gives the outcome that an earlier copy had, or None when this one is to act."""
        connection = self._begin()
        try:
            with connection.begin_nested():
                connection.execute(
                    insert(Replay).values(key=self.key, fingerprint=self.fingerprint, status=0, at=self.now)
                )
        except IntegrityError:
            return self._of_earlier()
        return None

    def settle(self, status: int, location: str, row_id: int | None, person_id: int | None) -> None:
        """The act is over: its rows and this outcome are kept together, or not at all.

        A refusal is kept too, so that what it counts is counted once; sent again, it may succeed.
        """
        if self.connection is None:
            return None
        again = self.earlier is not None and self.earlier.fingerprint == self.fingerprint
        if status not in ANSWERED and again:
            return self.drop()
        db.session.close()  # ends its savepoint; what it committed stays
        values = {"fingerprint": self.fingerprint, "status": status, "location": location, "at": self.now}
        self.connection.execute(
            update(Replay).where(Replay.key == self.key).values(row_id=row_id, person_id=person_id, **values)
        )
        self.connection.commit()
        self._end()
        return None

    def drop(self) -> None:
        """Nothing of this attempt stays."""
        if self.connection is None:
            return
        db.session.close()
        try:
            self.connection.rollback()
        except SQLAlchemyError:  # the database went away; it forgets by itself
            self.connection.invalidate()
        self._end()

    def _begin(self) -> Connection:
        db.session.remove()
        self.connection = connection = db.engine.connect()
        try:
            connection.begin()
        except BaseException:
            self._end()
            raise
        db.session(bind=connection, join_transaction_mode="create_savepoint")
        return connection

    def _end(self) -> None:
        if self.connection is not None:
            self.connection.close()
        self.connection = None
        db.session.remove()

    def _of_earlier(self) -> Replay | None:
        self.earlier = db.session.scalars(select(Replay).where(Replay.key == self.key)).one()
        db.session.expunge(self.earlier)
        if self.earlier.status not in ANSWERED:
            return None
        if self.earlier.fingerprint != self.fingerprint:
            self.drop()
            raise Invalid("key", USED)
        return self.earlier


def fingerprint(method: str, path: str, fields: Iterable[tuple[str, str]]) -> str:
    """A keyed hash of what was asked; the hidden fields of our own are no part of it."""
    said = sorted((name, value) for name, value in fields if name not in {"csrf_token", "key"})
    return derive("replay", repr((method, path, said))).hex()
