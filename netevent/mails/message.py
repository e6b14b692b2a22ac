"""One mail as it travels: multipart/alternative, the text first, every header safe.

Python 3.11's EmailMessage decodes encoded words it is given: a Subject `=?UTF-8?Q?=0A?=Bcc: x` becomes a
second header line; it breaks long ids and links, which mailbox providers then do not find; and building a mail with
it takes longer than all the rest of it. So the lines are put together here, from words that were cleaned and
addresses that were checked; encoded words, mailboxes and quoted-printable come from the standard library.
"""

import binascii
import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email.header import Header
from email.utils import format_datetime, formataddr

LONGEST = 200  # characters in a header that people wrote
WIDTH = 76  # columns of the text part

_UNSAFE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")  # holds U+0085 too
_ADDRESS = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[a-z0-9-]+(\.[a-z0-9-]+)*", re.ASCII | re.IGNORECASE)
_OURS = re.compile(r"[!-~]{1,900}", re.ASCII)  # ids and links: printable ASCII, no spaces
_LINE_END = re.compile(r"\r\n|\r|\n")
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


@dataclass(frozen=True, slots=True)
class Envelope:
    """What the mail server is told, and what it is handed."""

    sender: str
    recipient: str
    octets: bytes


def build(letter: Letter) -> Envelope:
    """The message of one letter; raises Unsafe when an address, an id or a link cannot be trusted."""
    boundary = (
        f"=_{re.sub('[^0-9a-z]', '', letter.message_id)[:60]}"  # never in quoted-printable (RFC 2045, 6.7)
    )
    head = "".join(f"{name}: {value}\r\n" for name, value in _headers(letter))
    body = (_part("plain", wrapped(letter.text)), _part("html", letter.html))
    parts = "".join(f"--{boundary}\r\n{part}\r\n" for part in body)  # RFC 2046, 5.1.1
    kind = f'Content-Type: multipart/alternative; boundary="{boundary}"\r\n'
    octets = f"{head}{kind}\r\n{parts}--{boundary}--\r\n".encode("ascii")
    return Envelope(_spelled(letter.from_address), _spelled(letter.to_address), octets)


def _headers(letter: Letter) -> Iterator[tuple[str, str]]:
    yield "From", _mailbox(letter.from_name, letter.from_address)
    yield "To", _mailbox(letter.to_name, letter.to_address)
    yield "Reply-To", _mailbox("", letter.reply_to)
    yield "Subject", _encoded(clean(letter.subject), "Subject")
    yield "Date", format_datetime(letter.date)
    yield "Message-ID", f"<{_ours(letter.message_id.removeprefix('<').removesuffix('>'))}>"
    yield "List-Id", f"<{_ours(letter.list_id)}>"
    if letter.list_unsubscribe_url:
        yield "List-Unsubscribe", f"<{_ours(letter.list_unsubscribe_url)}>"
        yield "List-Unsubscribe-Post", "List-Unsubscribe=One-Click"
    yield "Auto-Submitted", "auto-generated"
    yield "Content-Language", _ours(letter.language)
    yield "MIME-Version", "1.0"


def _part(subtype: str, words: str) -> str:
    octets = _LINE_END.sub("\r\n", words).encode("utf-8", "replace")
    return (
        f'Content-Type: text/{subtype}; charset="utf-8"\r\n'
        "Content-Transfer-Encoding: quoted-printable\r\n\r\n"
        f"{binascii.b2a_qp(octets, istext=True).decode('ascii')}"
    )


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


def _mailbox(name: str, address: str) -> str:
    """`Name <address>` as RFC 5322 wants it, folded."""
    cleaned, spelled = clean(name), _spelled(address)
    if cleaned.isascii():
        return formataddr((cleaned, spelled))
    return f"{_encoded(cleaned, 'Reply-To')}\r\n <{spelled}>"


def _spelled(address: str) -> str:
    local, _, domain = address.rpartition("@")
    try:
        spelled = f"{local}@{domain.encode('idna').decode('ascii')}"
    except UnicodeError as error:
        raise Unsafe("a domain that mail cannot carry") from error
    if not _ADDRESS.fullmatch(spelled) or "=?" in spelled:
        raise Unsafe("an address in a form that we do not send to")
    return spelled


def _ours(value: str) -> str:
    """An id or a link we made: anything odd in it is refused, not repaired."""
    if not _OURS.fullmatch(value) or "=?" in value or "<" in value or ">" in value:
        raise Unsafe("a header value with characters that do not belong there")
    return value


def _encoded(words: str, name: str) -> str:
    """Plain where it can be, else as encoded words (RFC 2047); folded after the header's name."""
    charset = "us-ascii" if words.isascii() else "utf-8"
    return Header(words, charset, header_name=name).encode(linesep="\r\n")
