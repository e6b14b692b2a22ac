"""Invented notes and news, for the lives of world.py."""

from datetime import date, timedelta
from random import Random

from netevent.domain.prompts import Gathering
from netevent.domain.prompts.terms import ASKED, NEEDS, OFFERS

TOPICS = ("Wood", "Glass", "Organs", "Grants", "Schools", "Sound")
COMPANIES = ("", "Ystad Timber", "Glassworks", "Hall AG")


def note(chance: Random, today: date, new: bool) -> dict:
    """Whatever was written down that evening; often little."""
    roll, pick = chance.random, chance.choice
    said: dict = {"company": pick(COMPANIES), "strength": pick(("", "new", "warm", "well"))}
    if new:
        said["cadence"] = pick(("touch", "touch", "touch", "close", "rest"))
        said["no_follow_up"] = roll() < 0.03
    if roll() < 0.2:
        return said
    said |= {"topics": some(chance, TOPICS), "care": "the roof" if roll() < 0.4 else ""}
    said |= {"need_kind": pick(("", "", *NEEDS)), "offer_kind": pick(("", "", *OFFERS))}
    said |= {"who_talked": pick(("", "even", "mostly_me")), "felt": pick(("", "easy", "awkward"))}
    said |= {"rare_topics": said["topics"][:1]}
    said |= {"asked_for": (pick(tuple(ASKED)),) if roll() < 0.1 else ()}
    said |= {"introduce_name": "Dan" if roll() < 0.1 else "", "saved": "an essay" if roll() < 0.1 else ""}
    if roll() < 0.2:
        said |= {"hook": "the opening", "hook_on": today + timedelta(days=pick((3, 9, 30)))}
    return said


def fact(chance: Random, today: date, kind: str, later: date) -> dict:
    """What is added on a person's page when it happens; nothing for a kind without facts."""
    facts: dict[str, dict] = {
        "news": {"news": "a new workshop", "news_on": today},
        "work": {"work": "a talk", "work_on": today},
        "hard": {"sensitive_on": today} if chance.random() < 0.3 else {},
        "eased": {"eased_on": today},
        "gathering": {"coming": (Gathering(event_id=99, title="Open House", on=later, both=True),)},
        "colleague": {"colleague": "Eva"},
        "solved": {"solved_on": today},
        "cadence": {"cadence": chance.choice(("close", "touch"))},
    }
    return facts.get(kind, {})


def some(chance: Random, of: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(chance.sample(of, chance.randint(0, 2)))
