"""Examining the house: each thing when it is well, when it could be better, and when it is wrong."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from alembic.script import ScriptDirectory
from flask import Flask, current_app

from netevent import clock
from netevent.app import create_app
from netevent.config import Settings
from netevent.extensions import db
from netevent.mails.greetings import Greeting
from netevent.operations import checkups, databases, folders
from netevent.operations.findings import Finding, State
from tests.conftest import settings_in

OK, ADVICE, WRONG = State.OK, State.ADVICE, State.WRONG
pytestmark = pytest.mark.usefixtures("evening")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return settings_in(tmp_path, f"sqlite:///{tmp_path / 'netevent.sqlite'}")


def found(settings: Settings) -> dict[str, Finding]:
    return {finding.name: finding for finding in checkups.examine(settings, clock.now())}


@contextmanager
def house(settings: Settings) -> Iterator[Flask]:
    app = create_app(settings)
    with app.app_context():
        yield app
        db.engine.dispose()


def of_version(file: Path, version: str) -> None:
    """A database that says it is of this version."""
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("CREATE TABLE alembic_version (version_num VARCHAR(32) PRIMARY KEY)")
        connection.execute("INSERT INTO alembic_version VALUES (?)", (version,))


@pytest.mark.parametrize(
    ("base_url", "qr_url", "states"),
    [
        ("https://meet.example.org", "https://meet.example.org", (OK, OK)),
        ("https://meet.example.org", "https://m.example.org", (OK, OK)),
        ("https://meet.example.org", "http://localhost:8000", (OK, ADVICE)),
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000", (ADVICE, OK)),
        ("http://192.0.2.7:8000", "http://192.0.2.7:8000", (ADVICE, OK)),
    ],
)
def test_addresses_are_for_everybody_or_named(
    app: Flask, base_url: str, qr_url: str, states: tuple[State, State]
) -> None:
    with app.app_context():
        told = found(replace(app.config["SETTINGS"], base_url=base_url, qr_url=qr_url))
    assert (told["address"].state, told["short address"].state) == states


@pytest.mark.parametrize(
    ("contact", "state", "words"),
    [
        ("ada@example.org", OK, "go to ada@example.org"),
        ("", ADVICE, "Nobody is named, so replies to mails go to netevent@localhost"),
        ("https://example.org/contact", ADVICE, "is no mail address"),
        ("Ada <ada@example.org>", WRONG, "with which no mail can be written"),
    ],
)
def test_replies_reach_somebody_or_it_is_said(app: Flask, contact: str, state: State, words: str) -> None:
    with app.app_context():
        told = found(replace(app.config["SETTINGS"], operator_contact=contact))["contact"]
    assert told.state is state
    assert words in told.words


@pytest.mark.parametrize(("data", "state"), [("2026.6", OK), ("2025.1", OK), ("2024.2", ADVICE)])
def test_old_time_zones_are_named(
    app: Flask, monkeypatch: pytest.MonkeyPatch, data: str, state: State
) -> None:
    monkeypatch.setattr(checkups, "version", lambda _: data)
    with app.app_context():
        told = found(app.config["SETTINGS"])["time zones"]
    assert told.state is state
    assert f"zones, tzdata {data}." in told.words


def test_missing_time_zones_are_wrong(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checkups, "ZONES", ("Europe/Paris", "Europe/Nowhere"))
    with app.app_context():
        told = found(app.config["SETTINGS"])["time zones"]
    assert told.state is WRONG
    assert "Europe/Nowhere" in told.words


def test_a_database_of_this_version_is_well(app: Flask) -> None:
    with app.app_context():
        told = found(app.config["SETTINGS"])
        engine = databases.ENGINES[db.engine.dialect.name]
    assert (told["database"].state, told["migrations"].state) == (OK, OK)
    assert told["database"].words.startswith(f"{engine} ")
    assert ("database file" in told) is (engine == "SQLite")


def test_on_sqlite_the_journal_and_the_folder_are_examined(settings: Settings) -> None:
    of_version(settings.data_dir / "netevent.sqlite", "any")
    with house(settings):
        told = found(settings)["database file"]
    assert (told.state, "wal" in told.words) == (OK, True)


@pytest.mark.parametrize(("refusal", "journal", "state"), [("full", "wal", WRONG), ("", "delete", ADVICE)])
def test_a_file_that_hinders_is_named(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, refusal: str, journal: str, state: State
) -> None:
    of_version(settings.data_dir / "netevent.sqlite", "any")
    monkeypatch.setattr(databases, "unwritable", lambda _: refusal)
    monkeypatch.setattr(databases, "_journal", lambda _: journal)
    with house(settings):
        assert found(settings)["database file"].state is state


def test_a_database_that_is_not_there_is_wrong_and_not_made(settings: Settings) -> None:
    with house(settings):
        told = found(settings)["database"]
    assert told.state is WRONG
    assert told.words.endswith("run netevent init.")
    assert not (settings.data_dir / "netevent.sqlite").exists()


def test_a_database_behind_or_ahead_is_wrong(settings: Settings) -> None:
    with house(settings):
        script = ScriptDirectory(current_app.extensions["migrate"].directory)
        before = list(script.walk_revisions())[1].revision
    for version, words in ((before, "run netevent init."), ("of tomorrow", "Install that one.")):
        file = settings.data_dir / f"{version}.sqlite"
        of_version(file, version)
        with house(replace(settings, database_url=f"sqlite:///{file}")):
            told = found(settings)["migrations"]
        assert told.state is WRONG
        assert told.words.endswith(words)


def test_an_empty_database_is_wrong(settings: Settings) -> None:
    (settings.data_dir / "netevent.sqlite").touch()
    with house(settings):
        told = found(settings)
    assert told["database"].state is OK
    assert told["migrations"].words == "The database is empty: run netevent init."


def test_a_file_that_is_no_database_is_wrong(settings: Settings) -> None:
    (settings.data_dir / "netevent.sqlite").write_text("a file is in the way, and it is no database")
    with house(settings):
        told = found(settings)["database"]
    assert told.state is WRONG
    assert "It cannot be used: file is not a database." in told.words


def test_a_server_that_is_not_there_is_wrong_and_the_password_is_not_told(settings: Settings) -> None:
    away = replace(settings, database_url="postgresql+psycopg://ada:s3cr3t@127.0.0.1:1/none")
    with house(away):
        told = found(away)
    assert told["database"].state is WRONG
    assert "refused" in told["database"].words
    assert not any("s3cr3t" in finding.words for finding in told.values())


def test_a_data_folder_that_cannot_be_used_is_wrong(app: Flask, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with app.app_context():
        for folder in (tmp_path / "none", tmp_path / "file"):
            told = found(replace(app.config["SETTINGS"], data_dir=folder))["data folder"]
            assert told.state is WRONG
            assert told.words.endswith("run netevent init.")


def test_a_folder_that_cannot_be_written_says_why(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert folders.unwritable(tmp_path) == ""
    assert folders.unwritable(tmp_path / "file") == "Not a directory"
    assert folders.unwritable(tmp_path / "none") == "No such file or directory"
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


@pytest.mark.parametrize(("free", "state"), [(10**9, OK), (10**9 - 1, ADVICE), (10**8 - 1, WRONG)])
def test_little_room_is_named(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, free: int, state: State
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=free))
    assert [finding.state for finding in folders.examine(settings, clock.now())] == [OK, state]


@pytest.mark.parametrize(
    ("greeting", "state", "words"),
    [
        (Greeting("m.example", 587, tls="TLSv1.3", login=True), OK, "(TLSv1.3), the login was accepted."),
        (Greeting("m.example", 465, tls="TLSv1.2"), OK, "encrypted (TLSv1.2), no login is set."),
        (Greeting("localhost", 25), OK, "not encrypted, but stays on this machine"),
        (Greeting("m.example", 25), ADVICE, "not encrypted, so others can read the mails"),
        (Greeting("m.example", 25, trouble="It hung up."), WRONG, "m.example, port 25: It hung up."),
    ],
)  # fmt: skip
def test_what_a_mail_server_said_is_weighed(greeting: Greeting, state: State, words: str) -> None:
    told = checkups._server(greeting)
    assert told.state is state
    assert words in told.words


def test_a_mishap_in_one_examination_does_not_end_the_others(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def mishap(*_: object) -> Iterator[Finding]:
        raise RuntimeError("with a s3cr3t in it")

    monkeypatch.setattr(checkups, "EXAMINATIONS", (("moon", mishap), *checkups.EXAMINATIONS))
    with app.app_context():
        told = found(app.config["SETTINGS"])
    assert told["moon"] == Finding("moon", WRONG, "This could not be examined (RuntimeError).")
    assert told["data folder"].state is OK
