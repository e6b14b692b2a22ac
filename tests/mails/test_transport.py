"""Real conversations with a mail server, and what its answers mean."""

import ssl
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest

from netevent.mails import transport
from netevent.mails.answers import Outcome, about_recipient
from netevent.mails.transport import FENCED_OFF, Folder, Server, open_transport
from tests.mails.samples import letter
from tests.mails.sink import Sink, serving
from tests.mails.tls import certificate_in, encrypted


def yes() -> bool:
    return True


def outcomes(sink: Sink, *answers: str) -> list[Outcome]:
    sink.answers = list(answers)
    with Server(sink.url) as server:
        return [server.send(letter(), yes).outcome for _ in answers]


def test_a_mail_arrives_whole_with_a_dot_alone_on_a_line() -> None:
    with serving() as sink, Server(sink.url) as server:
        assert server.send(letter(text="one\n.\n..two\n"), yes).outcome is Outcome.SENT
    message = message_from_bytes(sink.mails[0], policy=default)
    assert isinstance(message, EmailMessage)
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]
    text = message.get_body(("plain",))
    assert text
    assert text.get_content().replace("\r\n", "\n") == "one\n.\n..two\n"
    assert sink.recipients == ["ben@example.org"]


def test_several_mails_go_over_one_line() -> None:
    with serving() as sink:
        assert outcomes(sink, "take", "take", "take") == [Outcome.SENT] * 3
        assert sink.connections == 1


def test_a_refused_mail_does_not_spoil_the_line_for_the_next() -> None:
    with serving() as sink:
        told = outcomes(sink, "RCPT 550 5.1.1 no such person", "450 4.2.0 later", "take")
        assert told == [Outcome.REFUSED, Outcome.LATER, Outcome.SENT]
        assert sink.connections == 1
        assert len(sink.mails) == 1


def test_a_server_that_hangs_up_between_two_mails_is_called_again() -> None:
    with serving() as sink, Server(sink.url) as server:
        assert server.send(letter(), yes).outcome is Outcome.SENT
        sink.answers = ["lose before"]
        assert server.send(letter(), yes).outcome is Outcome.SENT
        assert sink.connections == 2


def test_a_line_lost_before_the_mail_was_handed_over_means_not_started() -> None:
    with serving() as sink:
        assert outcomes(sink, "lose before") == [Outcome.NOT_STARTED]
        assert sink.mails == []


def test_a_line_lost_after_the_final_dot_means_nobody_knows() -> None:
    with serving() as sink:
        assert outcomes(sink, "lose after") == [Outcome.AMBIGUOUS]
        assert len(sink.mails) == 1


def test_a_server_that_falls_silent_after_the_dot_means_nobody_knows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transport, "TIMEOUT", 0.2)
    with serving() as sink, Server(sink.url) as server:
        sink.answers = ["fall silent"]
        assert server.send(letter(), yes).outcome is Outcome.AMBIGUOUS


def test_no_server_means_not_started() -> None:
    with serving() as sink:
        url = sink.url
    with Server(url) as server:
        assert server.send(letter(), yes).outcome is Outcome.NOT_STARTED


def test_nothing_is_handed_over_when_the_fence_says_no() -> None:
    with serving() as sink, Server(sink.url) as server:
        assert server.send(letter(), lambda: False) == FENCED_OFF
        assert server.line is None  # hung up, or the server would go on waiting for the mail
        assert sink.mails == []
        assert server.send(letter(), yes).outcome is Outcome.SENT


def test_the_fence_is_asked_once_and_only_when_the_server_is_ready() -> None:
    asked: list[int] = []
    with serving() as sink, Server(sink.url) as server:
        sink.answers = ["RCPT 450 4.2.0 later", "take"]
        for _ in range(2):
            server.send(letter(), lambda: bool(asked.append(len(sink.mails)) or True))
    assert asked == [0]


@pytest.mark.parametrize(
    ("code", "words", "outcome", "blamed"),
    [
        (250, "OK", Outcome.SENT, False),
        (421, "4.3.2 closing", Outcome.LATER, False),
        (450, "4.2.0 greylisted", Outcome.LATER, False),
        (550, "no such person", Outcome.REFUSED, True),
        (550, "5.1.1 no such person", Outcome.REFUSED, True),
        (550, "5.2.1 mailbox disabled", Outcome.REFUSED, True),
        (552, "5.2.2 mailbox full", Outcome.REFUSED, False),
        (550, "5.7.1 relaying denied", Outcome.REFUSED, False),
        (554, "5.7.26 not authenticated", Outcome.REFUSED, False),
        (552, "5.3.4 too big", Outcome.REFUSED, False),
    ],
)
def test_what_an_answer_means(code: int, words: str, outcome: Outcome, blamed: bool) -> None:
    answer = about_recipient(code, words)
    assert (answer.outcome, answer.bad_address) == (outcome, blamed)


def test_a_password_is_never_said_on_an_open_line() -> None:
    with serving(auth_require_tls=False) as sink:
        url = sink.url.replace("//", "//ada:secret@")
        with Server(url) as server:
            answer = server.send(letter(), yes)
        assert answer.outcome is Outcome.NOT_STARTED
        assert "STARTTLS" in answer.words
        assert sink.mails == []


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return certificate_in(tmp_path_factory.mktemp("tls"))


def test_with_a_password_the_line_is_encrypted_first(certificate: Path) -> None:
    with encrypted(certificate, knows=b"p@ss/word") as (sink, url):
        with Server(url, context=ssl.create_default_context(cafile=certificate)) as server:
            assert server.send(letter(), yes).outcome is Outcome.SENT
        assert len(sink.mails) == 1


def test_a_certificate_nobody_vouches_for_is_not_accepted(certificate: Path) -> None:
    with encrypted(certificate, knows=b"p@ss/word") as (sink, url), Server(url) as server:
        answer = server.send(letter(), yes)
        assert answer.outcome is Outcome.NOT_STARTED
        assert "certificate" in answer.words.lower()
        assert sink.mails == []


def test_a_wrong_password_blames_us_and_no_address(certificate: Path) -> None:
    with encrypted(certificate, knows=b"another") as (sink, url):
        with Server(url, context=ssl.create_default_context(cafile=certificate)) as server:
            answer = server.send(letter(), yes)
        assert answer.outcome is Outcome.NOT_STARTED
        assert answer.words.startswith("535")
        assert not answer.bad_address
        assert sink.mails == []


def test_a_folder_takes_each_mail_once_under_its_own_name(tmp_path: Path) -> None:
    with open_transport(f"file:{tmp_path / 'mails'}") as folder:
        assert folder.send(letter(text="first"), yes).outcome is Outcome.SENT
        assert folder.send(letter(text="again"), yes).outcome is Outcome.SENT
        assert folder.send(letter(message_id="<other@meet.example>"), yes).outcome is Outcome.SENT
    names = sorted(path.name for path in (tmp_path / "mails").iterdir())
    assert names == ["0123456789abcdef.eml", "other.eml"]
    assert b"again" in (tmp_path / "mails" / "0123456789abcdef.eml").read_bytes()


def test_a_folder_that_cannot_be_written_means_not_started(tmp_path: Path) -> None:
    (tmp_path / "mails").write_text("a file is in the way")
    assert Folder(tmp_path / "mails").send(letter(), yes).outcome is Outcome.NOT_STARTED


def test_a_folder_asks_the_fence_too(tmp_path: Path) -> None:
    assert Folder(tmp_path).send(letter(), lambda: False) == FENCED_OFF
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("url", "host", "port"),
    [
        ("smtp://mail.example", "mail.example", 25),
        ("smtp://ada:x@mail.example", "mail.example", 587),
        ("smtps://ada:x@mail.example", "mail.example", 465),
        ("smtp://mail.example:2525", "mail.example", 2525),
    ],
)
def test_the_address_of_the_server_says_where_and_how(url: str, host: str, port: int) -> None:
    server = open_transport(url)
    assert isinstance(server, Server)
    assert (server.host, server.port) == (host, port)
