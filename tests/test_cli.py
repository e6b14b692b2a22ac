"""The commands: each explains itself, says in one sentence what went wrong, and ends accordingly."""

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import time_machine
from click.testing import CliRunner, Result
from flask import Flask
from flask.cli import ScriptInfo

from netevent import __version__, clock, launch
from netevent.__main__ import cli, main
from netevent.extensions import db
from netevent.models import Digest, OutboxMail, Person, SignIn
from tests import cast
from tests.mails.mornings import met

COMMANDS = (
    "assets", "audit", "backup", "create-organiser", "demo", "device-token", "doctor", "erase-person", "export-person",
    "init", "requests", "restore", "send-due", "serve", "worker",
)  # fmt: skip
FRIDAY_9 = "2026-11-06T09:00+01:00"


@pytest.fixture
def settings(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, str]]:
    """The house of this test, as the environment says it."""
    kept = app.config["SETTINGS"]
    values = {
        "NETEVENT_DATABASE_URL": kept.database_url,
        "NETEVENT_SECRET_KEY": kept.secret_key,
        "NETEVENT_BASE_URL": kept.base_url,
        "NETEVENT_MAIL_URL": kept.mail_url,
        "NETEVENT_DATA_DIR": str(kept.data_dir),
    }
    for name, value in values.items():
        monkeypatch.setenv(name, value)
    yield values
    clock.keep_shift_in(None)


@pytest.fixture
def run(app: Flask) -> Callable[..., Result]:
    """Run a command of the console script in this process, in the house of this test."""
    info = ScriptInfo(create_app=lambda: app)
    return lambda *words: CliRunner().invoke(cli, list(words), obj=info)


@pytest.fixture
def said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[object, str, str]]:
    """Run the console script as a shell would: its exit code, what it said, and what it said of errors."""

    def run(*words: str) -> tuple[object, str, str]:
        monkeypatch.setattr(sys, "argv", ["netevent", *words])
        with pytest.raises(SystemExit) as ended:
            main()
        return ended.value.code, *capsys.readouterr()

    return run


@pytest.mark.usefixtures("settings")
def test_the_script_lists_its_commands_and_its_version() -> None:
    listed = CliRunner().invoke(cli, ["--help"])
    assert listed.exit_code == 0
    for command in COMMANDS:
        assert re.search(rf"^  {command} ", listed.output, re.MULTILINE), command
    version = CliRunner().invoke(cli, ["--version"])
    assert (version.exit_code, version.output.strip()) == (0, f"netevent, version {__version__}")


@pytest.mark.usefixtures("settings")
@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str) -> None:
    explained = CliRunner().invoke(cli, [command, "--help"])
    assert explained.exit_code == 0
    assert explained.output.startswith("Usage:")


@pytest.mark.usefixtures("settings")
@pytest.mark.parametrize(
    "words", [("nonsense",), ("init", "--nonsense"), ("create-organiser",), ("serve", "--workers", "many")]
)
def test_a_command_that_cannot_be_is_not_success(words: tuple[str, ...]) -> None:
    assert CliRunner().invoke(cli, list(words)).exit_code == 2


def test_a_missing_setting_is_one_sentence(
    settings: dict[str, str], said: Callable[..., tuple[object, str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NETEVENT_SECRET_KEY")
    for command in ("init", "serve", "worker"):
        code, out, error = said(command)
        assert (code, out) == (2, "")
        assert error.startswith("netevent: NETEVENT_SECRET_KEY must hold at least 32 characters")
        assert error.count("\n") == 1


def test_the_console_script_and_the_module_are_the_same(settings: dict[str, str]) -> None:
    answer = subprocess.run(
        [sys.executable, "-m", "netevent", "create-organiser", "nobody"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode == 2
    assert answer.stderr == "netevent: Enter one e-mail address, for example name@example.org.\n"


def test_init_makes_the_folder_and_the_database_and_may_be_repeated(
    run: Callable[..., Result], app: Flask, tmp_path: Path
) -> None:
    for _ in range(2):
        done = run("init")
        assert done.exit_code == 0, done.output
        assert f"Ready: {app.config['SETTINGS'].data_dir}" in done.output


@pytest.mark.usefixtures("evening")
def test_an_organiser_gets_a_link_that_signs_in(run: Callable[..., Result], app: Flask) -> None:
    done = run("create-organiser", "Ada@Example.org")
    assert done.exit_code == 0
    link = re.search(r"http://localhost(/signin/\S+)", done.output)
    assert link
    phone = cast.phone(app)
    assert phone.post(link[1]).status_code == 303
    assert cast.reader(app, phone) == "ada@example.org"
    assert phone.get("/events/new").status_code == 200
    again = run("create-organiser", "ada@example.org")
    assert again.exit_code == 0
    with app.app_context():
        assert cast.how_many(Person) == 1


@pytest.mark.usefixtures("settings")
@pytest.mark.parametrize(
    "email", ["", "ada", "a@b", "ada@example.org, ben@example.org", "ada@example.org\r\nBcc: x"]
)
def test_an_organiser_needs_an_address(
    app: Flask, said: Callable[..., tuple[object, str, str]], email: str
) -> None:
    code, _, error = said("create-organiser", email)
    assert code == 2
    assert error.startswith("netevent: ")
    with app.app_context():
        assert (cast.how_many(Person), cast.how_many(SignIn)) == (0, 0)


@pytest.fixture
def due(app: Flask, evening: time_machine.Traveller) -> None:
    """Ben has met Cleo, and Friday morning will have something to say."""
    with app.app_context():
        event, ben = cast.event(), cast.person("Ben Adler")
        cast.checked_in(event, ben)
        met(ben, event, "Cleo", care="opening before March")


@pytest.mark.usefixtures("due")
def test_send_due_plans_and_sends_as_if_it_were_then(run: Callable[..., Result], app: Flask) -> None:
    dry = run("send-due", "--dry-run", "--now", FRIDAY_9)
    assert dry.exit_code == 0
    assert "1 people to look at, 1 digests to write" in dry.output
    with app.app_context():
        assert cast.how_many(Digest) == 0
    done = run("send-due", "--now", FRIDAY_9)
    assert (done.exit_code, done.output.strip()) == (0, "Digests planned: 1. Mails: 1 sent.")
    assert len(list((app.config["SETTINGS"].data_dir / "mails").glob("*.eml"))) == 1
    again = run("send-due", "--now", FRIDAY_9)
    assert again.output.strip() == "Digests planned: 0. Mails: none due."


@pytest.mark.parametrize("moment", ["tomorrow", "2026-13-01", "", "9:00", "\x00"])
def test_a_moment_that_is_none_is_refused(run: Callable[..., Result], moment: str) -> None:
    refused = run("send-due", "--now", moment)
    assert refused.exit_code == 2
    assert "is not a moment like 2026-11-06T09:00+01:00" in refused.output


@pytest.mark.usefixtures("due")
def test_a_moment_without_a_zone_is_utc(run: Callable[..., Result], app: Flask) -> None:
    assert "0 people" in run("send-due", "--dry-run", "--now", "2026-11-06T07:59").output
    assert "1 people" in run("send-due", "--dry-run", "--now", "2026-11-06T08:00").output


@pytest.mark.usefixtures("due")
def test_the_worker_does_once_what_is_due(
    run: Callable[..., Result], app: Flask, evening: time_machine.Traveller
) -> None:
    assert run("worker", "--once").output.strip() == "Digests planned: 0. Mails: none due."
    evening.move_to("2026-11-06T08:00:00+00:00")
    assert run("worker", "--once").output.strip() == "Digests planned: 1. Mails: 1 sent."
    with app.app_context():
        assert db.session.query(OutboxMail).one().state == "sent"


def test_serving_starts_gunicorn_with_what_was_asked_for(
    settings: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[list[str]] = []
    monkeypatch.setattr(launch.os, "execv", lambda _path, arguments: started.append(arguments))
    assert (
        CliRunner()
        .invoke(cli, ["serve", "--bind", "0.0.0.0:80", "--workers", "3", "--threads", "5"])
        .exit_code
        == 0
    )
    words = " ".join(started[0])
    assert words.startswith(f"{sys.executable} -m gunicorn --bind 0.0.0.0:80")
    assert "--workers 3 --threads 5" in words
    assert words.endswith("netevent.app:create_app()")


def test_the_demo_keeps_its_own_key_where_nobody_else_reads(tmp_path: Path) -> None:
    first = launch._demo_settings(tmp_path / "demo", "http://127.0.0.1:8000")
    assert first == launch._demo_settings(tmp_path / "demo", "http://127.0.0.1:8000")
    assert len(first["NETEVENT_SECRET_KEY"]) >= 32
    assert (tmp_path / "demo" / "secret_key").stat().st_mode & 0o077 == 0
    assert first["NETEVENT_DEMO"] == "1"
