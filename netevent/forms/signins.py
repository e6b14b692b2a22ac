"""The shape of proving who you are."""

import re

from wtforms import Form, StringField

from netevent.errors import N_
from netevent.forms.text import address, needed


class AskForm(Form):
    email = StringField(N_("E-mail"), validators=[address])


class AddressForm(Form):
    email = StringField(N_("New e-mail"), validators=[address])


def _digits(typed: str | None) -> str:
    """The digits alone, from whatever keyboard they come: Arabic and full-width ones count, too."""
    return "".join(str(int(digit)) for digit in re.findall(r"\d", typed or ""))


class CodeForm(Form):
    code = StringField(
        N_("Six-digit code"),
        filters=[_digits],
        validators=[needed(N_("Enter the six digits from the mail."))],
    )
