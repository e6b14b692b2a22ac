"""One form, one effect: every unsafe route of the URL map, sent twice and eight times at once with one key (G4)."""

import re
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from werkzeug.routing import Rule

from netevent import access
from netevent.access.floods import counted
from tests import cast
from tests.access import forms, scene
from tests.access.scene import Scene
from tests.access.slots import address, slots
from tests.access.worlds import Moment, Rows

KEY = "0123456789abcdef" * 2
COPIES = 8
DRAWN = re.compile(r"\b[0-9A-HJKMNP-TV-Z]{6}\b")  # the code of an event that was just made
SHOWN_ONCE = {
    201: 303
}  # what the first answer shows is kept by nobody; a copy is led to the page of what was made
# A phone whose answer was lost in the hall sends its check-in again, and is let in again by a sign-in of its own.
LETS_IN_AGAIN = {"checkins.arrive": "signins", "checkins.arrive_upper": "signins", "cards.arrive": "signins"}

Answer = tuple[int, str | None]

pytestmark = pytest.mark.usefixtures("evening")


@pytest.fixture
def house(app: Flask) -> Scene:
    return scene.build(app)


@pytest.fixture
def start(app: Flask, house: Scene) -> Iterator[Moment]:
    moment = Moment(app)
    yield moment
    moment.close()


def sender(house: Scene, rule: Rule) -> Callable[..., Answer]:
    """Send the valid form of a route as whoever may, with further fields; gives status and place."""
    by = forms.sent_to(rule).by
    path, fields = address(house.app, rule, slots(house, by)), forms.fields(house, rule, house.mine(by))

    def send(**more: str) -> Answer:
        answer = house.client(by).open(path, method="POST", data=fields | more, buffered=True)
        return answer.status_code, answer.headers.get("Location")

    return send


def difference(rule: Rule, one: Rows, other: Rows) -> list[str]:
    """Where two outcomes differ, table by table."""
    tables = [table for table in one if table != LETS_IN_AGAIN.get(rule.endpoint)]
    return [
        f"{table}: {len(one[table])} and {len(other[table])} rows"
        for table in tables
        if one[table] != other[table]
    ]


def shape(answer: Answer) -> Answer:
    return SHOWN_ONCE.get(answer[0], answer[0]), DRAWN.sub("CODE", answer[1] or "")


def test_a_form_sent_twice_or_eight_times_at_once_has_one_effect(
    app: Flask, house: Scene, start: Moment
) -> None:
    surprises = []
    rules = [rule for rule in forms.unsafe(app) if not forms.is_for_programs(rule)]  # tests/api/test_once.py
    for rule in rules:
        send = sender(house, rule)
        counted.reset()  # all of this happens in one frozen minute
        start.again()
        answer = send(key=KEY)
        once = start.effect()
        if answer[0] >= 400:
            surprises.append(
                f"{rule.endpoint}: its form in tests/access/forms.py is refused with {answer[0]}"
            )
        surprises += compared(f"{rule.endpoint} twice", rule, {send(key=KEY)}, answer, once, start.effect())
        surprises += with_other_words(app, rule, send, start)
        start.again()
        answers = set(cast.at_once(COPIES, lambda _number, send=send: send(key=KEY)))
        surprises += compared(f"{rule.endpoint} at once", rule, answers, answer, once, start.effect())
    print(f"once: {len(rules)} unsafe routes, twice and {COPIES} at once, {len(surprises)} surprises")
    assert not surprises, "\n".join(surprises)


def compared(what: str, rule: Rule, answers: set[Answer], first: Answer, once: Rows, now: Rows) -> list[str]:
    """What differs from sending the form once."""
    alike = {(SHOWN_ONCE.get(status, status), place) for status, place in answers}
    same = len(alike) == 1 and {shape(answer) for answer in alike} == {shape(first)}
    wrong = difference(rule, once, now)
    return [] if same and not wrong else [f"{what}: {answers}, not {first}; {wrong}"]


def with_other_words(app: Flask, rule: Rule, send: Callable[..., Answer], start: Moment) -> list[str]:
    """The same key with other words is refused, but where a form says why it may be repeated."""
    why, before = access.why_repeatable(app, rule.endpoint), start.effect()
    if why is not None:
        return [] if why.strip() else [f"{rule.endpoint} does not say why it may be repeated"]
    status, _ = send(key=KEY, more="words")
    wrong = difference(rule, before, start.effect())
    return (
        []
        if status == 422 and not wrong
        else [f"{rule.endpoint} with other words: {status}, not 422; {wrong}"]
    )
