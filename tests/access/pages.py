"""Reading a page as a browser does: its forms with their fields and buttons, its links, its ways to run a script."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

from flask import Flask
from werkzeug.exceptions import HTTPException

Attributes = dict[str, str]


@dataclass
class FormOnPage:
    """One form. `fields` are what a browser would send of it; `buttons` the (name, value) of each."""

    attributes: Attributes
    fields: Attributes = field(default_factory=dict)
    buttons: list[Attributes] = field(default_factory=list)

    @property
    def method(self) -> str:
        return self.attributes.get("method", "get").lower()

    def pressed(self) -> Attributes:
        """What is sent when somebody presses its first button."""
        button = self.buttons[0]
        return self.fields | ({button["name"]: button.get("value", "")} if "name" in button else {})


class PageRead(HTMLParser):
    """`forms`, `links`, `inline`: what was found on a page. `main_forms` stand in its main part."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.forms: list[FormOnPage] = []
        self.main_forms: list[FormOnPage] = []
        self.links: list[str] = []
        self.inline: list[str] = []
        self._inside_main = self._inside_form = False
        self.feed(markup)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self._look_for_inline(tag, given)
        if tag == "main":
            self._inside_main = True
        elif tag == "form":
            self.forms.append(FormOnPage(given))
            self._inside_form = True
            if self._inside_main:
                self.main_forms.append(self.forms[-1])
        elif self._inside_form and tag in {"input", "textarea", "select", "button"}:
            self._field(tag, given)
        elif tag in {"a", "area"} and "href" in given:
            self.links.append(given["href"])

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._inside_form = False
        elif tag == "main":
            self._inside_main = False

    def _field(self, tag: str, given: Attributes) -> None:
        form, kind = self.forms[-1], given.get("type", "submit" if tag == "button" else "text")
        if kind == "submit":
            form.buttons.append(given)
        chosen = kind not in {"submit", "button", "checkbox", "radio", "file"} or "checked" in given
        if "name" in given and chosen:
            form.fields[given["name"]] = given.get("value", "")

    def _look_for_inline(self, tag: str, given: Attributes) -> None:
        handlers = [name for name in given if name.startswith(("on", "hx-on")) or name == "style"]
        self.inline += [f"<{tag} {name}>" for name in handlers]
        if tag == "style" or (tag == "script" and "src" not in given and given.get("type") != "importmap"):
            self.inline.append(f"<{tag}>")
        if any(value.lower().strip().startswith("javascript:") for value in given.values()):
            self.inline.append(f"<{tag}> with javascript:")


def faults_of(app: Flask, page: str, form: FormOnPage) -> Iterator[str]:
    """What is wrong with one form of the page at this path."""
    path = (form.attributes.get("action") or page).partition("?")[0]
    try:
        app.url_map.bind("localhost").match(path, method=form.method.upper())
    except HTTPException:
        yield f"leads to {form.method} {path}, which is not there"
    hidden = {"csrf_token", "key"} & {name for name, value in form.fields.items() if value}
    if form.method == "get" and hidden:
        yield f"asks {path} for something, and writes its token into the address"
    elif form.method == "post" and len(hidden) < 2:
        yield f"to {path} has no token or no key"
    elif form.method not in {"get", "post"}:
        yield f"has the method {form.method}"
