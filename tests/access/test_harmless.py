"""What robots opened over and over is still good afterwards: links, codes and the one proof they stand for (G6)."""

import pytest
from flask import Flask

from tests.access import scene
from tests.access.slots import slots
from tests.access.walk import becomes

pytestmark = pytest.mark.usefixtures("evening")


@pytest.mark.parametrize("which", ["/signin/<", "/signin/morning/"])
def test_a_link_that_robots_opened_still_signs_its_reader_in(app: Flask, which: str) -> None:
    house = scene.build(app)
    link = which.rstrip("<") + str(slots(house, "unconfirmed sign-up")[which]["token"])
    robot, human = house.client("anonymous"), house.client("anonymous")
    for method in ("HEAD", "GET", "GET", "GET"):
        assert becomes(app, robot.open(link, method=method)) is None
    answer = human.post(link)
    assert answer.status_code == 303
    assert becomes(app, answer)
    assert robot.get(link).status_code == 404, "a link that was used opens once more"
