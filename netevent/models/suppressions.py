"""Suppression: an address that must get no mail, or no digests."""

from collections.abc import Collection

from sqlalchemy import CheckConstraint, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from netevent.extensions import db
from netevent.models.types import Choice, Id, Model, Moment


class Suppression(Model):
    """`scope` 'digests': they unsubscribed, sign-in codes still go. 'all': the address refuses mail.

    Kept as a keyed hash, so that the list outlives a person without naming them.
    """

    __tablename__ = "suppressions"
    __table_args__ = (
        UniqueConstraint("address_hash", "scope"),
        CheckConstraint("scope IN ('digests', 'all')", name="known_scope"),
    )

    id: Mapped[Id]
    address_hash: Mapped[str] = mapped_column(String(64))
    scope: Mapped[Choice]
    reason: Mapped[str] = mapped_column(String(300), default="")
    since: Mapped[Moment]

    @classmethod
    def scopes_of(cls, address_hash: str) -> set[str]:
        return set(db.session.scalars(select(cls.scope).where(cls.address_hash == address_hash)))

    @classmethod
    def scopes_of_all(cls, hashes: Collection[str]) -> dict[str, set[str]]:
        """By hash; one that is on no list is not in it."""
        found: dict[str, set[str]] = {}
        for row in db.session.execute(
            select(cls.address_hash, cls.scope).where(cls.address_hash.in_(hashes))
        ):
            found.setdefault(row.address_hash, set()).add(row.scope)
        return found
