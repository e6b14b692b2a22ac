"""Alembic's entry: migrations run on the engine and the models of the application, in batches on SQLite."""

from alembic import context
from flask import current_app

extension = current_app.extensions["migrate"]
engine = extension.db.engine


def render_item(kind, item, _autogenerate):
    """Migrations outlive the code: they name plain column types, not ours."""
    return "sa.DateTime(timezone=True)" if kind == "type" and type(item).__name__ == "UtcDateTime" else False


with engine.connect() as connection:
    if engine.dialect.name == "postgresql":
        connection.exec_driver_sql("SET statement_timeout = 0")  # a large table takes as long as it takes
        connection.commit()
    else:  # a table is copied to change it, and rows must not fall with the old one
        connection.connection.dbapi_connection.execute("PRAGMA foreign_keys=OFF")
    context.configure(
        connection=connection,
        target_metadata=extension.db.metadata,
        render_as_batch=engine.dialect.name == "sqlite",
        render_item=render_item,
        transaction_per_migration=True,
    )
    with context.begin_transaction():
        context.run_migrations()
    connection.commit()
    if engine.dialect.name == "sqlite":
        raw = connection.connection.dbapi_connection
        if dangling := raw.execute("PRAGMA foreign_key_check").fetchall():
            raise RuntimeError(f"rows point to nothing: {dangling[:3]}")
        raw.execute("PRAGMA foreign_keys=ON")
