"""What its time is over for goes: not a moment before, and never later than the next look."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from netevent import clock
from netevent.domain.codes import CARD_LENGTH, new_code
from netevent.extensions import db
from netevent.models import (
    AddressChange,
    Audit,
    Badge,
    CheckIn,
    Concern,
    Device,
    Disclosure,
    Draft,
    Event,
    Guess,
    Import,
    Intention,
    Invitation,
    Knock,
    OutboxMail,
    Person,
    Printing,
    Registration,
    Replay,
    Scan,
    SignIn,
    Upload,
)
from netevent.operations import digests, retention, signins
from netevent.operations.posting import post
from netevent.operations.retention import RULES, sweep
from tests import cast
from tests.mails.mornings import met

SECOND = timedelta(seconds=1)


@pytest.fixture(autouse=True)
def house(app: Flask, evening: time_machine.Traveller) -> Iterator[None]:
    with app.app_context():
        yield


def rows(event: Event, ben: Person, cleo: Person) -> dict[str, Any]:
    """For each rule about rows: one that begins to count at the end of the event, or now, which is the same."""
    now, mine = event.closes_at, {"person_id": ben.id}
    signin, _ = signins.open_for(ben, "ben@example.org", now)
    db.session.flush()
    asked, _ = signins.open_for(None, "zoe@example.org", now)
    ended, _ = signins.open_for(ben, "ben@example.org", now)
    ended.ended_at = now
    mail = post("checkin", dedupe_key="one", address="ben@example.org", language="en", now=now)
    db.session.get_one(OutboxMail, mail).ended_at = now
    return {
        "attendance": Registration(event_id=event.id, email="eve@example.org", name="Eve", source="imported", created_at=now),
        "scans": Scan(event_id=event.id, nonce="n" * 16, fingerprint="f", result="welcome", checkin_id=1, at=now, received_at=now, told_at=now, **mine),
        "devices": Device(event_id=event.id, token_hash="h", created_at=now),
        "knocks": Knock(event_id=event.id, asker_id=ben.id, asked_id=cleo.id, at=now),
        "badges": Badge(event_id=event.id, code=new_code(CARD_LENGTH), since=now, **mine),
        "concerns": Concern(event_id=event.id, teller_id=ben.id, words="loud", told_at=now, settled_at=now),
        "disclosures": Disclosure(asked_at=now, due_at=now, answered_at=now, answer="x", **mine),
        "drafts": Draft(owner_id=ben.id, contact_id=met(ben, event, "Eve").contact_id, hashes=[1], at=now),
        "signins": ended,
        "imports": Import(event_id=event.id, person_id=ben.id, upload=Upload(octets=b"name"), created_at=now),
        "printings": Printing(event_id=event.id, asked_at=now, ended_at=now, stock="a7", both_sides=False, first=1, total=1, badge_ids=[1], **mine),
        "asked": asked,
        "address_changes": AddressChange(signin_id=signin.id, email="b@example.org", challenge="c", asked_at=now, **mine),
        "invitations": Invitation(event_id=event.id, role="door", email="dan@example.org", challenge="c", invited_by_id=ben.id,
                                  created_at=now, expires_at=now),
        "guesses": Guess(event_id=event.id, at=now, **mine),
        "outbox": db.session.get_one(OutboxMail, mail),
        "replays": Replay(key="k" * 16, fingerprint="f", status=303, location="/", at=now),
        "audits": Audit(verb="change", noun="events", at=now),
    }  # fmt: skip


@pytest.mark.parametrize("rule", [rule for rule in RULES if not rule.whole], ids=lambda rule: rule.name)
def test_a_row_stays_to_the_last_second_and_goes_at_its_edge(
    rule: retention.Rule, evening: time_machine.Traveller
) -> None:
    event = cast.event(cast.person("Ada Moreau"))
    ben, cleo = cast.person("Ben Adler"), cast.person("Cleo Brandt")
    made = rows(event, ben, cleo)
    assert set(made) == {one.name for one in RULES if not one.whole}
    row = made[rule.name]
    db.session.add(row)
    db.session.commit()
    model, edge = type(row), event.closes_at + rule.after
    key = db.inspect(model).primary_key[0]
    number = getattr(row, key.name)
    db.session.rollback()

    def there(moment: datetime) -> bool:
        sweep(moment)
        return db.session.scalar(select(key).where(key == number)) is not None

    assert there(edge - rule.after)
    assert there(edge - SECOND)
    assert not there(edge)


def test_an_event_without_an_end_counts_from_three_hours_after_its_start() -> None:
    event = cast.event(cast.person("Ada Moreau"), ends_at=None)
    cast.checked_in(event, cast.person("Ben Adler"))
    edge = event.starts_at + timedelta(hours=3, days=180)
    sweep(edge - SECOND)
    assert cast.how_many(CheckIn) == 1
    sweep(edge)
    assert cast.how_many(CheckIn) == 0


def test_the_counts_of_an_evening_outlive_its_names() -> None:
    event = cast.event(cast.person("Ada Moreau"))
    cast.checked_in(event, cast.person("Ben Adler"), cast.person("Cleo Brandt"))
    before = cast.tallied(event)
    sweep(event.closes_at + timedelta(days=180))
    assert cast.how_many(CheckIn) == 0
    assert cast.tallied(event) == before == {"walked_in": 2}


def test_a_concern_nobody_settled_counts_from_the_event_and_a_settled_one_from_then() -> None:
    event, ben = cast.event(cast.person("Ada Moreau")), cast.person("Ben Adler")
    late = event.closes_at + timedelta(days=30)
    for words, settled in (("open", None), ("settled", late)):
        db.session.add(
            Concern(event_id=event.id, teller_id=ben.id, words=words, told_at=clock.now(), settled_at=settled)
        )
    db.session.commit()
    sweep(event.closes_at + timedelta(days=180))
    assert [row.words for row in db.session.scalars(select(Concern))] == ["settled"]
    sweep(late + timedelta(days=180))
    assert cast.how_many(Concern) == 0


def test_an_open_request_and_a_mail_that_waits_never_go() -> None:
    ben = cast.person("Ben Adler")
    db.session.add(Disclosure(person_id=ben.id, asked_at=clock.now(), due_at=clock.now()))
    post("notes_asked", dedupe_key="x", address="ben@example.org", language="en", now=clock.now())
    db.session.commit()
    sweep(clock.now() + timedelta(days=600))
    assert cast.how_many(Disclosure) == cast.how_many(OutboxMail, kind="notes_asked") == 1


def test_a_browser_idle_for_180_days_goes_thirty_days_later() -> None:
    ben = cast.person("Ben Adler")
    signins.enter_as(ben, clock.now())
    edge = clock.now() + timedelta(days=210)
    sweep(edge - SECOND)
    assert cast.how_many(SignIn) == 1
    sweep(edge)
    assert cast.how_many(SignIn) == 0


def test_nobody_who_did_not_prove_an_address_is_asked_a_second_time(evening: time_machine.Traveller) -> None:
    event = cast.event(cast.person("Ada Moreau"))
    ben = cast.person("Ben Adler")
    cast.checked_in(event, ben)
    ben.email, ben.claimed_email, ben.proved_at = None, "ben@example.org", None
    met(ben, event, "Cleo", care="wood")
    ben.digest_at = event.next_morning
    db.session.commit()
    evening.move_to(event.next_morning)
    assert digests.plan_due(clock.now()) == 1
    mail = db.session.scalars(select(OutboxMail)).one()
    mail.state, mail.ended_at = "sent", clock.now()
    ben.digest_at = clock.now() + timedelta(days=60)
    db.session.commit()
    evening.shift(timedelta(days=60))
    sweep(clock.now())
    assert digests.plan_due(clock.now()) == 0
    assert cast.how_many(OutboxMail, kind="neutral") == 1


@pytest.fixture
def provisional() -> Person:
    someone = Person(
        name="Zed", claimed_email="zed@example.org", card_code=new_code(CARD_LENGTH), created_at=clock.now()
    )
    db.session.add(someone)
    db.session.commit()
    return someone


def test_who_never_proved_an_address_goes_half_a_year_after_the_last_event(provisional: Person) -> None:
    ada = cast.person("Ada Moreau")
    later = clock.now() + timedelta(days=100)
    first, last = cast.event(ada), cast.event(ada, starts_at=later, ends_at=later + timedelta(hours=2))
    cast.checked_in(first, provisional)
    db.session.add(
        Registration(event_id=last.id, person_id=provisional.id, source="self", created_at=clock.now())
    )
    db.session.commit()
    sweep(last.closes_at + timedelta(days=180) - SECOND)
    assert cast.how_many(Person, name="Zed") == 1
    assert sweep(last.closes_at + timedelta(days=180))["provisional"] == 1
    assert cast.how_many(Person) == 1


def test_who_never_proved_an_address_and_never_came_goes_after_half_a_year(provisional: Person) -> None:
    sweep(clock.now() + timedelta(days=180) - SECOND)
    assert cast.how_many(Person) == 1
    sweep(clock.now() + timedelta(days=180))
    assert cast.how_many(Person) == 0


def test_what_people_said_of_themselves_and_their_people_stays_as_long_as_they_come(
    evening: time_machine.Traveller,
) -> None:
    event, ben = cast.event(cast.person("Ada Moreau")), cast.person("Ben Adler")
    met(ben, event, "Cleo", free_note="wood")
    db.session.add(Intention(event_id=event.id, person_id=ben.id, learn="joints", said_at=clock.now()))
    db.session.commit()
    for _ in range(8):
        evening.shift(timedelta(days=300))
        ben.active_at = clock.now()
        db.session.commit()
        sweep(clock.now())
    assert (cast.how_many(Intention), cast.how_many(Person, name="Ben Adler")) == (1, 1)


def test_one_rule_that_fails_keeps_no_other_from_its_work(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(_until: datetime, _now: datetime) -> int:
        raise RuntimeError("out of order")

    first = retention.Rule("broken", "", timedelta(), "", broken)
    monkeypatch.setattr(retention, "RULES", (first, *RULES))
    db.session.add(Replay(key="k" * 16, fingerprint="f", status=303, location="/", at=clock.now()))
    db.session.commit()
    assert sweep(clock.now() + timedelta(days=30)) == {"replays": 1}
    assert "the rule broken cannot be kept" in caplog.text


def test_more_than_a_handful_goes_in_one_look(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retention, "HANDFUL", 3)
    for number in range(10):
        db.session.add(Replay(key=f"{number:016}", fingerprint="f", status=303, location="/", at=clock.now()))
    db.session.commit()
    assert sweep(clock.now() + timedelta(days=30))["replays"] == 10
