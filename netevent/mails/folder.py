"""Mails that were written into a folder: reading one, and taking away those to and about somebody."""

from collections.abc import Iterable
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default
from pathlib import Path

from netevent.mails.transport import Folder, open_transport

LEAST = 3  # letters; a shorter name stands in every mail


def find(mail_url: str, message_id: str) -> EmailMessage | None:
    """The mail of this id as it was written; None when it was not, or where mail goes to a server."""
    transport = open_transport(mail_url)
    path = transport.path_of(message_id) if isinstance(transport, Folder) else None
    return _read(path) if path and path.exists() else None


def forget(mail_url: str, words: Iterable[str]) -> None:
    """Delete every mail of the folder that holds one of `words`; nothing where mail goes to a server."""
    transport = open_transport(mail_url)
    wanted = [word.casefold() for word in words if len(word) >= LEAST]
    if not wanted or not isinstance(transport, Folder):
        return
    for path in transport.folder.glob("*.eml"):
        text = _text(path).casefold()
        if any(word in text for word in wanted):
            path.unlink(missing_ok=True)


def _read(path: Path) -> EmailMessage:
    return BytesParser(EmailMessage, policy=default).parsebytes(path.read_bytes())


def _text(path: Path) -> str:
    """Headers and parts, decoded."""
    message = _read(path)
    parts = [part.get_content() for part in message.walk() if part.get_content_maintype() == "text"]
    return "\n".join([*(str(value) for value in message.values()), *parts])
