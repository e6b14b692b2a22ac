"""The migrations: up, down and up again on each engine, ending where the models are."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy.engine import make_url

from netevent import clock
from netevent.app import create_app
from netevent.extensions import db
from netevent.models import Contact
from netevent.operations import acts, cards
from tests import cast
from tests.conftest import settings_in


@pytest.fixture
def empty(tmp_path: Path, worker_id: str) -> Iterator[Flask]:
    """A house with a database nobody has migrated."""
    wanted = os.environ.get("NETEVENT_TEST_DATABASE_URL")
    address = f"sqlite:///{tmp_path / 'empty.sqlite'}"
    name = f"netevent_migrations_{worker_id}"
    if wanted:
        engine = sqlalchemy.create_engine(wanted, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(sqlalchemy.text(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'))
            connection.execute(sqlalchemy.text(f'CREATE DATABASE "{name}"'))
        address = make_url(wanted).set(database=name).render_as_string(hide_password=False)
    app = create_app(settings_in(tmp_path, address))
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
    if wanted:
        with engine.connect() as connection:
            connection.execute(sqlalchemy.text(f'DROP DATABASE "{name}" WITH (FORCE)'))
        engine.dispose()


def tables() -> set[str]:
    names = set(sqlalchemy.inspect(db.engine).get_table_names())
    return names - {"alembic_version"}


def differences() -> list[object]:
    with db.engine.connect() as connection:
        options = {"compare_type": True, "compare_server_default": True}
        return list(compare_metadata(MigrationContext.configure(connection, opts=options), db.metadata))


def test_up_down_and_up_again_ends_where_the_models_are(empty: Flask) -> None:
    with empty.app_context():
        assert tables() == set()
        upgrade()
        assert tables() == set(db.metadata.tables)
        assert differences() == []
        downgrade(revision="base")
        assert tables() == set()
        upgrade()
        assert tables() == set(db.metadata.tables)
        assert differences() == []


def test_migrating_twice_is_migrating_once_and_keeps_every_row(empty: Flask, evening: object) -> None:
    with empty.app_context():
        upgrade()
        cast.checked_in(cast.event(cast.person("Ada Moreau")), cast.person("Ben Adler"))
    before = cast.everything(empty)
    with empty.app_context():
        upgrade()
    assert cast.everything(empty) == before


def test_a_house_of_the_version_before_comes_along_with_every_row(empty: Flask, evening: object) -> None:
    """Down by one and up again: what the older version knows is still there afterwards."""
    with empty.app_context():
        upgrade()
        ben, cleo = cast.person("Ben Adler"), cast.person("Cleo Brandt")
        cast.checked_in(cast.event(cast.person("Ada Moreau")), ben, cleo)
        contact = cards.swap(ben, cleo, cards.Gift(email=False, phone=False), clock.now())
        acts.log(contact, "answer", by="them", now=clock.now())
        unknown = {"state": "met", "state_since": None, "state_before": ""}  # to the version before
        db.session.execute(sqlalchemy.update(Contact).values(unknown))
        db.session.commit()
    before = cast.everything(empty)
    with empty.app_context():
        downgrade()
        upgrade()
    assert cast.everything(empty) == before


def test_both_engines_keep_the_same_uniques_and_checks(empty: Flask) -> None:
    """What the database has the last word on is named the same everywhere."""
    with empty.app_context():
        upgrade()
        inspector = sqlalchemy.inspect(db.engine)
        for table in db.metadata.sorted_tables:
            uniques = {unique["name"] for unique in inspector.get_unique_constraints(table.name)}
            checks = {check["name"] for check in inspector.get_check_constraints(table.name)}
            wanted = {type(rule).__name__: set() for rule in table.constraints}
            for rule in table.constraints:
                wanted[type(rule).__name__].add(rule.name)
            assert wanted.get("UniqueConstraint", set()) <= uniques, table.name
            assert wanted.get("CheckConstraint", set()) <= checks, table.name
