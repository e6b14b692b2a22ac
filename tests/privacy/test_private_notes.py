"""Notes are their author's alone (reliability page T7, G11): fifty markers, eleven others, everything they can reach."""

import logging
import re
from collections import deque
from collections.abc import Iterator

import pytest
import time_machine
from flask import Flask
from sqlalchemy import JSON, String, Text

from netevent import clock, worker
from netevent.extensions import db
from netevent.models import Act, Contact, Encounter, Event, Person, Promise
from netevent.models.types import Model
from tests.access.pages import PageRead
from tests.access.scene import ACTORS, Scene, build
from tests.access.slots import address, methods, slots

AUTHOR = "attendee"  # Ben
OTHERS = [actor for actor in ACTORS if actor != AUTHOR]
FIELDS = (String, Text, JSON)
CHOSEN = {"asked_for", "due_chip", "language"}  # chips and codes, where nobody types anything
SHORTEST = 21  # shorter columns hold a choice
MOST_PAGES = 400  # of one actor, so that a crawl in circles ends
PICTURES = re.compile(r"^/(static|kept)/|poster\.|\.png$")  # no words of anybody's notes are drawn
MARKER = re.compile(r"quokka\d{3}")


class Notebook:
    """Ben's own words: a marker in every text field of what he keeps of four people."""

    def __init__(self) -> None:
        self.where: dict[str, str] = {}  # marker -> the column that holds it

    @property
    def count(self) -> int:
        return len(self.where)

    def marker(self, column: str) -> str:
        marker = f"quokka{self.count + 1:03}"
        self.where[marker] = column
        return marker

    def fill(self, row: Model, *, but: tuple[str, ...] = ()) -> None:
        """Whoever adds a column to a noun has it filled here as well."""
        for column in row.__table__.columns:
            kept = isinstance(column.type, FIELDS) and column.name not in CHOSEN | set(but)
            if not kept or (getattr(column.type, "length", None) or SHORTEST) < SHORTEST:
                continue
            marker = self.marker(str(column))
            setattr(row, column.name, [marker] if isinstance(column.type, JSON) else marker)

    def write(self, ben: Person, event: Event) -> None:
        met = Contact.owned(ben.id, db.session.query(Contact).filter_by(owner_id=ben.id).first().id)  # type: ignore[union-attr]
        assert met
        self.fill(met, but=("name", "company", "role"))  # what a shared card says is no secret of Ben's
        self.tell(met, Encounter.of_contact(met.id)[0])
        for _ in range(3):
            by_name = Contact(owner_id=ben.id, created_at=clock.now())
            self.fill(by_name)
            db.session.add(by_name)
            db.session.flush()
            self.tell(
                by_name, Encounter(owner_id=ben.id, contact_id=by_name.id, event_id=event.id, at=clock.now())
            )
        db.session.commit()

    def tell(self, contact: Contact, note: Encounter) -> None:
        """A note, a promise each way, and a line of the log."""
        db.session.add(note)
        self.fill(note)
        db.session.flush()
        of = {"owner_id": contact.owner_id, "contact_id": contact.id}
        for direction in ("mine", "theirs"):
            promise = Promise(**of, encounter_id=note.id, direction=direction, made_at=clock.now())
            act = Act(**of, kind="outreach", by="me", at=clock.now())
            for row in (promise, act):
                self.fill(row)
                db.session.add(row)


@pytest.fixture
def scene(app: Flask, evening: object) -> Scene:
    return build(app)


@pytest.fixture
def notebook(app: Flask, scene: Scene) -> Notebook:
    """Fifty markers and more, in Ben's book."""
    book = Notebook()
    with app.app_context():
        ben = db.session.get_one(Person, scene.of[AUTHOR].person_id)
        event = Event.of_code(scene.events["Ada"])
        assert event
        book.write(ben, event)
    assert book.count >= 50
    return book


def everywhere(scene: Scene, actor: str) -> Iterator[tuple[str, str]]:
    """Every page an actor reaches: routes filled with their own things and Ben's, and from there by links."""
    client, seen = scene.client(actor), set[str]()
    waiting = deque(["/", *starts(scene, actor)])
    while waiting and len(seen) < MOST_PAGES:
        path = waiting.popleft()
        if path in seen:
            continue
        seen.add(path)
        answer = client.get(path, buffered=True)
        assert answer.status_code < 500, (actor, path)
        yield path, found_in(answer)
        waiting.extend(onward(answer))


def starts(scene: Scene, actor: str) -> list[str]:
    """The addresses of the URL map with every number and code of this actor, of others and of Ben in them."""
    filled = [slots(scene, actor), slots(scene, AUTHOR)]
    rules = [
        rule
        for rule in scene.app.url_map.iter_rules()
        if "GET" in methods(rule) and not PICTURES.search(rule.rule)
    ]
    paths = [
        address(scene.app, rule, values)
        for rule in rules
        for values in filled
        if not secret(rule.rule, actor)
    ]
    with scene.app.app_context():
        ben = scene.of[AUTHOR].person_id
        numbers = [contact.id for contact in db.session.query(Contact).filter_by(owner_id=ben)]
    return [
        *dict.fromkeys(paths),
        *(f"/people/{number}{part}" for number in numbers for part in ("", "/note", "/write", "/card.vcf")),
    ]


def secret(rule: str, actor: str) -> bool:
    """A link that was mailed to Ben opens what it is for, whoever holds it: nobody else does."""
    return rule.startswith("/prompts/") and actor != AUTHOR


def found_in(answer: object) -> str:
    """All that came over the wire: the body and the headers."""
    return f"{answer.get_data(as_text=False).decode(errors='replace')}\n{answer.headers}"  # type: ignore[attr-defined]


def onward(answer: object) -> list[str]:
    if answer.location:  # type: ignore[attr-defined]
        links = [answer.location]  # type: ignore[attr-defined]
    elif "text/html" in answer.content_type:  # type: ignore[attr-defined]
        links = PageRead(answer.get_data(as_text=True)).links  # type: ignore[attr-defined]
    else:
        links = []
    paths = [link.partition("#")[0] for link in links if link.startswith("/") and not link.startswith("//")]
    return [path for path in paths if not PICTURES.search(path) and "?next=" not in path]


def test_no_marker_reaches_anybody_else_and_ben_finds_them_all(
    app: Flask, scene: Scene, notebook: Notebook, caplog: pytest.LogCaptureFixture
) -> None:
    """Pages, files and headers; and the log of all that looking. What Ben finds shows that it could be found."""
    caplog.set_level(logging.DEBUG)
    for actor in OTHERS:
        crawled = list(everywhere(scene, actor))
        told = [(actor, path) for path, said in crawled if MARKER.search(said)]
        print(f"{actor}: {len(crawled)} pages, {len(told)} of them with one of {notebook.count} markers")
        assert told == []
        assert len(crawled) > 30
    found = {marker for _, said in everywhere(scene, AUTHOR) for marker in MARKER.findall(said)}
    unseen = {notebook.where[marker] for marker in set(notebook.where) - found}
    print(f"Ben: {len(found)}; kept and shown on no page: {sorted(unseen)}")
    assert len(found) >= 50
    assert "quokka" not in caplog.text


def test_no_marker_is_in_the_mail_of_a_morning_to_anybody_else(
    app: Flask, scene: Scene, notebook: Notebook, evening: time_machine.Traveller
) -> None:
    with app.app_context():
        event = Event.of_code(scene.events["Ada"])
        assert event
        evening.move_to(event.next_morning)
        worker.run_once(clock.now())
    mails = [path.read_bytes() for path in (app.config["SETTINGS"].data_dir / "mails").glob("*.eml")]
    others = [mail for mail in mails if not re.search(rb"^To:.*ben@example\.org", mail, re.MULTILINE)]
    assert len(others) > 5
    assert len(mails) > len(others)
    assert [mail for mail in others if b"quokka" in mail] == []
