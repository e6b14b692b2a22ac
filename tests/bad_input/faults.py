"""Keeping book of what a table of bad input brought to light."""

import re
from html import unescape

from werkzeug.test import TestResponse

TRACES = ("Traceback", "sqlalchemy", "werkzeug", "jinja2", 'File "', "psycopg", "sqlite3")


class Faults(list[str]):
    """What went wrong, row by row; a test ends by asking that there was nothing."""

    def see(self, row: object, answer: TestResponse, *wanted: int) -> bool:
        """Note a mishap, a trace of the machinery, or another status than wanted."""
        shown = repr(row)[:90]
        page = answer.text if answer.mimetype.startswith("text/") else ""
        found = [f"{shown}: {trace} on the page" for trace in TRACES if trace in page]
        if answer.status_code >= 500 or (wanted and answer.status_code not in wanted):
            found.append(f"{shown}: {answer.status_code}, not {wanted}")
        self += found
        return not found

    def refused(self, row: object, answer: TestResponse, field: str, kept: dict[str, str]) -> None:
        """A 422 that names the field and says one sentence, and the page still holds what else was typed."""
        if not self.see(row, answer, 422, 413):
            return
        if answer.status_code == 413:
            if "more than we can take" not in answer.text and "Notes hold" not in answer.text:
                self.append(f"{row!r:.90}: 413 without a sentence")
            return
        sentence = re.search(rf'id="{field}-wrong">.*?<span>(.*?)</span></p>', answer.text, re.DOTALL)
        said = re.sub(r"<[^>]+>|Error:", "", sentence[1]).strip() if sentence else ""
        if len(said) < 10 or not said.endswith((".", "?")):
            self.append(f"{row!r:.90}: no sentence at the field {field}")
        lost = [name for name, value in kept.items() if value and value not in unescape(answer.text)]
        if lost:
            self.append(f"{row!r:.90}: {lost} had to be typed once more")

    def none(self) -> None:
        assert not self, "\n".join(self)
