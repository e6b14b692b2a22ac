"""The shape of arriving: two fields; and of saying what one hopes for."""

from collections.abc import Collection
from typing import Any

from wtforms import Field, Form, StringField

from netevent.errors import N_
from netevent.forms.notes import MOST_TOPICS, OFFERS, Choices, Several, one_of
from netevent.forms.people import no_address
from netevent.forms.text import address, line, needed, wrong

REASONS: Choices = {
    "learn": N_("Learn"),
    "help": N_("Help somebody"),
    "peers": N_("Meet peers"),
    "find": N_("Find a person or a supplier"),
    "job": N_("A job"),
    "asked": N_("I was asked to come"),
}


class ArrivalForm(Form):
    """Check in, or say "I'm coming", with the same two fields."""

    name = line(N_("Your name"), 120, needed(N_("Please enter your name.")), no_address)
    email = StringField(N_("E-mail"), validators=[address])


class IntentionForm(Form):
    """What one would like to hear about and learn tonight, could offer, and came for; everything may stay empty."""

    topics = Several(N_("What would you like to hear about?"))
    learn = line(N_("I would like to learn"))
    offer = line(N_("I could offer"))
    offer_kind = StringField()
    reason = one_of(N_("What brings you here?"), REASONS)

    def validate_topics(self, field: Field) -> None:
        if len(field.data or []) > MOST_TOPICS:
            raise wrong(N_("Choose up to %(most)s topics."), most=MOST_TOPICS)

    def words(self, topics: Collection[str]) -> dict[str, Any]:
        """The values of a valid form, named as the intention keeps them; `topics` are those of the event."""
        kind = self.offer_kind.data
        return {
            "topics": [topic for topic in self.topics.data or [] if topic in topics],
            "learn": self.learn.data or "",
            "offer": self.offer.data or "",
            "offer_kind": kind if kind in OFFERS else "",
            "reason": self.reason.data or "",
        }
