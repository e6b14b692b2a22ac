"""Subject lines: up to 45 characters, nothing private in them (T1, T12)."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from netevent.domain.prompts.plans import Plan
from netevent.domain.prompts.slots import Slots
from netevent.errors import N_

EVENING_BEGINS = 17  # o'clock, on the event's clock
NIGHT_ENDS = 5

LAST_NIGHT = (
    N_("One person from last night"),
    N_("Two people from last night"),
    N_("Three people from last night"),
)
YESTERDAY = (
    N_("One person from yesterday"),
    N_("Two people from yesterday"),
    N_("Three people from yesterday"),
)
WEEKDAY = (
    N_("One person from %(weekday)s"),
    N_("Two people from %(weekday)s"),
    N_("Three people from %(weekday)s"),
)
MET = (N_("One person you met"), N_("Two people you met"), N_("Three people you met"))
NOTES = N_("A line or two while you remember")
QUESTION = N_("Was there a talk worth remembering?")
ONESELF = {
    "intro.loop": N_("How was the introduction?"),
    "self.wrap": N_("Whom would you like to keep close?"),
    "self.review": N_("Was it worth your time?"),
    "self.overload": N_("A line for yourself"),
    "self.taker": N_("One small idea for this week"),
}
"""Subjects of lines about oneself; guards and balance are not told from outside the mail (T12)."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A marked sentence and its slots. `weekday` is a date: show only the name of its day."""

    sentence: str
    slots: Slots = field(default_factory=dict, hash=False)


def subject(plan: Plan, today: date) -> Subject | None:
    """The subject of the mail that carries this plan; None for an empty one, which is not mailed (RK7)."""
    if not plan.prompts:
        return _of_oneself(plan)
    count = len(plan.prompts) - 1
    days = {prompt.met_on for prompt in plan.prompts}
    day = days.pop()
    if days or day is None or not timedelta(0) < today - day < timedelta(days=7):
        return Subject(MET[count])
    if today - day > timedelta(days=1):
        return Subject(WEEKDAY[count], {"weekday": day})
    return Subject((LAST_NIGHT if _all_in_the_evening(plan) else YESTERDAY)[count])


def _of_oneself(plan: Plan) -> Subject | None:
    if plan.self_line is None:
        return None
    asked = NOTES if "names" in plan.self_line.slots else QUESTION
    return Subject(ONESELF.get(plan.self_line.kind, asked))


def _all_in_the_evening(plan: Plan) -> bool:
    hours = (prompt.met_at.hour for prompt in plan.prompts if prompt.met_at)
    return all(hour >= EVENING_BEGINS or hour < NIGHT_ENDS for hour in hours)
