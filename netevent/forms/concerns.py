"""The shape of telling the organiser: one field."""

from wtforms import Form, StringField

from netevent.errors import N_
from netevent.forms.text import needed, storable, tidy


class ConcernForm(Form):
    words = StringField(
        N_("What happened"),
        filters=[tidy],
        validators=[needed(N_("Write a line or two, in your own words.")), storable(1000)],
    )
