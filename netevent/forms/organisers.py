"""The shape of a key to an event: which part somebody takes, and for whom it is."""

from typing import Any

from wtforms import Field, Form, StringField

from netevent.errors import N_
from netevent.forms.text import Check, address, wrong


def _one_of(*roles: str) -> Check:
    def check(_form: Any, field: Field) -> None:
        if field.data not in roles:
            raise wrong(N_("Choose one of these."))

    return check


class RoleForm(Form):
    role = StringField(N_("What they do"), validators=[_one_of("owner", "organiser", "door")])


class InvitationForm(RoleForm):
    email = StringField(N_("E-mail"), validators=[address])
