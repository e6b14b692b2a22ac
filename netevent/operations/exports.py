"""Everything about a person that is theirs to take along (GDPR Art. 15 and 20).

Which columns go into the file is written in data_inventory.toml; here stands whose rows they are. Of what others
noted about the person it tells that it exists, where and when, and never the text or who wrote it.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from flask import current_app
from sqlalchemy import ColumnElement, Table, or_, select

from netevent.errors import N_, Invalid, NotFound
from netevent.extensions import db
from netevent.files.archives import json_bytes, zip_of_tables
from netevent.files.vcards import Card, vcard
from netevent.models import (
    Act,
    AddressChange,
    Audit,
    Badge,
    Block,
    CheckIn,
    Concern,
    Consent,
    Contact,
    Digest,
    Disclosure,
    Encounter,
    Event,
    FormerCard,
    Guess,
    Intention,
    Invitation,
    Knock,
    Organiser,
    OutboxMail,
    Passkey,
    Pause,
    Person,
    Promise,
    Prompt,
    Registration,
    Remark,
    Review,
    Scan,
    Share,
    SignIn,
    Undo,
)
from netevent.operations import audits, disclosures, inventory, suppressions
from netevent.operations.contacts import people_of

FORMATS = {"json": "json", "csv": "zip", "vcf": "vcf"}
"""What may be asked for, and how the file is called at its end."""

NO_SUCH_FORMAT = N_("Choose one of the formats: JSON, CSV or vCard.")
NOBODY = N_("Nobody has an account with %(email)s.")

Rows = list[dict[str, Any]]


@dataclass(frozen=True)
class Section:
    """The rows of one noun where `mine` is the person; `other` names the person on their other side.

    What was kept for their `address` is theirs before they took it.
    """

    noun: str
    mine: Any
    other: Any = None
    address: Any = None


SECTIONS = (
    Section("card", Person.id),
    Section("former_cards", FormerCard.person_id),
    Section("people", Contact.owner_id),
    Section("notes", Encounter.owner_id),
    Section("promises", Promise.owner_id),
    Section("acts", Act.owner_id),
    Section("later_remarks", Remark.owner_id),
    Section("suggestions", Prompt.owner_id),
    Section("mornings", Digest.person_id),
    Section("intentions", Intention.person_id),
    Section("reviews", Review.person_id),
    Section("pauses", Pause.person_id),
    Section("keys", Organiser.person_id),
    Section("invitations", Invitation.used_by_id, address=Invitation.email),
    Section("registrations", Registration.person_id, address=Registration.email),
    Section("arrivals", CheckIn.person_id),
    Section("scans_at_doors", Scan.person_id),
    Section("arrivals_taken_back", Undo.person_id),
    Section("badges", Badge.person_id),
    Section("cards_given", Share.giver_id, Share.receiver_id),
    Section("cards_received", Share.receiver_id, Share.giver_id),
    Section("consents", Consent.person_id),
    Section("blocks", Block.blocker_id, Block.blocked_id),
    Section("knocks_sent", Knock.asker_id, Knock.asked_id),
    Section("knocks_received", Knock.asked_id, Knock.asker_id),
    Section("concerns", Concern.teller_id, Concern.about_id),
    Section("devices", SignIn.person_id),
    Section("passkeys", Passkey.person_id),
    Section("address_changes", AddressChange.person_id),
    Section("wrong_codes", Guess.person_id),
    Section("mails", OutboxMail.person_id),
    Section("log", Audit.actor_id),
    Section("requests", Disclosure.person_id),
)


def file_of(person: Person, kind: str, now: datetime) -> bytes:
    """The whole file in one of FORMATS; raises Invalid for another. Nothing of it is kept here."""
    if kind not in FORMATS:
        raise Invalid("format", NO_SUCH_FORMAT)
    if kind == "vcf":
        return address_book(person)
    said = everything(person, now)
    if kind == "json":
        return json_bytes(said)
    return zip_of_tables({noun: rows for noun, rows in said.items() if isinstance(rows, list)})


def file_for(email: str, kind: str, now: datetime) -> bytes:
    """The same for whoever runs the site, written into the log; raises NotFound for an address of nobody."""
    person = Person.of_email(email.strip().casefold())
    if person is None:
        raise NotFound(NOBODY, email=email)
    octets = file_of(person, kind, now)
    audits.note("export", "people", now=now, row_id=person.id, via="command")
    db.session.commit()
    return octets


def everything(person: Person, now: datetime) -> dict[str, Any]:
    """Rows by noun, as plain values; the keys of a row are the columns of the inventory."""
    names = _names_known_to(person)
    said = {section.noun: _rows(section, person, names) for section in SECTIONS}
    said["people"] = _with_cards(said["people"], person)
    said["knocks_sent"] = [_as_its_asker_sees_it(knock) for knock in said["knocks_sent"]]
    notes = [{"event": trace.event, "on": trace.on} for trace in disclosures.traces_of(person)]
    return {
        "made_at": now,
        "site": current_app.config["SETTINGS"].base_url,
        **said,
        "mails_stopped": [{"scope": scope} for scope in sorted(suppressions.scopes_of(person.email or ""))],
        "notes_about_me": notes,
        "events": _events(said),
    }


def address_book(person: Person) -> bytes:
    """My card and my people, one after the other. Desktops take as many as there are; phones give up above 200,
    and get theirs card by card."""
    host = current_app.config["SETTINGS"].host
    mine = Card(
        f"me-{person.id}@{host}", person.name, person.created_at, person.company, person.role, person.email or "",
        person.phone, person.link,
    )  # fmt: skip
    people = [
        Card(
            f"contact-{row.contact.id}@{host}", row.card.name, row.contact.created_at, row.card.company,
            row.card.role, row.card.email, row.card.phone, row.card.link,
        )
        for row in people_of(person) if not row.contact.erased
    ]  # fmt: skip
    return b"".join(vcard(card) for card in [mine, *people])


def _rows(section: Section, person: Person, names: dict[int, str]) -> Rows:
    table: Table = section.mine.class_.__table__
    columns = [table.columns[name] for name in inventory.exported(table.name)]
    other = [section.other.label("with")] if section.other is not None else []
    order = list(table.primary_key)
    found = db.session.execute(select(*columns, *other).where(_mine(section, person)).order_by(*order))
    rows = [dict(row) for row in found.mappings()]
    for row in rows:
        if "with" in row:
            row["with"] = names.get(row["with"], "")
    return rows


def _mine(section: Section, person: Person) -> ColumnElement[bool]:
    own: ColumnElement[bool] = section.mine == person.id
    if section.address is not None and person.email:
        return or_(own, section.address == person.email)
    return own


def _names_known_to(person: Person) -> dict[int, str]:
    """How the people on the other side are called by somebody who met them."""
    met = select(Contact.person_id, Contact.name).where(
        Contact.owner_id == person.id, Contact.person_id.is_not(None)
    )
    return {row.person_id: row.name for row in db.session.execute(met)}


def _with_cards(people: Rows, person: Person) -> Rows:
    """Beside what I wrote, what they share with me today."""
    cards = {row.contact.id: asdict(row.card) for row in people_of(person)}
    return [row | {"card": cards.get(row["id"], {})} for row in people]


def _as_its_asker_sees_it(knock: dict[str, Any]) -> dict[str, Any]:
    """A "no" looks like no answer at all, here as well."""
    return knock if knock["answer"] == "yes" else knock | {"answer": "", "answered_at": None}


def _events(said: dict[str, Rows]) -> Sequence[dict[str, Any]]:
    """The events these rows speak of."""
    ids = {row["event_id"] for rows in said.values() for row in rows if row.get("event_id")}
    columns = [Event.__table__.c[name] for name in inventory.exported("events", as_what="public")]
    found = db.session.execute(select(*columns).where(Event.id.in_(ids)).order_by(Event.id))
    return [dict(row) for row in found.mappings()]
