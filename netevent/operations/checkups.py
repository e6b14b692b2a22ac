"""Examining the house for whoever runs it: what is well, what would be better, what is wrong."""

from collections.abc import Callable, Iterator
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, available_timezones

from netevent.config import LOOPBACK, Settings
from netevent.mails.addresses import can_write
from netevent.mails.greetings import Greeting
from netevent.mails.transport import Folder, Server, open_transport
from netevent.operations import databases, folders, sender_records
from netevent.operations.findings import Finding, advice, ok, wrong

ZONES = ("Europe/Zurich", "Europe/Paris", "Europe/Rome", "America/New_York", "Asia/Tokyo", "Pacific/Auckland")

Examination = Callable[[Settings, datetime], Iterator[Finding]]


def examine(settings: Settings, now: datetime) -> Iterator[Finding]:
    """Every finding, as soon as it is made. A mishap in one examination is a finding, too."""
    for name, examination in EXAMINATIONS:
        try:
            yield from examination(settings, now)
        except Exception as error:  # its words are not shown: they may quote a setting
            yield wrong(name, f"This could not be examined ({type(error).__name__}).")


def _addresses(settings: Settings, _now: datetime) -> Iterator[Finding]:
    yield _address("address", "NETEVENT_BASE_URL", settings.base_url)
    if settings.qr_url == settings.base_url:
        yield ok("short address", "Codes lead to the address itself.")
    else:
        yield _address("short address", "NETEVENT_QR_URL", settings.qr_url)


def _address(name: str, setting: str, url: str) -> Finding:
    if url.startswith("https://"):
        return ok(name, f"{url}.")
    if urlsplit(url).hostname in LOOPBACK:
        return advice(
            name, f"{url} is for this machine alone. For others, set {setting} to an https address."
        )
    return advice(
        name, f"{url} is plain http, where phones lend no camera. Set {setting} to an https address."
    )


def _contact(settings: Settings, _now: datetime) -> Iterator[Finding]:
    contact = settings.operator_contact
    if "@" in contact:
        yield _reply_to(contact)
        return
    found = f"{contact} is no mail address" if contact else "Nobody is named"
    yield advice(
        "contact",
        f"{found}, so replies to mails go to {settings.mail_from}. "
        "Set NETEVENT_OPERATOR_CONTACT to an address.",
    )


def _reply_to(contact: str) -> Finding:
    if can_write(contact):
        return ok("contact", f"Replies to mails go to {contact}.")
    return wrong(
        "contact",
        f"NETEVENT_OPERATOR_CONTACT is {contact}, with which no mail can be written. Set the address alone.",
    )


def _time_zones(_settings: Settings, now: datetime) -> Iterator[Finding]:
    unknown = [zone for zone in ZONES if not _is_known(zone, now)]
    if unknown:
        yield wrong("time zones", f"Nothing is known of {', '.join(unknown)}. Install the package tzdata.")
        return
    data = version("tzdata")
    found = f"{len(available_timezones())} zones, tzdata {data}."
    if now.year - int(data.partition(".")[0]) >= 2:  # by then older than a year and a half, by and large
        yield advice(
            "time zones", f"{found} Countries have changed their clocks since: install a newer tzdata."
        )
    else:
        yield ok("time zones", found)


def _is_known(zone: str, now: datetime) -> bool:
    try:
        return now.astimezone(ZoneInfo(zone)).utcoffset() is not None
    except (KeyError, ValueError, OSError):
        return False


def _mail(settings: Settings, _now: datetime) -> Iterator[Finding]:
    transport = open_transport(settings.mail_url)
    if isinstance(transport, Folder):
        yield _folder(transport.folder)
    elif isinstance(transport, Server):
        yield _server(transport.greet())


def _folder(folder: Path) -> Finding:
    there = next(path for path in (folder, *folder.absolute().parents) if path.exists())
    refusal = folders.unwritable(there)
    if refusal:
        return wrong(
            "mail", f"{folder} cannot be written ({refusal}). Choose another folder in NETEVENT_MAIL_URL."
        )
    return advice(
        "mail",
        f"Mails are written into {folder}; nothing leaves this machine. "
        "For real mails, name a server in NETEVENT_MAIL_URL.",
    )


def _server(greeting: Greeting) -> Finding:
    where = f"{greeting.host}, port {greeting.port}"
    if greeting.trouble:
        return wrong("mail", f"{where}: {greeting.trouble}")
    login = "the login was accepted" if greeting.login else "no login is set"
    if greeting.tls:
        return ok("mail", f"{where}: the line is encrypted ({greeting.tls}), {login}.")
    if greeting.host in LOOPBACK:
        return ok("mail", f"{where}: the line is not encrypted, but stays on this machine; {login}.")
    return advice(
        "mail",
        f"{where}: the line is not encrypted, so others can read the mails; {login}. "
        "Use a server with STARTTLS, or smtps://.",
    )


EXAMINATIONS: tuple[tuple[str, Examination], ...] = (
    ("address", _addresses),
    ("contact", _contact),
    ("time zones", _time_zones),
    ("database", databases.examine),
    ("data folder", folders.examine),
    ("mail", _mail),
    ("sender records", sender_records.examine),
)
