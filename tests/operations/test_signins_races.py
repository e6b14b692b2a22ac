"""Proving twice at once, and proving an address that somebody else typed first."""

from collections.abc import Callable

import pytest
from flask import Flask

from netevent import clock
from netevent.errors import Conflict, Invalid, NotFound
from netevent.extensions import db
from netevent.models import CheckIn, Event, OutboxMail, Person, SignIn
from netevent.operations import checkins, proofs, signins
from netevent.operations.checkins import Arrival
from tests import cast

CLEO = "cleo@example.org"
KEY = "the key of the form"

pytestmark = pytest.mark.usefixtures("evening")


def asked(app: Flask) -> tuple[int, str, str]:
    with app.app_context():
        signin, _ = signins.ask(CLEO, language="en", next_path="", now=clock.now())
        return signin.id, proofs.code_of(signin), proofs.link_of(signin)


def outcomes(app: Flask, act: Callable[[int], object]) -> list[str]:
    """What eight tries at the same instant end in."""

    def once(index: int) -> str:
        with app.app_context():
            try:
                act(index)
            except (Invalid, NotFound) as refusal:
                return type(refusal).__name__
            return "in"

    return sorted(cast.at_once(8, once))


def test_a_link_pressed_eight_times_at_once_signs_in_once(app: Flask) -> None:
    _, _, token = asked(app)
    ends = outcomes(app, lambda _: proofs.by_link(token, None, clock.now()))
    assert ends == ["NotFound"] * 7 + ["in"]
    with app.app_context():
        assert cast.how_many(Person, email=CLEO) == 1


def test_a_code_typed_eight_times_at_once_signs_in_once(app: Flask) -> None:
    row, code, _ = asked(app)
    ends = outcomes(app, lambda _: proofs.by_code(db.session.get_one(SignIn, row), code, clock.now()))
    assert ends == ["Invalid"] * 7 + ["in"]


def test_two_proofs_of_one_new_address_make_one_person(app: Flask) -> None:
    tokens = [asked(app)[2] for _ in range(8)]
    ends = outcomes(app, lambda index: proofs.by_link(tokens[index], None, clock.now()))
    assert ends == ["in"] * 8
    with app.app_context():
        assert cast.how_many(Person) == 1


def test_guesses_at_the_same_instant_all_count(app: Flask) -> None:
    row, code, _ = asked(app)

    def guess(index: int) -> None:
        wrong = f"{(int(code) + 1 + index) % 1_000_000:06d}"
        proofs.by_code(db.session.get_one(SignIn, row), wrong, clock.now())

    assert outcomes(app, guess) == ["Invalid"] * 8
    with app.app_context():
        signin = db.session.get_one(SignIn, row)
        assert signin.wrong_tries == 5
        with pytest.raises(Invalid, match="no longer valid"):
            proofs.by_code(signin, code, clock.now())


def foreign_arrival(event: Event, key: str = KEY) -> str:
    """Dan stands at the door and types Cleo's address."""
    arrival = Arrival(name="Cleo Brandt", email=CLEO, language="en")
    return checkins.arrive(event, arrival, nonce=key, now=clock.now())


def link_to_cleo() -> str:
    mail = db.session.query(OutboxMail).filter_by(address=CLEO).order_by(OutboxMail.id.desc()).first()
    assert mail
    return proofs.link_of(db.session.get_one(SignIn, mail.signin_id))


@pytest.mark.parametrize("known", [True, False], ids=["known address", "new address"])
def test_who_typed_a_foreign_address_is_out_once_its_owner_proves_it(app: Flask, known: bool) -> None:
    with app.app_context():
        event = cast.event()
        if known:
            cast.person("Cleo Brandt", CLEO)
        dans_phone = foreign_arrival(event)
        signin, hers = proofs.by_link(link_to_cleo(), None, clock.now())
        assert signin.person
        assert signin.person.email == CLEO
        assert signins.live(dans_phone, clock.now()) is None
        assert signins.live(hers, clock.now())
        assert cast.how_many(Person) == 1


@pytest.mark.parametrize("known", [True, False], ids=["known address", "new address"])
def test_sending_the_old_form_again_does_not_bring_a_stranger_back_in(app: Flask, known: bool) -> None:
    with app.app_context():
        event = cast.event()
        if known:
            cast.person("Cleo Brandt", CLEO)
        foreign_arrival(event)
        proofs.by_link(link_to_cleo(), None, clock.now())
        rows = cast.how_many(SignIn)
        with pytest.raises(Conflict):
            foreign_arrival(event)
        assert cast.how_many(SignIn) == rows
        assert cast.how_many(CheckIn) == 1


def test_a_code_asked_for_by_the_stranger_later_signs_in_nobody_but_its_reader(app: Flask) -> None:
    with app.app_context():
        event = cast.event()
        dans_phone = foreign_arrival(event)
        waiting = signins.live(dans_phone, clock.now())
        assert waiting
        signins.ask_again(waiting, language="en", now=clock.now())
        proofs.by_link(link_to_cleo(), None, clock.now())
        with pytest.raises(Invalid):
            proofs.by_code(waiting, proofs.code_of(waiting), clock.now())


def test_two_strangers_with_one_address_are_two_until_one_proves_it(app: Flask) -> None:
    with app.app_context():
        event = cast.event()
        first, second = foreign_arrival(event, "one"), foreign_arrival(event, "two")
        people = [signins.live(secret, clock.now()) for secret in (first, second)]
        assert len({signin.person_id for signin in people if signin}) == 2
        proofs.by_link(link_to_cleo(), None, clock.now())
        assert signins.live(second, clock.now()) is None
        left = signins.live(first, clock.now())
        assert left
        assert left.person
        assert left.person.email is None  # still somebody else, still unproved
