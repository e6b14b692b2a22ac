"""The shape of looking back at an event: five answers, each of which may stay empty."""

import re
from typing import Any

from wtforms import Field, Form, StringField

from netevent.errors import N_
from netevent.forms.notes import Choices, one_of, short
from netevent.forms.text import one_line, wrong

MET: Choices = {"yes": N_("Yes"), "partly": N_("Partly"), "no": N_("No")}
CHOICES: Choices = {"again": N_("Go again"), "less": N_("Go less often"), "stop": N_("Stop going")}
NO_HOURS = N_("Write the hours as a number from 0 to 99, for example 3 or 3.5.")
MOST_HOURS = 99


def _number(_form: Any, field: Field) -> None:
    """With a comma or a point, whichever the hand is used to."""
    if field.data and not re.fullmatch("[0-9]{1,2}([.,][0-9]{1,2})?", field.data):
        raise wrong(NO_HOURS)
    if field.data and _read(field.data) > MOST_HOURS:
        raise wrong(NO_HOURS)


def _read(typed: str) -> float:
    return float(typed.replace(",", "."))


class ReviewForm(Form):
    met = one_of(N_("Was what you came for there?"), MET)
    learned = short(N_("What you learned"))
    hours = StringField(N_("Hours"), filters=[one_line], validators=[_number])
    cost = short(N_("Cost"))
    choice = one_of(N_("And the next time?"), CHOICES)

    @property
    def words(self) -> dict[str, Any]:
        """The values of a valid form, named as the review keeps them."""
        return {field.name: field.data for field in self} | {
            "hours": _read(self.hours.data) if self.hours.data else None
        }
