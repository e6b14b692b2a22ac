"""The baseline: a bare Flask-SQLAlchemy route doing one indexed read, one insert, one commit.

It runs on the same database, with the same settings, pragmas and kind of transaction (netevent.app, netevent.extensions).
"""

import os
from datetime import UTC, datetime

from flask import Flask, redirect, request
from sqlalchemy import String, select
from sqlalchemy.orm import Mapped, mapped_column

from netevent.app import engine_options
from netevent.extensions import db
from netevent.models import Event
from netevent.models.types import Id, Model, Moment


class BenchRow(Model):
    __tablename__ = "bench_rows"

    id: Mapped[Id]
    event_id: Mapped[int]
    name: Mapped[str] = mapped_column(String(120))
    email: Mapped[str] = mapped_column(String(254))
    at: Mapped[Moment]


def create_app() -> Flask:
    app = Flask("bare")
    app.config["SQLALCHEMY_DATABASE_URI"] = os.environ["NETEVENT_DATABASE_URL"]
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = engine_options(os.environ["NETEVENT_DATABASE_URL"])
    db.init_app(app)

    @app.post("/e/<code>")
    def arrive(code: str):  # type: ignore[no-untyped-def]
        event = db.session.scalar(select(Event).where(Event.code == code))
        row = BenchRow(
            event_id=event.id, name=request.form["name"], email=request.form["email"], at=datetime.now(UTC)
        )
        db.session.add(row)
        db.session.commit()
        return redirect("/today", 303)

    return app
