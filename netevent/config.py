"""The only reader of the environment: every setting is a NETEVENT_* variable, secrets also as *_FILE."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

HTMX_URL = "https://cdn.jsdelivr.net/npm/htmx.org@4.0.1/dist/htmx.min.js"
HTMX_HASH = "sha384-Qp9rdC8H7EqOoX+nR0P3RPG2Noji+qdwJlGpfzwQJsfOpp3sGwIdSP9xO3+UlEhn"
DECODER_URL = "https://cdn.jsdelivr.net/npm/qr@0.7.0/decode.js"
DECODER_HASH = "sha384-eq0v548jOSGxthF6fytndKlPsZ2xWGuqtJdsg2zrUWaZ7bAlXg1PfGRgoTttmU10"
DECODER_CORE_URL = "https://cdn.jsdelivr.net/npm/qr@0.7.0/index.js"
DECODER_CORE_HASH = "sha384-xuY5bWcs0BKBg62UmYXp5CBqMrwTskBSUM719ZgD0anbjcBrt0HR/pX1/06xEJzi"
LOOPBACK = {"127.0.0.1", "localhost", "::1"}
OFF = {"", "0", "false", "no"}
LEAST = 32  # characters of the key
VARIED = 10  # different characters, which every drawn key has and no "aaaa..." or "changeme..." does


class ConfigError(Exception):
    """A setting is missing or wrong; the text says which, what was expected, and an example."""


@dataclass(frozen=True)
class Settings:
    """What the operator decided; see README, "Settings"."""

    database_url: str
    secret_key: str
    base_url: str
    qr_url: str
    mail_url: str
    mail_from: str
    mail_rate: int
    operator_name: str
    operator_contact: str
    data_dir: Path
    htmx_url: str
    proxy_hops: int = 0
    mail_connections: int = 1
    demo: bool = False

    @property
    def https(self) -> bool:
        return self.base_url.startswith("https://")

    @property
    def host(self) -> str:
        return urlsplit(self.base_url).netloc

    @property
    def hosts(self) -> set[str]:
        """The names this house answers to; a request for any other is refused."""
        own = {urlsplit(address).hostname or "" for address in (self.base_url, self.qr_url)}
        return own | (LOOPBACK if self.demo else set())


def read(environ: Mapping[str, str] | None = None) -> Settings:
    """Read the settings; raises ConfigError with one sentence when a value cannot be used."""
    env = os.environ if environ is None else environ
    demo = env.get("NETEVENT_DEMO") == "1"
    data_dir = Path(env.get("NETEVENT_DATA_DIR", ".data")).absolute()
    base_url = _address(env, "NETEVENT_BASE_URL", demo=demo)
    if base_url.startswith("https://"):
        _refuse_playthings(env)
    return Settings(
        database_url=_database_url(env, data_dir),
        secret_key=_secret_key(env),
        base_url=base_url,
        qr_url=_address(env, "NETEVENT_QR_URL", demo=demo, default=base_url),
        mail_url=_mail_url(env),
        mail_from=env.get("NETEVENT_MAIL_FROM", f"netevent@{urlsplit(base_url).hostname}"),
        mail_rate=_number(env, "NETEVENT_MAIL_RATE", 600),
        operator_name=env.get("NETEVENT_OPERATOR_NAME", "netevent"),
        operator_contact=env.get("NETEVENT_OPERATOR_CONTACT", ""),
        data_dir=data_dir,
        htmx_url=env.get("NETEVENT_HTMX_URL", HTMX_URL),
        proxy_hops=_number(env, "NETEVENT_PROXY_HOPS", 0, least=0),
        mail_connections=_number(env, "NETEVENT_MAIL_CONNECTIONS", 1),
        demo=demo,
    )


def _refuse_playthings(env: Mapping[str, str]) -> None:
    """What is handy on one's own machine must not run at a public address."""
    if env.get("NETEVENT_DEMO") == "1":
        raise ConfigError(
            "NETEVENT_DEMO lets anybody be anybody: it must not be set on a public https address."
        )
    if env.get("FLASK_DEBUG", "0").casefold() not in OFF:
        raise ConfigError("FLASK_DEBUG shows the inside of the house: unset it on a public https address.")
    key = _secret(env, "NETEVENT_SECRET_KEY")
    if len(key) >= LEAST and len(set(key)) < VARIED:
        raise ConfigError(
            "NETEVENT_SECRET_KEY can be guessed: take what "
            "`python3 -c 'import secrets; print(secrets.token_urlsafe(32))'` prints."
        )


def environment_for(**more: str) -> dict[str, str]:
    """The environment of a program we start, with what it needs beside our own."""
    return {**os.environ, **more}


def _secret(env: Mapping[str, str], name: str) -> str:
    path = env.get(f"{name}_FILE")
    if path and not env.get(name):
        try:
            return Path(path).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            why = error.strerror if isinstance(error, OSError) else "it is not text in UTF-8"
            raise ConfigError(f"{name}_FILE names {path}, which cannot be read ({why}).") from error
    return env.get(name, "")


def _secret_key(env: Mapping[str, str]) -> str:
    key = _secret(env, "NETEVENT_SECRET_KEY")
    if len(key) < LEAST:
        raise ConfigError(
            "NETEVENT_SECRET_KEY must hold at least 32 characters that nobody can guess, for example what "
            "`python3 -c 'import secrets; print(secrets.token_urlsafe(32))'` prints."
        )
    return key


def _address(env: Mapping[str, str], name: str, *, demo: bool, default: str = "") -> str:
    value = env.get(name) or default
    if not value:
        raise ConfigError(f"{name} must be the public address, for example https://meet.example.org")
    parts = _parts(value)
    if parts.scheme != "https" and not (parts.scheme == "http" and (demo or _is_loopback(parts.hostname))):
        raise ConfigError(
            f"{name} must start with https://, for example https://meet.example.org (it is {value!r})."
        )
    if not parts.hostname or parts.path.strip("/") or parts.query:
        raise ConfigError(f"{name} must be an address without a path, for example https://meet.example.org")
    return value.rstrip("/")


def _is_loopback(host: str | None) -> bool:
    return host in LOOPBACK


def _parts(value: str) -> SplitResult:
    """The parts of an address; none at all when it is not one."""
    try:
        parts = urlsplit(value)
        _ = parts.port  # read here, as an impossible one is found only then
    except ValueError:
        return urlsplit("")
    return parts


def _database_url(env: Mapping[str, str], data_dir: Path) -> str:
    value = _secret(env, "NETEVENT_DATABASE_URL") or f"sqlite:///{data_dir / 'netevent.sqlite'}"
    if not re.match(r"(sqlite:///|postgresql(\+psycopg)?://)", value):
        raise ConfigError(
            "NETEVENT_DATABASE_URL must be postgresql://user:password@host/name or sqlite:////path/of/the/file; "
            "without it, SQLite in the data folder is used."
        )
    return value


def _mail_url(env: Mapping[str, str]) -> str:
    value = _secret(env, "NETEVENT_MAIL_URL")
    parts = _parts(value)
    if not (
        (parts.scheme == "file" and parts.path) or (parts.scheme in {"smtp", "smtps"} and parts.hostname)
    ):
        raise ConfigError(
            "NETEVENT_MAIL_URL must be smtp://user:password@host:587, smtps://user:password@host:465, "
            "or file:FOLDER to write mails into a folder."
        )
    return value


def _number(env: Mapping[str, str], name: str, default: int, *, least: int = 1) -> int:
    value = env.get(name, str(default))
    if not value.isdecimal() or int(value) < least:
        raise ConfigError(
            f"{name} must be a whole number from {least} on, for example {default} (it is {value!r})."
        )
    return int(value)
