"""PostgreSQL's own programs for copies: pg_dump and pg_restore, found on the PATH."""

import shutil
import subprocess
from pathlib import Path

from netevent.config import environment_for
from netevent.errors import N_, Conflict
from netevent.extensions import db

MISSING = N_(
    "%(program)s is not on the PATH. Install the PostgreSQL client programs, version %(version)s or newer."
)
FAILED = N_("%(program)s said: %(words)s")


def dump(path: Path) -> None:
    """The whole database into a file of pg_dump's own format."""
    _run(
        "pg_dump",
        "--format=custom",
        "--no-owner",
        "--no-privileges",
        f"--file={path}",
        f"--dbname={_address()}",
    )


def restore(path: Path) -> None:
    """All of it or nothing, into an empty database."""
    _run(
        "pg_restore", "--no-owner", "--no-privileges", "--single-transaction", "--exit-on-error",
        f"--dbname={_address()}", str(path),
    )  # fmt: skip


def is_dump(path: Path) -> bool:
    """Whether pg_restore can read it, and it is one of ours."""
    try:
        return "alembic_version" in _run("pg_restore", "--list", str(path))
    except Conflict as refusal:
        if refusal.sentence == MISSING:
            raise
        return False


def _run(program: str, *words: str) -> str:
    found = shutil.which(program)
    if found is None:
        raise Conflict(MISSING, program=program, version=_version())
    password = db.engine.url.password
    secret = (
        {"PGPASSWORD": str(password)} if password else {}
    )  # not among the words, which every user can list
    ran = subprocess.run(  # noqa: S603 - our own words
        [found, *words], env=environment_for(**secret), capture_output=True, text=True, check=False
    )
    if ran.returncode:
        raise Conflict(FAILED, program=program, words=ran.stderr.strip()[-500:])
    return ran.stdout


def _address() -> str:
    """Where the database is, without the password."""
    return db.engine.url.set(drivername="postgresql", password=None).render_as_string()


def _version() -> int:
    info = db.engine.dialect.server_version_info
    return int(info[0]) if info else 15
