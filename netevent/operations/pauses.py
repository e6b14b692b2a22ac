"""Rest by one's own word: no mails for a while, or "too much for now" (ST4, ST6); each ends by itself on a day."""

from calendar import monthrange
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select

from netevent.errors import N_, Invalid, NotFound
from netevent.extensions import db
from netevent.forms.wishes import NO_SPAN
from netevent.models import Pause, Person
from netevent.operations import digests, facts, links

MAILS, TOO_MUCH = "mails", "too_much"
WEEKS = {"one_week": 1, "two_weeks": 2, "four_weeks": 4}
QUARTER = "three_months"
REST = timedelta(days=14)  # as long as the guard of givers holds (ST4)

NO_LINK = N_("This link is not complete. Use the one in the newest mail.")


def pause_mails(person: Person, span: str, now: datetime) -> Pause:
    """No digest for a while. A pause that runs is replaced; the same one asked for again is that one."""
    today = today_of(person, now)
    until_on = _until(span, today)
    _hold(person)
    found = running(person, MAILS, today)
    return found if found and found.until_on == until_on else _begin(person, MAILS, until_on, now)


def go_on(person: Person, now: datetime) -> None:
    """The pause of mails ends now; without one nothing changes."""
    _end(person, MAILS, now)


def say_too_much(person: Person, now: datetime) -> Pause:
    """Suggestions to help and to introduce rest; said again while they rest, it is that rest."""
    today = today_of(person, now)
    _hold(person)
    return running(person, TOO_MUCH, today) or _begin(person, TOO_MUCH, today + REST, now)


def take_back(person: Person, now: datetime) -> None:
    """It is not too much after all."""
    _end(person, TOO_MUCH, now)


def running(person: Person, kind: str, today: date) -> Pause | None:
    """The pause of this kind that holds on a day of the person's clock."""
    return Pause.running(person.id, kind, today)


def today_of(person: Person, now: datetime) -> date:
    """The day on the person's own clock."""
    return now.astimezone(ZoneInfo(facts.zone_of(person))).date()


def link_of(address: str) -> str:
    """The token in a mail to a proved address: it pauses the mails to it, and opens nothing else."""
    return links.sign("pause", address)


def of_link(token: str) -> Person:
    """Whose mails a link speaks of; raises NotFound when it is not one of ours, or nobody has that address now."""
    address = links.read("pause", token)
    person = Person.of_email(address) if isinstance(address, str) else None
    if person is None:
        raise NotFound(NO_LINK)
    return person


def _begin(person: Person, kind: str, until_on: date, now: datetime) -> Pause:
    _stop(person, kind, now)
    pause = Pause(person_id=person.id, kind=kind, at=now, until_on=until_on)
    db.session.add(pause)
    digests.wake(person, now)
    db.session.commit()
    return pause


def _end(person: Person, kind: str, now: datetime) -> None:
    _hold(person)
    if _stop(person, kind, now):
        digests.wake(person, now)
    db.session.commit()


def _stop(person: Person, kind: str, now: datetime) -> bool:
    """End what runs of a kind; two phones that became one person may have brought one each."""
    today, any_ran = today_of(person, now), False
    while pause := running(person, kind, today):
        pause.ended_at, any_ran = now, True
        db.session.flush()
    return any_ran


def _hold(person: Person) -> None:
    """Two taps at once come one after the other."""
    db.session.execute(select(Person.id).where(Person.id == person.id).with_for_update(key_share=True))


def _until(span: str, today: date) -> date:
    """The first day after it."""
    if span == QUARTER:
        return _three_months_after(today)
    if span not in WEEKS:
        raise Invalid("span", NO_SPAN)
    return today + timedelta(weeks=WEEKS[span])


def _three_months_after(day: date) -> date:
    """The same day of the month, or its last one."""
    later, month = divmod(day.month + 2, 12)
    year, month = day.year + later, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
