"""Who may what and what it shows: every route and method x twelve actors x both sides (G5); looking is harmless (G6).

The walk itself is taken once, and every test here reads it.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import time_machine

from netevent import access
from netevent.app import create_app
from netevent.extensions import db
from tests.access import scene
from tests.access.belongings import MARK
from tests.access.forms import sending
from tests.access.headers import policies
from tests.access.pages import PageRead, faults_of
from tests.access.policies import MISSING, expected, verdict
from tests.access.slots import address, handed_over, methods, slots
from tests.access.walk import Cell, Walk, walk
from tests.conftest import EVENING, _empty, settings_in

KEPT_BY_ANYBODY = {"assets.style", "assets.kept", "static"}


@pytest.fixture(scope="module")
def walked(migrated: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Walk]:
    folder, address = tmp_path_factory.mktemp("walked"), migrated
    if migrated.startswith("sqlite"):
        address = f"sqlite:///{folder / 'netevent.sqlite'}"
        shutil.copy(migrated.removeprefix("sqlite:///"), folder / "netevent.sqlite")
    app = create_app(settings_in(Path(folder), address))
    app.testing = True
    with time_machine.travel(EVENING, tick=False):
        yield walk(scene.build(app))
    with app.app_context():
        db.session.remove()
        if not address.startswith("sqlite"):
            _empty()
        db.engine.dispose()


def pages(walked: Walk) -> list[Cell]:
    """Every page that anybody was shown, once, with a body."""
    once = {
        cell.name: cell for cell in walked.cells if cell.answer.mimetype == "text/html" and cell.answer.data
    }
    return list(once.values())


def test_every_cell_of_the_matrix_is_as_the_table_says(walked: Walk) -> None:
    app = walked.house.app
    surprises = [
        f"{cell.name}: {verdict(cell.answer)}, not {wanted}"
        for cell in walked.cells
        if verdict(cell.answer) != (wanted := expected(app, cell.rule, cell.actor, own=cell.own))
    ]
    cells = {cell.name for cell in walked.cells}
    print(f"matrix: {len(cells)} cells, {len(surprises)} surprises")
    assert not surprises, "\n".join(surprises)
    assert len(cells) > 2000


def test_a_number_of_the_other_side_opens_nothing_on_one_s_own_side(walked: Walk) -> None:
    """My contact with somebody else's promise, my event with the concern of another one."""
    house, asked = walked.house, 0
    for actor in ("attendee", "organiser owner", "device token"):
        own, foreign = slots(house, actor), slots(house, actor, own=False)
        for rule in house.app.url_map.iter_rules():
            start = next(start for start in ("/api/", "/events/", "") if rule.rule.startswith(start))
            if (start == "/api/") != (actor == "device token"):
                continue
            if len(rule.arguments - {"day"}) > 1:  # the day of a review is nobody's number
                mine = {"contact_id": own[""]["contact_id"], "code": own["/e/"]["code"]}
                below = [one for one in foreign if one.startswith(start) and rule.rule.startswith(one)]
                mixed = own | {one: foreign[one] | mine for one in below}
                method = next(iter(methods(rule)))
                sent = {} if method == "GET" else sending(house, rule, house.mine(actor))
                answer = house.client(actor).open(address(house.app, rule, mixed), method=method, **sent)
                assert verdict(answer) == MISSING, f"{actor}: {method} {rule.rule}"
                asked += 1
    assert asked >= 6


def test_what_is_private_is_shown_to_nobody_else(walked: Walk) -> None:
    """Every note, promise and list holds the mark of its owner; a page holds only marks of whoever may read it."""
    shown = []
    for cell in walked.cells:
        marks = {part[:40].decode(errors="replace") for part in cell.answer.data.split(MARK.encode())[1:]}
        allowed = tuple(readable(walked, cell))
        shown += [f"{cell.name} shows {mark}" for mark in marks if not mark.startswith(allowed)]
    assert not shown, "\n".join(shown)
    assert any(MARK.encode() in cell.answer.data for cell in walked.cells)


def readable(walked: Walk, cell: Cell) -> set[str]:
    """Whose marks may stand in an answer: the actor's own, and of whoever handed over the address."""
    house = walked.house
    whose = house.mine(cell.actor) if cell.own else house.others(cell.actor)
    holder = next(actor for actor, things in house.of.items() if things is whose)
    return scene.seen_by(cell.actor) | ({scene.NAMES[holder].upper()} if handed_over(cell.rule) else set())


def test_looking_changes_no_row_and_signs_nobody_in(walked: Walk) -> None:
    looks = [cell for cell in walked.cells if cell.method in {"GET", "HEAD"}]
    secrets = {actor: things.secret for actor, things in walked.house.of.items()}
    wrong = [f"{cell.name} writes {cell.written}" for cell in looks if cell.written]
    wrong += [
        f"{cell.name} signs in" for cell in looks if cell.becomes not in {None, secrets.get(cell.actor)}
    ]
    print(f"harmless: {len(looks)} looks as {len(scene.ACTORS)} actors, {len(wrong)} changed something")
    assert not wrong, "\n".join(wrong)
    assert walked.unchanged


def test_every_form_is_guarded_and_no_page_runs_anything_of_its_own(walked: Walk) -> None:
    app, faults, forms = walked.house.app, set(), 0
    for cell in pages(walked):
        read = PageRead(cell.answer.text)
        forms += len(read.forms)
        faults |= {f"{cell.name}: {what}" for what in read.inline}
        faults |= {
            f"{cell.name}: a form {fault}" for form in read.forms for fault in faults_of(app, cell.path, form)
        }
    print(f"pages: {len(pages(walked))} pages with {forms} forms, {len(faults)} faults")
    assert not faults, "\n".join(sorted(faults))
    assert forms > 500


def test_every_answer_carries_its_policies_and_private_ones_are_kept_by_nobody(walked: Walk) -> None:
    for cell in walked.cells:
        policies(cell.answer.headers)
        private = access.policy_of(walked.house.app, cell.rule.endpoint) != "anyone"
        if private or (cell.answer.mimetype == "text/html" and cell.rule.endpoint not in KEPT_BY_ANYBODY):
            assert "no-store" in cell.answer.headers["Cache-Control"], cell.name
