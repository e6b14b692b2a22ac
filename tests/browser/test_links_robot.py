"""A mail scanner with a whole browser opens every link of every mail: it starts no sign-in and uses nothing up (T15)."""

from playwright.sync_api import Page

from tests.access import scene
from tests.access.mailed import OPENS_SOMETHING, links_in, send_every_kind
from tests.access.worlds import Moment
from tests.browser.conftest import House

TIMES = 3
BUTTON = "main form[method=post]:not([hx-post]) button"  # the coach only reads


def opened_by_robot(robot: Page, address: str) -> None:
    for _ in range(TIMES):
        robot.goto(address)
    robot.evaluate(
        "document.fonts.ready.then(() => new Promise(requestAnimationFrame))"
    )  # all scripts have run
    assert robot.locator("main").count() == 1


def test_a_robot_that_runs_scripts_changes_nothing_and_the_human_still_succeeds(house: House) -> None:
    people = scene.build(house.app)
    mails = {kind: links_in(message) for kind, message in send_every_kind(people).items()}
    start, robot = Moment(house.app), house.phone()
    for link in {link for links in mails.values() for link in links}:
        opened_by_robot(robot, house.url + link)
    assert start.everything() == start.rows
    robot.goto(f"{house.url}/me")
    assert "/signin?next=" in robot.url, "the robot became somebody"
    for kind, links in mails.items():
        for link in [link for link in links if link.startswith(OPENS_SOMETHING)][:1]:
            start.again()  # the button of one mail may settle what another mail asks for
            human = house.phone()
            human.goto(house.url + link)
            with human.expect_navigation():
                human.locator(BUTTON).first.click()
            assert start.everything() != start.rows, f"{kind}: the button behind {link} does nothing"
    start.close()
