"""A backup brings Cleo back, and not Ben, who was erased since."""

import shutil
import sqlite3
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy
import time_machine
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import select, text

from netevent import clock
from netevent.errors import Conflict, Invalid, NotFound
from netevent.extensions import db
from netevent.models import Audit, Contact, Person, Registration
from netevent.operations import backups, erasures, journals
from tests import cast
from tests.operations import lives
from tests.operations.lives import ADDRESS, MARK


@pytest.fixture(autouse=True)
def house(app: Flask, evening: time_machine.Traveller) -> Iterator[Path]:
    with app.app_context():
        if db.engine.dialect.name == "postgresql" and not shutil.which("pg_dump"):
            pytest.skip("pg_dump is not on the PATH")
        yield app.config["SETTINGS"].data_dir
        db.session.remove()
        upgrade()  # whatever a test left of the tables


@pytest.fixture
def on_sqlite() -> None:
    if db.engine.dialect.name != "sqlite":
        pytest.skip("about the file of SQLite")


def names() -> set[str]:
    found = set(db.session.scalars(select(Person.name)))
    db.session.rollback()
    return found


def emptied() -> None:
    """A new machine: nothing in the database, and the tables of this version."""
    db.session.rollback()
    for table in reversed(db.metadata.sorted_tables):
        db.session.execute(table.delete())
    db.session.commit()


def test_who_was_erased_after_the_backup_is_erased_again_and_who_stayed_is_there(
    evening: time_machine.Traveller,
) -> None:
    ben, _, _ = lives.live()
    made = backups.backup(None, clock.now())
    evening.shift(timedelta(days=1))
    erasures.erase(ben, clock.now())
    evening.shift(timedelta(days=1))
    done = backups.restore(made, clock.now(), replace=True)
    assert done.erased == 1
    assert names() == {"Ada Moreau", "Cleo Brandt", "Dan Okafor"}
    assert MARK.casefold() not in lives.whole().casefold()
    assert done.replaced
    assert done.replaced.exists()


def test_on_a_new_machine_the_file_of_the_journal_is_enough() -> None:
    ben, _, _ = lives.live()
    made = backups.backup(None, clock.now())
    erasures.erase(ben, clock.now())
    emptied()
    done = backups.restore(made, clock.now(), replace=False)
    assert (done.erased, done.replaced) == (1, None)
    assert MARK.casefold() not in lives.whole().casefold()


def test_without_the_file_the_database_knows_it_too(house: Path) -> None:
    ben, _, _ = lives.live()
    made = backups.backup(None, clock.now())
    erasures.erase(ben, clock.now())
    (house / "erasures.jsonl").unlink()
    assert backups.restore(made, clock.now(), replace=True).erased == 1
    assert MARK.casefold() not in lives.whole().casefold()
    assert journals.kept()  # and the next restore knows it again


def test_an_address_that_was_only_written_down_is_forgotten_again(evening: time_machine.Traveller) -> None:
    dan = cast.person("Dan Okafor")
    db.session.add(
        Contact(owner_id=dan.id, name="Zoe Martin", email="Zoe@example.org", created_at=clock.now())
    )
    event = cast.event(dan)
    db.session.add(
        Registration(
            event_id=event.id, email="zoe@example.org", name="Zoe", source="imported", created_at=clock.now()
        )
    )
    db.session.commit()
    made = backups.backup(None, clock.now())
    erasures.erase_address("zoe@example.org", clock.now())
    backups.restore(made, clock.now(), replace=True)
    assert "zoe" not in lives.whole().casefold()


def test_who_came_back_after_an_erasure_stays(evening: time_machine.Traveller) -> None:
    erasures.erase(cast.person("Ben Adler", ADDRESS), clock.now())
    evening.shift(timedelta(days=1))
    cast.person("Ben again", ADDRESS)
    made = backups.backup(None, clock.now())
    assert backups.restore(made, clock.now(), replace=True).erased == 0
    assert names() == {"Ben again"}


def test_a_backup_of_an_earlier_version_is_brought_to_this_one() -> None:
    cast.person("Cleo Brandt")
    db.session.remove()
    downgrade(revision="0001")
    made = backups._settings_folder() / f"old{backups.ENDINGS[db.engine.dialect.name]}"
    backups._copy(made)
    upgrade()
    backups.restore(made, clock.now(), replace=True)
    assert names() == {"Cleo Brandt"}
    db.session.rollback()
    assert sqlalchemy.inspect(db.engine).has_table("erasures")


def test_a_house_with_people_is_replaced_only_when_told() -> None:
    cast.person("Cleo Brandt")
    made = backups.backup(None, clock.now())
    with pytest.raises(Conflict, match="--replace"):
        backups.restore(made, clock.now(), replace=False)
    assert names() == {"Cleo Brandt"}


def test_only_its_owner_may_read_a_backup_and_it_may_go_anywhere(house: Path) -> None:
    made = backups.backup(None, clock.now())
    assert made.parent == house / "backups"
    assert made.name.startswith("netevent-20261105T180000.")
    assert made.stat().st_mode & 0o777 == 0o600
    assert backups.backup(house, clock.now()).parent == house
    named = backups.backup(house / "elsewhere" / "x.copy", clock.now())
    assert named.stat().st_size > 1000
    with pytest.raises(Conflict, match="exists already"):
        backups.backup(named, clock.now())
    assert [(line.verb, line.noun) for line in db.session.scalars(select(Audit))] == [("make", "backups")] * 4


def test_backups_older_than_35_days_go_and_other_files_stay(evening: time_machine.Traveller) -> None:
    first = backups.backup(None, clock.now())
    other = first.parent / "netevent-notes.txt"
    other.write_text("mine")
    evening.shift(timedelta(days=35) - timedelta(seconds=1))
    second = backups.backup(None, clock.now())
    assert first.exists()
    evening.shift(timedelta(seconds=1))
    backups.backup(None, clock.now())
    assert not first.exists()
    assert second.exists()
    assert other.exists()


@pytest.mark.parametrize("octets", [b"", b"hello", b"SQLite format 3\0" + b"x" * 5000, b"PGDMP" + b"\0" * 50])
def test_what_is_no_backup_is_refused_before_anything_is_touched(house: Path, octets: bytes) -> None:
    cast.person("Cleo Brandt")
    (house / "strange").write_bytes(octets)
    with pytest.raises(Invalid):
        backups.restore(house / "strange", clock.now(), replace=True)
    with pytest.raises(NotFound):
        backups.restore(house / "missing", clock.now(), replace=True)
    assert names() == {"Cleo Brandt"}


@pytest.mark.usefixtures("on_sqlite")
def test_a_backup_of_a_newer_version_is_refused() -> None:
    made = backups.backup(None, clock.now())
    copy = sqlite3.connect(made)
    copy.execute("UPDATE alembic_version SET version_num = '9999'")
    copy.commit()
    copy.close()
    with pytest.raises(Invalid, match="newer version"):
        backups.restore(made, clock.now(), replace=True)


@pytest.mark.usefixtures("on_sqlite")
def test_a_backup_of_sqlite_is_one_file_that_opens_by_itself() -> None:
    cast.person("Cleo Brandt")
    made = backups.backup(None, clock.now())
    copy = sqlite3.connect(made)
    assert copy.execute("SELECT name FROM people").fetchall() == [("Cleo Brandt",)]
    assert copy.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    copy.close()
    assert [path.name for path in made.parent.iterdir()] == [made.name]


def test_a_missing_program_is_named(monkeypatch: pytest.MonkeyPatch, house: Path) -> None:
    if db.engine.dialect.name == "sqlite":
        pytest.skip("SQLite needs none")
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(Conflict, match="pg_dump is not on the PATH"):
        backups.backup(None, clock.now())
    assert list((house / "backups").iterdir()) == []


def test_the_database_is_whole_after_a_restore() -> None:
    lives.live()
    made = backups.backup(None, clock.now())
    before = lives.whole()
    backups.restore(made, clock.now(), replace=True)
    after = [line for line in lives.whole().splitlines() if not line.startswith("audits.")]
    assert after == [line for line in before.splitlines() if not line.startswith("audits.")]
    assert db.session.execute(text("SELECT 1")).scalar() == 1
