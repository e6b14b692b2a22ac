"""The list of addresses that must get no mail: kept by keyed hash, so that it names nobody."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError

from netevent.extensions import db
from netevent.models import Suppression
from netevent.operations.links import derive


def hash_of(address: str) -> str:
    """What stands on the list for an address in its compared form."""
    return derive("address", address).hex()


def scopes_of(address: str) -> set[str]:
    """'digests', 'all', both or none."""
    return Suppression.scopes_of(hash_of(address))


def scopes_of_all(addresses: Iterable[str]) -> dict[str, set[str]]:
    """The same for several addresses, in one question."""
    hashes = {address: hash_of(address) for address in addresses}
    listed = Suppression.scopes_of_all(hashes.values())
    return {address: listed.get(hashed, set()) for address, hashed in hashes.items()}


def suppress(address: str, scope: str, reason: str, now: datetime) -> None:
    """Again and again without complaint; commits."""
    if scope in scopes_of(address):
        return
    db.session.add(Suppression(address_hash=hash_of(address), scope=scope, reason=reason[:300], since=now))
    try:
        db.session.commit()
    except IntegrityError:  # the same at the same instant
        db.session.rollback()


def lift(address: str, scope: str) -> None:
    db.session.execute(
        delete(Suppression).where(Suppression.address_hash == hash_of(address), Suppression.scope == scope)
    )
    db.session.commit()
