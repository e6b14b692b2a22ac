"""Calls at real mail servers without a mail: what they offer, and in plain words why there is no way in."""

import smtplib
import socket
import ssl
from base64 import b64encode
from pathlib import Path

import pytest

from netevent.mails import transport
from netevent.mails.greetings import NO_LOGIN, NO_SMTP, Greeting, why
from netevent.mails.transport import Server
from tests.mails.sink import serving
from tests.mails.tls import certificate_in, encrypted, shown

PASSWORD = "p@ss/word"
SPELLINGS = (PASSWORD, "p%40ss%2Fword", *(b64encode(t).decode() for t in (b"p@ss/word", b"\0ada\0p@ss/word")))


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return certificate_in(tmp_path_factory.mktemp("tls"))


def greeted(url: str, certificate: Path | None = None) -> Greeting:
    context = ssl.create_default_context(cafile=certificate) if certificate else None
    greeting = Server(url, context=context).greet()
    assert not any(spelling in repr(greeting) for spelling in SPELLINGS)
    return greeting


def test_a_login_over_an_encrypted_line_is_accepted_and_ends_with_a_farewell(certificate: Path) -> None:
    with encrypted(certificate, knows=PASSWORD.encode()) as (sink, url):
        assert greeted(url, certificate) == Greeting("127.0.0.1", sink.port, tls="TLSv1.3", login=True)
        assert (sink.farewells, sink.mails) == (1, [])


def test_a_line_encrypted_from_its_first_word_is_said_to_be_so(certificate: Path) -> None:
    with serving(ssl_context=shown(certificate)) as sink:
        greeting = greeted(sink.url.replace("smtp:", "smtps:"), certificate)
    assert (greeting.tls, greeting.login, greeting.trouble) == ("TLSv1.3", False, "")


def test_an_open_line_without_a_login_is_said_to_be_so() -> None:
    with serving() as sink:
        assert greeted(sink.url) == Greeting("127.0.0.1", sink.port)
        assert sink.farewells == 1


def test_a_call_leaves_the_server_ready_for_another() -> None:
    with serving() as sink:
        server = Server(sink.url)
        assert server.greet() == server.greet()
        assert server.line is None
        assert (sink.connections, sink.farewells) == (2, 2)


def test_a_wrong_password_is_told_in_the_words_of_the_server(certificate: Path) -> None:
    with encrypted(certificate, knows=b"another") as (_, url):
        trouble = greeted(url, certificate).trouble
    assert trouble.startswith("The login was refused: 535 5.7.8 Authentication credentials invalid.")
    assert "NETEVENT_MAIL_URL" in trouble


def test_a_server_that_repeats_the_password_is_not_repeated(certificate: Path) -> None:
    refusal = f"535 5.7.8 not {' nor '.join(SPELLINGS)}"
    with encrypted(certificate, knows=b"another", refusal=refusal) as (_, url):
        assert "535 5.7.8 not … nor … nor … nor …." in greeted(url, certificate).trouble


def test_a_certificate_nobody_vouches_for_is_told(certificate: Path) -> None:
    with encrypted(certificate, knows=PASSWORD.encode()) as (_, url):
        assert greeted(url).trouble.startswith("Its certificate is not trusted (self-signed certificate).")


def test_a_certificate_for_another_name_is_told(certificate: Path) -> None:
    with encrypted(certificate, knows=PASSWORD.encode()) as (_, url):
        trouble = greeted(url.replace("127.0.0.1", "localhost"), certificate).trouble
    assert "Hostname mismatch" in trouble


def test_no_encryption_where_a_password_is_set_is_told() -> None:
    with serving(auth_require_tls=False) as sink:
        trouble = greeted(sink.url.replace("//", "//ada:p%40ss%2Fword@")).trouble
        assert "offers no STARTTLS, so the password was not said" in trouble


def test_an_open_server_at_an_address_of_an_encrypted_one_is_told() -> None:
    with serving() as sink:
        trouble = greeted(sink.url.replace("smtp:", "smtps:")).trouble
    assert trouble.startswith("No encrypted line came about (")
    assert "_" not in trouble


def test_nobody_there_is_told() -> None:
    with serving() as sink:
        url = sink.url
    assert greeted(url).trouble.startswith("The connection was refused: ")


def test_a_name_that_is_none_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    assert greeted("smtp://mail.example").trouble.startswith("This host name was not found.")


def test_a_server_that_says_nothing_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transport, "TIMEOUT", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        trouble = greeted(f"smtp://127.0.0.1:{silent.getsockname()[1]}").trouble
    assert trouble.startswith("The server did not answer in time.")


def test_a_password_that_cannot_be_said_is_told(certificate: Path) -> None:
    with encrypted(certificate, knows=b"another") as (_, url):
        trouble = greeted(url.replace("p%40ss%2Fword", "caf%C3%A9"), certificate).trouble
    assert trouble == "Host, user or password hold signs that cannot be said: only plain ASCII can."


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (TimeoutError("timed out"), "The server did not answer in time."),
        (smtplib.SMTPServerDisconnected("Connection unexpectedly closed"), "The server hung up."),
        (
            smtplib.SMTPConnectError(554, b"no\r\n mails  here."),
            "The server turned us away: 554 no mails here.",
        ),
        (smtplib.SMTPConnectError(-1, b"HTTP/1.1 400"), NO_SMTP),
        (smtplib.SMTPNotSupportedError("SMTP AUTH extension not supported by server."), NO_LOGIN),
        (
            smtplib.SMTPException("No suitable authentication method found."),
            "The server and this house found no",
        ),
        (OSError(101, "Network is unreachable"), "No connection: Network is unreachable."),
        (OSError(), "No connection: OSError."),
    ],
)
def test_every_other_way_to_fail_has_its_words(error: Exception, words: str) -> None:
    assert why(error, "", "").startswith(words)
