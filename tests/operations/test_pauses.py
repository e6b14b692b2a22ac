"""Rest by one's own word: it begins at once, ends by itself, and the people are looked at again."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
import time_machine
from flask import Flask

from netevent import clock
from netevent.errors import Invalid, NotFound
from netevent.extensions import db
from netevent.models import Pause, Person
from netevent.operations import digests, links, outbox, pauses, wishes
from tests import cast
from tests.mails.letters import arrived, full_morning, provisional_morning
from tests.mails.mornings import first_thursday, met, promised
from tests.mails.waiting import Scripted, state_of

CLEO = "cleo@example.org"
THURSDAY = date(2026, 11, 5)
FRIDAY_9 = datetime(2026, 11, 6, 8, 0, tzinfo=UTC)  # 09:00 in Lausanne
LATER = datetime(2027, 3, 1, 8, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def house(app: Flask, evening: time_machine.Traveller) -> Iterator[None]:
    with app.app_context():
        yield


@pytest.fixture
def cleo() -> Person:
    cleo = cast.person("Cleo Marti", zone="Europe/Zurich", digest_at=LATER)
    assert cleo.email == CLEO
    return cleo


def until(person: Person, kind: str = pauses.MAILS, today: date = THURSDAY) -> date | None:
    found = pauses.running(person, kind, today)
    return found.until_on if found else None


@pytest.mark.parametrize(
    ("span", "first_day_after"),
    [
        ("one_week", date(2026, 11, 12)),
        ("two_weeks", date(2026, 11, 19)),
        ("four_weeks", date(2026, 12, 3)),
        ("three_months", date(2027, 2, 5)),
    ],
)
def test_a_pause_holds_until_its_day(cleo: Person, span: str, first_day_after: date) -> None:
    pauses.pause_mails(cleo, span, clock.now())
    assert until(cleo) == until(cleo, today=first_day_after.replace(day=first_day_after.day - 1))
    assert until(cleo) == first_day_after
    assert until(cleo, today=first_day_after) is None


def test_three_months_end_with_a_short_month(cleo: Person, evening: time_machine.Traveller) -> None:
    evening.move_to("2026-11-30T12:00:00+00:00")
    assert pauses.pause_mails(cleo, "three_months", clock.now()).until_on == date(2027, 2, 28)


def test_the_day_is_that_of_the_person_s_own_clock(cleo: Person, evening: time_machine.Traveller) -> None:
    evening.move_to("2026-11-05T23:30:00+00:00")  # past midnight in Lausanne
    assert pauses.pause_mails(cleo, "one_week", clock.now()).until_on == date(2026, 11, 13)
    cleo.zone = "America/New_York"
    assert pauses.today_of(cleo, clock.now()) == THURSDAY


def test_a_new_pause_takes_the_place_of_the_one_that_runs(cleo: Person) -> None:
    for span in ("three_months", "one_week"):
        pauses.pause_mails(cleo, span, clock.now())
    assert until(cleo) == date(2026, 11, 12)
    assert cast.how_many(Pause, ended_at=None) == 1
    assert cast.how_many(Pause) == 2, "that there was another is kept"


def test_the_same_pause_again_is_that_pause(cleo: Person) -> None:
    for _ in range(3):
        pauses.pause_mails(cleo, "one_week", clock.now())
    assert cast.how_many(Pause) == 1


def test_going_on_ends_it_and_twice_is_once(cleo: Person, evening: time_machine.Traveller) -> None:
    pauses.pause_mails(cleo, "one_week", clock.now())
    ended = clock.now()
    pauses.go_on(cleo, ended)
    evening.shift(3600)
    pauses.go_on(cleo, clock.now())
    assert until(cleo) is None
    assert db.session.query(Pause).one().ended_at == ended


def test_too_much_is_two_weeks_of_rest_and_said_again_the_same_rest(
    cleo: Person, evening: time_machine.Traveller
) -> None:
    pauses.say_too_much(cleo, clock.now())
    evening.shift(24 * 3600)
    assert pauses.say_too_much(cleo, clock.now()).until_on == date(2026, 11, 19)
    assert cast.how_many(Pause) == 1
    pauses.take_back(cleo, clock.now())
    pauses.take_back(cleo, clock.now())
    assert until(cleo, pauses.TOO_MUCH) is None


def test_one_kind_leaves_the_other_alone(cleo: Person) -> None:
    pauses.say_too_much(cleo, clock.now())
    pauses.pause_mails(cleo, "one_week", clock.now())
    pauses.go_on(cleo, clock.now())
    assert until(cleo, pauses.TOO_MUCH) == date(2026, 11, 19)
    assert until(cleo) is None


def test_what_two_phones_of_one_person_began_ends_together(cleo: Person) -> None:
    for day in (9, 12):  # as after two people turned out to be one
        db.session.add(Pause(person_id=cleo.id, kind="mails", at=clock.now(), until_on=date(2026, 11, day)))
    db.session.commit()
    pauses.go_on(cleo, clock.now())
    assert until(cleo) is None


@pytest.mark.parametrize("span", ["", "forever", "two weeks", "\0"])
def test_only_the_lengths_on_offer(cleo: Person, span: str) -> None:
    with pytest.raises(Invalid, match="Choose for how long"):
        pauses.pause_mails(cleo, span, clock.now())
    assert cast.how_many(Pause) == 0


def test_the_people_are_looked_at_the_next_working_morning(cleo: Person) -> None:
    for act in (
        lambda: pauses.pause_mails(cleo, "one_week", clock.now()),
        lambda: pauses.go_on(cleo, clock.now()),
        lambda: pauses.say_too_much(cleo, clock.now()),
        lambda: pauses.take_back(cleo, clock.now()),
        lambda: wishes.keep(cleo, wishes.Wishes(4, 2, "How is wood dried?", ("Wood",)), clock.now()),
    ):
        cleo.digest_at = LATER
        db.session.commit()
        act()
        assert cleo.digest_at == FRIDAY_9


def test_no_morning_is_planned_in_a_pause_and_what_was_promised_comes_after_it(
    evening: time_machine.Traveller,
) -> None:
    event, ben = first_thursday()
    promised(met(ben, event, "Lea"), "the drawing")
    pauses.pause_mails(ben, "one_week", clock.now())
    for day in ("06", "09", "10", "11"):
        evening.move_to(f"2026-11-{day}T08:00:00+00:00")
        assert digests.plan_due(clock.now()) == 0
    evening.move_to("2026-11-12T08:00:00+00:00")
    assert digests.plan_due(clock.now()) == 1


def test_going_on_early_brings_the_next_morning(evening: time_machine.Traveller) -> None:
    event, ben = first_thursday()
    promised(met(ben, event, "Lea"), "the drawing")
    pauses.pause_mails(ben, "three_months", clock.now())
    evening.move_to(FRIDAY_9)
    assert digests.plan_due(clock.now()) == 0
    pauses.go_on(ben, clock.now())
    evening.move_to("2026-11-09T08:00:00+00:00")
    assert digests.plan_due(clock.now()) == 1


def test_ending_what_does_not_run_wakes_nobody(cleo: Person) -> None:
    pauses.go_on(cleo, clock.now())
    pauses.take_back(cleo, clock.now())
    assert cleo.digest_at == LATER


def test_eight_taps_at_once_are_one_pause(app: Flask, cleo: Person) -> None:
    person_id = cleo.id

    def tap(number: int) -> None:
        with app.app_context():
            someone = db.session.get_one(Person, person_id)
            if number % 2:
                pauses.pause_mails(someone, "one_week", clock.now())
            else:
                pauses.say_too_much(someone, clock.now())

    db.session.commit()
    cast.at_once(8, tap)
    assert sorted(pause.kind for pause in db.session.query(Pause)) == ["mails", "too_much"]


def test_a_mail_that_waits_stays_here_once_its_person_paused() -> None:
    row = full_morning()
    assert row.person
    pauses.pause_mails(row.person, "one_week", clock.now())
    assert dict(outbox.send_due(clock.now(), Scripted())) == {"expired": 1}
    assert state_of(row.id).last_error == "the person paused these mails"


def test_too_much_for_now_stops_no_mail() -> None:
    row = full_morning()
    assert row.person
    pauses.pause_mails(row.person, "one_week", clock.now())
    pauses.go_on(row.person, clock.now())
    pauses.say_too_much(row.person, clock.now())
    assert dict(outbox.send_due(clock.now(), Scripted())) == {"sent": 1}


def test_a_code_arrives_all_the_same() -> None:
    row = provisional_morning()
    assert row.person
    pauses.pause_mails(row.person, "one_week", clock.now())
    assert arrived().state == "queued"
    assert dict(outbox.send_due(clock.now(), Scripted())) == {"sent": 1, "expired": 1}
    assert state_of(arrived().id).state == "sent"


@pytest.mark.parametrize("value", [1, [CLEO], None, {"a": CLEO}, "dan@example.org", ""])
def test_a_link_speaks_of_one_proved_address(cleo: Person, value: object) -> None:
    with pytest.raises(NotFound, match="not complete"):
        pauses.of_link(links.sign("pause", value))


@pytest.mark.parametrize("purpose", [purpose for purpose in links.LIFETIMES if purpose != "pause"])
def test_a_link_of_another_purpose_pauses_nothing(cleo: Person, purpose: str) -> None:
    with pytest.raises(NotFound):
        pauses.of_link(links.sign(purpose, CLEO))
    assert links.read(purpose, pauses.link_of(CLEO)) is None


def test_a_link_in_an_old_mail_follows_the_address_and_not_the_person(cleo: Person) -> None:
    token = pauses.link_of(CLEO)
    assert pauses.of_link(token) == cleo
    cleo.email = "cleo@elsewhere.example"
    db.session.commit()
    with pytest.raises(NotFound):
        pauses.of_link(token)


def test_wishes_are_kept() -> None:
    cleo = cast.person("Cleo Marti")
    wishes.keep(cleo, wishes.Wishes(20, 10, "", ()), clock.now())
    wishes.keep(cleo, wishes.Wishes(4, 2, "How is wood dried?", ("Wood", "Glass")), clock.now())
    db.session.refresh(cleo)
    assert (cleo.budget, cleo.capacity, cleo.ask, cleo.ask_topics) == (
        4,
        2,
        "How is wood dried?",
        ["Wood", "Glass"],
    )
