"""Proving to be somebody: a code bound to the asking browser, or a link that works in any."""

import hmac
import secrets
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from netevent.domain.codes import CARD_LENGTH, new_code
from netevent.errors import N_, Invalid, NotFound
from netevent.extensions import db
from netevent.models import AddressChange, Digest, Person, SignIn
from netevent.operations import links, suppressions
from netevent.operations.digests import wake
from netevent.operations.merging import complete_card, merge
from netevent.operations.signins import CODE_LIFE, close_others, hash_of, open_for

MOST_TRIES = 5
MOST_GUESSES = 20  # an hour for one address, whoever types; its links go on working

WRONG_CODE = N_("That is not the code we sent. Look again at the newest mail, or ask for a new code.")
OLD_CODE = N_("This code is no longer valid. Ask for a new one and use it within ten minutes.")
MANY_GUESSES = N_("Those were many wrong codes for this address. Use the link in the mail, or wait an hour.")
OLD_LINK = N_("This link is no longer valid. Ask for a new one below.")


def code_of(asked: SignIn | AddressChange) -> str:
    """The six digits of the current challenge."""
    return f"{int.from_bytes(links.derive('code', asked.challenge)[:8]) % 1_000_000:06d}"


def link_of(signin: SignIn) -> str:
    """The token of the link in the same mail as the code."""
    return links.sign("signin", [signin.id, signin.challenge])


def by_code(signin: SignIn, code: str, now: datetime) -> str:
    """The asking browser typed the code. Returns its new secret; raises Invalid when the code is wrong or old."""
    hold(signin)
    refuse_wrong(signin, code, now)
    return prove(signin, "code", now)


def refuse_wrong(asked: SignIn | AddressChange, code: str, now: datetime) -> None:
    """Count the try, and raise Invalid unless it is the code, in time, by no more than five tries."""
    if asked.used_at or asked.wrong_tries >= MOST_TRIES or now - asked.asked_at > CODE_LIFE:
        raise Invalid("code", OLD_CODE)
    if guesses_at(asked.email, now - timedelta(hours=1)) >= MOST_GUESSES:
        raise Invalid("code", MANY_GUESSES)
    if not hmac.compare_digest(code_of(asked).encode(), code.encode()):
        asked.wrong_tries += 1
        if isinstance(asked, SignIn):
            asked.guesses += 1
        db.session.commit()
        raise Invalid("code", WRONG_CODE)


def guesses_at(email: str, since: datetime) -> int:
    """Wrong codes typed for one address, whatever they were to open."""
    return SignIn.guesses_at(email, since) + AddressChange.guesses_at(email, since)


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


def by_link(token: str, browser: SignIn | None, now: datetime, device: str = "") -> tuple[SignIn, str]:
    """Somebody pressed the button behind the link, in whatever browser.

    Only this browser is signed in: the one that asked may belong to somebody who typed a foreign address,
    so it ends unless it is the same one, or was signed in before it asked. Returns the row and its new secret.
    """
    hold(linked(token, now))
    asked = linked(token, now)  # once more, now that nobody else can use it
    if browser is not None and browser.id == asked.id:
        return asked, prove(asked, "link", now)
    asked.used_at = now
    if asked.proved_at is None:
        asked.ended_at = now
    signin, _ = open_for(asked.person, asked.email, now, device)
    signin.next_path = asked.next_path
    return signin, prove(signin, "link", now, elsewhere=True)


def morning_link_of(digest: Digest, address: str) -> str:
    """The token of the button in a neutral morning mail; good only while its reader claims the address it goes to."""
    return links.sign("morning", [digest.id, suppressions.hash_of(address)])


def morning_digest(token: str) -> Digest:
    """The digest a neutral morning mail speaks of, while its reader is not proved yet."""
    signed = links.read("morning", token)
    row_id, address = signed if isinstance(signed, list) else (0, "")
    digest = db.session.get(Digest, row_id)
    if digest is None or digest.person.email or suppressions.hash_of(digest.person.address or "") != address:
        raise NotFound(OLD_LINK)
    return digest


def by_morning(token: str, browser: SignIn | None, now: datetime, device: str = "") -> str:
    """The button of the neutral morning mail: it proves the address the mail went to, and no other one."""
    person = morning_digest(token).person
    if browser is None or browser.person_id != person.id:
        browser, _ = open_for(person, "", now, device)
    browser.email = person.address or ""
    return prove(browser, "link", now)


def invite(person: Person, now: datetime) -> str:
    """The token of a link for somebody who just got a right; good for ten minutes, once."""
    signin, _ = open_for(person, person.address or "", now)
    db.session.commit()
    return link_of(signin)


def prove(signin: SignIn, how: str, now: datetime, *, elsewhere: bool = False) -> str:
    """As `settle`, and kept."""
    token = settle(signin, how, now, elsewhere=elsewhere)
    db.session.commit()
    return token


def settle(signin: SignIn, how: str, now: datetime, *, elsewhere: bool = False) -> str:
    """The address of this row is proved: it owns, or becomes, or absorbs the person; the secret is renewed. The
    caller commits.

    Proved `elsewhere` than on the phone of the check-in, what was typed there completes no card: it may have
    been somebody else's thumb.
    """
    db.session.flush()
    token = secrets.token_hex(16)
    provisional = signin.person if signin.person and not signin.person.email else None
    if provisional:  # whoever else typed this address without proving it is signed out
        close_others(signin, provisional.id, now)
    owner = Person.of_email(signin.email) or _first_owner(provisional, signin.email, now)
    signin.person = owner
    if provisional and provisional is not owner:
        if not elsewhere:
            complete_card(provisional, owner)
        merge(provisional, owner, now)
    wake(owner, now)
    owner.active_at = now
    signin.token_hash, signin.proved_by, signin.guesses = hash_of(token), how, 0
    signin.used_at = signin.proved_at = signin.seen_at = now
    return token


def hold(asked: SignIn | AddressChange) -> None:
    """Requests that use the same row wait for each other here, so that each try counts and one proof wins."""
    row = type(asked)
    db.session.execute(select(row.id).where(row.id == asked.id).with_for_update())
    db.session.refresh(asked)


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
