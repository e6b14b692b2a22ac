"""A call at a mail server without a mail: what it offered, or in plain words why there is no way in."""

import smtplib
import socket
import ssl
from base64 import b64encode
from dataclasses import dataclass
from urllib.parse import quote


@dataclass(frozen=True, slots=True)
class Greeting:
    """How one call went. `tls` is the protocol that encrypts the line, empty on an open one; `trouble` says
    why there is no line at all."""

    host: str
    port: int
    tls: str = ""
    login: bool = False
    trouble: str = ""


NO_LOGIN = "The server takes no login on this port. Try port 587, or leave user and password away."
NO_STARTTLS = (
    "A password is set, but the server offers no STARTTLS, so the password was not said. "
    "Use smtps:// or another port."
)
NO_SMTP = "What answers there does not speak SMTP. Check host and port."
REASONS: tuple[tuple[type[Exception], str], ...] = (
    (socket.gaierror, "This host name was not found. Check its spelling, and that DNS answers here."),
    (ConnectionRefusedError, "The connection was refused: nothing listens on this port, or a firewall."),
    (
        TimeoutError,
        "The server did not answer in time. A firewall may hold the port back; "
        "smtps:// is for port 465, smtp:// for 587.",
    ),
    (
        ssl.SSLCertVerificationError,
        "Its certificate is not trusted (%(words)s). "
        "Use the name it was made for, or trust whoever signed it.",
    ),
    (ssl.SSLError, "No encrypted line came about (%(words)s). smtps:// is for port 465, smtp:// for 587."),
    (smtplib.SMTPServerDisconnected, "The server hung up. smtps:// is for port 465, smtp:// for 587."),
    (UnicodeError, "Host, user or password hold signs that cannot be said: only plain ASCII can."),
    (smtplib.SMTPException, "The server and this house found no common way (%(words)s)."),
    (OSError, "No connection: %(words)s."),
)


def why(error: Exception, user: str, password: str) -> str:
    """The reason in plain words; a server that repeats the password does not get it repeated here."""
    if isinstance(error, smtplib.SMTPResponseException):
        return _turned_away(error, user, password)
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return NO_LOGIN if "AUTH" in str(error) else NO_STARTTLS
    if isinstance(error, smtplib.SMTPServerDisconnected) and isinstance(error.__context__, TimeoutError):
        error = error.__context__  # smtplib tells silence and hanging up apart only here
    sentence = next(sentence for kind, sentence in REASONS if isinstance(error, kind))
    return sentence % {"words": _about(error)}


def _turned_away(error: smtplib.SMTPResponseException, user: str, password: str) -> str:
    """The server's own words, with a code before them."""
    if error.smtp_code == -1:  # smtplib's sign for an answer that is none
        return NO_SMTP
    said = error.smtp_error
    words = " ".join((said.decode("utf-8", "replace") if isinstance(said, bytes) else said).split())
    told = f"{error.smtp_code} {_without(words, user, password)}".rstrip(" .")
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return f"The login was refused: {told}. Check user and password in NETEVENT_MAIL_URL."
    return f"The server turned us away: {told}."


def _without(words: str, user: str, password: str) -> str:
    """The words without the password, as it is, as an address spells it, or as a login says it."""
    if not password:
        return words
    as_said = [b64encode(text.encode()).decode() for text in (password, f"\0{user}\0{password}")]
    for secret in (password, quote(password, safe=""), *as_said):
        words = words.replace(secret, "…")
    return words


def _about(error: Exception) -> str:
    """A library's own few words."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return error.verify_message
    if isinstance(error, ssl.SSLError):
        return (error.reason or "unknown reason").replace("_", " ").lower()
    strerror = error.strerror if isinstance(error, OSError) else None
    return (strerror or str(error) or type(error).__name__).rstrip(".")
