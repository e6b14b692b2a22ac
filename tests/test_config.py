"""The settings: every one with its default, and a wrong one is one sentence."""

from pathlib import Path

import pytest

from netevent import config
from netevent.config import ConfigError, Settings

GOOD = {
    "NETEVENT_SECRET_KEY": "a key for tests that nobody needs to guess",
    "NETEVENT_BASE_URL": "https://meet.example.org",
    "NETEVENT_MAIL_URL": "smtp://mail.example.org:587",
}


def read(**changes: str | None) -> Settings:
    return config.read({name: value for name, value in (GOOD | changes).items() if value is not None})


def test_three_settings_are_enough() -> None:
    settings = read(NETEVENT_DATA_DIR="/srv/netevent")
    assert settings.database_url == "sqlite:////srv/netevent/netevent.sqlite"
    assert settings.qr_url == settings.base_url == "https://meet.example.org"
    assert settings.mail_from == "netevent@meet.example.org"
    assert settings.mail_rate == 600
    assert (settings.https, settings.host, settings.demo) == (True, "meet.example.org", False)
    assert settings.htmx_url == config.HTMX_URL


def test_the_data_folder_is_absolute_wherever_one_starts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert read(NETEVENT_DATA_DIR="here").database_url == f"sqlite:///{tmp_path}/here/netevent.sqlite"
    assert read().data_dir == tmp_path / ".data"


@pytest.mark.parametrize(
    ("setting", "words"),
    [
        ({"NETEVENT_DEMO": "1"}, "lets anybody be anybody"),
        ({"FLASK_DEBUG": "1"}, "shows the inside of the house"),
        ({"FLASK_DEBUG": "true"}, "shows the inside of the house"),
        ({"NETEVENT_SECRET_KEY": "a" * 40}, "can be guessed"),
        ({"NETEVENT_SECRET_KEY": "changeme" * 5}, "can be guessed"),
        ({"NETEVENT_BASE_URL": "http://meet.example.org"}, "must start with https://"),
    ],
)
def test_a_public_house_does_not_open_with_playthings(setting: dict[str, str], words: str) -> None:
    with pytest.raises(ConfigError, match=words):
        read(**setting)


def test_on_ones_own_machine_they_are_allowed() -> None:
    home = {"NETEVENT_BASE_URL": "http://127.0.0.1:8000", "FLASK_DEBUG": "1", "NETEVENT_SECRET_KEY": "a" * 40}
    assert read(**home).hosts == {"127.0.0.1"}


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("NETEVENT_SECRET_KEY", None, "at least 32 characters"),
        ("NETEVENT_SECRET_KEY", "", "at least 32 characters"),
        ("NETEVENT_SECRET_KEY", "changeme", "at least 32 characters"),
        ("NETEVENT_SECRET_KEY", "x" * 31, "at least 32 characters"),
        ("NETEVENT_BASE_URL", None, "must be the public address"),
        ("NETEVENT_BASE_URL", "", "must be the public address"),
        ("NETEVENT_BASE_URL", "meet.example.org", "must start with https://"),
        ("NETEVENT_BASE_URL", "http://meet.example.org", "must start with https://"),
        ("NETEVENT_BASE_URL", "ftp://meet.example.org", "must start with https://"),
        ("NETEVENT_BASE_URL", "https://", "without a path"),
        ("NETEVENT_BASE_URL", "https://meet.example.org/path", "without a path"),
        ("NETEVENT_BASE_URL", "https://meet.example.org/?a=b", "without a path"),
        ("NETEVENT_BASE_URL", "https://[", "for example https://meet.example.org"),
        ("NETEVENT_QR_URL", "http://short.example", "must start with https://"),
        ("NETEVENT_QR_URL", "https://[", "for example https://meet.example.org"),
        ("NETEVENT_MAIL_URL", None, "smtps://user:password@host:465"),
        ("NETEVENT_MAIL_URL", "mail.example.org", "smtps://user:password@host:465"),
        ("NETEVENT_MAIL_URL", "https://mail.example.org", "smtps://user:password@host:465"),
        ("NETEVENT_MAIL_URL", "smtp://[", "smtps://user:password@host:465"),
        ("NETEVENT_MAIL_URL", "smtp://", "smtps://user:password@host:465"),
        ("NETEVENT_MAIL_URL", "smtp://mail.example.org:x", "smtps://user:password@host:465"),
        ("NETEVENT_MAIL_RATE", "0", "whole number from 1 on"),
        ("NETEVENT_MAIL_RATE", "-5", "whole number from 1 on"),
        ("NETEVENT_MAIL_RATE", "fast", "whole number from 1 on"),
        ("NETEVENT_MAIL_RATE", "1.5", "whole number from 1 on"),
        ("NETEVENT_DATABASE_URL", "netevent.sqlite", "sqlite:///"),
        ("NETEVENT_DATABASE_URL", "postgres://localhost/netevent", "postgresql://"),
        ("NETEVENT_DATABASE_URL", "mysql://localhost/netevent", "postgresql://"),
        ("NETEVENT_SECRET_KEY_FILE", "/nowhere/key", "cannot be read"),
    ],
)
def test_a_wrong_setting_is_one_sentence_with_a_way_out(name: str, value: str | None, words: str) -> None:
    changes = {name: value}
    if name.endswith("_FILE"):
        changes[name.removesuffix("_FILE")] = None
    with pytest.raises(ConfigError, match=name.removesuffix("_FILE")) as refused:
        read(**changes)
    assert words in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("name", ["NETEVENT_SECRET_KEY", "NETEVENT_MAIL_URL", "NETEVENT_DATABASE_URL"])
def test_a_secret_may_stand_in_a_file(tmp_path: Path, name: str) -> None:
    values = GOOD | {"NETEVENT_DATABASE_URL": "postgresql://localhost/netevent"}
    (tmp_path / "secret").write_text(f"{values[name]}\n")
    settings = read(**{name: None, f"{name}_FILE": str(tmp_path / "secret")})
    assert values[name] in {settings.secret_key, settings.mail_url, settings.database_url}


def test_the_variable_wins_over_the_file(tmp_path: Path) -> None:
    assert read(NETEVENT_SECRET_KEY_FILE=str(tmp_path / "missing")).secret_key == GOOD["NETEVENT_SECRET_KEY"]


@pytest.mark.parametrize("content", [b"\xff\xfe\x00binary", b""])
def test_a_file_with_no_text_in_it_is_said_so(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "secret").write_bytes(content)
    with pytest.raises(ConfigError, match="NETEVENT_SECRET_KEY"):
        read(NETEVENT_SECRET_KEY=None, NETEVENT_SECRET_KEY_FILE=str(tmp_path / "secret"))


@pytest.mark.parametrize("address", ["http://localhost", "http://127.0.0.1:8000", "http://[::1]:8000"])
def test_plain_http_is_for_this_machine(address: str) -> None:
    assert not read(NETEVENT_BASE_URL=address).https


def test_a_demo_may_use_the_local_network_and_never_a_public_address() -> None:
    assert read(NETEVENT_DEMO="1", NETEVENT_BASE_URL="http://192.168.1.5:8000").demo
    with pytest.raises(ConfigError, match="anybody be anybody"):
        read(NETEVENT_DEMO="1")


def test_a_closing_slash_is_forgiven() -> None:
    assert read(NETEVENT_BASE_URL="https://meet.example.org/").base_url == "https://meet.example.org"
