"""The whole evening on real parts: Ada organises, Ben, Cleo and Dan come; the next morning brings the mails."""

import re
from collections.abc import Callable
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pypdfium2
import zxingcpp
from playwright.sync_api import Browser, Page, expect

from netevent import clock, worker
from netevent.models import Event, Person
from netevent.operations import organisers
from tests.browser.camera import film
from tests.browser.conftest import House
from tests.browser.taps import Thumb


def test_an_evening_and_the_morning_after(
    house: House, launch: Callable[..., Browser], tmp_path: Path
) -> None:
    ada = ada_opens_an_event(house)
    poster = read_poster(ada)
    ada.goto(ada.url.split("?")[0].replace("/poster", "") + "/live")

    ben, cleo, dan = (arrive(house, poster, name) for name in ("Ben O’Neil", "Cleo Ferrer", "Dan Wilk"))
    expect(ada.get_by_text(re.compile(r"^3\s")).first).to_be_visible(
        timeout=5_500
    )  # fresh within five seconds

    prove_by_code(house, cleo, "cleo@example.org")
    prove_by_code(house, dan, "dan@example.org")
    ben_meets_cleo_by_camera(house, launch, ben, card_of(house, "Cleo Ferrer"), tmp_path)
    dan_meets_cleo_by_typed_code(cleo, dan)
    cleo_notes_what_matters_to_dan(cleo)

    jump_to_morning(house)
    cleo_reads_her_mail(house, cleo)
    ben_proves_by_the_neutral_mail(house, ben)


def ada_opens_an_event(house: House) -> Page:
    """She signs in by the code of a mail, and an event needs three fields."""
    with house.app.app_context():
        organisers.make_organiser("ada@example.org", clock.now())
    page = house.phone(viewport={"width": 1440, "height": 900}, timezone_id="Europe/Zurich")
    page.goto(f"{house.url}/signin")
    page.get_by_label("E-mail").fill("ada@example.org")
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("Six-digit code").fill(code_in(last_mail(house, "ada@example.org")))
    page.get_by_role("button", name="Continue").click()
    page.goto(f"{house.url}/events/new")
    page.locator("[name=title]").fill("First Thursday at the Boathouse")
    page.locator("[name=starts]").fill("2026-11-05T18:30")
    page.locator("[name=place]").fill("The Boathouse, Quai des Lilas 3")
    page.get_by_role("button", name="Create").click()
    expect(page.get_by_role("heading", name="First Thursday at the Boathouse")).to_be_visible()
    return page


def read_poster(ada: Page) -> str:
    """What a phone's own camera reads from the printed poster."""
    code = ada.url.rstrip("/").split("/")[-1].split("?")[0]
    pdf = ada.request.get(f"{ada.url.split('/events/')[0]}/events/{code}/poster.pdf?size=A4").body()
    picture = pypdfium2.PdfDocument(pdf)[0].render(scale=1.5).to_pil()
    return str(zxingcpp.read_barcodes(picture)[0].text)


def arrive(house: House, poster: str, name: str) -> Page:
    """Two fields and one tap from the poster to the room."""
    page = house.phone()
    page.goto(poster)
    thumb = Thumb(page)
    thumb.fill(page.get_by_label("Your name"), name)
    thumb.fill(page.get_by_label("E-mail"), f"{name.split()[0].lower()}@example.org")
    thumb.tap(page.get_by_role("button", name="Check in"))
    expect(page).to_have_url(f"{house.url}/today")
    assert (thumb.fields, thumb.taps) == (2, 1)
    return page


def prove_by_code(house: House, page: Page, address: str) -> None:
    page.goto(f"{house.url}/signin/code")
    page.get_by_label("Six-digit code").fill(code_in(last_mail(house, address)))
    page.get_by_role("button", name="Continue").click()
    expect(page).to_have_url(f"{house.url}/today")


def ben_meets_cleo_by_camera(
    house: House, launch: Callable[..., Browser], ben: Page, card: str, tmp_path: Path
) -> None:
    """Scan to saved is one tap; scan to a saved note is three. The camera sees Cleo's code on a film."""
    state = ben.context.storage_state()
    phone = house.phone(
        launch(*film(tmp_path / "cleo.y4m", card)), storage_state=state, permissions=["camera"]
    )
    phone.goto(f"{house.url}/scan")
    expect(phone.get_by_role("heading", name="Cleo Ferrer")).to_be_visible(timeout=10_000)
    thumb = Thumb(phone)
    thumb.tap(phone.get_by_role("button", name="We met"))
    expect(phone.get_by_label("What matters to them?")).to_be_visible()
    assert thumb.taps == 1
    thumb.tap(phone.get_by_label("What matters to them?"))
    phone.get_by_label("What matters to them?").fill("A school in an old sawmill before March")
    thumb.tap(phone.get_by_role("button", name="Save"))
    expect(phone.get_by_text("A school in an old sawmill before March").first).to_be_visible()
    assert thumb.taps == 3
    ben.goto(f"{house.url}/people")
    expect(ben.get_by_text("Cleo Ferrer")).to_be_visible()


def dan_meets_cleo_by_typed_code(cleo: Page, dan: Page) -> None:
    """My QR is one tap from anywhere; six characters are enough where a camera is not."""
    cleo.goto(cleo.url)
    cleo.get_by_role("link", name="My QR").click()
    assert cleo.locator(".qr svg").bounding_box()["width"] >= 240  # type: ignore[index]
    typed = cleo.locator(".qr b").last.inner_text()
    dan.get_by_role("link", name="Scan").click()
    dan.get_by_label("Type code").fill(typed)
    dan.get_by_role("button", name="Find").click()
    dan.get_by_label("E-mail").check()  # one tap adds the address to his card
    expect(dan.get_by_text("e-mail. Either of you")).to_be_visible()
    dan.get_by_role("button", name="We met").click()
    expect(dan.get_by_label("What matters to them?")).to_be_visible()


def cleo_notes_what_matters_to_dan(cleo: Page) -> None:
    """The swap gave her his card too; she adds what she promised."""
    cleo.get_by_role("link", name="People").first.click()
    cleo.get_by_role("link", name=re.compile("Dan Wilk")).click()
    cleo.get_by_role("link", name=re.compile("note", re.IGNORECASE)).first.click()
    cleo.get_by_label("What did you promise?").fill("Send the sheet on glass")
    cleo.get_by_text("Tomorrow", exact=True).first.click()
    cleo.get_by_role("button", name="Save").click()
    expect(cleo.get_by_text("Send the sheet on glass").first).to_be_visible()


def jump_to_morning(house: House) -> None:
    """The clock moves to the event's next morning, and the worker does what is due."""
    with house.app.app_context():
        event = Event.of_code(_code(house))
        assert event
        clock.jump_to(event.next_morning)
        worker.run_once(clock.now())


def cleo_reads_her_mail(house: House, cleo: Page) -> None:
    """Her address is proved: names, her promise, one button a person; two taps to a draft in the mail app."""
    mail = last_mail(house, "cleo@example.org")
    body = mail.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert "Dan" in body
    assert "Send the sheet on glass" in body
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    stranger = house.phone()  # no sign-in is needed for the one suggestion of a link, which is the first tap
    stranger.goto(re.findall(r"http\S+/prompts/[^\s?]+", body)[0])
    draft = stranger.get_by_role("link", name="Open in my mail app")  # and this is the second
    assert "Send the sheet on glass" in stranger.get_by_label("Your message").input_value()
    assert (draft.get_attribute("href") or "").startswith("mailto:dan@example.org?subject=")
    stranger.get_by_role("button", name="Done").click()
    expect(stranger.get_by_text("Noted as done.")).to_be_visible()
    cleo.goto(f"{house.url}/today")
    expect(cleo.get_by_role("link", name="Write to Dan")).to_have_count(0)


def ben_proves_by_the_neutral_mail(house: House, ben: Page) -> None:
    """His address was never proved: no names in the mail, one button, and then his people."""
    mail = last_mail(house, "ben@example.org")
    body = mail.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert "Cleo" not in body
    assert "sawmill" not in body
    ben.goto(re.findall(r"http\S+/signin/morning/\S+", body)[0])
    ben.get_by_role("button", name="Sign in").click()
    expect(ben.get_by_role("heading", name="Cleo Ferrer")).to_be_visible()
    with house.app.app_context():
        assert Person.of_email("ben@example.org")


def last_mail(house: House, address: str) -> EmailMessage:
    """What the worker delivered last to this address, parsed as MIME."""
    with house.app.app_context():
        worker.run_once(clock.now())
    folder = Path(house.app.config["SETTINGS"].data_dir) / "mails"
    mails = [message_from_bytes(path.read_bytes(), policy=policy.default) for path in folder.glob("*.eml")]
    mine = [mail for mail in mails if address in str(mail["To"])]
    return max(mine, key=lambda mail: mail["Date"].datetime)  # type: ignore[return-value]


def code_in(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    return re.findall(r"\b\d{3} ?\d{3}\b", body)[0]


def card_of(house: House, name: str) -> str:
    """What this person's My QR holds."""
    from netevent.files.qrcodes import url_for_code

    with house.app.app_context():
        person = Person.query.filter_by(name=name).one()
        return url_for_code(house.url, "p", person.card_code)


def _code(house: House) -> str:
    return str(Event.query.one().code)
