"""Inviting to a team: one mail, one key, once; for known and unknown addresses alike."""

from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from netevent import clock
from netevent.domain.codes import CARD_LENGTH, new_code
from netevent.errors import Forbidden, NotFound
from netevent.extensions import db
from netevent.models import Audit, Event, Invitation, Organiser, OutboxMail, Person, SignIn
from netevent.operations import invitations, organisers, signins
from tests import cast
from tests.operations.inviting import DAN, scene, sent

pytestmark = pytest.mark.usefixtures("evening")


@pytest.fixture
def ada(app: Flask) -> int:
    """Ada, who owns the event."""
    with app.app_context():
        person = cast.person("Ada Moreau")
        cast.event(person)
        return person.id


def role_of(email: str) -> str | None:
    key = Organiser.key(Person.of_email(email).id, db.session.query(Event).one().id)  # type: ignore[union-attr]
    return key.role if key else None


def test_an_invitation_and_its_mail_are_written_together(app: Flask, ada: int) -> None:
    with app.app_context():
        invitation, _ = sent(ada)
        mail = db.session.query(OutboxMail).one()
        assert (mail.kind, mail.address, mail.event_id) == ("invite", DAN, invitation.event_id)
        assert mail.expires_at == invitation.expires_at == clock.now() + timedelta(days=7)
        assert mail.person_id is None
        assert len(invitation.challenge) == 32  # 128 bits
        assert [(line.verb, line.noun) for line in db.session.query(Audit)] == [("send", "invitations")]


def test_accepting_creates_the_person_proves_the_address_and_gives_the_key(app: Flask, ada: int) -> None:
    with app.app_context():
        _, token = sent(ada, "organiser")
        assert Person.of_email(DAN) is None
        _, secret = invitations.accept(token, None, clock.now())
        signin = signins.live(secret, clock.now())
        assert signin
        assert signin.person
        assert (signin.person.email, signin.proved_by) == (DAN, "link")
        assert role_of(DAN) == "organiser"


def test_a_link_works_once(app: Flask, ada: int) -> None:
    with app.app_context():
        _, token = sent(ada)
        invitations.accept(token, None, clock.now())
        with pytest.raises(NotFound, match="no longer valid"):
            invitations.accept(token, None, clock.now())


def test_eight_who_press_at_once_get_one_key_and_one_sign_in(app: Flask, ada: int) -> None:
    with app.app_context():
        _, token = sent(ada)

    def press(_number: int) -> bool:
        with app.app_context():
            try:
                return bool(invitations.accept(token, None, clock.now()))
            except NotFound:
                return False

    assert sorted(cast.at_once(8, press)) == [False] * 7 + [True]
    with app.app_context():
        assert cast.how_many(SignIn) == 1
        assert cast.how_many(Organiser, role="door") == 1


def test_the_last_second_counts_and_the_next_does_not(
    app: Flask, ada: int, evening: time_machine.Traveller
) -> None:
    with app.app_context():
        invitation, token = sent(ada)
        evening.move_to(invitation.expires_at - timedelta(seconds=1))
        assert invitations.linked(token, clock.now()).id == invitation.id
        evening.move_to(invitation.expires_at)
        with pytest.raises(NotFound):
            invitations.linked(token, clock.now())


@pytest.mark.parametrize("forged", ["", "x", "eyJ.x.y"])
def test_a_forged_link_opens_nothing(app: Flask, ada: int, forged: str) -> None:
    with app.app_context(), pytest.raises(NotFound):
        invitations.linked(forged, clock.now())


def test_a_link_of_another_purpose_opens_nothing(app: Flask, ada: int) -> None:
    with app.app_context():
        invitation, _ = sent(ada)
        foreign = invitations.links.sign("signin", [invitation.id, invitation.challenge])
        with pytest.raises(NotFound):
            invitations.linked(foreign, clock.now())


def test_inviting_again_ends_the_earlier_link_and_leaves_one_open(app: Flask, ada: int) -> None:
    with app.app_context():
        _, earlier = sent(ada)
        again, token = sent(ada, "organiser")
        with pytest.raises(NotFound):
            invitations.linked(earlier, clock.now())
        assert invitations.linked(token, clock.now()).role == "organiser"
        assert [one.id for one in Invitation.waiting_at(again.event_id, clock.now())] == [again.id]


def test_two_who_invite_the_same_address_at_once_leave_one_open(app: Flask, ada: int) -> None:
    def invite(_number: int) -> int:
        with app.app_context():
            return sent(ada)[0].id

    made = cast.at_once(4, invite)
    assert len(set(made)) == 4
    with app.app_context():
        assert len(Invitation.waiting_at(db.session.query(Event).one().id, clock.now())) == 1


def test_a_withdrawn_invitation_opens_nothing(app: Flask, ada: int) -> None:
    with app.app_context():
        invitation, token = sent(ada)
        person, event = scene(ada)
        invitations.withdraw(event, invitation.id, person, clock.now())
        with pytest.raises(NotFound):
            invitations.linked(token, clock.now())
        with pytest.raises(NotFound):
            invitations.withdraw(event, invitation.id, person, clock.now())


def test_an_organiser_invites_to_the_door_alone(app: Flask, ada: int) -> None:
    with app.app_context():
        _, event = scene(ada)
        ben = cast.person("Ben Adler")
        organisers.add_key(event, ben, "organiser", clock.now())
        assert invitations.invite(event, DAN, "door", ben, clock.now())
        for role in ("organiser", "owner"):
            with pytest.raises(Forbidden):
                invitations.invite(event, "eve@example.org", role, ben, clock.now())


def test_an_organiser_takes_back_no_invitation_that_an_owner_sent_for_more(app: Flask, ada: int) -> None:
    with app.app_context():
        invitation, token = sent(ada, "organiser")
        _, event = scene(ada)
        ben = cast.person("Ben Adler")
        organisers.add_key(event, ben, "organiser", clock.now())
        with pytest.raises(Forbidden):
            invitations.withdraw(event, invitation.id, ben, clock.now())
        with pytest.raises(Forbidden):
            invitations.invite(event, DAN, "door", ben, clock.now())
        db.session.rollback()
        assert invitations.linked(token, clock.now())


def test_door_staff_and_strangers_invite_nobody(app: Flask, ada: int) -> None:
    with app.app_context():
        _, event = scene(ada)
        ben, dan = cast.person("Ben Adler"), cast.person("Dan Okafor")
        organisers.add_key(event, ben, "door", clock.now())
        with pytest.raises(Forbidden):
            invitations.invite(event, "eve@example.org", "door", ben, clock.now())
        with pytest.raises(NotFound):
            invitations.invite(event, "eve@example.org", "door", dan, clock.now())


def test_a_stronger_key_is_never_weakened_by_accepting(app: Flask, ada: int) -> None:
    with app.app_context():
        _, token = sent(ada, "door", "ada@example.org")
        invitations.accept(token, None, clock.now())
        assert role_of("ada@example.org") == "owner"


def test_a_weaker_key_becomes_the_stronger_one_and_a_removed_one_works_again(app: Flask, ada: int) -> None:
    with app.app_context():
        person, event = scene(ada)
        ben = cast.person("Ben Adler")
        key = organisers.add_key(event, ben, "door", clock.now())
        invitations.accept(sent(ada, "organiser", "ben@example.org")[1], None, clock.now())
        assert role_of("ben@example.org") == "organiser"
        organisers.take_away(event, key.id, person, clock.now())
        invitations.accept(sent(ada, "door", "ben@example.org")[1], None, clock.now())
        assert role_of("ben@example.org") == "door"


def test_a_phone_of_the_evening_that_claims_the_address_becomes_its_owner(app: Flask, ada: int) -> None:
    with app.app_context():
        now = clock.now()
        guest = Person(name="Dan", claimed_email=DAN, card_code=new_code(CARD_LENGTH), created_at=now)
        db.session.add(guest)
        signin, _ = signins.open_for(guest, DAN, now)
        db.session.commit()
        _, secret = invitations.accept(sent(ada)[1], signin, now)
        proved = signins.live(secret, now)
        assert proved
        assert (proved.id, proved.person) == (signin.id, guest)
        assert guest.email == DAN
