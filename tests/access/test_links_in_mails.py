"""Every link of every kind of mail may be opened by robots; only the button behind it does something (G6, T15)."""

from collections.abc import Iterator

import pytest
from flask import Flask
from werkzeug.test import Client

from tests.access import scene
from tests.access.mailed import KINDS, OPENS_SOMETHING, links_in, send_every_kind
from tests.access.pages import PageRead
from tests.access.scene import Scene
from tests.access.walk import becomes, writes
from tests.access.worlds import Moment

pytestmark = pytest.mark.usefixtures("evening")


@pytest.fixture
def house(app: Flask) -> Scene:
    return scene.build(app)


@pytest.fixture
def mails(house: Scene) -> dict[str, list[str]]:
    """Kind of mail -> the paths of its links."""
    return {kind: links_in(message) for kind, message in send_every_kind(house).items()}


@pytest.fixture
def start(app: Flask, mails: dict[str, list[str]]) -> Iterator[Moment]:
    moment = Moment(app)
    yield moment
    moment.close()


def test_a_robot_opens_every_link_three_times_and_nothing_happens(
    app: Flask, house: Scene, mails: dict[str, list[str]], start: Moment
) -> None:
    opened = 0
    for kind, links in mails.items():
        assert links, f"a mail of the kind {kind} without any link, not even to the privacy page"
        for link in links:
            robot = house.client("anonymous")
            with writes() as written:
                for method in ("HEAD", "GET", "GET", "GET"):
                    answer = robot.open(link, method=method, buffered=True)
                    assert answer.status_code < 400, f"{kind}: {link} answers {answer.status_code}"
                    assert becomes(app, answer) is None, f"{kind}: {link} signs a robot in"
                    opened += 1
            assert not written, f"{kind}: {link} writes {written}"
    assert start.everything() == start.rows
    print(
        f"links: {len(KINDS)} kinds of mail, {sum(map(len, mails.values()))} links, opened {opened} times, 0 rows changed"
    )


def test_after_the_robot_a_human_presses_the_button_and_it_works(
    app: Flask, house: Scene, mails: dict[str, list[str]], start: Moment
) -> None:
    app.config["WTF_CSRF_ENABLED"] = True  # a human's form carries its token
    pressed = 0
    for kind, links in mails.items():
        for link in (one for one in links if one.startswith(OPENS_SOMETHING)):
            start.again()
            robot = app.test_client()
            for _ in range(3):
                robot.get(link)
            press(app.test_client(), link)
            assert start.everything() != start.rows, f"{kind}: the button behind {link} does nothing"
            pressed += 1
    assert pressed >= 10


def press(human: Client, link: str) -> None:
    page = human.get(link)
    forms = [form for form in PageRead(page.text).main_forms if form.method == "post" and form.buttons]
    form = next(form for form in forms if "hx-post" not in form.attributes)  # the coach only reads
    answer = human.post(form.attributes.get("action") or link, data=form.pressed(), follow_redirects=True)
    assert answer.status_code == 200, f"{link}: {answer.status_code}"


def test_one_click_of_a_mail_program_needs_no_page(
    house: Scene, mails: dict[str, list[str]], start: Moment
) -> None:
    """RFC 8058: a bare POST without cookie, token or redirect."""
    link = next(link for link in mails["morning"] if link.startswith("/unsubscribe/"))
    answer = house.client("anonymous").post(link, data={"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert start.everything() != start.rows
