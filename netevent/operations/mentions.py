"""What others noted about somebody who is erased: their rows about the person, and mentions elsewhere."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Table, delete, select, update

from netevent.domain.redactions import MASK, black_out_all
from netevent.extensions import db
from netevent.models import Act, Contact, Encounter, Promise, Prompt, Remark
from netevent.operations import inventory

AUTHORS = (
    "owner_id",
    "teller_id",
    "person_id",
    "id",
)  # in the table of people, everybody writes their own row
NAMES = ("names", "introduce", "other", "name")  # slots that name people


def forget(about: list[Contact], names: Iterable[str], now: datetime) -> None:
    """Empty the cards of one person in the books of others, with every note; the caller commits.

    An empty card stays where it was: its owner met somebody that evening, and reads "deleted person".
    """
    words = {word for contact in about for word in (contact.name, contact.email)} | set(names)
    owners, ids = {contact.owner_id for contact in about}, [contact.id for contact in about]
    if not ids:
        return
    db.session.execute(delete(Act).where(Act.contact_id.in_(ids)))
    introduced = Encounter.introduce_id.in_(ids)
    db.session.execute(update(Encounter).where(introduced).values(introduce_id=None, introduce_reason=""))
    empty_notes(about)
    emptied = _empty("contacts") | {"person_id": None, "cadence": "rest", "closed_at": now}
    db.session.execute(update(Contact).where(Contact.id.in_(ids)).values(emptied))
    _black_out(owners, words)
    _black_out_lines(owners)
    db.session.expire_all()


def empty_notes(about: list[Contact]) -> None:
    """Take every word out of what is noted about these people; that they were met stays. The caller commits."""
    ids = [contact.id for contact in about]
    for model in (Prompt, Promise, Remark):
        db.session.execute(delete(model).where(model.contact_id.in_(ids)))
    db.session.execute(update(Act).where(Act.contact_id.in_(ids)).values(detail=""))
    db.session.execute(
        update(Encounter)
        .where(Encounter.contact_id.in_(ids))
        .values(version=Encounter.version + 1, **_empty("encounters"))
    )


def _black_out_lines(owners: set[int]) -> None:
    """In suggestions, a name nobody among the owner's people has now: somebody may have had another one then."""
    db.session.flush()
    for prompt in db.session.scalars(select(Prompt).where(Prompt.owner_id.in_(owners))):
        told = {slot: value for slot in NAMES if (value := prompt.slots.get(slot))}
        if told:
            known = set(db.session.scalars(select(Contact.name).where(Contact.owner_id == prompt.owner_id)))
            prompt.slots = prompt.slots | {slot: _known(value, known) for slot, value in told.items()}
    db.session.flush()


def _known(value: Any, names: set[str]) -> Any:
    if isinstance(value, list):
        return [_known(item, names) for item in value]
    return value if value in names else MASK


def _empty(table: str) -> dict[str, Any]:
    """The columns of a table that are emptied, each with the value of a new row."""
    names = inventory.erased("blank").get(table, []) + inventory.erased("words").get(table, [])
    return {name: _value_of_new(db.metadata.tables[table], name) for name in names}


def _value_of_new(table: Table, name: str) -> Any:
    """The default of a column; lists and mappings are made by calling theirs."""
    default: Any = table.columns[name].default
    if default is None:
        return None
    return default.arg(None) if default.is_callable else default.arg


def _black_out(owners: set[int], words: set[str]) -> None:
    """In what these people wrote about anybody, the name and the address no longer stand.

    "Will" alone is a word, too: a name of one word goes where it stands for itself, as in a list of names.
    """
    inside = [word for word in words if " " in word or "@" in word]
    alone = [word for word in words if word not in inside]
    for name, columns in inventory.erased("words").items():
        table = db.metadata.tables[name]
        author = next(table.columns[one] for one in AUTHORS if one in table.columns)
        wanted = select(table.c.id, *(table.columns[column] for column in columns)).where(author.in_(owners))
        for row in db.session.execute(wanted).mappings().all():
            cleared = {column: black_out_all(row[column], inside, alone) for column in columns}
            changed = {column: value for column, value in cleared.items() if value != row[column]}
            if changed:
                db.session.execute(update(table).where(table.c.id == row["id"]).values(changed))
