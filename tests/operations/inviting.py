"""An invitation by Ada, as several tests need one."""

from netevent import clock
from netevent.extensions import db
from netevent.models import Event, Invitation, Person
from netevent.operations import invitations

DAN = "dan@example.org"


def scene(ada: int) -> tuple[Person, Event]:
    return db.session.get_one(Person, ada), db.session.query(Event).one()


def sent(ada: int, role: str = "door", email: str = DAN) -> tuple[Invitation, str]:
    """An invitation by Ada, and the token of its link."""
    person, event = scene(ada)
    invitation = invitations.invite(event, email, role, person, clock.now())
    return invitation, invitations.link_of(invitation)
