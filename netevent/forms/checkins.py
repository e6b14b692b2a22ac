"""The shape of arriving: two fields."""

from wtforms import Form, StringField

from netevent.errors import N_
from netevent.forms.people import no_address
from netevent.forms.text import address, line, needed


class ArrivalForm(Form):
    """Check in, or say "I'm coming", with the same two fields."""

    name = line(N_("Your name"), 120, needed(N_("Please enter your name.")), no_address)
    email = StringField(N_("E-mail"), validators=[address])


class IntentionForm(Form):
    """What one would like to learn tonight and could offer; everything may stay empty."""

    learn = line(N_("I would like to learn"))
    offer = line(N_("I could offer"))
    offer_kind = StringField()
