"""`/people`: the list and its search, adding by name, one person's page, and writing to them."""

from datetime import timedelta
from urllib.parse import unquote

import pytest
from flask import Flask
from flask.testing import FlaskClient

from netevent import clock
from netevent.extensions import db
from netevent.models import Act, Contact, Encounter, Person, Promise
from netevent.operations import cards, encounters
from netevent.operations.cards import Gift
from tests import cast


@pytest.fixture
def cleo(app: Flask, client: FlaskClient, evening: object) -> FlaskClient:
    with app.app_context():
        me = cast.person("Cleo Marti")
        cast.checked_in(cast.event(title="First Thursday"), me)
        return cast.signed_in(app, client, me)


@pytest.fixture
def ben(app: Flask, cleo: FlaskClient) -> str:
    """Cleo met Ben, with a note; the address of his page."""
    with app.app_context():
        me = Person.of_email("cleo@example.org")
        other = cast.person(
            "Ben Okri", company="Halle Neuve", phone="+41 79 1", gives_email=True, gives_phone=True
        )
        cast.checked_in(me_at(me), other)
        contact = cards.swap(me, other, Gift(email=False, phone=False), clock.now())
        note = Encounter.of_contact(contact.id)[0]
        words = {
            "care": "rye at altitude", "promise": "the flour list", "promise_due": "tomorrow",
            "hook": "opens a bakery", "their_promise": "a loaf", "their_due": "no_date",
        }  # fmt: skip
        encounters.save_note(note, encounters.note_of(note) | words, version=0, now=clock.now())
        return f"/people/{contact.id}"


def me_at(person: Person):  # type: ignore[no-untyped-def]
    return encounters.current_checkin(person, clock.now()).event  # type: ignore[union-attr]


def promise_in(app: Flask, direction: str) -> int:
    with app.app_context():
        return db.session.query(Promise).filter_by(direction=direction).one().id


def test_an_empty_list_invites_without_pushing(cleo):
    page = cleo.get("/people").text
    assert "Nobody yet. Your people appear here after a scan." in page
    assert "Add by name" in page


def test_people_stand_under_their_evening_with_the_next_promise(cleo, ben):
    page = cleo.get("/people").text
    for words in ("First Thursday", "Tonight", "Ben Okri", "Halle Neuve", "tomorrow"):
        assert words in page


def test_search_answers_htmx_with_the_list_alone(cleo, ben):
    part = cleo.get("/people?q=ALTITUDE", headers={"HX-Request": "true"}).text
    assert "Ben Okri" in part
    assert "<html" not in part


def test_a_search_without_result_offers_to_add(cleo, ben):
    page = cleo.get("/people", query_string={"q": "Zoë <b>"}).text
    assert "Add <bdi>Zoë &lt;b&gt;</bdi>" in page
    assert 'href="/people/new?name=Zo' in page


@pytest.mark.parametrize("search", ["%00", "%FF%FE", "%", "x" * 5000, "'; drop"])
def test_no_search_breaks_the_page(cleo, ben, search):
    assert cleo.get(f"/people?q={search}").status_code == 200


def test_somebody_added_by_name_belongs_to_the_evening(app, cleo):
    assert 'value="Zoë"' in cleo.get("/people/new?name=Zoë").text
    sent = {"name": "Zoë", "company": "", "email": "zoe@example.org", "phone": "", "key": "k" * 32}
    answer = cleo.post("/people/new", data=sent)
    assert answer.status_code == 303
    assert answer.location.endswith("/note")
    assert cleo.post("/people/new", data=sent).location == answer.location, "the same form is the same person"
    with app.app_context():
        (note,) = Encounter.latest_of(Person.of_email("cleo@example.org").id, 5)
        assert (note.event.title, note.contact.email) == ("First Thursday", "zoe@example.org")


def test_after_the_evening_somebody_added_belongs_to_the_day(app, cleo, evening):
    evening.shift(timedelta(days=2))
    cleo.post("/people/new", data={"name": "Zoë"})
    with app.app_context():
        assert Encounter.latest_of(Person.of_email("cleo@example.org").id, 1)[0].event is None
    assert "Today" in cleo.get("/people").text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"name": "\u200b"}, "Please enter a name."),
        ({"name": "x" * 10_000}, "This holds 120 characters, yours has 10000."),
        ({"name": "Zoë", "email": "zoe@"}, "We cannot send to this address."),
        ({"name": "Zoë", "phone": "call me"}, "Enter a phone number in digits"),
        ({"name": "Z\0"}, "characters we cannot store"),
        ({}, "Please enter a name."),
    ],
)
def test_slips_are_named_and_nothing_is_lost(cleo, typed, said):
    page = cleo.post("/people/new", data=typed)
    assert page.status_code == 422
    assert said in page.text
    assert all(value.strip("\u200b\0") in page.text for value in typed.values())


@pytest.mark.parametrize("name", ["李小龍", "عمر خيّام", "Zoë 🙂", "O’Neil", "<i>Eve</i>", "x" * 120])
def test_names_of_every_script_are_set_apart(app, cleo, name):
    place = cleo.post("/people/new", data={"name": name}).location.removesuffix("/note")
    page = cleo.get(place).text
    shown = name.replace("<", "&lt;").replace(">", "&gt;")
    assert f"<bdi>{shown}</bdi>" in page
    assert f"<bdi>{shown}</bdi>" in cleo.get("/people").text


def test_the_page_tells_the_story_in_sentences(cleo, ben):
    page = cleo.get(ben).text
    for words in (
        "Write to <bdi>Ben</bdi>", "Call", "Save card", "Coming up for <bdi>Ben</bdi>", "opens a bakery",
        "You met at <bdi>First Thursday</bdi>.", "What matters to <bdi>Ben</bdi>: <bdi>rye at altitude</bdi>",
        "You promised: <bdi>the flour list</bdi>", "<bdi>Ben</bdi> promised: <bdi>a loaf</bdi>",
        "Keep in touch",
    ):  # fmt: skip
        assert words in page, words


def test_a_promise_is_done_or_let_go(app, cleo, ben):
    assert cleo.post(f"{ben}/promises/{promise_in(app, 'mine')}/kept").location == ben
    cleo.post(f"{ben}/promises/{promise_in(app, 'theirs')}/released")
    page = cleo.get(ben).text
    assert "You kept your promise: <bdi>the flour list</bdi>" in page
    assert "This promise was let go: <bdi>a loaf</bdi>" in page
    assert "They did it" not in page


def test_a_promise_gets_another_day(app, cleo, ben):
    page = cleo.get(ben).text
    for value, word in (("tomorrow", "Tomorrow"), ("this_week", "This week"), ("this_month", "This month")):
        assert page.count(f'name="due" value="{value}">{word}<') == 2, "for a word of either side"
    place = f"{ben}/promises/{promise_in(app, 'mine')}/redated"
    assert f'action="{place}"' in page
    assert cleo.post(place, data={"due": "this_month"}).location == ben
    page = cleo.get(ben).text
    assert "The promise has a new date." in page
    assert "for 30 Nov" in page
    assert "A promise to <bdi>Ben</bdi> got a new day." in page
    assert cleo.post(place, data={"due": "someday"}).status_code == 422


def test_a_promise_of_another_person_is_not_found(app, cleo, ben):
    place = cleo.post("/people/new", data={"name": "Zoë"}).location.removesuffix("/note")
    for number in (promise_in(app, "mine"), 0, 2**63):
        for verb in ("kept", "redated"):
            answer = cleo.post(f"{place}/promises/{number}/{verb}", data={"due": "tomorrow"})
            assert answer.status_code == 404


def test_somebody_with_a_promise_alone_has_a_note(app, cleo):
    place = cleo.post("/people/new", data={"name": "Zoë"}).location
    assert "Add a note" in cleo.get(place.removesuffix("/note")).text
    cleo.post(place, data={"promise": "the flour list", "promise_due": "no_date", "version": "0"})
    assert "Add a note" not in cleo.get(place.removesuffix("/note")).text
    assert "Add a line" not in cleo.get("/people").text


def test_the_cadence_can_be_changed(app, cleo, ben):
    cleo.post(f"{ben}/cadence", data={"cadence": "rest"})
    assert "Let it rest</span>" in cleo.get(ben).text
    assert "You let it rest." in cleo.get(ben).text
    assert cleo.post(f"{ben}/cadence", data={"cadence": "hot"}).status_code == 303
    with app.app_context():
        assert db.session.query(Contact.cadence).order_by(Contact.id).first()[0] == "rest"


def test_writing_starts_with_their_words_and_no_pitch(cleo, ben):
    page = cleo.get(f"{ben}/write").text
    for words in (
        "“<bdi>rye at altitude</bdi>”",
        "You promised: the flour list",
        "Hello Ben,",
        "I wrote to them",
    ):
        assert words in page
    mail = next(part for part in page.split('"') if part.startswith("mailto:"))
    assert mail.startswith(
        "mailto:ben@example.org?subject=First%20Thursday&amp;body=Hello%20Ben%2C%0D%0A%0D%0A"
    )
    assert "I promised this: “the flour list”." in unquote(mail)


def test_without_an_address_there_is_a_phone_or_a_text_to_copy(app, cleo):
    add = {"name": "Zoë", "phone": "+41 79 123"}
    place = cleo.post("/people/new", data=add).location.removesuffix("/note")
    assert 'href="tel:%2B4179123"' in cleo.get(f"{place}/write").text
    place = cleo.post("/people/new", data={"name": "Eve"}).location.removesuffix("/note")
    assert "Eve has not shared an address. Copy the text" in cleo.get(f"{place}/write").text


def test_what_was_written_is_logged_once(app, cleo, ben):
    for _ in range(2):
        assert cleo.post(f"{ben}/acts", data={"kind": "outreach", "key": "k" * 32}).location == ben
    cleo.post(f"{ben}/acts", data={"kind": "answer"})
    page = cleo.get(ben).text
    assert page.count("You wrote to <bdi>Ben</bdi>.") == 1
    assert "<bdi>Ben</bdi> answered." in page
    assert cleo.post(f"{ben}/acts", data={"kind": "opt_out"}).status_code == 404
    with app.app_context():
        assert [(act.kind, act.by) for act in db.session.query(Act)] == [
            ("outreach", "me"),
            ("answer", "them"),
        ]


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("get", ""), ("get", "/write"), ("post", "/cadence"), ("post", "/acts"), ("post", "/promises/1/kept"),
        ("post", "/promises/1/released"), ("post", "/promises/1/redated"),
    ],
)  # fmt: skip
def test_nobody_else_reaches_a_person_of_mine(app, cleo, ben, method, path):
    with app.app_context():
        dan = cast.signed_in(app, app.test_client(), cast.person("Dan"))
    assert getattr(dan, method)(ben + path).status_code == 404
    assert "/signin" in getattr(app.test_client(), method)(ben + path).location


@pytest.mark.parametrize("path", ["/people", "/people/new"])
def test_the_list_is_for_somebody(app, path):
    assert app.test_client().get(path).location == f"/signin?next={path}"
