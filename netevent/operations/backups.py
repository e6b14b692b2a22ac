"""A copy of the database as one file, and bringing it back without bringing back whoever was erased since.

SQLite is copied by its own online backup, PostgreSQL by pg_dump and pg_restore. A copy holds hashes and derived
codes that need the secret key they were made with: keep the key with the backups, never inside of them.
"""

import sqlite3
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from alembic.script import ScriptDirectory
from flask import current_app
from flask_migrate import upgrade
from sqlalchemy import MetaData, func, inspect, select
from sqlalchemy.exc import SQLAlchemyError

from netevent.errors import N_, Conflict, Invalid, NotFound
from netevent.extensions import db
from netevent.models import Contact, Event, Person, Registration, SignIn
from netevent.operations import audits, erasures, journals, postgres

KEPT = timedelta(days=35)
PREFIX = "netevent-"
STAMP = "%Y%m%dT%H%M%S"
ENDINGS = {"sqlite": ".sqlite", "postgresql": ".dump"}
HEADER = b"SQLite format 3\0"

NO_FILE = N_("There is no file %(path)s.")
EXISTS = N_("%(path)s exists already. Name a new file, or a folder.")
NO_BACKUP = N_("%(path)s is not a backup of this house.")
TOO_NEW = N_("%(path)s was made by a newer version of netevent. Install that one first.")
FOREIGN = N_("%(path)s was made on the other database engine. Restore it there.")
NOT_EMPTY = N_("There are people and events here already. Add --replace to put the backup in their place.")


@dataclass(frozen=True, slots=True)
class Restored:
    """How many people were erased again, and where a copy of what was here before stands."""

    erased: int
    replaced: Path | None


def backup(target: Path | None, now: datetime) -> Path:
    """Write a copy to a file, or under a name of its own into a folder; only its owner may read it.

    In the folder of backups those older than 35 days go. Returns the path.
    """
    own, name = _settings_folder(), _name(now)
    path = own / name if target is None else target / name if target.is_dir() else target
    audits.note("make", "backups", now=now, via="command")
    db.session.commit()
    _copy(path)
    prune(own, now)
    return path


def prune(folder: Path, now: datetime) -> int:
    """Delete our own backups that are older than they may be; the age stands in the name."""
    gone = 0
    for path in folder.glob(f"{PREFIX}*"):
        made = _made_at(path, now)
        if made is not None and now - made >= KEPT:
            path.unlink(missing_ok=True)
            gone += 1
    return gone


def restore(path: Path, now: datetime, *, replace: bool) -> Restored:
    """Put a backup in the place of the database, bring it to this version, and erase again whoever was erased.

    Refuses when somebody is here, unless told to replace; then a copy of what was here is made first.
    """
    _check(path)
    erased, replaced = journals.written(), None
    if not _is_empty():
        if not replace:
            raise Conflict(NOT_EMPTY)
        erased |= journals.kept()
        replaced = _settings_folder() / _name(now, "-replaced")
        _copy(replaced)
    db.session.remove()
    db.engine.dispose()
    if db.engine.dialect.name == "sqlite":
        _restore_sqlite(path)
    else:
        _clear()
        postgres.restore(path)
    db.engine.dispose()
    upgrade()
    return Restored(_erase_again(erased, now), replaced)


def _erase_again(erased: dict[str, datetime], now: datetime) -> int:
    """Whoever is in the journal and here again, by the code of a card or by an address."""
    journals.note(erased)
    audits.note("restore", "backups", now=now, via="command")
    db.session.commit()
    count = 0
    for person in list(db.session.scalars(select(Person))):
        if _was_erased(person, erased):
            erasures.erase(person, now)
            count += 1
    for address in _addresses():
        before = erased.get(journals.subject_of(address))
        if before is not None:
            erasures.forget_elsewhere(address, before, before=before)
    erasures.overwrite()
    return count


def _was_erased(person: Person, erased: dict[str, datetime]) -> bool:
    """An address counts for accounts older than the erasure only: somebody may have come back since."""
    by_address = erased.get(journals.subject_of(person.email)) if person.email else None
    return journals.subject_of(person.card_code) in erased or bool(
        by_address and person.created_at <= by_address
    )


def _addresses() -> set[str]:
    """All that stand anywhere, in their compared form."""
    columns = (Contact.email, Registration.email, SignIn.email)
    return {
        address
        for column in columns
        for address in db.session.scalars(select(func.lower(column)).distinct())
        if address
    }


def _is_empty() -> bool:
    """Whether nobody would miss what is here: no tables, or nobody in them."""
    _settings_folder().parent.mkdir(parents=True, exist_ok=True)  # where SQLite's file will be
    tables = inspect(db.session.connection()).get_table_names()
    try:
        rows = (select(model.__table__.c.id).limit(1) for model in (Person, Event))
        return not tables or all(db.session.execute(row).first() is None for row in rows)
    except SQLAlchemyError:  # tables of another time
        db.session.rollback()
        return not tables


def _check(path: Path) -> None:
    """Refuse what is no backup of this engine before anything is touched."""
    if not path.is_file():
        raise NotFound(NO_FILE, path=path)
    with path.open("rb") as file:
        found = "sqlite" if file.read(len(HEADER)) == HEADER else "postgresql"
    if found == "sqlite" and db.engine.dialect.name != found:
        raise Invalid("file", FOREIGN, path=path)
    if db.engine.dialect.name == "sqlite":
        _check_sqlite(path)
    elif not postgres.is_dump(path):
        raise Invalid("file", NO_BACKUP, path=path)


def _check_sqlite(path: Path) -> None:
    try:
        source = _open_read_only(path)
        try:
            whole = source.execute("PRAGMA quick_check").fetchone() == ("ok",)
            version = source.execute("SELECT version_num FROM alembic_version").fetchone()
        finally:
            source.close()
    except sqlite3.DatabaseError:
        raise Invalid("file", NO_BACKUP, path=path) from None
    if not whole or not version:
        raise Invalid("file", NO_BACKUP, path=path)
    migrations = ScriptDirectory(current_app.extensions["migrate"].directory)
    if version[0] not in {script.revision for script in migrations.walk_revisions()}:
        raise Invalid("file", TOO_NEW, path=path)


def _open_read_only(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)


def _copy(path: Path) -> None:
    """A copy that could not be finished leaves no file that looks like one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        path.touch(mode=0o600, exist_ok=False)
    except FileExistsError:
        raise Conflict(EXISTS, path=path) from None
    try:
        _copy_sqlite(path) if db.engine.dialect.name == "sqlite" else postgres.dump(path)
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def _copy_sqlite(path: Path) -> None:
    """The online backup: others read and write meanwhile. The copy is one file, without files beside it."""
    source = db.engine.raw_connection()
    copy = sqlite3.connect(path)
    try:
        source.driver_connection.backup(copy)  # type: ignore[union-attr]
        copy.execute("PRAGMA journal_mode=DELETE")
    finally:
        copy.close()
        source.close()


def _restore_sqlite(path: Path) -> None:
    source, target = _open_read_only(path), db.engine.raw_connection()
    try:
        source.backup(target.driver_connection)  # type: ignore[arg-type]
    finally:
        source.close()
        target.close()


def _clear() -> None:
    """Every table there is, whichever version made it."""
    there = MetaData()
    there.reflect(db.engine)
    there.drop_all(db.engine)


def _name(now: datetime, more: str = "") -> str:
    return f"{PREFIX}{now:{STAMP}}{more}{ENDINGS[db.engine.dialect.name]}"


def _made_at(path: Path, now: datetime) -> datetime | None:
    try:
        stamp = path.stem.removeprefix(PREFIX).partition("-")[0]
        return datetime.strptime(stamp, STAMP).replace(tzinfo=now.tzinfo)
    except ValueError:  # somebody else's file
        return None


def _settings_folder() -> Path:
    folder: Path = current_app.config["SETTINGS"].data_dir
    return folder / "backups"
