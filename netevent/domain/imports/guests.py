"""From rows to guests, and a reason for every row that stays out."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import parse_qs, urlsplit

from netevent.domain.imports import addresses
from netevent.domain.imports.plans import FIELDS, Plan
from netevent.domain.imports.tables import Table
from netevent.errors import N_, Refusal

MOST_ROWS = 50_000
MOST_IN_ORDER = 100
MOST_NAME, MOST_ROLE, MOST_TICKET, MOST_ORDER = 120, 140, 250, 60  # characters the columns take
KEPT = (*FIELDS, "order_email", "status", "quantity")
UNNAMED = ("info requested", "info requested info requested")  # a shop's words for whoever did not say
NOWHERE = -1  # the empty cell at the end of every cleaned row
HIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")

TOO_MANY = N_(
    "This list has more than %(most)s guests. Split the file, and bring in one part after the other."
)

REASONS = {
    "email_twice": N_("This address is in line %(line)s already."),
    "ticket_twice": N_("This ticket is in line %(line)s already."),
    "bad_address": N_("“%(email)s” is not an address that mail can reach."),
    "status": N_("The status is “%(status)s”."),
    "nobody": N_("There is no name and no address in this row."),
    "ragged": N_("This row has more cells than there are headings."),
    "crowd": N_("This order is for more than %(most)s people. Give each of them a row."),
}
"""Why a row stays out, by its kind."""


class Guest(NamedTuple):
    """Somebody who is expected. `email` is '' when the list knows none, `name` is '' for an unnamed guest."""

    name: str
    email: str
    company: str
    role: str
    ticket_code: str
    order_code: str
    line: int


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A row that stays out: `kind` is one of REASONS, `slots` fill its sentence."""

    line: int
    kind: str
    name: str = ""
    email: str = ""
    slots: dict[str, object] = field(default_factory=dict)


def guests_in(table: Table, plan: Plan) -> Iterator[Guest | LeftOut]:
    """Every row as a guest or with its reason, in the order of the list; raises Refusal for a list beyond reading."""
    reader = _Reader(table, plan)
    count = 0
    for line, cells in table.rows():
        for found in reader.read(line, cells):
            count += 1
            if count > MOST_ROWS:
                raise Refusal(TOO_MANY, most=f"{MOST_ROWS:,}")
            yield found


class _Reader:
    """What one reading of a list remembers: addresses and tickets seen so far, and whose the address of an order is."""

    def __init__(self, table: Table, plan: Plan) -> None:
        self.source, self.width = plan.source, len(table.header)
        self.place = {name: plan.places.get(name, NOWHERE) for name in KEPT}
        self.comes = plan.source.comes if "status" in plan.places else frozenset()
        self.emails: dict[str, int] = {}
        self.tickets: dict[str, int] = {}
        self.borrowers = self._borrowers(table) if "order_email" in plan.places else set()

    def read(self, line: int, cells: list[str]) -> Iterable[Guest | LeftOut]:
        """The guests of one row: one, or for an order as many as it is for."""
        row, place = _clean(cells, self.width), self.place
        name, email, ticket = self._name(row), row[place["email"]], self._ticket(row)
        address = addresses.normal(email) if email else ""
        if ticket and (address is None or address in self.emails):
            address = ""  # one address for a whole order is usual, and a ticket opens the door without one
        reason = self._reason(row, name or ticket, email, address, ticket)
        if reason:
            return (LeftOut(line, reason[0], name, email, reason[1]),)
        if line in self.borrowers:
            address = addresses.normal(row[place["order_email"]])
        if address:
            self.emails[address] = line
        if ticket:
            self.tickets[ticket] = line
        company, order = row[place["company"]][:MOST_NAME], row[place["order_code"]][:MOST_ORDER]
        guest = Guest(name, address or "", company, row[place["role"]][:MOST_ROLE], ticket, order, line)
        unnamed = Guest("", "", company, "", "", order, line)
        return (guest, *[unnamed] * (self._quantity(row) - 1)) if self.source.per_order else (guest,)

    def _reason(
        self, row: list[str], known_by: str, email: str, address: str | None, ticket: str
    ) -> tuple[str, dict[str, object]] | None:
        """Why this row stays out, the first of all that hold."""
        if len(row) > self.width + 1 and any(row[self.width : -1]):
            return "ragged", {}
        if self.comes and self._stays_out(row):
            return "status", {"status": row[self.place["status"]][:80]}
        if not known_by and not email:
            return "nobody", {}
        if address is None:
            return "bad_address", {"email": email[:80]}
        if address in self.emails:
            return "email_twice", {"line": self.emails[address]}
        if ticket in self.tickets:
            return "ticket_twice", {"line": self.tickets[ticket]}
        if self.source.per_order and self._quantity(row) > MOST_IN_ORDER:
            return "crowd", {"most": MOST_IN_ORDER}
        return None

    def _name(self, row: list[str]) -> str:
        place = self.place
        name = (row[place["name"]] or f"{row[place['given']]} {row[place['family']]}".strip())[:MOST_NAME]
        return "" if name.casefold() in UNNAMED else name

    def _ticket(self, row: list[str]) -> str:
        code = row[self.place["ticket_code"]]
        if code and self.source.ticket_in_link:
            code = key_in(code) if "://" in code else code
        elif code and self.source.ticket_of_order:
            code = f"{row[self.place['order_code']]}-{code}"
        return code[:MOST_TICKET]

    def _quantity(self, row: list[str]) -> int:
        said = row[self.place["quantity"]]
        return max(1, int(said)) if said.isdecimal() and len(said) < 10 else 1

    def _borrowers(self, table: Table) -> set[int]:
        """The lines that use the address of their order: of each order the first position without its own, unless
        that address is somebody's own in this list. Which one it is does not depend on the order of the rows."""
        own, first = set(), dict[str, tuple[int, str, int]]()
        for line, cells in table.rows():
            row = _clean(cells, self.width)
            if email := row[self.place["email"]]:
                own.add(addresses.normal(email))
            elif (address := addresses.normal(row[self.place["order_email"]])) and not self._stays_out(row):
                ticket = self._ticket(row)
                mine = (len(ticket), ticket, line)
                first[address] = min(first.get(address, mine), mine)
        return {line for address, (_, _, line) in first.items() if address not in own}

    def _stays_out(self, row: list[str]) -> bool:
        return bool(self.comes) and row[self.place["status"]].casefold() not in self.comes


def _clean(cells: list[str], width: int) -> list[str]:
    """The cells of a row, at least as many as there are headings, and an empty one at the end for what no column
    holds. Spaces are single, and there is nothing in them that changes what others read."""
    row = list(map(str.strip, cells))
    whole = "".join(row)
    if "  " in whole or not whole.isprintable():
        row = [" ".join(HIDDEN.sub("", " ".join(cell.split())).split()) for cell in row]
    row += [""] * (1 + max(0, width - len(row)))
    return row


def key_in(link: str) -> str:
    """`pk` of an address, where some tickets hold their code, without anything hidden; '' for none."""
    try:
        code = (parse_qs(urlsplit(link).query).get("pk") or [""])[0]
    except ValueError:  # "http://[" and the like
        return ""
    return HIDDEN.sub("", code).strip()
