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
