"""What programs send: JSON read strictly, and the shape of what a door tells. Nothing is guessed, nothing passed over."""

import json
import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, NoReturn

from flask import abort, request

from netevent.errors import Invalid
from netevent.forms.text import UNSTORABLE, is_blank, one_line
from netevent.operations.guests import Line, Newcomer, Whom

MOST_AT_ONCE = 500
LONGEST_CODE = 5000  # no QR code holds more
LONGEST_NAME = 120

GUEST_ID = re.compile(r"[rc][0-9]{1,18}")
PLACE = re.compile(r"r[0-9]{1,18}")

OBJECT = "Send an object here."
UNKNOWN = "There is no such member here; leave it out."
NEEDED = "This member is needed."
TEXT = "Send text here."
CODE = f"A code has 1 to {LONGEST_CODE} characters."
LETTERS = "This contains characters we cannot store."
MOMENT = "Send a moment with its offset from UTC, for example 2026-11-05T18:00:00Z."
WHOM = "Say whom: exactly one of code, guest and name."
NAME = f"A name has 1 to {LONGEST_NAME} characters that can be seen."
GUEST = "Take the id of a guest from the list, for example r12."
LONG = f"This has at most {LONGEST_NAME} characters."
LIST = f"Send a list of 1 to {MOST_AT_ONCE} check-ins here."


@dataclass(frozen=True, slots=True)
class CheckIn:
    """Somebody who came, as a device tells it; `clock` is what its own clock showed at that moment."""

    whom: Whom
    nonce: str
    at: datetime | None
    clock: datetime | None
    door: str


@dataclass(frozen=True, slots=True)
class Undo:
    """The nonce of the check-in to take back."""

    nonce: str


def sent() -> Any:
    """The body as JSON; aborts with 400, 413 or 415."""
    if request.mimetype != "application/json":
        abort(415)
    try:
        return _STRICT.decode(request.get_data().decode("utf-8"))
    except (ValueError, RecursionError):
        abort(400)


def checkin(said: Any) -> CheckIn:
    """Raises Invalid, and names the member."""
    members = _members(
        said, {"code", "guest", "name", "company", "nonce", "at", "clock", "device"}, needed=("nonce",)
    )
    return CheckIn(
        _whom(members),
        _text(members, "nonce"),
        _moment(members, "at"),
        _moment(members, "clock"),
        _line(members, "device"),
    )


def queued(said: Any) -> CheckIn | Undo:
    """One of a batch: a check-in, or an earlier one to be taken back."""
    if isinstance(said, dict) and "undo" in said:
        return Undo(_text(_members(said, {"undo"}, needed=("undo",)), "undo"))
    return checkin(said)


def place(said: Any) -> int:
    """The number of a place on the list, from its id there."""
    id_ = _text(_members(said, {"registration"}, needed=("registration",)), "registration")
    if not PLACE.fullmatch(id_):
        raise Invalid("registration", GUEST)
    return int(id_[1:])


def batch(said: Any) -> list[Any]:
    """The check-ins of a batch, each still to be read; raises Invalid."""
    items = _members(said, {"checkins"}, needed=("checkins",))["checkins"]
    if not isinstance(items, list) or not 0 < len(items) <= MOST_AT_ONCE:
        raise Invalid("checkins", LIST)
    return items


def nonce_of(said: Any) -> str | None:
    """The nonce of a check-in that may be otherwise wrong, so that its sender finds it again."""
    nonce = said.get("nonce", said.get("undo")) if isinstance(said, dict) else None
    return nonce if isinstance(nonce, str) and _storable(nonce) else None


def _members(said: Any, known: Collection[str], *, needed: Collection[str]) -> dict[str, Any]:
    if not isinstance(said, dict):
        raise Invalid("", OBJECT)
    for name in said:
        if name not in known:
            raise Invalid(_pointed(name), UNKNOWN)
    for name in needed:
        if name not in said:
            raise Invalid(name, NEEDED)
    return said


def _text(members: dict[str, Any], name: str, otherwise: str | None = None) -> str:
    value = members.get(name)
    if value is None and otherwise is not None:
        return otherwise
    if not isinstance(value, str):
        raise Invalid(name, TEXT)
    if not _storable(value):
        raise Invalid(name, LETTERS)
    return value


def _storable(text: str) -> bool:
    return text.isascii() or not any("\ud800" <= letter <= "\udfff" for letter in text)


def _whom(members: dict[str, Any]) -> Whom:
    kinds = [name for name in ("code", "guest", "name") if name in members]
    if len(kinds) != 1 or ("company" in members and kinds != ["name"]):
        raise Invalid(kinds[-1] if kinds else "", WHOM)
    said = _text(members, kinds[0])
    if kinds == ["code"]:
        if not 0 < len(said) <= LONGEST_CODE:
            raise Invalid("code", CODE)
        return said
    if kinds == ["guest"]:
        if not GUEST_ID.fullmatch(said):
            raise Invalid("guest", GUEST)
        return Line(said)
    name = _line(members, "name")
    if is_blank(name):
        raise Invalid("name", NAME)
    return Newcomer(name, _line(members, "company"))


def _moment(members: dict[str, Any], name: str) -> datetime | None:
    value = members.get(name)
    if value is None:
        return None
    try:
        moment = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        raise Invalid(name, MOMENT) from None
    if moment.utcoffset() is None or not 1970 < moment.year < 9000:
        raise Invalid(name, MOMENT)
    return moment.astimezone(UTC)


def _line(members: dict[str, Any], name: str) -> str:
    line = one_line(_text(members, name, ""))
    if UNSTORABLE.search(line):
        raise Invalid(name, LETTERS)
    if len(line) > LONGEST_NAME:
        raise Invalid(name, LONG)
    return line


def _pointed(name: str) -> str:
    """A name inside of a JSON pointer (RFC 6901); what nobody can read is shown as far as it goes."""
    shown = name[:40].encode("utf-8", "replace").decode()
    return shown.replace("~", "~0").replace("/", "~1")


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise ValueError("a name stands twice")
    return members


def _refuse(constant: str) -> NoReturn:
    raise ValueError(constant)


# Built once: a full hall sends several bodies a second.
_STRICT = json.JSONDecoder(object_pairs_hook=_each_once, parse_constant=_refuse)
