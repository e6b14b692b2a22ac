"""What typed text has to be: cleaned the same way on every form, refused in one sentence."""

import re
import unicodedata
from collections.abc import Callable
from typing import Any

from email_validator import EmailNotValidError, validate_email
from wtforms import Field, StringField
from wtforms.validators import StopValidation

from netevent.errors import N_, Said

BIDI_OVERRIDES = re.compile("[\u202a-\u202e\u2066-\u2069]")
UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
MOST_OF_AN_ADDRESS = 254
BLANK = {"Cc", "Cf", "Mn", "Zs", "Zl", "Zp", "Cs"}

Check = Callable[[Any, Field], None]


def wrong(sentence: str, **slots: object) -> StopValidation:
    """Stop checking this field and say why; the sentence is marked with N_ and translated on the page."""
    return StopValidation(Said(sentence, slots))  # type: ignore[arg-type]


def tidy(value: str | None) -> str:
    """Surrounding white space and direction overrides go; nothing else of somebody's words is touched."""
    return BIDI_OVERRIDES.sub("", value or "").strip()


def one_line(value: str | None) -> str:
    return re.sub(r"\s+", " ", tidy(value))


def is_blank(text: str) -> bool:
    """Nothing to see: empty, or only spaces, zero-width and combining characters."""
    return all(unicodedata.category(character) in BLANK for character in text)


def needed(sentence: str) -> Check:
    """The field must hold something visible."""

    def check(_form: Any, field: Field) -> None:
        if is_blank(field.data or ""):
            raise wrong(sentence)

    return check


def storable(most: int) -> Check:
    """At most `most` characters, all of them storable on every engine (PostgreSQL keeps no NUL)."""

    def check(_form: Any, field: Field) -> None:
        text = field.data or ""
        if UNSTORABLE.search(text):
            raise wrong(N_("This contains characters we cannot store. Type it once more."))
        if len(text) > most:
            raise wrong(
                N_("This holds %(most)s characters, yours has %(length)s. Shorten it a little."),
                most=most,
                length=len(text),
            )

    return check


def address(_form: Any, field: Field) -> None:
    """One mail address in its compared form (case folded, plus and dots kept) replaces what was typed."""
    typed = (field.data or "").strip()
    if not typed:
        raise wrong(N_("Enter your e-mail address."))
    if any(sign in typed for sign in ",;\r\n ") or typed.count("@") != 1:
        raise wrong(N_("Enter one e-mail address, for example name@example.org."))
    try:
        checked = validate_email(typed, check_deliverability=False, allow_smtputf8=False, strict=True)
        found = checked.normalized.casefold()
    except EmailNotValidError:
        found = ""
    if not found or "=?" in found or len(found) > MOST_OF_AN_ADDRESS:  # folding makes some letters three
        raise wrong(N_("We cannot send to this address. Check it for a slip, for example name@example.org."))
    field.data = found


def maybe_address(form: Any, field: Field) -> None:
    if (field.data or "").strip():
        address(form, field)


def line(label: str, most: int = 140, *checks: Check) -> StringField:
    """A single line of up to `most` characters."""
    return StringField(label, filters=[one_line], validators=[*checks, storable(most)])
