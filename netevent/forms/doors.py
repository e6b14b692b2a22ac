"""The shape of what is typed at a door: which door it is, and who walked in."""

from wtforms import Form

from netevent.errors import N_
from netevent.forms.text import line, needed


class DoorForm(Form):
    door = line(N_("Which door is this?"), 120, needed(N_("Give the door a name, for example Main door.")))


class WalkInForm(Form):
    name = line(N_("Their name"), 120, needed(N_("Please enter their name.")))
    company = line(N_("Company"), 120)
