"""`/events/CODE/team`: who sees it, who changes it, how one joins and goes; Ada owns the event."""

from dataclasses import dataclass
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from netevent import clock
from netevent.extensions import db
from netevent.models import Event, Invitation, OutboxMail, Person, SignIn
from netevent.operations import invitations, organisers
from tests import cast

pytestmark = pytest.mark.usefixtures("evening")
DAN = "dan@example.org"
PAGES = ("", "/live", "/registrations", "/registrations.csv", "/mails", "/badges", "/log", "/team/invite")


@dataclass
class Team:
    """The address of the page, and everybody's phone and key by name."""

    app: Flask
    path: str
    phones: dict[str, FlaskClient]
    keys: dict[str, int]

    def invite(self, email: str = DAN, role: str = "door") -> str:
        """The address in a mail of Ada's."""
        with self.app.app_context():
            event, ada = db.session.query(Event).one(), Person.of_email("ada@example.org")
            assert ada
            made = invitations.invite(event, email, role, ada, clock.now())
            return f"/invitations/{invitations.link_of(made)}"


@pytest.fixture
def team(app: Flask) -> Team:
    """Ada owns, Ben organises, Cleo is at the door; Dan is a stranger."""
    roles = {"Ada Moreau": "owner", "Ben Adler": "organiser", "Cleo Brandt": "door", "Dan Okafor": ""}
    with app.app_context():
        event, phones, keys = cast.event(title="First Thursday"), {}, {}
        for name, role in roles.items():
            person, short = cast.person(name), name.split()[0]
            phones[short] = cast.signed_in(app, cast.phone(app), person)
            keys[short] = organisers.add_key(event, person, role, clock.now()).id if role else 0
        return Team(app, f"/events/{event.code}/team", phones, keys)


def test_the_page_says_who_holds_which_key_and_what_waits(team: Team) -> None:
    team.invite("eve@example.org")
    page = team.phones["Ada"].get(team.path).text
    for words in ("Ada Moreau", "Ben Adler", "Organiser since 5 Nov", "eve@example.org", "until 12 Nov"):
        assert words in page
    assert "Dan" not in page


@pytest.mark.parametrize(("name", "status"), [("Ada", 200), ("Ben", 200), ("Cleo", 403), ("Dan", 404)])
def test_owner_and_organisers_see_the_team_and_the_door_does_not(team: Team, name: str, status: int) -> None:
    assert team.phones[name].get(team.path).status_code == status


def test_an_organiser_is_offered_the_door_alone(team: Team) -> None:
    page, form = (team.phones["Ben"].get(path).text for path in (team.path, f"{team.path}/invite"))
    assert f"{team.path}/{team.keys['Cleo']}" in page
    assert f"{team.path}/{team.keys['Ada']}" not in page
    assert 'value="door"' in form
    assert 'value="owner"' not in form
    assert 'value="organiser"' not in form
    for role in ("owner", "organiser"):
        answer = team.phones["Ben"].post(f"{team.path}/invite", data={"email": DAN, "role": role})
        assert answer.status_code == 403
    assert team.phones["Ben"].post(f"{team.path}/{team.keys['Ada']}/remove").status_code == 403


@pytest.mark.parametrize("address", ["dan@example.org", "nobody@example.org"])
def test_known_and_unknown_addresses_look_alike(team: Team, address: str) -> None:
    ada = team.phones["Ada"]
    answer = ada.post(f"{team.path}/invite", data={"email": address, "role": "door"})
    assert (answer.status_code, answer.location) == (303, team.path)
    page = ada.get(team.path).text.replace(address, "ADDRESS")
    assert "The invitation to ADDRESS is on its way" in page
    assert page.count("ADDRESS") == 3  # the flash, the row and its button
    assert "Okafor" not in page


def test_a_wrong_address_or_role_is_said_at_its_field_and_words_are_kept(team: Team) -> None:
    answer = team.phones["Ada"].post(f"{team.path}/invite", data={"email": "dan@", "role": "king"})
    assert answer.status_code == 422
    for words in ("There is a problem", 'value="dan@"', "Choose one of these."):
        assert words in answer.text


def test_too_many_invitations_are_refused_in_words(team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(invitations, "MOST_AT_EVENT", 1)
    team.invite("eve@example.org")
    answer = team.phones["Ada"].post(f"{team.path}/invite", data={"email": DAN, "role": "door"})
    assert answer.status_code == 422
    assert "This event sent 1 invitations within a day. Go on tomorrow." in answer.text


def test_an_invitation_is_withdrawn_and_its_link_is_over(team: Team) -> None:
    link = team.invite()
    with team.app.app_context():
        number = db.session.query(Invitation).one().id
    answer = team.phones["Ada"].post(f"{team.path}/invitations/{number}/withdraw")
    assert answer.status_code == 303
    assert "withdrawn" in team.phones["Ada"].get(team.path).text
    assert team.phones["Dan"].get(link).status_code == 404


def test_whoever_opens_the_link_sees_event_and_part_and_joins_by_pressing(app: Flask, team: Team) -> None:
    link, phone = team.invite("new@example.org", "organiser"), cast.phone(app)
    before = cast.everything(app)
    page = phone.get(link)
    assert cast.everything(app) == before
    for words in ("First Thursday", "Organiser", "new@example.org", "signs you in on this device"):
        assert words in page.text
    answer = phone.post(link)
    assert (answer.status_code, answer.location) == (303, team.path.removesuffix("/team"))
    assert cast.reader(app, phone) == "new@example.org"
    assert "You are on the team of First Thursday now." in phone.get(answer.location).text


def test_somebody_for_the_door_lands_at_it(app: Flask, team: Team) -> None:
    phone = cast.phone(app)
    answer = phone.post(team.invite("new@example.org"))
    assert answer.location == f"{team.path.removesuffix('/team')}/door"
    assert "Which door is this?" in phone.get(answer.location).text
    assert f"{team.path}/leave" in phone.get("/events").text


def test_a_link_that_is_over_is_one_neutral_page_with_what_to_do(
    app: Flask, team: Team, evening: time_machine.Traveller
) -> None:
    used = team.invite()
    assert cast.phone(app).post(used).status_code == 303
    over = team.invite("eve@example.org")
    evening.shift(timedelta(days=7))
    phone, said = cast.phone(app), set()
    for link in (used, over, "/invitations/forged"):
        for answer in (phone.get(link), phone.post(link)):
            assert answer.status_code == 404
            said.add(answer.text.replace(link, ""))
    assert len({page.partition('role="alert">')[2].partition("<")[0] for page in said}) == 1
    assert all("no longer valid" in page and "ask whoever invited you" in page for page in said)


def test_signed_in_as_somebody_else_one_is_told_whose_account_it_is(app: Flask, team: Team) -> None:
    phone = cast.phone(app)
    with app.app_context():
        cast.signed_in(app, phone, cast.person("Eve Novak"))
    link = team.invite()
    page = phone.get(link).text
    assert "Eve Novak" in page
    assert "for the account of" in page
    phone.post(link)
    assert cast.reader(app, phone) == DAN
    with app.app_context():
        eve = Person.of_email("eve@example.org")
        assert eve
        assert [key.role for key in organisers.Organiser.keys_of(eve.id)] == []


def test_one_s_own_browser_stays_the_same_sign_in(app: Flask, team: Team) -> None:
    link = team.invite()
    assert "for your account" in team.phones["Dan"].get(link).text
    with app.app_context():
        before = cast.how_many(SignIn)
    team.phones["Dan"].post(link)
    with app.app_context():
        assert cast.how_many(SignIn) == before
    assert team.phones["Dan"].get("/events").status_code == 200


def test_the_next_request_of_a_removed_person_finds_nothing(team: Team) -> None:
    """A page that is open stays on the screen; whatever is pressed on it is answered as to a stranger."""
    ben = team.phones["Ben"]
    pages = [team.path, team.path.removesuffix("/team"), f"{team.path}/invite"]
    assert [ben.get(page).status_code for page in pages] == [200, 200, 200]
    answer = team.phones["Ada"].post(f"{team.path}/{team.keys['Ben']}/remove")
    assert (answer.status_code, answer.location) == (303, team.path)
    assert [ben.get(page).status_code for page in pages] == [404, 404, 404]
    assert ben.post(f"{team.path}/invite", data={"email": DAN, "role": "door"}).status_code == 404
    assert ben.post(f"{team.path}/leave").status_code == 404
    log = team.phones["Ada"].get(f"{team.path.removesuffix('/team')}/log").text
    assert "took a key to the event away" in log


def test_a_weaker_role_holds_from_the_next_request_on(team: Team) -> None:
    ben, ada = team.phones["Ben"], team.phones["Ada"]
    assert ada.post(f"{team.path}/{team.keys['Ben']}", data={"role": "door"}).status_code == 303
    assert ben.get(team.path).status_code == 403
    assert ben.post(f"{team.path}/invite", data={"email": DAN, "role": "door"}).status_code == 403
    assert ben.get(f"{team.path}/leave").status_code == 200


def test_an_owner_makes_somebody_else_owner_and_steps_back(team: Team) -> None:
    ada = team.phones["Ada"]
    assert "needs an owner" in ada.post(f"{team.path}/{team.keys['Ada']}", data={"role": "door"}).text
    ada.post(f"{team.path}/{team.keys['Ben']}", data={"role": "owner"})
    answer = ada.post(f"{team.path}/{team.keys['Ada']}", data={"role": "door"})
    assert (answer.status_code, answer.location) == (303, "/events")
    assert team.phones["Ben"].get(f"{team.path}/invite").status_code == 200


def test_the_last_owner_reads_why_they_cannot_leave(team: Team) -> None:
    answer = team.phones["Ada"].post(f"{team.path}/leave")
    assert answer.status_code == 409
    assert "The last owner cannot leave. Make somebody else an owner first." in answer.text


@pytest.mark.parametrize("name", ["Ben", "Cleo"])
def test_everybody_else_leaves_by_their_own_will(team: Team, name: str) -> None:
    phone = team.phones[name]
    assert "Leave the team?" in phone.get(f"{team.path}/leave").text
    answer = phone.post(f"{team.path}/leave")
    assert (answer.status_code, answer.location) == (303, "/events")
    assert phone.get(f"{team.path}/leave").status_code == 404


def test_the_door_sees_no_page_of_the_organisers(team: Team) -> None:
    cleo, event = team.phones["Cleo"], team.path.removesuffix("/team")
    for page in PAGES:
        assert cleo.get(event + page).status_code == 403, page
    assert cleo.get(f"{team.path}/leave").status_code == 200


def test_a_proof_of_this_morning_is_asked_for_again_before_the_team_is_changed(
    team: Team, evening: time_machine.Traveller
) -> None:
    evening.shift(timedelta(hours=13))
    ada = team.phones["Ada"]
    assert ada.get(team.path).status_code == 200
    for path in (f"{team.path}/invite", f"{team.path}/{team.keys['Ben']}", f"{team.path}/leave"):
        assert "/signin/confirm" in ada.get(path).location
    for path in ("invite", str(team.keys["Ben"]), f"{team.keys['Ben']}/remove", "leave"):
        assert (
            "/signin/confirm" in ada.post(f"{team.path}/{path}", data={"role": "door", "email": DAN}).location
        )
    with team.app.app_context():
        assert cast.how_many(Invitation) == cast.how_many(OutboxMail) == 0


def test_the_page_of_the_event_leads_to_the_team(team: Team) -> None:
    assert f'href="{team.path}"' in team.phones["Ada"].get(team.path.removesuffix("/team")).text
