"""A phone nobody is signed in on: a provisional person, a sign-in, and the one mail with code and link."""

from dataclasses import dataclass
from datetime import datetime

from netevent.domain.codes import CARD_LENGTH, new_code
from netevent.errors import N_, Conflict
from netevent.extensions import db
from netevent.models import Event, Person, SignIn
from netevent.operations import signins
from netevent.operations.posting import post
from netevent.operations.rows import put


@dataclass(frozen=True)
class Arrival:
    """What somebody unknown typed at the poster: both already in their compared form."""

    name: str
    email: str
    language: str


@dataclass(frozen=True)
class Newcomer:
    """The ids of what was written, and the secret this browser keeps."""

    person_id: int
    signin_id: int
    token: str


def welcome(
    arrival: Arrival, event: Event, *, cause: str, digest_at: datetime | None, now: datetime
) -> Newcomer:
    """Write down somebody who claims an address; it appears on no card until it is proved. The caller commits.

    `cause` is unique: one cause has one person and one mail, and nothing waits for that mail.
    """
    person_id = put(
        Person,
        name=arrival.name,
        claimed_email=arrival.email,
        language=arrival.language,
        card_code=new_code(CARD_LENGTH),
        digest_at=digest_at,
        created_at=now,
    )
    fresh, token = signins.fresh(arrival.email, now)
    signin_id = put(SignIn, person_id=person_id, **fresh)
    post(
        "checkin",
        dedupe_key=cause,
        address=arrival.email,
        language=arrival.language,
        now=now,
        person_id=person_id,
        signin_id=signin_id,
        event_id=event.id,
        expires_at=now + signins.CODE_LIFE,
    )
    return Newcomer(person_id, signin_id, token)


def let_in_again(person: Person | None, arrival: Arrival, now: datetime) -> str:
    """The answer of the first try was lost on its way: sign the same phone in as the same person.

    Only while the address is unproved: whoever owns it by now is let in by a code or a link alone.
    """
    if person is None or person.email or person.claimed_email != arrival.email:
        raise Conflict(N_("Somebody else was faster by a blink. Please tap once more."))
    _, token = signins.open_for(person, arrival.email, now)
    db.session.commit()
    return token
