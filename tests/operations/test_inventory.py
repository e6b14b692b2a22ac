"""Every column is accounted for: what it is, how long it is kept, who may take it along, what erasing leaves."""

import tomllib

from netevent.extensions import db
from netevent.operations import inventory, retention


def test_every_column_has_a_line_and_every_line_a_column() -> None:
    listed = {(column.table, column.name) for column in inventory.columns()}
    there = {(table.name, column.name) for table in db.metadata.sorted_tables for column in table.columns}
    assert len(there) > 250
    assert there - listed == set()
    assert listed - there == set()


def test_every_line_uses_the_words_its_head_explains() -> None:
    keeps = {"account", "event", "house"} | {rule.name for rule in retention.RULES}
    for column in inventory.columns():
        assert column.kind in inventory.CLASSES, column
        assert column.keep in keeps, column
        assert column.export in inventory.EXPORTS, column
        assert column.erase in inventory.ERASURES, column


def test_every_rule_of_retention_of_rows_keeps_some_column() -> None:
    used = {column.keep for column in inventory.columns()}
    of_rows = {rule.name for rule in retention.RULES if not rule.whole}
    assert of_rows - used == {"asked"}  # sign-ins, too, before they are anybody's


def test_a_secret_never_leaves_unless_it_is_a_code_its_person_shows_around() -> None:
    leaving = {
        f"{c.table}.{c.name}" for c in inventory.columns() if c.kind == "secret" and c.export != "none"
    }
    assert leaving == {"people.card_code", "former_cards.code", "badges.code", "checkins.typed_code"}


def test_what_is_about_nobody_is_neither_personal_nor_a_note() -> None:
    stays = {c.kind for c in inventory.columns() if c.erase == "stays"}
    assert stays <= {"public", "technical"}
    assert {c.kind for c in inventory.columns() if c.erase == "keyed"} <= {"technical", "personal"}


def test_the_file_says_what_its_words_mean() -> None:
    text = inventory.FILE.read_text("utf-8")
    head = text[: text.index("[erasures]")]
    for word in (*inventory.CLASSES, *inventory.EXPORTS, *inventory.ERASURES, "account", "event", "house"):
        assert word in head, word
    assert tomllib.loads(text)
