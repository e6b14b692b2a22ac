"""The mail that invites to a team: what it says, what it leaves out, and when it is not sent at all."""

from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from flask import Flask

from netevent import clock
from netevent.extensions import db
from netevent.mails.message import build
from netevent.models import Event, OutboxMail, Person
from netevent.operations import invitations, letters, verdicts
from tests import cast
from tests.mails.letters import addresses_in, seen, words_of, written

pytestmark = pytest.mark.usefixtures("evening")
ROLES = ("owner", "organiser", "door")


def invited(role: str = "door", email: str = "dan@example.org", **event: object) -> OutboxMail:
    """The mail to an address, by Ada, who has a name of her own making."""
    ada = Person.of_email("ada@example.org") or cast.person("Ada WIN www.evil.example")
    made = db.session.query(Event).first() or cast.event(ada, **event)
    invitations.invite(made, email, role, ada, clock.now())
    return db.session.query(OutboxMail).order_by(OutboxMail.id.desc()).first() or pytest.fail("no mail")


@pytest.mark.parametrize("role", ROLES)
def test_both_parts_say_the_same(app: Flask, role: str) -> None:
    with app.app_context():
        letter = written(invited(role, host="Tuesday Hosts"))
        assert words_of(seen(letter.html)) - {"netevent"} == words_of(letter.text)
        assert addresses_in(letter.html) == addresses_in(letter.text)
        assert "First Thursday" in letter.text
        assert "It takes place on November 5, 2026, hosted by Tuesday Hosts." in " ".join(letter.text.split())


def test_it_names_nobody_and_shows_no_address(app: Flask) -> None:
    with app.app_context():
        letter = written(invited())
        said = build(letter).octets.decode().replace("To: dan@example.org", "") + letter.html + letter.text
        for word in ("Ada", "evil", "dan@", "ada@", "Boathouse"):
            assert word not in said


def test_its_headers_are_those_of_a_mail_that_somebody_waits_for(app: Flask) -> None:
    with app.app_context():
        message = message_from_bytes(build(written(invited())).octets, policy=policy.default)
        assert message["List-Unsubscribe"] is None
        assert message["List-Unsubscribe-Post"] is None
        assert message["List-Id"] == "<invite.localhost>"
        assert message["Auto-Submitted"] == "auto-generated"
        assert message["Subject"] == "You are invited to a team"
        assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]


@pytest.mark.parametrize("role", ROLES)
def test_it_keeps_the_measure_of_subjects(app: Flask, role: str) -> None:
    with app.app_context():
        page = letters.page_for(invited(role), clock.now())
        assert len(page.subject) <= 45
        assert 40 <= len(page.preheader) <= 90, page.preheader


def test_it_speaks_the_language_of_the_event(app: Flask) -> None:
    with app.app_context():
        assert invited(language="fr").language == "fr"


def test_a_title_with_markup_is_only_text(app: Flask) -> None:
    with app.app_context():
        letter = written(invited(title="<b>Free</b> & more"))
        assert "<b>" not in letter.html
        assert "<b>Free</b> & more" in letter.text


def test_a_mail_that_waits_is_not_sent_once_its_invitation_is_replaced_or_over(app: Flask) -> None:
    with app.app_context():
        earlier = invited()
        later = invited("organiser")
        assert written(later)
        with pytest.raises(letters.NothingToSay):
            written(earlier)
        db.session.query(invitations.Invitation).update({"withdrawn_at": clock.now()})
        db.session.commit()
        with pytest.raises(letters.NothingToSay):
            written(later)


def test_it_counts_towards_the_mails_an_unproved_address_gets(app: Flask) -> None:
    with app.app_context():
        mails = [invited() for _ in range(4)]
        endings = verdicts.of(mails, clock.now())
        assert [mail.id in endings for mail in mails] == [False, False, False, True]
        assert verdicts.of(mails[:1], clock.now() + timedelta(days=7))[mails[0].id].state == "expired"
