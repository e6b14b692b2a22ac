"""What mail servers ask the DNS about our sender: SPF, DMARC and MX are looked up, DKIM and PTR explained."""

from collections.abc import Iterator
from datetime import datetime
from email.utils import parseaddr
from urllib.parse import urlsplit

import dns.resolver
from dns.exception import DNSException
from dns.rdtypes.ANY.MX import MX
from dns.rdtypes.ANY.TXT import TXT

from netevent.config import Settings
from netevent.mails.addresses import can_write
from netevent.operations.findings import Finding, advice, ok, wrong

LIFETIME = 3.0  # seconds for one question
RESERVED = {"example", "test", "invalid", "localhost", "local", "internal"}  # RFC 6761, RFC 6762, ICANN 2024
LONGEST = 200  # characters of a record that are shown


class Unanswered(Exception):
    """Nobody could be asked, or nobody answered."""


def examine(settings: Settings, _now: datetime) -> Iterator[Finding]:
    """The sender's domain beside our address, then its records; a name for trials is asked nowhere."""
    address = parseaddr(settings.mail_from)[1]
    if not can_write(address):
        yield wrong("sender", "NETEVENT_MAIL_FROM holds no address, so no mail can be written. Set one.")
        return
    domain = address.rpartition("@")[2].casefold()
    yield _alignment(domain, (urlsplit(settings.base_url).hostname or "").casefold())
    if is_reserved(domain):
        yield advice(
            "sender records", f"{domain} has none: it is a name for trials, and no place for real mails."
        )
        return
    yield from _published(domain)
    yield advice(
        "DKIM",
        f"Whoever sends the mails publishes a key at SELECTOR._domainkey.{domain} and signs. "
        "The h= of the signature must name List-Unsubscribe and List-Unsubscribe-Post.",
    )
    server = urlsplit(settings.mail_url)
    if server.scheme != "file" and is_reserved(server.hostname or ""):
        yield advice(
            "PTR",
            "Mails leave by a relay of your own: the address it sends from needs a reverse name (PTR), "
            "and that name must lead back to the address.",
        )


def look_up(name: str, kind: str) -> list[str]:
    """The texts of TXT records, or the hosts of MX records, the first choice first; empty where none are.

    Raises Unanswered when nobody can be asked.
    """
    try:
        answer = list(dns.resolver.resolve(name, kind, lifetime=LIFETIME, search=False))
    except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
        return []
    except (DNSException, OSError) as error:
        raise Unanswered from error
    texts = [b"".join(one.strings).decode("utf-8", "replace") for one in answer if isinstance(one, TXT)]
    hosts = sorted((one.preference, one.exchange.to_text(True)) for one in answer if isinstance(one, MX))
    return texts + [host for _, host in hosts]


def is_reserved(domain: str) -> bool:
    """A name that is in no public DNS: for trials, of one word, or a number."""
    last = domain.rpartition(".")[2]
    return "." not in domain or ":" in domain or last in RESERVED or last.isdecimal()


def _alignment(domain: str, host: str) -> Finding:
    if domain == host or host.endswith(f".{domain}") or domain.endswith(f".{host}"):
        return ok("sender", f"Mails come from {domain}, which goes with the address {host}.")
    return advice(
        "sender",
        f"Mails come from {domain}, but their links lead to {host}: filters trust that less. "
        f"Set NETEVENT_MAIL_FROM to an address at {host}, or at the domain above it.",
    )


def _published(domain: str) -> Iterator[Finding]:
    """Stops at the first question without an answer, as the next would only wait as long."""
    try:
        for record in (_spf, _dmarc, _mx):
            yield record(domain)
    except Unanswered:
        yield advice(
            "DNS",
            f"Nobody answers about {domain} from here, so not all of its records were seen. Try again later.",
        )


def _spf(domain: str) -> Finding:
    found = [text for text in look_up(domain, "TXT") if text.casefold().split(" ")[0] == "v=spf1"]
    if not found:
        return advice(
            "SPF",
            f"{domain} has no record. Publish a TXT record there that names who sends for it, "
            "like “v=spf1 mx -all”.",
        )
    if len(found) > 1:
        return advice("SPF", f"{domain} has {len(found)} records, which count as none. Make them one.")
    if {"all", "+all"} & set(found[0].casefold().split()):
        return advice("SPF", f"{domain} lets everybody send for it. End the record with -all or ~all.")
    return ok(
        "SPF", f"{domain} says “{found[0][:LONGEST]}”. The server in NETEVENT_MAIL_URL must be among them."
    )


def _dmarc(domain: str) -> Finding:
    """The record of the domain itself, or else of the nearest one above it."""
    labels = domain.split(".")
    for name in (".".join(labels[start:]) for start in range(len(labels) - 1)):
        found = [text for text in look_up(f"_dmarc.{name}", "TXT") if text.startswith("v=DMARC1")]
        if len(found) > 1:
            return advice("DMARC", f"_dmarc.{name} has {len(found)} records, which count as none. Keep one.")
        if found:
            return ok("DMARC", f"_dmarc.{name} says “{found[0][:LONGEST]}”.")
    return advice(
        "DMARC", f"_dmarc.{domain} has no record. Publish a TXT record there; “v=DMARC1; p=none” is a start."
    )


def _mx(domain: str) -> Finding:
    hosts = look_up(domain, "MX")
    if hosts == ["."]:
        return advice("MX", f"{domain} says that it takes no mail, so replies and returned mails are lost.")
    if not hosts:
        return advice(
            "MX", f"{domain} has no record, so replies and returned mails may be lost. Publish one."
        )
    return ok("MX", f"Replies to {domain} go to {', '.join(hosts)[:LONGEST]}.")
