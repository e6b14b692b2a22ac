"""The shape of wishes about follow-ups: how many and how much a month, an open question, and for how long to pause."""

import re
from typing import Any

from wtforms import Field, Form, StringField

from netevent.errors import N_
from netevent.forms.events import LONG_TOPIC, LONGEST_TOPIC, MANY_TOPICS, topics_in
from netevent.forms.notes import Choices, short
from netevent.forms.text import is_blank, storable, tidy, wrong

MOST = 60
MOST_TOPICS = 3
BUDGETS = (4, 8, 12, 20)
CAPACITIES = (2, 4, 6, 10)
SPANS: Choices = {
    "one_week": N_("1 week"),
    "two_weeks": N_("2 weeks"),
    "four_weeks": N_("4 weeks"),
    "three_months": N_("3 months"),
}
USUAL_SPAN = "two_weeks"

NO_NUMBER = N_("Choose a number from 1 to %(most)s.")
NO_SPAN = N_("Choose for how long.")


def offered(usual: tuple[int, ...], chosen: str | None) -> Choices:
    """The usual numbers, and between them another one that somebody has."""
    own = {int(chosen)} if chosen and _is_amount(chosen) else set()
    return {str(number): str(number) for number in sorted({*usual, *own})}


def _is_amount(typed: str) -> bool:
    return bool(re.fullmatch("[0-9]{1,2}", typed)) and 1 <= int(typed) <= MOST


def _whole(_form: Any, field: Field) -> None:
    if not _is_amount(field.data or ""):
        raise wrong(NO_NUMBER, most=MOST)


def _visible(typed: str | None) -> tuple[str, ...]:
    return tuple(topic for topic in topics_in(typed) if not is_blank(topic))


class WishesForm(Form):
    """All of it is said each time; the question and its topics may stay empty."""

    budget = StringField(N_("How many suggestions a month?"), filters=[tidy], validators=[_whole])
    capacity = StringField(N_("How many helps a month are enough?"), filters=[tidy], validators=[_whole])
    ask = short(N_("My open question"))
    ask_topics = StringField(N_("What it is about"), filters=[tidy], validators=[storable(500)])

    def validate_ask_topics(self, field: Field) -> None:
        topics = _visible(field.data)
        if len(topics) > MOST_TOPICS:
            raise wrong(MANY_TOPICS, most=MOST_TOPICS, given=len(topics))
        if any(len(topic) > LONGEST_TOPIC for topic in topics):
            raise wrong(LONG_TOPIC, most=LONGEST_TOPIC)

    @property
    def wishes(self) -> dict[str, Any]:
        """The values of a valid form under the names of operations.wishes.Wishes."""
        return {
            "budget": int(self.budget.data or 0),
            "capacity": int(self.capacity.data or 0),
            "ask": self.ask.data or "",
            "ask_topics": _visible(self.ask_topics.data),
        }


class PauseForm(Form):
    """A length is always said; the page offers the usual one."""

    span = StringField(N_("For how long?"))

    @classmethod
    def fresh(cls) -> "PauseForm":
        return cls(data={"span": USUAL_SPAN})

    def validate_span(self, field: Field) -> None:
        if field.data not in SPANS:
            raise wrong(NO_SPAN)
