"""The one place where somebody is checked in, whoever asks: web, demo, import or door."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from netevent.domain.codes import CARD_LENGTH, TYPED_LENGTH, new_code
from netevent.errors import N_, Conflict, NotFound
from netevent.extensions import db
from netevent.models import CheckIn, Event, Person, Registration, SignIn
from netevent.models.checkins import POSTER
from netevent.operations import signins
from netevent.operations.posting import post
from netevent.operations.tallies import count

NOTICE = "2026-11"  # version of the sentence under the check-in button
BEFORE = timedelta(hours=1)
AFTER = timedelta(hours=2)
LINK_LIFE = signins.CODE_LIFE

NOT_YET = N_("Check-in opens at %(time)s. You can say that you are coming.")
OVER = N_("This event is over, so nobody can check in any more. Your people are still under People.")
CANCELLED = N_("This event was cancelled. The organiser can tell you more.")


@dataclass(frozen=True)
class Arrival:
    """What somebody unknown typed at the poster: both already in their compared form."""

    name: str
    email: str
    language: str


def state_of(event: Event, now: datetime) -> str:
    """'before', 'open', 'over' or 'cancelled': what the page of an event offers at this moment."""
    if event.cancelled_at:
        return "cancelled"
    if now < event.starts_at - BEFORE:
        return "before"
    return "open" if now <= event.closes_at + AFTER else "over"


def arrive(event: Event, arrival: Arrival, *, nonce: str, now: datetime) -> str:
    """Check in a phone nobody is signed in on: a new provisional person with a claimed address.

    Returns the secret of the new sign-in. The same `nonce` again finds the same person.
    """
    refuse_unless_open(event, now)
    try:
        return _arrive(event, arrival, nonce, now)
    except IntegrityError:
        db.session.rollback()
        return _arrived_before(event, arrival, nonce, now)


def check_in(event: Event, person: Person, *, nonce: str, now: datetime, door: str = POSTER) -> CheckIn:
    """Check in somebody who is known on this phone; being in already is not an error, it is the answer."""
    refuse_unless_open(event, now)
    if earlier := CheckIn.of(event.id, person.id):
        return earlier
    try:
        place = _free(Registration.of_person(event.id, person.id) or _place_of_address(event, person))
        checkin = _admit(event, person, place, nonce, now, door)
        person.digest_at = _sooner(person.digest_at, event.next_morning)
        db.session.commit()
    except IntegrityError:
        db.session.rollback()
        return CheckIn.of(event.id, person.id) or _conflict()
    return checkin


def refuse_unless_open(event: Event, now: datetime) -> None:
    refusal = {"before": NOT_YET, "over": OVER, "cancelled": CANCELLED}.get(state_of(event, now))
    if refusal:
        opens = (event.starts_at - BEFORE).astimezone(event.tz)
        raise Conflict(refusal, time=f"{opens:%H:%M}") if refusal == NOT_YET else Conflict(refusal)


def new_provisional(arrival: Arrival, now: datetime) -> Person:
    """Somebody who claims an address; it appears on no card until it is proved. The caller commits."""
    person = Person(
        name=arrival.name,
        claimed_email=arrival.email,
        language=arrival.language,
        card_code=new_code(CARD_LENGTH),
        created_at=now,
    )
    db.session.add(person)
    return person


def post_welcome(
    person: Person, signin: SignIn, event: Event, language: str, now: datetime, *, cause: str = ""
) -> None:
    """The one mail of a first visit: code and link. Nothing waits for it. The caller commits."""
    post(
        "checkin",
        dedupe_key=cause or f"checkin:{signin.challenge}",
        address=signin.email,
        language=language,
        now=now,
        person_id=person.id,
        signin_id=signin.id,
        event_id=event.id,
        expires_at=now + LINK_LIFE,
    )


def let_in_again(person: Person | None, arrival: Arrival, now: datetime) -> str:
    """The answer of the first try was lost on its way: sign the same phone in as the same person.

    Only while the address is unproved: whoever owns it by now is let in by a code or a link alone.
    """
    if person is None or person.email or person.claimed_email != arrival.email:
        raise Conflict(N_("Somebody else was faster by a blink. Please tap once more."))
    _, token = signins.open_for(person, arrival.email, now)
    db.session.commit()
    return token


def _arrive(event: Event, arrival: Arrival, nonce: str, now: datetime) -> str:
    place = _free(Registration.of_address(event.id, arrival.email))
    person = new_provisional(arrival, now)
    person.digest_at = event.next_morning
    signin, token = signins.open_for(person, arrival.email, now)
    db.session.flush()
    _admit(event, person, place, nonce, now, POSTER)
    post_welcome(person, signin, event, arrival.language, now)
    db.session.commit()
    return token


def _admit(
    event: Event, person: Person, place: Registration | None, nonce: str, now: datetime, door: str
) -> CheckIn:
    checkin = CheckIn(
        event_id=event.id,
        person_id=person.id,
        registration_id=place.id if place else None,
        at=now,
        door=door,
        nonce=nonce,
        typed_code=new_code(TYPED_LENGTH),
        notice=NOTICE,
    )
    db.session.add(checkin)
    db.session.flush()
    count(event.id, "came" if place else "walked_in", now)
    return checkin


def _arrived_before(event: Event, arrival: Arrival, nonce: str, now: datetime) -> str:
    checkin = CheckIn.of_nonce(nonce)
    return let_in_again(checkin.person if checkin and checkin.event_id == event.id else None, arrival, now)


def _free(place: Registration | None) -> Registration | None:
    """The place, unless somebody took it; two phones that want the same one wait for each other here."""
    if place is None:
        return None
    db.session.execute(select(Registration.id).where(Registration.id == place.id).with_for_update())
    taken = db.session.scalar(select(CheckIn.id).where(CheckIn.registration_id == place.id).limit(1))
    return None if taken else place


def _place_of_address(event: Event, person: Person) -> Registration | None:
    """A place kept for a proved address; a claimed one would show whose it is."""
    return Registration.of_address(event.id, person.email) if person.email else None


def _sooner(first: datetime | None, second: datetime) -> datetime:
    return min(first, second) if first else second


def _conflict() -> CheckIn:
    raise NotFound(N_("This check-in was undone. Please scan the poster once more."))
