"""`netevent doctor`: a line a finding, a non-zero exit when something is wrong, and no password anywhere."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from flask.cli import ScriptInfo

from netevent.__main__ import cli
from netevent.cli.checkups import line
from netevent.operations.findings import Finding, State
from tests.mails.sink import serving
from tests.mails.tls import certificate_in, encrypted

Doctor = Callable[..., Result]


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return certificate_in(tmp_path_factory.mktemp("tls"))


@pytest.fixture
def doctor(app: Flask) -> Doctor:
    """Run the command in the house of this test, with other settings where a test names them."""

    def run(**settings: object) -> Result:
        app.config["SETTINGS"] = replace(app.config["SETTINGS"], **settings)
        return CliRunner().invoke(cli, ["doctor"], obj=ScriptInfo(create_app=lambda: app))

    return run


def of(done: Result, name: str) -> str:
    return next(said for said in done.output.splitlines() if f"  {name}: " in said)


def test_a_house_that_is_well_gets_a_line_a_finding_and_no_failure(doctor: Doctor) -> None:
    done = doctor()
    assert done.exit_code == 0
    lines = done.output.splitlines()
    assert len(lines) > 8
    assert all(re.match(r"(✓ ok    |! advice)  [\w ]+: .+\.$", said) for said in lines)
    assert "nothing leaves this machine" in of(done, "mail")


def test_what_is_wrong_is_said_and_fails(doctor: Doctor, tmp_path: Path) -> None:
    (tmp_path / "letters").write_text("a file is in the way")
    done = doctor(mail_url=f"file:{tmp_path / 'letters'}")
    assert done.exit_code == 1
    assert of(done, "mail").startswith("✗ wrong   mail: ")
    assert "Not a directory" in of(done, "mail")


def test_a_login_is_tried_and_no_mail_is_sent(
    doctor: Doctor, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))  # whom OpenSSL trusts
    with encrypted(certificate, knows=b"p@ss/word") as (sink, url):
        done = doctor(mail_url=url)
        assert (sink.farewells, sink.mails) == (1, [])
    assert done.exit_code == 0
    told = f"127.0.0.1, port {sink.port}: the line is encrypted (TLSv1.3), the login was accepted."
    assert of(done, "mail") == f"✓ ok      mail: {told}"
    assert "p@ss" not in done.output


@pytest.mark.parametrize(
    ("trusted", "words"), [(True, "The login was refused: 535"), (False, "is not trusted")]
)
def test_a_login_that_fails_is_told_without_the_password(
    doctor: Doctor, certificate: Path, monkeypatch: pytest.MonkeyPatch, trusted: bool, words: str
) -> None:
    if trusted:
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with encrypted(certificate, knows=b"another", refusal="535 5.7.8 p@ss/word it is not") as (_, url):
        done = doctor(mail_url=url)
    assert done.exit_code == 1
    assert words in of(done, "mail")
    assert not re.search(r"p@ss|p%40ss", done.output)


def test_a_server_that_is_gone_is_told(doctor: Doctor) -> None:
    with serving() as sink:
        url = sink.url
    done = doctor(mail_url=url)
    assert done.exit_code == 1
    assert "refused" in of(done, "mail")


def test_a_foreign_word_cannot_break_the_line() -> None:
    told = line(Finding("SPF", State.ADVICE, "v=spf1\r\n\x1b[2J\u2028all"))
    assert told == "! advice  SPF: v=spf1   [2J all"
