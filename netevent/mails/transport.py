"""Handing letters over: to a mail server, or as files into a folder."""

import os
import re
import smtplib
import ssl
from collections.abc import Callable
from pathlib import Path
from typing import Protocol, Self
from urllib.parse import unquote, urlsplit

from netevent.mails.answers import (
    Answer,
    Outcome,
    about_recipient,
    about_us,
    lost_after_handing_over,
    unreachable,
)
from netevent.mails.greetings import Greeting, why
from netevent.mails.message import Envelope, Letter, build

TIMEOUT = 30  # seconds without an answer
PORTS = {"smtp": 25, "smtps": 465}

FENCED_OFF = Answer(Outcome.NOT_STARTED, "another worker has it")
Fence = Callable[[], bool]  # asked last before the mail is handed over; False: do not


class Transport(Protocol):
    """One connection for several letters; used in a `with` block."""

    def send(self, letter: Letter, fence: Fence) -> Answer: ...
    def __enter__(self) -> Self: ...
    def __exit__(self, kind: object, error: object, trace: object) -> None: ...


def open_transport(mail_url: str) -> Transport:
    """The transport an operator's NETEVENT_MAIL_URL asks for; nothing is opened before the first letter."""
    if mail_url.startswith("file:"):
        return Folder(Path(re.sub(r"^file:(//)?", "", mail_url)))
    return Server(mail_url)


class Folder:
    """Writes .eml files named after the message id, so that the same mail twice is one file."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path_of(self, message_id: str) -> Path:
        name = re.sub(r"[^\w.-]", "_", message_id.strip("<>").partition("@")[0], flags=re.ASCII)
        return self.folder / f"{name}.eml"

    def send(self, letter: Letter, fence: Fence) -> Answer:
        octets = build(letter).octets
        path = self.path_of(letter.message_id)
        half = path.with_name(f".{path.stem}.{os.getpid()}")
        if not fence():
            return FENCED_OFF
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            half.write_bytes(octets)
            half.replace(path)
        except OSError as error:
            return unreachable(error)
        return Answer(Outcome.SENT, "written")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        pass


class Server:
    """One SMTP conversation for several letters, opened when the first one comes."""

    def __init__(self, mail_url: str, *, context: ssl.SSLContext | None = None) -> None:
        parts = urlsplit(mail_url)
        self.scheme, self.host = parts.scheme, parts.hostname or "localhost"
        self.user, self.password = unquote(parts.username or ""), unquote(parts.password or "")
        self.port = parts.port or (587 if self.user and parts.scheme == "smtp" else PORTS[parts.scheme])
        self.context = context
        self.line: smtplib.SMTP | None = None

    def send(self, letter: Letter, fence: Fence) -> Answer:
        """Nothing raised by the network leaves here; only a letter that cannot be built raises Unsafe."""
        envelope = build(letter)
        reused = self.line is not None
        answer = self._try(envelope, fence)
        old = reused and self.line is None and answer.outcome is Outcome.NOT_STARTED
        if old and answer is not FENCED_OFF:
            answer = self._try(envelope, fence)
        return answer

    def greet(self) -> Greeting:
        """Connect, encrypt, log in and say QUIT, without a mail; what the network raises stays here."""
        try:
            with self:
                line = self.line = self.line or self._connect()
                tls = line.sock.version() if isinstance(line.sock, ssl.SSLSocket) else None
        except (OSError, smtplib.SMTPException, UnicodeError) as error:
            return Greeting(self.host, self.port, trouble=why(error, self.user, self.password))
        return Greeting(self.host, self.port, tls=tls or "", login=bool(self.user))

    def _try(self, envelope: Envelope, fence: Fence) -> Answer:
        """MAIL, RCPT and DATA up to the server's go-ahead, then the fence, then the mail itself."""
        try:
            line = self.line = self.line or self._connect()
            refusal = _ask(line, envelope.sender, envelope.recipient)
        except smtplib.SMTPResponseException as error:
            self._hang_up()
            return about_us(error.smtp_code, _text(error.smtp_error))
        except (OSError, smtplib.SMTPException, UnicodeError) as error:
            self._hang_up()
            return unreachable(error)
        if refusal is not None:
            self._tidy(refusal)
            return refusal
        try:
            mine = fence()
        except BaseException:
            self._hang_up()  # else the next command would be part of this mail
            raise
        if not mine:
            self._hang_up()  # without the final dot the server throws away what it has
            return FENCED_OFF
        return self._hand_over(line, envelope.octets)

    def _hand_over(self, line: smtplib.SMTP, octets: bytes) -> Answer:
        try:
            line.send(_stuffed(octets))
            answer = about_recipient(*_said(line.getreply()))
        except (OSError, smtplib.SMTPException) as error:
            self._hang_up()
            return lost_after_handing_over(error)
        if answer.outcome is not Outcome.SENT:
            self._tidy(answer)
        return answer

    def _connect(self) -> smtplib.SMTP:
        """An open line; with credentials it is encrypted and the certificate checked, or there is no line."""
        context = self.context or ssl.create_default_context()
        if self.scheme == "smtps":
            line: smtplib.SMTP = smtplib.SMTP_SSL(self.host, self.port, timeout=TIMEOUT, context=context)
        else:
            line = smtplib.SMTP(self.host, self.port, timeout=TIMEOUT)
        try:
            line.ehlo_or_helo_if_needed()
            if self.scheme == "smtp" and (self.user or self._asks_for_tls(line)):
                line.starttls(context=context)  # raises when the server does not offer it
                line.ehlo()
            if self.user:
                line.login(self.user, self.password)
        except BaseException:
            line.close()
            raise
        return line

    def _asks_for_tls(self, line: smtplib.SMTP) -> bool:
        """Offered, and not on this very machine, where relays show certificates nobody signed."""
        return line.has_extn("starttls") and self.host not in {"localhost", "127.0.0.1", "::1"}

    def _tidy(self, answer: Answer) -> None:
        """Make the line ready for the next letter; hang up where the server is about to, or refuses us."""
        try:
            usable = answer.outcome is not Outcome.NOT_STARTED and not answer.words.startswith("421")
            if usable and self.line and self.line.rset()[0] == 250:
                return
        except (OSError, smtplib.SMTPException):
            pass
        self._hang_up()

    def _hang_up(self) -> None:
        line, self.line = self.line, None
        if line:
            line.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        try:
            if self.line:
                self.line.quit()
        except (OSError, smtplib.SMTPException):
            pass
        self._hang_up()


def _ask(line: smtplib.SMTP, sender: str, recipient: str) -> Answer | None:
    """The server's refusal of the sender, the recipient or the mail as such; None when it says: go ahead."""
    code, words = _said(line.mail(sender))
    if code != 250:
        return about_us(code, words)
    code, words = _said(line.rcpt(recipient))
    if code not in {250, 251}:
        return about_recipient(code, words)
    code, words = _said(line.docmd("DATA"))
    return None if code == 354 else about_recipient(code, words)


def _stuffed(octets: bytes) -> bytes:
    """With its final dot, and every other dot at the beginning of a line doubled (RFC 5321, 4.5.2)."""
    return octets.replace(b"\r\n.", b"\r\n..") + b".\r\n"


def _said(reply: tuple[int, bytes]) -> tuple[int, str]:
    code, words = reply
    if code == -1:  # smtplib's sign for an answer that is none
        raise smtplib.SMTPServerDisconnected("an answer that is none")
    return code, _text(words)


def _text(words: bytes | str) -> str:
    return " ".join((words.decode("utf-8", "replace") if isinstance(words, bytes) else words).split())
