"""The answer of a form is lost on its way: sent again it has one effect, and other words are another form."""

import contextlib

from playwright.sync_api import Error, Page, Route, expect

from netevent.models import Contact, Person
from tests import cast
from tests.browser.conftest import House
from tests.browser.scenery import become


def adding(house: House) -> Page:
    """Ben is about to add Cleo by name."""
    page = house.phone()
    with house.app.app_context():
        cast.person("Ben Adler")
        ben = Person.of_email("ben@example.org")
    assert ben
    become(house, page, ben)
    page.goto(f"{house.url}/people/new")
    page.get_by_label("Name", exact=True).fill("Cleo Brandt")
    return page


def contacts(house: House) -> int:
    with house.app.app_context():
        return cast.how_many(Contact)


def test_a_form_whose_answer_was_lost_is_sent_again_by_a_reload(house: House) -> None:
    page = adding(house)
    lost: list[int] = []

    def lose_the_answer(route: Route) -> None:
        if route.request.method == "POST" and not lost:
            lost.append(route.fetch(max_redirects=0).status)
            route.abort("connectionreset")
        else:
            route.fallback()

    page.route("**/people/new", lose_the_answer)
    with contextlib.suppress(Error):
        page.get_by_role("button", name="Add").click()
    page.wait_for_url("chrome-error://**")
    assert (lost, contacts(house)) == ([303], 1)
    with contextlib.suppress(Error):
        page.reload()
    expect(page.get_by_text("What matters to them?").first).to_be_visible()
    assert contacts(house) == 1


def test_a_form_changed_after_it_was_sent_gets_a_key_of_its_own(house: House) -> None:
    page = adding(house)
    form = page.locator("form#add")
    key = form.locator("input[name=key]").input_value()
    form.evaluate("form => { form.dataset.sent = 'yes' }")
    page.get_by_label("Name", exact=True).press_sequentially(" y Sala")
    changed = form.locator("input[name=key]").input_value()
    assert (len(changed), changed == key) == (32, False)
