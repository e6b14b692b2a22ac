"""One mail of every kind, sent by the worker into a folder, and every link that stands in it."""

import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from netevent import clock
from netevent.extensions import db
from netevent.mails.transport import open_transport
from netevent.models import AddressChange, Digest, OutboxMail, Person, SignIn
from netevent.operations import letters, notices, outbox
from tests.access.belongings import Things
from tests.access.scene import Scene
from tests.mails.mornings import mail, morning_mail

KINDS = tuple(letters._PAGES)
# The rest are pages like any other.
OPENS_SOMETHING = ("/signin/", "/prompts/", "/unsubscribe/", "/pause/", "/invitations/")


def send_every_kind(house: Scene) -> dict[str, EmailMessage]:
    """Kind -> the mail as it arrives. A kind without an example fails the test, and says what to add."""
    app = house.app
    with app.app_context():
        ben, una = house.of["attendee"], house.of["unconfirmed sign-up"]
        written = {kind: _of_kind(kind, ben, una) for kind in KINDS}
        url = app.config["SETTINGS"].mail_url
        with open_transport(url) as transport:
            outbox.send_due(clock.now(), transport, limit=500)
        files = [
            message_from_bytes(path.read_bytes(), policy=policy.default)
            for path in _folder(url).glob("*.eml")
        ]
        by_id = {str(message["Message-ID"]): message for message in files}
        return {kind: by_id[message_id] for kind, message_id in written.items()}


def links_in(message: EmailMessage) -> list[str]:
    """Every address of both parts and of the headers, each once, as paths."""
    found: dict[str, None] = {}
    for part in message.walk():
        if part.get_content_type() == "text/html":
            found |= dict.fromkeys(_Hrefs.of(part.get_content()))
        elif part.get_content_type() == "text/plain":
            found |= dict.fromkeys(re.findall(r"https?://\S+", part.get_content()))
    found |= dict.fromkeys(re.findall(r"<(https?://[^>]+)>", str(message["List-Unsubscribe"] or "")))
    return [_path(link) for link in found]


def _of_kind(kind: str, ben: Things, una: Things) -> str:
    """The Message-ID of a mail of this kind that waits to be sent."""
    if kind in {"signin", "checkin", "invite"}:
        row = db.session.query(OutboxMail).filter_by(kind=kind).order_by(OutboxMail.id).first()
    elif kind in {"morning", "neutral"}:
        whose = ben if kind == "morning" else una
        row = morning_mail(db.session.query(Digest).filter_by(person_id=whose.person_id).one())
    elif kind == "address_code":
        row = _address_code(ben)
    elif kind in notices.NOTICES:
        row = _notice(kind, ben)
    else:
        row = None
    if row is None:
        pytest.fail(f"Say in tests/access/mailed.py how a mail of the kind {kind!r} comes about.")
    return row.message_id


def _address_code(ben: Things) -> OutboxMail:
    signin = db.session.get_one(SignIn, ben.signin_id)
    asked = AddressChange(
        person_id=ben.person_id,
        signin_id=signin.id,
        email="ben@new.example",
        challenge="c" * 32,
        asked_at=clock.now(),
    )
    db.session.add(asked)
    db.session.commit()
    return mail("address_code", "ben@new.example", person_id=ben.person_id, signin_id=signin.id)


def _notice(kind: str, ben: Things) -> OutboxMail:
    if kind == "idle":
        db.session.get_one(Person, ben.person_id).active_at = clock.now() - notices.KEPT_IDLE
        db.session.commit()
    return mail(kind, ben.email, person_id=ben.person_id)


def _folder(mail_url: str) -> Path:
    return Path(mail_url.removeprefix("file:"))


def _path(link: str) -> str:
    parts = urlsplit(link)
    return parts.path + (f"?{parts.query}" if parts.query else "")


class _Hrefs(HTMLParser):
    """Every address an HTML part points to or loads."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    @classmethod
    def of(cls, markup: str) -> Iterator[str]:
        parser = cls()
        parser.feed(markup)
        return (link for link in parser.found if link.startswith("http"))

    def handle_starttag(self, _tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value or "" for name, value in attrs if name in {"href", "src", "action"}]
