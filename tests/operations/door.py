"""At a door, by the operations; for the tests of doors. Call these inside an app context."""

from typing import Any

from netevent import clock
from netevent.domain.codes import CARD_LENGTH, new_code
from netevent.extensions import db
from netevent.models import Badge, Event, Registration
from netevent.operations import doors
from netevent.operations.doors import Answer


def admit(event: Event, code: str, nonce: str = "", **more: Any) -> Answer:
    more = {"door": "Main door", "now": clock.now()} | more
    return doors.admit(event, code, nonce=nonce or new_code(26), **more)


def place(event: Event, **fields: Any) -> Registration:
    fields = {
        "name": "Gil Reyes",
        "company": "Atelier",
        "source": "imported",
        "created_at": clock.now(),
    } | fields
    kept = Registration(event_id=event.id, **fields)
    db.session.add(kept)
    db.session.commit()
    return kept


def badge(event: Event, **whose: int) -> str:
    made = Badge(event_id=event.id, code=new_code(CARD_LENGTH), since=clock.now(), **whose)
    db.session.add(made)
    db.session.commit()
    return made.code


def told(answer: Answer) -> tuple[str, str, str]:
    return answer.result, answer.name, answer.door
