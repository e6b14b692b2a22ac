"""A mail server that lets nobody in without encryption and a password, and the certificate it shows."""

import ssl
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import AuthResult

from tests.mails.sink import Sink, serving


def certificate_in(folder: Path) -> Path:
    """A certificate for 127.0.0.1 that nobody but this test trusts, with its key, in one file."""
    file = folder / "both.pem"
    key = file.with_suffix(".key")
    subprocess.run(  # noqa: S603
        [  # noqa: S607
            "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2",
            "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1",
            "-keyout", str(key), "-out", str(file),
        ],
        check=True, capture_output=True,
    )  # fmt: skip
    file.write_bytes(file.read_bytes() + key.read_bytes())
    return file


def shown(certificate: Path) -> ssl.SSLContext:
    """What a server needs to show it."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


@contextmanager
def encrypted(certificate: Path, knows: bytes, refusal: str | None = None) -> Iterator[tuple[Sink, str]]:
    """A server that lets nobody in without encryption and this password, and its address with `p@ss/word`."""

    def check(_server: object, session: Any, _envelope: object, _mechanism: str, data: Any) -> AuthResult:
        known = session.ssl is not None and data.password == knows
        return AuthResult(success=known, handled=False, message=None if known else refusal)

    with serving(tls_context=shown(certificate), require_starttls=True, authenticator=check) as sink:
        yield sink, sink.url.replace("//", "//ada:p%40ss%2Fword@")
