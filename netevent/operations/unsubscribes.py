"""No more morning mails to an address, by one click; sign-in codes still arrive."""

from datetime import datetime

from netevent.errors import N_, NotFound
from netevent.operations import links, suppressions


def address_of(token: str) -> str:
    """The address a link speaks of; raises NotFound when it is not one of ours."""
    address = links.read("unsubscribe", token)
    if not isinstance(address, str):
        raise NotFound(N_("This link is not complete. Use the one in the newest mail."))
    return address


def stopped(address: str) -> bool:
    """Whether this address gets no morning mails."""
    return "digests" in suppressions.scopes_of(address)


def unsubscribe(address: str, now: datetime) -> None:
    """Again and again without complaint (RFC 8058)."""
    suppressions.suppress(address, "digests", "unsubscribed", now)


def resubscribe(address: str) -> None:
    suppressions.lift(address, "digests")
