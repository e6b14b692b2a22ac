"""`/p/CODE`: the card, the swap, the two fields before it, and what is taken back."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from netevent import clock
from netevent.extensions import db
from netevent.models import CheckIn, Contact, Encounter, Person, Share
from netevent.operations import cards, intentions
from netevent.operations.cards import Gift
from tests import cast

BEN, CLEO = "B" * 26, "C" * 26


@pytest.fixture
def hall(app: Flask, evening: object) -> str:
    """Ada's evening; Ben and Cleo are in, Dan is not. Returns the code of the event."""
    with app.app_context():
        event = cast.event(cast.person("Ada"))
        ben = cast.person(
            "Ben Okri", card_code=BEN, company="Halle Neuve", role="Baker", ask_about="rye at altitude"
        )
        cast.checked_in(event, ben, cast.person("Cleo Marti", card_code=CLEO, company="Atelier"))
        cast.person("Dan Roux")
        return event.code


@pytest.fixture
def cleo(app: Flask, client: FlaskClient, hall: str) -> FlaskClient:
    with app.app_context():
        return cast.signed_in(app, client, Person.of_email("cleo@example.org"))


def as_ben(app: Flask) -> FlaskClient:
    with app.app_context():
        return cast.signed_in(app, app.test_client(), Person.of_email("ben@example.org"))


def contact_of(app: Flask, owner: str) -> int:
    with app.app_context():
        person = Person.of_email(f"{owner}@example.org")
        return db.session.query(Contact).filter_by(owner_id=person.id).one().id


def test_the_card_says_who_it_is_and_what_the_other_gets(cleo):
    page = cleo.get(f"/p/{BEN}").text
    for words in ("Ben Okri", "Baker, Halle Neuve", "rye at altitude", "We met"):
        assert words in page
    assert re.search(r"<bdi>Ben</bdi> gets: name, company\. Either of you can take it back\.", page)
    assert "ben@example.org" not in page


@pytest.mark.parametrize("address", [f"/p/{BEN.lower()}", f"/P/{BEN}", f"/p/{BEN[:13]}-{BEN[13:]}"])
def test_the_address_matches_in_any_case(cleo, address):
    assert "Ben Okri" in cleo.get(address).text


@pytest.mark.parametrize("code", ["D" * 26, "short", "\0" * 3, "%00", "U" * 26, "B" * 27, "日本"])
def test_a_code_nobody_shows_is_not_found(cleo, code):
    page = cleo.get(f"/p/{code}")
    assert page.status_code == 404
    assert "Ask them to show their QR again" in page.text


def test_we_met_swaps_and_leads_to_the_note(app, cleo, hall):
    answer = cleo.post(f"/p/{BEN}/met", data={"phone": "1"})
    mine = contact_of(app, "cleo")
    assert (answer.status_code, answer.location) == (303, f"/people/{mine}/note")
    assert "Cleo Marti" in as_ben(app).get("/people").text
    assert cleo.post(f"/p/{BEN}/met").location == answer.location, "twice is once"
    with app.app_context():
        assert [note.event.code for note in Encounter.of_contact(mine)] == [hall]


def test_after_the_swap_the_card_says_since_when(cleo):
    cleo.post(f"/p/{BEN}/met")
    page = cleo.get(f"/p/{BEN}").text
    assert "You met at 19:00" in page
    assert "Add a note" in page
    assert "We met" not in page


def test_a_chip_adds_to_the_card_and_is_remembered(app, cleo):
    part = cleo.post(
        f"/p/{BEN}/gives", data={"email": "1", "phone": "1"}, headers={"HX-Request": "true"}
    ).text
    assert "<html" not in part
    assert "e-mail" in part
    assert "phone" not in part.split("Add to your card")[0], "there is no phone to give"
    with app.app_context():
        cleo_now = Person.of_email("cleo@example.org")
        assert (cleo_now.gives_email, cleo_now.gives_phone) == (True, False)
    assert cleo.post(f"/p/{BEN}/gives").location == f"/p/{BEN}", "without script the page comes again"


def test_one_s_own_card_is_oneself(cleo):
    page = cleo.get(f"/p/{CLEO}").text
    assert "That’s you." in page
    assert "We met" not in page
    assert cleo.post(f"/p/{CLEO}/met").status_code == 409


def test_shared_topics_are_shown_only_when_both_said_them(app, cleo):
    with app.app_context():
        event = CheckIn.latest_of(Person.of_email("ben@example.org").id).event
        for name, learn in (("ben", "how wood ages"), ("cleo", "wood and glass")):
            person = Person.of_email(f"{name}@example.org")
            intentions.say(event, person, learn=learn, offer="", offer_kind="", now=clock.now())
    page = cleo.get(f"/p/{BEN}").text
    assert "You both came for" in page
    assert "<bdi>Wood</bdi>" in page
    assert "<bdi>Glass</bdi>" not in page


@pytest.mark.usefixtures("hall")
class TestAtTheDoorstep:
    def test_a_stranger_checks_in_with_two_fields_and_comes_back_to_the_card(self, app, client, hall):
        page = client.get(f"/p/{BEN}").text
        assert "you see the card of <bdi>Ben</bdi>" in page
        assert "Halle Neuve" not in page, "the card itself comes after the two fields"
        answer = client.post(
            f"/p/{BEN}/arrive", data={"name": "Eva", "email": "eva@example.org", "key": "k1"}
        )
        assert (answer.status_code, answer.location) == (303, f"/p/{BEN}")
        assert "Halle Neuve" in client.get(f"/p/{BEN}").text
        assert client.post(f"/p/{BEN}/met").location.endswith("/note")
        with app.app_context():
            assert CheckIn.of_nonce("k1").event.code == hall

    def test_slips_are_named_and_kept(self, client):
        page = client.post(f"/p/{BEN}/arrive", data={"name": "\u200b", "email": "eva@"})
        assert page.status_code == 422
        assert "Please enter your name." in page.text
        assert 'value="eva@"' in page.text

    def test_after_the_event_a_stranger_signs_in(self, client, evening):
        evening.shift(timedelta(hours=12))
        assert client.get(f"/p/{BEN}").location == f"/signin?next=/p/{BEN}"
        assert (
            client.post(f"/p/{BEN}/arrive", data={"name": "Eva", "email": "e@example.org"}).status_code == 303
        )

    def test_meeting_needs_somebody_signed_in(self, client):
        assert "/signin" in client.post(f"/p/{BEN}/met").location
        assert "/signin" in client.post(f"/p/{BEN}/gives").location

    def test_who_proved_an_address_and_has_no_name_yet_gives_one_first(self, app, client):
        with app.app_context():
            cast.signed_in(app, client, cast.person("", "eva@example.org"))
        assert "Your name" in client.get(f"/p/{BEN}").text
        assert client.post(f"/p/{BEN}/met", data={"name": " "}).status_code == 422
        assert client.post(f"/p/{BEN}/met", data={"name": "Eva"}).status_code == 303
        assert "Eva" in as_ben(app).get("/people").text


class TestTakenBack:
    @pytest.fixture
    def pair(self, app: Flask, cleo: FlaskClient) -> tuple[FlaskClient, FlaskClient, str, str]:
        """Cleo and Ben who swapped, each with e-mail, and the page of each at the other's."""
        with app.app_context():
            ben, me = (Person.of_email(f"{name}@example.org") for name in ("ben", "cleo"))
            ben.gives_email = True
            cards.swap(me, ben, Gift(email=True, phone=False), clock.now())
        return cleo, as_ben(app), f"/people/{contact_of(app, 'cleo')}", f"/people/{contact_of(app, 'ben')}"

    def test_both_see_what_was_swapped(self, pair):
        cleo, ben, his_page, her_page = pair
        assert "<bdi>Ben</bdi> has your card: name, company, " in cleo.get(his_page).text
        assert "ben@example.org" in cleo.get(his_page).text
        assert "cleo@example.org" in ben.get(her_page).text

    def test_the_other_keeps_the_name_and_it_can_be_given_again(self, pair):
        cleo, ben, his_page, her_page = pair
        assert ben.post(f"{her_page}/takeback").location == her_page
        seen = cleo.get(his_page).text
        assert "Ben Okri" in seen
        assert "no longer shares their card" in seen
        for gone in ("ben@example.org", "Halle Neuve", "rye at altitude"):
            assert gone not in seen
            assert gone not in cleo.get("/people").text
            assert gone not in cleo.get(f"{his_page}/card.vcf").text
            assert gone not in cleo.get(f"/p/{BEN}").text
        assert "no longer shared" in cleo.get(f"/p/{BEN}").text
        assert "cleo@example.org" in ben.get(her_page).text, "what she gave is hers to take back"
        ben.post(f"{her_page}/give")
        assert "ben@example.org" in cleo.get(his_page).text

    def test_the_file_holds_what_is_shared(self, pair):
        cleo, _, his_page, _ = pair
        file = cleo.get(f"{his_page}/card.vcf")
        assert file.content_type == "text/vcard; charset=utf-8"
        assert file.headers["Content-Disposition"].startswith('attachment; filename="Ben-Okri.vcf"')
        for line in (
            "VERSION:3.0",
            "FN:Ben Okri",
            "ORG:Halle Neuve",
            "EMAIL;TYPE=INTERNET,WORK:ben@example.org",
        ):
            assert line in file.text.splitlines()
        assert "NOTE:Met at First Thursday\\, " in file.text
        assert "VERSION:4.0" in cleo.get(f"{his_page}/card.vcf?v=4").text
        phone = {"User-Agent": "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X)"}
        assert (
            cleo.get(f"{his_page}/card.vcf", headers=phone)
            .headers["Content-Disposition"]
            .startswith("inline")
        )


@pytest.mark.parametrize(
    ("method", "address"), [("get", "card.vcf"), ("post", "takeback"), ("post", "give")]
)  # fmt: skip
def test_only_the_owner_reaches_a_contact(app, client, cleo, method, address):
    cleo.post(f"/p/{BEN}/met")
    place = f"/people/{contact_of(app, 'cleo')}/{address}"
    assert getattr(as_ben(app), method)(place).status_code == 404
    assert "/signin" in getattr(app.test_client(), method)(place).location
    with app.app_context():
        assert all(share.withdrawn_at is None for share in db.session.query(Share))
