"""Proving to be somebody: a code bound to the asking browser, or a link that works in any."""

import hashlib
import hmac
import secrets
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from netevent.domain.codes import CARD_LENGTH, new_code
from netevent.errors import N_, Invalid, NotFound
from netevent.extensions import db
from netevent.models import Digest, Person, SignIn
from netevent.operations import links
from netevent.operations.digests import wake
from netevent.operations.merging import complete_card, merge
from netevent.operations.posting import post

IDLE = timedelta(days=180)
CODE_LIFE = timedelta(minutes=10)
RESEND_AFTER = timedelta(seconds=30)
MOST_TRIES = 5
MOST_GUESSES = 20  # an hour for one address, whoever types; its links go on working

WRONG_CODE = N_("That is not the code we sent. Look again at the newest mail, or ask for a new code.")
OLD_CODE = N_("This code is no longer valid. Ask for a new one and use it within ten minutes.")
MANY_GUESSES = N_("Those were many wrong codes for this address. Use the link in the mail, or wait an hour.")
OLD_LINK = N_("This link is no longer valid. Ask for a new one below.")


def ask(
    email: str, *, language: str, next_path: str, now: datetime, browser: SignIn | None = None
) -> tuple[SignIn, str]:
    """Send a code and a link to an address; known and unknown addresses look alike.

    Returns the new row and the secret its browser keeps. A `browser` that checked in with a slip in its address
    stays the same row, and the same person, with the address it gives now.
    """
    if browser and browser.person and not browser.person.email:
        browser.email = browser.person.claimed_email = email
        _renew(browser, language, now)
        return browser, ""
    signin, token = open_for(None, email, now)
    signin.next_path = next_path
    db.session.flush()
    _post_code(signin, "signin", language, now)
    db.session.commit()
    return signin, token


def ask_again(signin: SignIn, *, language: str, now: datetime) -> bool:
    """A fresh code for the same browser; asking sooner than 30 seconds after the last changes nothing."""
    if now - signin.asked_at < RESEND_AFTER:
        return False
    _renew(signin, language, now)
    return True


def _renew(signin: SignIn, language: str, now: datetime) -> None:
    signin.challenge = secrets.token_hex(16)
    signin.asked_at, signin.used_at, signin.wrong_tries = now, None, 0
    _post_code(signin, "signin", language, now)
    db.session.commit()


def open_for(person: Person | None, email: str, now: datetime) -> tuple[SignIn, str]:
    """A sign-in row for one browser, not yet proved; the caller commits."""
    values, token = fresh(email, now)
    signin = SignIn(person=person, **values)
    db.session.add(signin)
    return signin, token


def fresh(email: str, now: datetime) -> tuple[dict[str, Any], str]:
    """The fields of a new sign-in, and the secret its browser keeps."""
    token = secrets.token_hex(16)
    row = {
        "token_hash": hash_of(token),
        "email": email,
        "challenge": secrets.token_hex(16),
        "asked_at": now,
        "seen_at": now,
    }
    return row, token


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def live(token: str, now: datetime) -> SignIn | None:
    """The sign-in behind a browser's secret, unless it ended or lay idle for 180 days."""
    return SignIn.live(hash_of(token), now - IDLE)


def code_of(signin: SignIn) -> str:
    """The six digits of the current challenge."""
    return f"{int.from_bytes(links.derive('code', signin.challenge)[:8]) % 1_000_000:06d}"


def link_of(signin: SignIn) -> str:
    """The token of the link in the same mail as the code."""
    return links.sign("signin", [signin.id, signin.challenge])


def prove_by_code(signin: SignIn, code: str, now: datetime) -> str:
    """The asking browser typed the code. Returns its new secret; raises Invalid when the code is wrong or old."""
    _hold(signin)
    if signin.used_at or signin.wrong_tries >= MOST_TRIES or now - signin.asked_at > CODE_LIFE:
        raise Invalid("code", OLD_CODE)
    if SignIn.guesses_at(signin.email, now - timedelta(hours=1)) >= MOST_GUESSES:
        raise Invalid("code", MANY_GUESSES)
    if not hmac.compare_digest(code_of(signin).encode(), code.encode()):
        signin.wrong_tries += 1
        signin.guesses += 1
        db.session.commit()
        raise Invalid("code", WRONG_CODE)
    return _prove(signin, now)


def linked(token: str, now: datetime) -> SignIn:
    """The sign-in a link belongs to, still unused; raises NotFound when it is old, used or forged."""
    signed = links.read("signin", token)
    row_id, challenge = signed if isinstance(signed, list) else (0, "")
    signin = db.session.get(SignIn, row_id)
    fresh = (
        signin and signin.challenge == challenge and not signin.used_at and signin.wrong_tries < MOST_TRIES
    )
    if not signin or not fresh or now - signin.asked_at > CODE_LIFE:
        raise NotFound(OLD_LINK)
    return signin


def prove_by_link(token: str, browser: SignIn | None, now: datetime) -> tuple[SignIn, str]:
    """Somebody pressed the button behind the link, in whatever browser.

    Only this browser is signed in: the one that asked may belong to somebody who typed a foreign address,
    so it ends unless it is the same one. Returns the row and its new secret.
    """
    _hold(linked(token, now))
    asked = linked(token, now)  # once more, now that nobody else can use it
    if browser is not None and browser.id == asked.id:
        return asked, _prove(asked, now)
    asked.used_at = asked.ended_at = now
    signin, _ = open_for(asked.person, asked.email, now)
    signin.next_path = asked.next_path
    return signin, _prove(signin, now, elsewhere=True)


def morning_digest(token: str) -> Digest:
    """The digest a neutral morning mail speaks of, while its reader is not proved yet."""
    signed = links.read("morning", token)
    digest = db.session.get(Digest, signed) if isinstance(signed, int) else None
    if digest is None or digest.person.email:
        raise NotFound(OLD_LINK)
    return digest


def prove_by_morning(token: str, browser: SignIn | None, now: datetime) -> str:
    """The button of the neutral morning mail: it proves the address the mail went to."""
    person = morning_digest(token).person
    if browser is None or browser.person_id != person.id:
        browser, _ = open_for(person, person.address or "", now)
    return _prove(browser, now)


def enter_as(person: Person, now: datetime) -> str:
    """Sign a browser in without a proof: the demo's choice of whom to be, and nothing else."""
    signin, token = open_for(person, person.address or "", now)
    signin.proved_at = signin.used_at = now
    db.session.commit()
    return token


def invite(person: Person, now: datetime) -> str:
    """The token of a link for somebody who just got a right; good for ten minutes, once."""
    signin, _ = open_for(person, person.address or "", now)
    db.session.commit()
    return link_of(signin)


def end(signin: SignIn, now: datetime) -> None:
    signin.ended_at = now
    db.session.commit()


def _prove(signin: SignIn, now: datetime, *, elsewhere: bool = False) -> str:
    """The address of this row is proved: it owns, or becomes, or absorbs the person; the secret is renewed.

    Proved `elsewhere` than on the phone of the check-in, what was typed there completes no card: it may have
    been somebody else's thumb.
    """
    db.session.flush()
    token = secrets.token_hex(16)
    provisional = signin.person if signin.person and not signin.person.email else None
    if provisional:
        _end_others(signin, provisional, now)
    owner = Person.of_email(signin.email) or _first_owner(provisional, signin.email, now)
    signin.person = owner
    if provisional and provisional is not owner:
        if not elsewhere:
            complete_card(provisional, owner)
        merge(provisional, owner, now)
    wake(owner, now)
    signin.token_hash = hash_of(token)
    signin.used_at = signin.proved_at = signin.seen_at = now
    db.session.commit()
    return token


def _hold(signin: SignIn) -> None:
    """Requests that use the same row wait for each other here, so that each try counts and one proof wins."""
    db.session.execute(select(SignIn.id).where(SignIn.id == signin.id).with_for_update())
    db.session.refresh(signin)


def _end_others(signin: SignIn, provisional: Person, now: datetime) -> None:
    """Whoever else typed this address without proving it is signed out."""
    db.session.execute(
        update(SignIn)
        .where(SignIn.person_id == provisional.id, SignIn.id != signin.id, SignIn.ended_at.is_(None))
        .values(ended_at=now, used_at=now)
    )


def _first_owner(provisional: Person | None, email: str, now: datetime) -> Person:
    """Nobody owned this address so far; of two who prove it at the same instant, one becomes its owner."""
    try:
        with db.session.begin_nested():
            person = provisional or Person(card_code=new_code(CARD_LENGTH), created_at=now)
            person.email, person.claimed_email, person.proved_at = email, None, now
            db.session.add(person)
    except IntegrityError:
        return db.session.scalars(select(Person).where(Person.email == email)).one()
    return person


def _post_code(signin: SignIn, kind: str, language: str, now: datetime) -> None:
    post(
        kind,
        dedupe_key=f"{kind}:{signin.challenge}",
        address=signin.email,
        language=language,
        now=now,
        signin_id=signin.id,
        expires_at=now + CODE_LIFE,
    )
