"""The shape of proving who you are."""

import re

from wtforms import Form, StringField

from netevent.errors import N_
from netevent.forms.text import address, needed


class AskForm(Form):
    email = StringField(N_("E-mail"), validators=[address])


class CodeForm(Form):
    code = StringField(
        N_("Six-digit code"),
        filters=[lambda typed: re.sub(r"\D", "", typed or "")],
        validators=[needed(N_("Enter the six digits from the mail."))],
    )
