"""The shape of a person: the own card, and somebody added by name."""

import re
from typing import Any
from urllib.parse import urlsplit

from wtforms import BooleanField, Field, Form, StringField

from netevent.errors import N_
from netevent.forms.text import line, maybe_address, needed, one_line, storable, tidy, wrong

ADDRESS = re.compile(r"@|://|\bwww\b|[\w-]{2,}[.\u3002\uff0e\uff61][^\W\d_]{2,}|(\d+\.){3}\d")
PHONE = re.compile(r"\+?[0-9(][0-9 ().\-/]{2,38}")
NO_NAME = N_("Please enter your name.")


def no_address(_form: Any, field: Field) -> None:
    """A name goes into other people's mails, where a web address would become a link (reliability page, T13)."""
    if ADDRESS.search(field.data or ""):
        raise wrong(
            N_("A name cannot hold a web address or an @. If it has a full stop, leave a space after it.")
        )


def phone(_form: Any, field: Field) -> None:
    if field.data and not PHONE.fullmatch(field.data):
        raise wrong(N_("Enter a phone number in digits, for example +41 79 123 45 67."))


def link(_form: Any, field: Field) -> None:
    """A web address; `https://` may be left out, other kinds of link lead nowhere good."""
    typed = field.data or ""
    if not typed:
        return
    whole = typed if re.match(r"[a-z][a-z0-9+.\-]*:", typed, re.IGNORECASE) else f"https://{typed}"
    try:
        parts = urlsplit(whole)
        usable = parts.scheme in {"http", "https"} and "." in (parts.hostname or "") and " " not in whole
    except ValueError:
        usable = False
    if not usable:
        raise wrong(N_("Enter a web address, for example https://example.org."))
    field.data = whole


class NameForm(Form):
    """Somebody who is here without a name yet."""

    name = line(N_("Your name"), 120, needed(NO_NAME), no_address)


class CardForm(Form):
    """The own card; only the name is needed."""

    name = line(N_("Your name"), 120, needed(NO_NAME), no_address)
    company = line(N_("Company"), 120)
    role = line(N_("Role"), 120)
    ask_about = line(N_("Ask me about"), 60)
    phone = StringField(N_("Phone"), filters=[one_line], validators=[storable(40), phone])
    link = StringField(N_("Link"), filters=[tidy], validators=[storable(300), link])
    names_only_in_mail = BooleanField()


class PersonForm(Form):
    """Somebody met without a QR; only the name is needed."""

    name = line(N_("Name"), 120, needed(N_("Please enter a name.")))
    company = line(N_("Company"), 120)
    email = StringField(N_("E-mail"), validators=[maybe_address])
    phone = StringField(N_("Phone"), filters=[one_line], validators=[storable(40), phone])
