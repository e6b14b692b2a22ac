"""How long things are kept, said the same in the readme, on the privacy page and in the rules."""

from datetime import timedelta
from pathlib import Path

import pytest

from netevent.operations.backups import KEPT
from netevent.operations.disclosures import ANSWERED_WITHIN
from netevent.operations.retention import RULES, Rule

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_the_readme_says_how_long(rule: Rule) -> None:
    days = {0: "1 hour", 1: "1 day"}.get(rule.after.days, f"{rule.after.days} days")
    assert rule.after.days or rule.after == timedelta(hours=1)
    assert f"| {rule.what} | {days} after {rule.since} |" in (ROOT / "README.md").read_text("utf-8")


def test_the_privacy_page_says_the_same() -> None:
    page, kept = (
        (ROOT / "templates/pages/privacy.html").read_text("utf-8"),
        {rule.name: rule.after.days for rule in RULES},
    )
    assert f"Who came to an event: {kept['attendance']} days" in page
    assert f"After {kept['idle'] // 30} months without a visit we write to you twice" in page
    assert f"Backups: {KEPT.days} days" in page
    assert f"answers within {ANSWERED_WITHIN.days} days" in page
