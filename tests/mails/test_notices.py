"""Notices: what happened, what to do, one button, and nobody's name."""

from datetime import timedelta

import pytest
from flask import Flask

from netevent import clock
from netevent.extensions import db
from netevent.mails.message import build
from netevent.models import AddressChange, OutboxMail
from netevent.operations import letters, proofs, signins
from netevent.operations.notices import NOTICES
from netevent.operations.posting import post
from tests import cast
from tests.mails.letters import addresses_in, seen, words_of, written

pytestmark = pytest.mark.usefixtures("evening")


def noticed(kind: str) -> OutboxMail:
    """A mail of one kind to Cleo, who has not been there for 22 months."""
    cleo = cast.person("Cleo Brandt", active_at=clock.now() - timedelta(days=670))
    return OutboxMail.of_id(
        post(
            kind, dedupe_key=kind, address=cleo.email or "", language="en", now=clock.now(), person_id=cleo.id
        )
    ) or pytest.fail("no mail")


@pytest.mark.parametrize("kind", NOTICES)
def test_a_notice_says_the_same_in_both_parts_and_names_nobody(app: Flask, kind: str) -> None:
    with app.app_context():
        letter = written(noticed(kind))
        assert words_of(seen(letter.html)) - {"netevent"} == words_of(letter.text)
        assert addresses_in(letter.html) == addresses_in(letter.text)
        assert f"http://localhost{NOTICES[kind].path}" in addresses_in(letter.text)
        everything = build(letter).octets.decode() + letter.html + letter.text
        assert "Cleo" not in everything
        assert "Brandt" not in everything


@pytest.mark.parametrize("kind", NOTICES)
def test_a_notice_keeps_the_measure_of_subjects(app: Flask, kind: str) -> None:
    with app.app_context():
        page = letters.page_for(noticed(kind), clock.now())
        assert len(page.subject) <= 45
        assert 40 <= len(page.preheader) <= 90, page.preheader
        assert 1 <= len(page.intro) <= 3


def test_an_unused_account_is_told_the_day_of_its_end(app: Flask) -> None:
    with app.app_context():
        assert "erased on January 4, 2027" in written(noticed("idle")).text


def test_whoever_came_back_is_not_told_that_the_account_ends(app: Flask) -> None:
    with app.app_context():
        mail = noticed("idle")
        assert mail.person
        mail.person.active_at = clock.now()
        db.session.commit()
        with pytest.raises(letters.NothingToSay):
            written(mail)


def test_the_code_for_a_new_address_comes_without_a_link(app: Flask) -> None:
    with app.app_context():
        cleo = cast.person("Cleo Brandt")
        signin = signins.live(signins.enter_as(cleo, clock.now()), clock.now())
        assert signin
        asked = AddressChange(
            person_id=cleo.id, signin_id=signin.id, email="new@example.org", challenge="c" * 32, asked_at=clock.now()
        )  # fmt: skip
        db.session.add(asked)
        mail_id = post("address_code", dedupe_key="c", address="new@example.org", language="en", now=clock.now(),
                       person_id=cleo.id, signin_id=signin.id)  # fmt: skip
        db.session.commit()
        mail = OutboxMail.of_id(mail_id)
        assert mail
        letter = written(mail)
        assert f"\n    {proofs.code_of(asked)}\n" in letter.text
        assert "/signin/" not in letter.text
        assert "Cleo" not in letter.text
        asked.used_at = clock.now()
        db.session.commit()
        with pytest.raises(letters.NothingToSay):
            written(mail)
