"""Another address for the same person: proved by a code in the browser that asked, and told to the old one."""

import secrets
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from netevent.errors import N_, Conflict, Invalid, NotFound
from netevent.extensions import db
from netevent.models import AddressChange, OutboxMail, Person, Registration, SignIn
from netevent.operations import proofs, signins, suppressions
from netevent.operations.letters import CODES
from netevent.operations.posting import post

MOST_ASKED = 6  # an hour for one person

SAME = N_("This is your address already.")
MANY = N_("You asked for many codes. Wait an hour, then go on.")
TAKEN = N_(
    "This address belongs to another account, so nothing was changed. Sign in there with it, or use another address."
)


def ask(person: Person, signin: SignIn, email: str, *, language: str, now: datetime) -> AddressChange:
    """Send a code to the new address; whether anybody has it already is not said before it is proved."""
    if email == person.email:
        raise Invalid("email", SAME)
    if AddressChange.asked_by(person.id, now - timedelta(hours=1)) >= MOST_ASKED:
        raise Invalid("email", MANY)
    change = AddressChange(
        person=person, signin_id=signin.id, email=email, challenge=secrets.token_hex(16), asked_at=now
    )
    db.session.add(change)
    post(
        "address_code",
        dedupe_key=f"address_code:{change.challenge}",
        address=email,
        language=language,
        now=now,
        person_id=person.id,
        signin_id=signin.id,
        expires_at=now + signins.CODE_LIFE,
    )
    db.session.commit()
    return change


def waiting(signin: SignIn) -> AddressChange:
    """The change this browser asked for; raises NotFound when none waits for its code."""
    change = AddressChange.latest_of(signin.id)
    if change is None or change.used_at or change.person_id != signin.person_id:
        raise NotFound(proofs.OLD_CODE)
    return change


def prove(change: AddressChange, signin: SignIn, code: str, now: datetime) -> str:
    """The code came back: the address moves, and every other browser is signed out.

    Returns the new secret of this browser. Raises Invalid for a wrong or old code, and Conflict when the address is
    somebody else's, with nothing changed.
    """
    proofs.hold(change)
    proofs.refuse_wrong(change, code, now)
    person, old = change.person, change.person.email
    change.used_at = now
    try:
        with db.session.begin_nested():
            person.email = change.email
    except IntegrityError as error:
        db.session.refresh(person)
        change.used_at = now
        db.session.commit()
        raise Conflict(TAKEN) from error
    if old:
        _take_along(person, old, now)
        post("address_changed", dedupe_key=f"address_changed:{change.id}", address=old, language=person.language, now=now)  # fmt: skip
    return _renewed(signin, person, now)


def _take_along(person: Person, old: str, now: datetime) -> None:
    """What was kept for the old address, or sent to it, follows the person."""
    for place in db.session.scalars(select(Registration).where(Registration.email == old, Registration.person_id.is_(None))):  # fmt: skip
        taken = select(Registration.id).where(
            Registration.event_id == place.event_id, Registration.person_id == person.id
        )
        if db.session.scalar(taken) is None:
            place.person_id = person.id
            db.session.flush()
    queued = update(OutboxMail).where(OutboxMail.person_id == person.id, OutboxMail.state == "queued")
    db.session.execute(queued.where(OutboxMail.kind.not_in(CODES)).values(address=person.email))
    if "digests" in suppressions.scopes_of(old):
        suppressions.suppress(person.email or "", "digests", "unsubscribed", now)


def _renewed(signin: SignIn, person: Person, now: datetime) -> str:
    """This browser stays, with a new secret; a code that is still on its way to the old address opens nothing."""
    token = secrets.token_hex(16)
    signins.close_others(signin, person.id, now)
    signin.email, signin.challenge, signin.token_hash = person.email or "", secrets.token_hex(16), signins.hash_of(token)  # fmt: skip
    signin.used_at = signin.proved_at = signin.seen_at = now
    signin.proved_by = "code"
    db.session.commit()
    return token
