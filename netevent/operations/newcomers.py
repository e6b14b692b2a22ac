"""A phone nobody is signed in on: a provisional person, a sign-in, and the one mail with code and link."""

from dataclasses import dataclass
from datetime import datetime

from netevent.domain.codes import CARD_LENGTH, new_code
from netevent.errors import N_, Conflict, Invalid
from netevent.extensions import db
from netevent.models import Event, OutboxMail, Person, SignIn
from netevent.operations import signins
from netevent.operations.posting import letter
from netevent.operations.replays import USED
from netevent.operations.rows import Row


@dataclass(frozen=True)
class Arrival:
    """What somebody unknown typed at the poster: both already in their compared form."""

    name: str
    email: str
    language: str
    device: str = ""


def welcome(
    arrival: Arrival, event: Event, *, cause: str, digest_at: datetime | None, now: datetime
) -> tuple[list[Row], str]:
    """The rows of somebody who claims an address, and the secret their browser keeps.

    First the person, who appears on no card until the address is proved; then the sign-in; then the one mail.
    `cause` is unique: one cause has one person and one mail.
    """
    fresh, token = signins.fresh(arrival.email, now, arrival.device)
    person = {
        "name": arrival.name,
        "claimed_email": arrival.email,
        "language": arrival.language,
        "card_code": new_code(CARD_LENGTH),
        "digest_at": digest_at,
        "created_at": now,
    }
    mail = letter(
        "checkin",
        dedupe_key=cause,
        address=arrival.email,
        language=arrival.language,
        now=now,
        event_id=event.id,
        expires_at=now + signins.CODE_LIFE,
    )
    return [
        Row(Person, person),
        Row(SignIn, fresh, points={"person_id": 0}),
        Row(OutboxMail, mail, points={"person_id": 0, "signin_id": 1}),
    ], token


def let_in_again(person: Person | None, arrival: Arrival, now: datetime) -> str:
    """The answer of the first try was lost on its way: sign the same phone in as the same person.

    Only while the address is unproved: whoever owns it by now is let in by a code or a link alone.
    """
    if person is None or person.email:
        raise Conflict(N_("Somebody else was faster by a blink. Please tap once more."))
    if (person.name, person.claimed_email) != (arrival.name, arrival.email):
        raise Invalid("email", USED)
    _, token = signins.open_for(person, arrival.email, now, arrival.device)
    db.session.commit()
    return token
