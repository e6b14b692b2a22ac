"""Writing down what organisers and operators do; the caller's commit keeps both the act and its line."""

from datetime import datetime

from netevent.domain.codes import normal
from netevent.errors import N_, NotFound
from netevent.extensions import db
from netevent.models import Audit, Event

NO_SUCH_EVENT = N_("There is no event with the code %(code)s.")


def note(
    verb: str,
    noun: str,
    *,
    now: datetime,
    actor_id: int | None = None,
    event_id: int | None = None,
    row_id: int | None = None,
    via: str = "web",
) -> None:
    """One line of the log: ids and words of the code, never a name, an address or a text. Does not commit."""
    db.session.add(
        Audit(verb=verb, noun=noun, at=now, actor_id=actor_id, event_id=event_id, row_id=row_id, via=via)
    )


def latest(code: str | None, count: int) -> list[Audit]:
    """The newest lines, of one event or of the whole house; raises NotFound for a code that is none."""
    if code is None:
        return Audit.newest(count)
    event = Event.of_code(normal(code))
    if event is None:
        raise NotFound(NO_SUCH_EVENT, code=code)
    return Audit.of_event(event.id, count)
