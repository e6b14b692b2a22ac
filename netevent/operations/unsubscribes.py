"""No more morning mails to an address, by one click; sign-in codes still arrive."""

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError

from netevent.errors import N_, NotFound
from netevent.extensions import db
from netevent.models import Suppression
from netevent.operations import links


def address_of(token: str) -> str:
    """The address a link speaks of; raises NotFound when it is not one of ours."""
    address = links.read("unsubscribe", token)
    if not isinstance(address, str):
        raise NotFound(N_("This link is not complete. Use the one in the newest mail."))
    return address


def unsubscribe(address: str, now: datetime) -> None:
    """Again and again without complaint (RFC 8058)."""
    if "digests" in Suppression.scopes_of(address):
        return
    db.session.add(Suppression(address=address, scope="digests", reason="unsubscribed", since=now))
    try:
        db.session.commit()
    except IntegrityError:  # the same click twice at once
        db.session.rollback()


def resubscribe(address: str) -> None:
    db.session.execute(
        delete(Suppression).where(Suppression.address == address, Suppression.scope == "digests")
    )
    db.session.commit()
