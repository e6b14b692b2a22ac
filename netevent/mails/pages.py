"""What a mail says, as frozen values in the reader's language, and the two parts drawn from them.

Both parts show the same values, so they cannot say different things.
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import ClassVar

import css_inline
from babel import Locale
from flask import current_app, render_template, url_for

_INLINED = re.compile(r' style="[^"]*"|<style>.*?</style>', re.DOTALL)  # typed quotes are escaped in a mail


@dataclass(frozen=True, slots=True)
class Link:
    words: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What every mail has. `why` says why it came; `links` stand at its foot."""

    template: ClassVar[str]

    language: str
    subject: str
    heading: str
    preheader: str
    intro: tuple[str, ...]
    why: tuple[str, ...]
    links: tuple[Link, ...]
    unsubscribe_url: str | None = None

    @property
    def direction(self) -> str:
        return str(Locale.parse(self.language).text_direction)


@dataclass(frozen=True, slots=True, kw_only=True)
class CodePage(Page):
    """A six-digit code, and where there is one the link that does the same."""

    template: ClassVar[str] = "code"

    code: str
    otherwise: str = ""
    button: Link | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NeutralPage(Page):
    """A button and nothing that belongs to anybody: the address is not proved."""

    template: ClassVar[str] = "neutral"

    button: Link
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Someone:
    """One person of a digest, with one suggestion and its four answers."""

    name: str
    when: str
    say: str
    reason: str
    write: Link
    answers: tuple[Link, ...]
    quote: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """The one line about oneself."""

    say: str
    reason: str
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MorningPage(Page):
    """A digest: at most three people, and at most one line about oneself."""

    template: ClassVar[str] = "morning"

    people: tuple[Someone, ...] = ()
    line: Line | None = None


def html(page: Page, *, linked: bool = False) -> str:
    """The HTML part, styles inlined; with `linked` for a browser, which loads the stylesheet itself."""
    drawn = render_template(f"mails/{page.template}.html", mail=page, linked=linked)
    if linked:
        return drawn
    inliner, kept = _styles(Path(current_app.static_folder or "") / "css" / "mail.css")
    return str(inliner.inline(drawn.replace("</head>", f"{kept}</head>", 1)))


def relinked(sent: str) -> str:
    """An HTML part as it was sent, for a browser: the stylesheet again in place of what was inlined of it."""
    sheet = f'<link rel="stylesheet" href="{url_for("static", filename="css/mail.css")}"></head>'
    return _INLINED.sub("", sent).replace("</head>", sheet, 1)


def text(page: Page) -> str:
    """The text part, with the same content."""
    drawn = render_template(f"mails/{page.template}.txt", mail=page)
    return re.sub(r"\n{4,}", "\n\n\n", drawn).strip() + "\n"


@cache
def _styles(path: Path) -> tuple[css_inline.CSSInliner, str]:
    """Who writes the rules into the elements, and the style elements that stay."""
    inlined, *kept = path.read_text(encoding="utf-8").split("/* kept")
    inliner = css_inline.CSSInliner(
        inline_style_tags=False, keep_style_tags=True, load_remote_stylesheets=False, extra_css=inlined
    )
    return inliner, "".join(f"<style>{_small(rules.partition('*/')[2])}</style>" for rules in kept)


def _small(rules: str) -> str:
    return re.sub(r"\s*([{};:,])\s*", r"\1", rules.strip())
