"""One mail as it travels: multipart/alternative, the text first, every header safe.

Python 3.11's EmailMessage decodes encoded words it is given: a Subject `=?UTF-8?Q?=0A?=Bcc: x` becomes a
second header line. So no value reaches it before words are cleaned and addresses are checked here.
"""

import re
import textwrap
from dataclasses import dataclass
from datetime import datetime
from email.header import Header
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, EmailPolicy
from email.utils import format_datetime
from typing import Any

LONGEST = 200  # characters in a header that people wrote
WIDTH = 76  # columns of the text part

_UNSAFE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")  # holds U+0085 too
_ADDRESS = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[a-z0-9-]+(\.[a-z0-9-]+)*", re.ASCII | re.IGNORECASE)
_OURS = re.compile(r"[!-~]{1,900}", re.ASCII)  # ids and links: printable ASCII, no spaces
_ADDRESS_LINE = re.compile(r"https?://\S+$")


class Unsafe(ValueError):
    """A value that could end a header line and start another; the mail is not built."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """Everything one mail needs. `list_unsubscribe_url` is None for mails that bring a code."""

    kind: str
    subject: str
    html: str
    text: str
    to_address: str
    to_name: str = ""
    from_name: str
    from_address: str
    reply_to: str
    message_id: str
    date: datetime
    list_unsubscribe_url: str | None
    list_id: str
    language: str


class _Spelling(EmailPolicy):
    """Folds as SMTP wants it, except where the standard library of Python 3.11 spoils a header.

    A long word cannot be folded, so it would be written as encoded words, which mailbox providers do not look
    for in ids and links; and long words lose a space where two encoded words meet.
    """

    whole = frozenset({"list-unsubscribe", "list-id", "message-id"})
    mailboxes = frozenset({"from", "to", "reply-to"})

    def fold(self, name: str, value: Any) -> str:
        if name.lower() in self.whole:
            return f"{name}: {value}\r\n"
        if name.lower() in self.mailboxes:
            return f"{name}: {_spelled(value.addresses[0])}\r\n"
        if not value.isascii():
            return f"{name}: {_encoded(value)}\r\n"
        return str(super().fold(name, value))

    def fold_binary(self, name: str, value: Any) -> bytes:
        return self.fold(name, value).encode("ascii", "strict")


_POLICY = _Spelling(linesep=SMTP.linesep)


def build(letter: Letter) -> EmailMessage:
    """The message of one letter; raises Unsafe when an address, an id or a link cannot be trusted."""
    message = EmailMessage(policy=_POLICY)
    message["From"] = _mailbox(letter.from_name, letter.from_address)
    message["To"] = _mailbox(letter.to_name, letter.to_address)
    message["Reply-To"] = _mailbox("", letter.reply_to)
    message["Subject"] = clean(letter.subject)
    message["Date"] = format_datetime(letter.date)
    message["Message-ID"] = f"<{_ours(letter.message_id.removeprefix('<').removesuffix('>'))}>"
    message["List-Id"] = f"<{_ours(letter.list_id)}>"
    if letter.list_unsubscribe_url:
        message["List-Unsubscribe"] = f"<{_ours(letter.list_unsubscribe_url)}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(wrapped(letter.text), cte="quoted-printable")
    message.add_alternative(letter.html, subtype="html", cte="quoted-printable")
    message["Content-Language"] = _ours(letter.language)  # last, or it would move into the first part
    return message


def clean(words: str) -> str:
    """Words for one header: no line ends, no controls, no encoded words, 200 characters at most."""
    storable = words.encode("utf-8", "replace").decode("utf-8")
    one_line = " ".join(_UNSAFE.sub(" ", storable).split())
    return one_line.replace("=?", "= ?")[:LONGEST].rstrip()


def wrapped(text: str) -> str:
    """The text part: at most 76 columns, a link stays whole on its own line."""
    return "\n".join(piece for line in text.strip().splitlines() for piece in _wrap(line)) + "\n"


def _wrap(line: str) -> list[str]:
    if len(line) <= WIDTH or _ADDRESS_LINE.match(line.strip()):
        return [line.rstrip()]
    indent = line[: len(line) - len(line.lstrip())]
    return textwrap.wrap(
        line, WIDTH, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )


def _mailbox(name: str, address: str) -> Address:
    local, _, domain = address.rpartition("@")
    try:
        spelled = f"{local}@{domain.encode('idna').decode('ascii')}"
    except UnicodeError as error:
        raise Unsafe("a domain that mail cannot carry") from error
    if not _ADDRESS.fullmatch(spelled) or "=?" in spelled:
        raise Unsafe("an address in a form that we do not send to")
    return Address(clean(name), addr_spec=spelled)


def _ours(value: str) -> str:
    """An id or a link we made: anything odd in it is refused, not repaired."""
    if not _OURS.fullmatch(value) or "=?" in value or "<" in value or ">" in value:
        raise Unsafe("a header value with characters that do not belong there")
    return value


def _spelled(mailbox: Address) -> str:
    if mailbox.display_name.isascii():
        return str(mailbox)
    return f"{_encoded(mailbox.display_name)}\r\n <{mailbox.addr_spec}>"


def _encoded(words: str) -> str:
    return Header(words, "utf-8", header_name="Reply-To").encode(linesep="\r\n")
