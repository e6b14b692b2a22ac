"""Ben's Thursday evening: people he met there, and days counted from it."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from netevent.domain.prompts import Contact, Owner, Promise, Shown, plan
from netevent.domain.schedules import next_working_day

THURSDAY = date(2026, 11, 5)


@pytest.fixture
def d() -> Callable[[int], date]:
    """The day so many days after the encounter; d(0) is Thursday 5 November 2026, d(1) its ND."""
    return lambda days: THURSDAY + timedelta(days=days)


@pytest.fixture
def met() -> Callable[..., Contact]:
    """A person met at First Thursday at seven, with whatever the note holds."""

    def build(id: int = 1, name: str = "Cleo", met_on: date = THURSDAY, **note: object) -> Contact:
        seven = datetime(met_on.year, met_on.month, met_on.day, 19, tzinfo=ZoneInfo("Europe/Zurich"))
        where = {"event_id": 7, "event_title": "First Thursday", "follows_on": next_working_day(met_on)}
        return Contact(id=id, name=name, met_on=met_on, met_at=seven, **(where | note))

    return build


@pytest.fixture
def promise(d) -> Callable[..., Promise]:
    """A promise of Ben's, made that evening."""

    def build(due: int | None = 1, **fields: object) -> Promise:
        values = {"id": 1, "what": "the ceiling test", "made_on": d(0)}
        return Promise(due=None if due is None else d(due), **(values | fields))

    return build


@pytest.fixture
def was_shown(d) -> Callable[..., Shown]:
    """A prompt shown so many days after the encounter."""
    return lambda kind, days, answer="", **fields: Shown(kind=kind, on=d(days), answer=answer, **fields)


@pytest.fixture
def ben() -> Owner:
    return Owner(offer_kind="know_how", offer="acoustics of old halls", topics=("Wood",))


@pytest.fixture
def daily() -> Owner:
    """Somebody who works every day, so that windows can be read to the day."""
    return Owner(offer_kind="know_how", working_days=(0, 1, 2, 3, 4, 5, 6))


@pytest.fixture
def prompted() -> Callable[..., list[tuple[int | None, str]]]:
    """Who is prompted on a day and by which kind, in the order of the page; the line about oneself last."""

    def look(owner: Owner, contacts: list[Contact], today: date) -> list[tuple[int | None, str]]:
        made = plan(owner, contacts, today)
        lines = [made.self_line] if made.self_line else []
        return [(prompt.contact_id, prompt.kind) for prompt in [*made.prompts, *lines]]

    return look
