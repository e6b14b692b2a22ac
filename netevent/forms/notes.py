"""The shape of a note: what one may keep of a talk (domain page, section 1). Every field may stay empty."""

from contextlib import suppress
from datetime import date
from typing import Any

from wtforms import BooleanField, Field, Form, StringField

from netevent.errors import N_, Said
from netevent.forms.text import UNSTORABLE, Check, is_blank, line, one_line, storable, tidy, wrong

MOST_WORDS = 5000
MOST_TOPICS = 3
LONGEST_TOPIC = 40
YEARS = range(2000, 2100)

Choices = dict[str, str]  # what is kept, and the word on the chip
NEEDS: Choices = {
    "advice": N_("Advice"),
    "feedback": N_("Feedback"),
    "supplier": N_("A supplier"),
    "peer": N_("A peer"),
    "information": N_("Information"),
    "hire": N_("Someone to hire"),
    "job": N_("A job"),
    "project": N_("Help on a project"),
}
OFFERS: Choices = {
    "know_how": N_("Know-how"),
    "document": N_("A document"),
    "introduction": N_("An introduction"),
    "feedback": N_("Feedback"),
    "turn_up": N_("Turning up"),
    "place": N_("A place or a tool"),
}
ASKED: Choices = {
    "price": N_("A price"),
    "proposal": N_("A proposal"),
    "document": N_("A document"),
    "sample": N_("A sample"),
    "meeting": N_("A meeting"),
    "contact": N_("A way to reach someone"),
}
DATES: Choices = {
    "tomorrow": N_("Tomorrow"),
    "this_week": N_("This week"),
    "this_month": N_("This month"),
    "no_date": N_("No date"),
}
CADENCES: Choices = {"close": N_("Keep close"), "touch": N_("Keep in touch"), "rest": N_("Let it rest")}
TALKED: Choices = {"mostly_me": N_("Mostly me"), "even": N_("Both of us"), "mostly_them": N_("Mostly them")}
FELT: Choices = {
    "easy": N_("Easy"),
    "fine": N_("Fine"),
    "awkward": N_("Awkward"),
    "one_sided": N_("One-sided"),
}
STRENGTHS: Choices = {
    "new": N_("New"),
    "warm": N_("Warm"),
    "before": N_("Knew before"),
    "well": N_("Know well"),
}
WAYS: Choices = {
    "mail": N_("E-mail"),
    "message": N_("A message"),
    "phone": N_("Phone"),
    "none": N_("No follow-up please"),
}
SPOKEN: Choices = {"en": "English", "fr": "Français", "it": "Italiano"}
REGISTERS: Choices = {"informal": N_("First names"), "formal": N_("Formal")}

LONG_NOTE = N_("Notes hold 5,000 characters, yours has %(length)s. Shorten it a little.")
ODD_CHOICE = N_("Choose one of these.")


class Several(Field):
    """Chips of which many may be chosen: a list of words."""

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = [word for word in dict.fromkeys(map(one_line, valuelist)) if word]


class Day(Field):
    """A calendar day, as browsers send it: 2026-03-01."""

    typed = ""

    def process_formdata(self, valuelist: list[str]) -> None:
        self.typed, self.data = tidy(valuelist[0] if valuelist else ""), None
        with suppress(ValueError):
            self.data = date.fromisoformat(self.typed)

    def pre_validate(self, _form: Any) -> None:
        if self.typed and (self.data is None or self.data.year not in YEARS):
            raise wrong(N_("Write the day like 2026-03-01."))

    def _value(self) -> str:
        return self.data.isoformat() if self.data else self.typed


class Chosen(Field):
    """A row of one's own people, by number; whether it is one's own is seen where the note is saved."""

    def process_formdata(self, valuelist: list[str]) -> None:
        typed = tidy(valuelist[0] if valuelist else "")
        self.data = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 19 else None


def one_of(label: str, choices: Choices, default: str = "") -> StringField:
    """One chip or none; `default` when none was sent."""
    return StringField(label, filters=[lambda value: value or default], validators=[_among(choices)])


def short(label: str) -> StringField:
    """A line of 140 characters; one with nothing to see in it counts as empty."""
    visible = [one_line, lambda value: "" if is_blank(value) else value]
    return StringField(label, filters=visible, validators=[storable(140)])


def _among(choices: Choices) -> Check:
    def check(_form: Any, field: Field) -> None:
        chosen = field.data if isinstance(field.data, list) else [field.data or ""]
        if any(value and value not in choices for value in chosen):
            raise wrong(ODD_CHOICE)

    return check


def _short_topics(_form: Any, field: Field) -> None:
    for topic in field.data or []:
        if UNSTORABLE.search(topic):
            raise wrong(N_("This contains characters we cannot store. Type it once more."))
        if len(topic) > LONGEST_TOPIC:
            raise wrong(
                N_("A topic holds %(most)s characters at most. Shorten it a little."), most=LONGEST_TOPIC
            )


def _paragraphs(value: str | None) -> str:
    """A text of several lines; browsers send their line ends in two characters and count them as one."""
    return tidy((value or "").replace("\r\n", "\n"))


def _not_too_long(_form: Any, field: Field) -> None:
    if len(field.data or "") > MOST_WORDS:
        raise wrong(LONG_NOTE, length=f"{len(field.data):,}")


class NoteForm(Form):
    """One flat value a field, named as the note keeps it (operations.encounters.note_of)."""

    care = short(N_("What matters to them?"))
    topics = Several(N_("What you talked about"), validators=[_short_topics])
    own_topic = line(N_("Another topic"), LONGEST_TOPIC)
    need_kind = one_of(N_("Something they need"), NEEDS)
    need = short(N_("What exactly?"))
    can_help = BooleanField(N_("I can help with this"))
    promise = short(N_("What did you promise?"))
    promise_due = one_of(N_("By when"), DATES)
    cadence = one_of(N_("And then"), CADENCES, "touch")
    free_note = StringField(
        N_("Anything else"), filters=[_paragraphs], validators=[_not_too_long, storable(MOST_WORDS)]
    )
    their_promise = short(N_("What did they promise?"))
    their_due = one_of(N_("By when"), DATES)
    offer_kind = one_of(N_("Something they could give"), OFFERS)
    offer = short(N_("What exactly?"))
    asked_for = Several(N_("Something they asked for"), validators=[_among(ASKED)])
    asked_line = short(N_("What exactly?"))
    introduce_id = Chosen(N_("Introduce them to"))
    introduce_reason = short(N_("Why both would gain"))
    hook = short(N_("Something coming up for them"))
    hook_on = Day(N_("On"))
    who_talked = one_of(N_("Who talked"), TALKED)
    felt = one_of(N_("How it felt"), FELT)
    strength = one_of(N_("How well you know them"), STRENGTHS)
    contact_ok = one_of(N_("How they like to be reached"), WAYS)
    language = one_of(N_("Their language"), SPOKEN)
    register = one_of(N_("How you speak with them"), REGISTERS)

    def note(self) -> dict[str, Any]:
        """What is to be kept: an own topic joins the others, and only a promise has a day."""
        note = {field.name: field.data for field in self if field.name != "own_topic"}
        note["topics"] = _with(self.topics.data or [], self.own_topic.data or "")
        note["asked_for"] = note["asked_for"] or []
        for text, due in (("promise", "promise_due"), ("their_promise", "their_due")):
            note[due] = (note[due] or "no_date") if note[text] else ""
        return note

    def validate(self, extra_validators: Any = None) -> bool:
        valid = super().validate(extra_validators)
        if valid and len(_with(self.topics.data or [], self.own_topic.data or "")) > MOST_TOPICS:
            many = Said(N_("Choose up to %(most)s topics."), {"most": MOST_TOPICS})
            self.topics.errors = [many]  # type: ignore[list-item]  # translated on the page
            return False
        return valid


def _with(topics: list[str], own: str) -> list[str]:
    return list(dict.fromkeys([*topics, *([] if is_blank(own) else [own])]))
