"""Passkeys: a key in somebody's device signs a challenge that one browser got, once (WebAuthn level 3)."""

import ipaddress
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import webauthn
from flask import current_app
from sqlalchemy.exc import IntegrityError
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url, parse_authentication_credential_json
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from netevent.config import Settings
from netevent.errors import N_, Conflict, Invalid
from netevent.extensions import db
from netevent.models import Organiser, Passkey, Person, SignIn
from netevent.operations import links, proofs, signins
from netevent.operations.posting import post
from netevent.operations.replays import USED

LIFE = timedelta(minutes=10)
MOST = 10  # of one person
ADD, ENTER = "passkey.add", "passkey.enter"

REFUSED = N_("That did not work with this passkey. Try once more, or ask for a code.")
NOT_ADDED = N_("This passkey could not be added. Try once more.")
TOO_MANY = N_("Ten passkeys are as many as an account can have. Remove one first.")
ADDED_BEFORE = N_("This passkey is known already.")


def possible() -> bool:
    """Passkeys belong to a name, not to a number: a house known by its IP address has none."""
    try:
        ipaddress.ip_address(_rp_id())
    except ValueError:
        return True
    return False


def missing(person: Person) -> bool:
    """Whether to ask somebody for a passkey: owners of events hold the keys to other people's data."""
    owns = any(key.role == "owner" for key in Organiser.keys_of(person.id))
    return owns and possible() and not Passkey.of_person(person.id)


def open_challenge(key: str, now: datetime) -> tuple[SignIn, str]:
    """A row that opens nothing by itself, for one challenge of one browser; and the secret that browser keeps.

    Both come from the `key` of the form, so that copies of it ask for the same challenge.
    """
    token = links.derive("passkey.token", key).hex()[:32]
    if row := signins.live(token, now):
        return row, token
    row = SignIn(**signins.fresh("", now, token=token)[0], used_at=now)  # no code and no link belongs to it
    try:
        with db.session.begin_nested():
            db.session.add(row)
    except IntegrityError:  # a copy was faster, or this challenge was answered
        if (earlier := signins.live(token, now)) is None:
            raise Invalid("key", USED) from None
        return earlier, token
    db.session.commit()
    return row, token


def options_to_add(person: Person, row: SignIn) -> str:
    """What the browser is asked to make, as JSON."""
    known = Passkey.of_person(person.id)
    return webauthn.options_to_json(
        webauthn.generate_registration_options(
            rp_id=_rp_id(),
            rp_name="netevent",
            user_id=links.derive("passkey.person", str(person.id)),
            user_name=person.email or "",
            user_display_name=person.name or person.email or "",
            challenge=links.derive(ADD, row.challenge),
            authenticator_selection=AuthenticatorSelectionCriteria(
                resident_key=ResidentKeyRequirement.REQUIRED,
                user_verification=UserVerificationRequirement.REQUIRED,
            ),
            exclude_credentials=[
                PublicKeyCredentialDescriptor(id=base64url_to_bytes(passkey.credential_id))
                for passkey in known
            ],
        )
    )


def options_to_enter(row: SignIn) -> str:
    """What the browser is asked to sign, as JSON; any passkey of this house may answer."""
    return webauthn.options_to_json(
        webauthn.generate_authentication_options(
            rp_id=_rp_id(),
            challenge=links.derive(ENTER, row.challenge),
            user_verification=UserVerificationRequirement.REQUIRED,
        )
    )


def add(person: Person, row: SignIn | None, said: str, *, device: str, now: datetime) -> Passkey:
    """Keep the public half of a new key pair. Raises Invalid, or Conflict when it is known already."""
    challenge = _spent(row, ADD, NOT_ADDED, now)
    if len(Passkey.of_person(person.id)) >= MOST:
        raise Invalid("credential", TOO_MANY)
    try:
        made = webauthn.verify_registration_response(
            credential=said, expected_challenge=challenge, require_user_verification=True, **_house()
        )
    except Exception as error:  # whatever is wrong with what a browser sent, it is refused
        raise Invalid("credential", NOT_ADDED) from error
    passkey = Passkey(
        person_id=person.id,
        credential_id=bytes_to_base64url(made.credential_id),
        public_key=made.credential_public_key,
        sign_count=made.sign_count,
        device=device,
        created_at=now,
    )
    try:
        with db.session.begin_nested():
            db.session.add(passkey)
    except IntegrityError as error:
        raise Conflict(ADDED_BEFORE) from error
    key = f"passkey_added:{passkey.credential_id[:40]}:{passkey.id}"
    about = {"dedupe_key": key, "language": person.language, "now": now, "person_id": person.id}
    post("passkey_added", address=person.email or "", **about)
    db.session.commit()
    return passkey


def enter(row: SignIn | None, mine: SignIn | None, said: str, *, device: str, now: datetime) -> str:
    """A passkey signed this browser's challenge: gives the browser's new secret, or raises Invalid.

    Whatever the reason, the refusal sounds the same. A phone that checked in becomes the account of the passkey;
    a phone that is somebody already takes that person's passkeys alone.
    """
    challenge = _spent(row, ENTER, REFUSED, now)
    try:
        credential = parse_authentication_credential_json(said)
        passkey = Passkey.of_credential(bytes_to_base64url(credential.raw_id))
        if passkey is None:
            raise LookupError
        proved = webauthn.verify_authentication_response(
            credential=credential,
            expected_challenge=challenge,
            credential_public_key=passkey.public_key,
            credential_current_sign_count=passkey.sign_count,
            require_user_verification=True,
            **_house(),
        )
    except Exception as error:  # whatever is wrong with what a browser sent, it is refused
        raise Invalid("credential", REFUSED) from error
    return _enter_as(passkey, proved.new_sign_count, mine, device, now)


def remove(passkey: Passkey) -> None:
    db.session.delete(passkey)
    db.session.commit()


def _enter_as(passkey: Passkey, sign_count: int, mine: SignIn | None, device: str, now: datetime) -> str:
    address = passkey.person.email or ""
    somebody_else = mine and mine.person and mine.person.email and mine.person_id != passkey.person_id
    if somebody_else or not address:
        raise Invalid("credential", REFUSED)
    passkey.sign_count, passkey.used_at = sign_count, now
    signin = mine if mine and mine.person else signins.open_for(None, address, now, device)[0]
    signin.email = address
    return proofs.prove(signin, "passkey", now)


def _spent(row: SignIn | None, purpose: str, otherwise: str, now: datetime) -> bytes:
    """The challenge of this browser, which no second answer can use."""
    if row is None:
        raise Invalid("credential", otherwise)
    proofs.hold(row)
    if row.ended_at or row.email or now - row.asked_at > LIFE:
        raise Invalid("credential", otherwise)
    row.ended_at = now
    db.session.commit()
    return links.derive(purpose, row.challenge)


def _house() -> dict[str, Any]:
    return {"expected_rp_id": _rp_id(), "expected_origin": _settings().base_url}


def _rp_id() -> str:
    return urlsplit(_settings().base_url).hostname or ""


def _settings() -> Settings:
    settings: Settings = current_app.config["SETTINGS"]
    return settings
