"""Text stays text: forty payloads in every field, every page that shows them opened in Chromium (reliability page T19)."""

from dataclasses import dataclass, field, replace
from email import message_from_bytes, policy
from pathlib import Path

from flask import Flask
from playwright.sync_api import Page

from netevent import clock, worker
from netevent.models import Event
from tests.access.scene import Scene, build
from tests.access.slots import address, methods, slots
from tests.browser.conftest import House
from tests.browser.poison import PAYLOADS, poison

WHO = ("attendee", "organiser owner")
TURNS = 40
TURNS_SEEN = range(
    7, TURNS, 11
)  # a field holds several payloads, and rows differ: four turns show all of them
FILES = (".ics", ".vcf", ".csv", ".pdf", ".png", ".svg", ".json", ".css", ".js", ".txt", ".webmanifest")
KEY_PAGES = ("/today", "/people", "/me", "/me/qr")
PINNED = "https://cdn.jsdelivr.net/npm/"
WATCH = "addEventListener('securitypolicyviolation', e => console.error('CSP', e.violatedDirective, e.blockedURI, e.sample))"
# What no template of ours writes: handlers, scripts in the page, links that run, things loaded from elsewhere.
STRANGE = """() => [...document.querySelectorAll('*')].filter(e =>
  [...e.attributes].some(a => /^(on|hx-on|data-hx-on)/.test(a.name)
    || /^(src|href|xlink:href|action|formaction|data|(data-)?hx-.*)$/.test(a.name) && /^\\s*(javascript:|js:|data:text|(https?:)?\\/\\/evil)/i.test(a.value))
  || e.tagName === 'SCRIPT' && !e.src && e.type !== 'importmap'
  || e.matches('iframe:not([sandbox]), iframe[sandbox*=scripts], iframe[src], object, embed, base')
).map(e => e.outerHTML.slice(0, 200))"""


@dataclass
class Watch:
    """All that a page should not do."""

    page: Page
    home: str
    seen: list[str] = field(default_factory=list)
    pages: int = 0
    shown: int = 0  # pages on which a payload stands

    def __post_init__(self) -> None:
        self.page.add_init_script(WATCH)
        self.page.on(
            "dialog", lambda dialog: (self.seen.append(f"dialog: {dialog.message}"), dialog.dismiss())
        )
        self.page.on(
            "console",
            lambda said: (
                self.note(said.text) if "CSP" in said.text or "Content Security" in said.text else None
            ),
        )
        self.page.on("request", lambda asked: self.foreign(asked.url))

    def note(self, words: str) -> None:
        self.seen.append(f"{self.page.url}: {words}")

    def foreign(self, url: str) -> None:
        if not url.startswith((self.home, PINNED, "data:", "blob:", "file:", "about:")):
            self.note(f"asked for {url}")

    def visit(self, path: str) -> None:
        self.page.goto(self.home + path, wait_until="load")
        self.pages += 1
        for frame in self.page.frames:  # a sample of a mail stands in one of its own
            for element in frame.evaluate(STRANGE):
                self.note(element)
        content = self.page.content()
        self.shown += "alert(" in content
        if "zx49zx" in content:
            self.note("evaluated a template")


def test_text_stays_text_on_every_page(house: House) -> None:
    scene, watches = furnished(house), []
    for actor in WHO:
        watch = Watch(signed_in(house, scene, actor), house.url)
        watches.append((actor, watch))
    with house.app.app_context():
        fields = poison(0)
    for actor, watch in watches:
        for path in everywhere(house.app, scene, actor):
            watch.visit(path)
    for turn in TURNS_SEEN:
        with house.app.app_context():
            poison(turn)
        for actor, watch in watches:
            for path in key_pages(scene, actor):
                watch.visit(path)
    seen = [words for _, watch in watches for words in watch.seen]
    pages = sum(watch.pages for _, watch in watches)
    print(
        f"{len(PAYLOADS)} payloads, {fields} fields, {pages} pages: {len(seen)} dialogs, reports and foreign requests"
    )
    assert len(PAYLOADS) == 40
    assert fields > 20
    assert sum(watch.shown for _, watch in watches) > 40
    assert seen == []


def test_the_watch_would_notice(house: House, tmp_path: Path) -> None:
    watch, page = Watch(house.phone(), house.url), tmp_path / "careless.html"
    page.write_text(
        f"<title>{PAYLOADS[0]}</title><p>{' '.join(PAYLOADS[1:4])}<p zx='{PAYLOADS[5]}'>", encoding="utf-8"
    )
    watch.page.goto(page.as_uri(), wait_until="load")
    assert any(words.startswith("dialog") for words in watch.seen)
    assert watch.page.evaluate(STRANGE)


def test_text_stays_text_in_every_mail(house: House, tmp_path: Path) -> None:
    """Opened as a file, where no policy of ours would hold anything back."""
    scene = furnished(house)
    watch = Watch(house.phone(), house.url)
    opened = 0
    for turn in (0, 13, 26):
        with house.app.app_context():
            poison(turn)
            event = Event.of_code(scene.events["Ada"])
            assert event
            clock.jump_to(event.next_morning if turn == 0 else clock.now().replace(day=clock.now().day + 7))
            worker.run_once(clock.now())
        for path in sorted((house.app.config["SETTINGS"].data_dir / "mails").glob("*.eml")):
            opened += 1
            mail = message_from_bytes(path.read_bytes(), policy=policy.default)
            body = mail.get_body(("html",))  # type: ignore[attr-defined]
            page = tmp_path / "mail.html"
            page.write_text(body.get_content(), encoding="utf-8")
            watch.page.goto(page.as_uri())
            watch.seen += watch.page.evaluate(STRANGE)
            path.unlink()
    print(f"{opened} mails: {len(watch.seen)} dialogs and strange elements")
    assert opened > 5
    assert watch.seen == []


def furnished(house: House) -> Scene:
    """The twelve and their things; their passkeys are made for the address that tests know."""
    settings = house.app.config["SETTINGS"]
    house.app.testing = True  # a mishap is shown, and not a page about it
    house.app.config["SETTINGS"] = replace(settings, base_url="http://localhost")
    scene = build(house.app)
    house.app.config["SETTINGS"] = settings
    return scene


def signed_in(house: House, scene: Scene, actor: str) -> Page:
    page = house.phone()
    name, _, value = scene.cookie({"_user_id": scene.of[actor].secret}).partition("=")
    page.context.add_cookies([{"name": name, "value": value, "url": house.url}])
    return page


def everywhere(app: Flask, scene: Scene, actor: str) -> list[str]:
    """Every page of the URL map, filled with this actor's things."""
    filled = slots(scene, actor)
    rules = [rule for rule in app.url_map.iter_rules() if "GET" in methods(rule)]
    paths = dict.fromkeys(address(app, rule, filled) for rule in rules)
    shown = [
        path for path in paths if not path.startswith(("/static/", "/kept/")) and not path.endswith(FILES)
    ]
    return [
        *shown,
        "/people?q=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E",
        "/today?morning=1",
        "/find?code=%3Cscript%3E",
    ]


def key_pages(scene: Scene, actor: str) -> list[str]:
    """The pages with most of what others wrote."""
    things, event = scene.of[actor], scene.events["Ada"]
    if actor == "organiser owner":
        return [f"/events/{event}/live", f"/events/{event}/registrations", f"/events/{event}"]
    return [
        *KEY_PAGES,
        f"/people/{things.contact_id}",
        f"/people/{things.contact_id}/note",
        f"/p/{things.card_code}",
        f"/e/{event}",
    ]
