"""Events are made once, changed under the same code, and take the waiting mails along."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from netevent import clock
from netevent.errors import Conflict, Invalid
from netevent.extensions import db
from netevent.models import Audit, Digest, Event, Organiser, Person
from netevent.operations import events, organisers
from netevent.operations.events import Details
from tests import cast

FRIDAY_NINE = datetime(2026, 11, 6, 8, 0, tzinfo=UTC)
FRIDAY_SEVEN = FRIDAY_NINE - timedelta(hours=2)
MONDAY_NINE = datetime(2026, 11, 9, 8, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def context(app: Flask, evening: object) -> Iterator[None]:
    with app.app_context():
        yield


def details(**changes: object) -> Details:
    now = clock.now()
    usual = Details("First Thursday", "The Boathouse", now, now + timedelta(hours=3), "Europe/Zurich")
    return replace(usual, **changes)


def details_of(event: Event, **changes: object) -> Details:
    names = [name for name in Details.__dataclass_fields__ if name != "series"]
    values = {name: getattr(event, name) for name in names} | {"topics": tuple(event.topics)}
    return Details(**(values | changes))


def test_whoever_creates_an_event_owns_it() -> None:
    ada = cast.person("Ada")
    event = events.create(ada, details(topics=("Wood",)), now=clock.now())
    key = Organiser.key(ada.id, event.id)
    assert key
    assert (key.role, len(event.code), event.topics, event.revision) == ("owner", 6, ["Wood"], 0)


def test_a_code_in_use_is_drawn_again(monkeypatch: pytest.MonkeyPatch) -> None:
    ada = cast.person("Ada")
    codes = iter(["AAAAAA", "AAAAAA", "BBBBBB"])
    monkeypatch.setattr(events, "new_code", lambda _length: next(codes))
    made = [events.create(ada, details(), now=clock.now()).code for _ in range(2)]
    assert made == ["AAAAAA", "BBBBBB"]


def test_it_gives_up_after_three_codes(monkeypatch: pytest.MonkeyPatch) -> None:
    ada = cast.person("Ada")
    monkeypatch.setattr(events, "new_code", lambda _length: "AAAAAA")
    events.create(ada, details(), now=clock.now())
    with pytest.raises(Conflict, match="once more"):
        events.create(ada, details(), now=clock.now())


def test_a_change_keeps_the_code_and_counts_the_revisions() -> None:
    event = cast.event(cast.person("Ada"), host="Halle Neuve")
    code = event.code
    assert events.change(event, details_of(event, title="Second"), now=clock.now())
    assert (event.code, event.title, event.host, event.revision) == (code, "Second", "Halle Neuve", 1)
    assert not events.change(event, details_of(event), now=clock.now())
    assert event.revision == 1


def test_a_cancelled_event_stays_and_is_cancelled_once() -> None:
    event = cast.event(cast.person("Ada"))
    events.cancel(event, now=clock.now())
    events.cancel(event, now=clock.now() + timedelta(hours=1))
    assert (event.cancelled_at, event.revision) == (clock.now(), 1)


@pytest.mark.parametrize(
    ("changes", "morning"),
    [
        ({"mail_hour": 7}, FRIDAY_SEVEN),
        ({"mail_hour": 11}, FRIDAY_NINE + timedelta(hours=2)),
        ({"zone": "Europe/London"}, FRIDAY_NINE + timedelta(hours=1)),
        ({"ends_at": datetime(2026, 11, 6, 20, 0, tzinfo=UTC)}, MONDAY_NINE),
        ({"title": "Another"}, FRIDAY_NINE),
    ],
    ids=["earlier", "later", "zone", "next evening", "only the title"],
)
def test_waiting_mails_follow_the_event(changes: dict[str, object], morning: datetime) -> None:
    event = cast.event(cast.person("Ada"))
    ben, cleo = cast.person("Ben"), cast.person("Cleo")
    cast.checked_in(event, ben)
    assert ben.digest_at == FRIDAY_NINE
    events.change(event, details_of(event, **changes), now=clock.now())
    assert (ben.digest_at, cleo.digest_at) == (morning, None)


def test_who_got_the_digest_of_the_event_is_left_alone() -> None:
    event, ben = cast.event(cast.person("Ada")), cast.person("Ben")
    cast.checked_in(event, ben)
    db.session.add(Digest(person_id=ben.id, event_id=event.id, day=event.evening, created_at=clock.now()))
    db.session.commit()
    events.change(event, details_of(event, mail_hour=7), now=clock.now())
    assert ben.digest_at == FRIDAY_NINE


def test_a_later_mail_never_delays_the_one_of_another_evening() -> None:
    ada, ben = cast.person("Ada"), cast.person("Ben")
    here, there = cast.event(ada), cast.event(ada, mail_hour=10)
    cast.checked_in(here, ben)
    cast.checked_in(there, ben)
    events.change(here, details_of(here, mail_hour=15), now=clock.now())
    assert ben.digest_at == FRIDAY_NINE + timedelta(hours=1)


def test_a_mail_that_was_due_before_stays_sooner() -> None:
    event, ben = cast.event(cast.person("Ada")), cast.person("Ben")
    ben.digest_at = sooner = FRIDAY_NINE - timedelta(hours=12)
    cast.checked_in(event, ben)
    events.change(event, details_of(event, mail_hour=7), now=clock.now())
    assert ben.digest_at == sooner


def test_an_organiser_is_made_from_an_address_once() -> None:
    ada = organisers.make_organiser(" Ada@Example.org ", clock.now())
    again = organisers.make_organiser("ada@example.org", clock.now() + timedelta(days=1))
    assert (ada.id, ada.email, ada.may_organise_since) == (again.id, "ada@example.org", clock.now())
    assert db.session.query(Person).count() == 1


def test_no_organiser_without_an_address() -> None:
    with pytest.raises(Invalid, match="one e-mail address"):
        organisers.make_organiser("Ada", clock.now())


def test_a_key_is_given_changed_and_given_back() -> None:
    event, ben = cast.event(), cast.person("Ben")
    key = organisers.add_key(event, ben, "door", clock.now())
    key.removed_at = clock.now()
    db.session.commit()
    assert Organiser.keys_of(ben.id) == []
    again = organisers.add_key(event, ben, "organiser", clock.now())
    assert (again.id, again.role, Organiser.keys_of(ben.id)) == (key.id, "organiser", [key])


def test_a_moved_mail_takes_those_along_who_wait_and_no_calendar_hears_of_it() -> None:
    ada, ben, cleo = cast.person("Ada"), cast.person("Ben"), cast.person("Cleo")
    event = cast.event(ada)
    cast.checked_in(event, ben)
    assert events.move_mail(event, 7, now=clock.now(), actor_id=ada.id)
    assert (event.mail_hour, event.revision) == (7, 0)
    assert (ben.digest_at, cleo.digest_at) == (FRIDAY_SEVEN, None)
    lines = [(line.verb, line.noun, line.actor_id, line.event_id) for line in db.session.query(Audit)]
    assert lines == [("move", "mails", ada.id, event.id)]


def test_the_same_hour_again_moves_nothing() -> None:
    event = cast.event()
    assert not events.move_mail(event, 9, now=clock.now())
    assert db.session.query(Audit).count() == 0


@pytest.mark.parametrize("late", [timedelta(0), timedelta(days=40)])
def test_a_mail_that_may_have_left_is_not_moved(late: timedelta) -> None:
    event = cast.event()
    with pytest.raises(Conflict, match="cannot be moved"):
        events.move_mail(event, 11, now=FRIDAY_NINE + late)
    assert event.mail_hour == 9


def test_a_mail_is_not_moved_to_an_hour_that_is_over() -> None:
    event = cast.event()
    with pytest.raises(Invalid, match="hour is over"):
        events.move_mail(event, 7, now=FRIDAY_SEVEN)
    assert events.move_mail(event, 8, now=FRIDAY_SEVEN)
