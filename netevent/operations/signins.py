"""One row a browser: asking for a code, being recognised, being listed, being ended."""

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from netevent.errors import Invalid
from netevent.extensions import db
from netevent.models import OutboxMail, Person, SignIn
from netevent.operations import links
from netevent.operations.posting import post
from netevent.operations.replays import USED

IDLE = timedelta(days=180)
CODE_LIFE = timedelta(minutes=10)
RESEND_AFTER = timedelta(seconds=30)
SEEN_EVERY = timedelta(days=1)


def ask(
    email: str,
    *,
    language: str,
    next_path: str,
    now: datetime,
    browser: SignIn | None = None,
    key: str = "",
    device: str = "",
) -> tuple[SignIn, str]:
    """Send a code and a link to an address; known and unknown addresses look alike.

    Returns the row and the secret its browser keeps. That secret comes from the `key` of the form, so that every
    copy of the form has one effect and gets the same answer; the same key with another address raises Invalid.
    A `browser` that checked in with a slip in its address stays the same row, and the same person, with the
    address it gives now, and keeps the secret it has ('').
    """
    key = key or secrets.token_hex(16)
    cause = f"signin:{links.derive('signin.cause', key).hex()[:32]}"
    slip = browser if browser and browser.person and not browser.person.email else None
    token = "" if slip else links.derive("signin.token", key).hex()[:32]
    signin = _asked_before(cause, email)
    try:
        if signin is None and slip:
            signin = _corrected(slip, email, language, cause, now)
        elif signin is None:
            signin = SignIn(**fresh(email, now, device, token)[0], next_path=next_path)
            db.session.add(signin)
            _post_code(signin, cause, language, now)
    except IntegrityError:  # a copy was faster by a blink
        db.session.rollback()
        signin = _asked_before(cause, email)
    if signin is None:
        raise Invalid("key", USED)
    return signin, token


def _asked_before(cause: str, email: str) -> SignIn | None:
    """The row an earlier copy of the same form made."""
    mail = OutboxMail.of_cause(cause)
    if mail and mail.address != email:
        raise Invalid("key", USED)
    return db.session.get(SignIn, mail.signin_id) if mail and mail.signin_id else None


def _corrected(slip: SignIn, email: str, language: str, cause: str, now: datetime) -> SignIn:
    if slip.person:
        slip.email = slip.person.claimed_email = email
    _renew(slip, language, now, cause)
    return slip


def ask_again(signin: SignIn, *, language: str, now: datetime) -> bool:
    """A fresh code for the same browser; asking sooner than 30 seconds after the last changes nothing."""
    if signin.used_at is None and now - signin.asked_at < RESEND_AFTER:
        return False
    _renew(signin, language, now)
    return True


def ask_once_more(signin: SignIn, *, language: str, next_path: str, now: datetime) -> None:
    """A signed-in person is about to show that it is still them: a code to the address they have now."""
    address = (signin.person and signin.person.address) or signin.email
    signin.next_path = next_path
    if address != signin.email:  # a code that went elsewhere proves nothing about this one
        signin.email = address
        _renew(signin, language, now)
    elif not ask_again(signin, language=language, now=now):
        db.session.commit()


def _renew(signin: SignIn, language: str, now: datetime, cause: str = "") -> None:
    signin.challenge = secrets.token_hex(16)
    signin.asked_at, signin.used_at, signin.wrong_tries = now, None, 0
    _post_code(signin, cause or f"signin:{signin.challenge}", language, now)


def open_for(person: Person | None, email: str, now: datetime, device: str = "") -> tuple[SignIn, str]:
    """A sign-in row for one browser, not yet proved; the caller commits."""
    values, token = fresh(email, now, device)
    signin = SignIn(person=person, **values)
    db.session.add(signin)
    return signin, token


def fresh(email: str, now: datetime, device: str = "", token: str = "") -> tuple[dict[str, Any], str]:
    """The fields of a new sign-in, and the secret its browser keeps."""
    token = token or secrets.token_hex(16)
    row = {
        "token_hash": hash_of(token),
        "email": email,
        "challenge": secrets.token_hex(16),
        "device": device,
        "asked_at": now,
        "seen_at": now,
    }
    return row, token


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def live(token: str, now: datetime) -> SignIn | None:
    """The sign-in behind a browser's secret, unless it ended or lay idle for 180 days."""
    return SignIn.live(hash_of(token), now - IDLE)


def seen(token: str, now: datetime) -> None:
    """This browser did something today, and so did its person. Never spoils the answer it is noted with."""
    mine = SignIn.token_hash == hash_of(token)
    whose = select(SignIn.person_id).where(mine).scalar_subquery()
    try:
        db.session.execute(update(SignIn).where(mine, SignIn.ended_at.is_(None)).values(seen_at=now))
        db.session.execute(update(Person).where(Person.id == whose).values(active_at=now))
        db.session.commit()
    except SQLAlchemyError:
        db.session.rollback()


def enter_as(person: Person, now: datetime, device: str = "") -> str:
    """Sign a browser in without a proof: the demo's choice of whom to be, and nothing else."""
    signin, token = open_for(person, person.address or "", now, device)
    signin.proved_at = signin.used_at = now
    signin.proved_by = "demo"
    db.session.commit()
    return token


def of_person(person: Person, now: datetime) -> list[SignIn]:
    """The browsers that are signed in as somebody, the one used last first."""
    return SignIn.of_person(person.id, now - IDLE)


def end(signin: SignIn, now: datetime) -> None:
    signin.ended_at = now
    db.session.commit()


def end_others(signin: SignIn, now: datetime) -> None:
    """Sign out every other browser of the same person; links still on their way open nothing either."""
    close_others(signin, signin.person_id, now)
    db.session.commit()


def close_others(signin: SignIn, person_id: int | None, now: datetime) -> None:
    """The same inside of a larger act; the caller commits."""
    others = update(SignIn).where(
        SignIn.person_id == person_id, SignIn.id != signin.id, SignIn.ended_at.is_(None)
    )
    db.session.execute(others.values(ended_at=now, used_at=now))


def _post_code(signin: SignIn, cause: str, language: str, now: datetime) -> None:
    db.session.flush()  # a new row has its id from here on
    post(
        "signin",
        dedupe_key=cause,
        address=signin.email,
        language=language,
        now=now,
        signin_id=signin.id,
        expires_at=now + CODE_LIFE,
    )
    db.session.commit()
