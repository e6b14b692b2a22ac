"""A morning that nobody could send: Ben met people at Ada's evening, and the mail server is not there."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import time_machine
from sqlalchemy import select

from netevent import clock
from netevent.extensions import db
from netevent.mails.answers import Outcome
from netevent.mails.message import Letter
from netevent.models import OutboxMail, Person, Prompt
from netevent.operations import digests, outbox
from tests.mails.mornings import first_thursday, met
from tests.mails.waiting import Scripted

LAUSANNE = ZoneInfo("Europe/Zurich")
FRIDAY, MONDAY, TUESDAY, WEDNESDAY = (date(2026, 11, day) for day in (6, 9, 10, 11))
NAMES = ("Anouk", "Bruno", "Carla")


def at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=LAUSANNE)


def talks(*names: str) -> Person:
    """Ben, and whom he met on Thursday."""
    event, ben = first_thursday()
    for name in names or NAMES:
        met(ben, event, name, care=f"the school of {name}")
    return ben


def look(evening: time_machine.Traveller, moment: datetime, *answers: Outcome) -> list[Letter]:
    """What a worker plans and hands over at a moment; when the answers run out, the server takes every mail."""
    evening.move_to(moment)
    digests.plan_due(clock.now())
    transport = Scripted(*answers)
    outbox.send_due(clock.now(), transport)
    return transport.sent


def away(evening: time_machine.Traveller, day: date, *hours: int) -> None:
    """The mail server is not there, whenever the worker asks."""
    for hour in hours or (9, 14, 19, 20):
        assert look(evening, at(day, hour), *[Outcome.NOT_STARTED] * 20) == []


def digest_mails() -> list[tuple[str, date]]:
    """The state and the day of every mail of a digest, oldest first."""
    rows = db.session.scalars(
        select(OutboxMail).where(OutboxMail.digest_id.is_not(None)).order_by(OutboxMail.id)
    )
    return [(row.state, row.expires_at.astimezone(LAUSANNE).date()) for row in rows if row.expires_at]


def days_of(*names: str) -> dict[str, date]:
    """The day each person is suggested on."""
    rows = db.session.query(Prompt).order_by(Prompt.id).populate_existing()
    wanted = names or NAMES
    return {row.contact.name: row.shown_on for row in rows if row.contact and row.contact.name in wanted}
