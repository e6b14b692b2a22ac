"""Which column holds what: recognised by the set of headings, or chosen column by column."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from netevent.domain.imports.sources import SOURCES, Source
from netevent.domain.imports.tables import Table, plain
from netevent.errors import N_, Invalid

FIELDS = {
    "name": N_("Name"),
    "given": N_("First name"),
    "family": N_("Last name"),
    "email": N_("E-mail"),
    "company": N_("Company"),
    "role": N_("Role"),
    "ticket_code": N_("Ticket code"),
    "order_code": N_("Order code"),
}
"""What somebody can say a column holds."""

COMPANY_WORDS = (
    "company", "organisation", "organization", "employer", "wheredoyouwork", "societe", "entreprise", "azienda", "workplace",
)  # fmt: skip
ROLE_WORDS = (
    "jobtitle",
    "role",
    "position",
    "whatdoyoudo",
    "occupation",
    "profession",
    "fonction",
    "ruolo",
    "title",
)

TWICE = N_("Two columns cannot both hold the same. Leave one of them out.")
NOBODY = N_("Say which column holds the name or the e-mail address.")
OTHER_COLUMNS = N_("This list has other columns now. Choose them once more.")


@dataclass(frozen=True)
class Plan:
    """Where in a row the fields stand. `choice` is what somebody chose for each column, empty when recognised."""

    source: Source
    places: dict[str, int]
    choice: tuple[str, ...] = field(default=())


CHOSEN = Source("chosen", N_("columns you chose"), (), {})


def recognise(table: Table) -> Plan | None:
    """The first source whose headings are all there, or None."""
    for source in SOURCES:
        if all(any(name in table.columns for name in group) for group in source.needs):
            plan = Plan(source, _places(source, table))
            return plan if _knows_who(plan, table) else None
    return None


def chosen(table: Table, choice: Sequence[str]) -> Plan:
    """A plan by what somebody chose for each column ('' leaves it out); raises Invalid."""
    if len(choice) != len(table.header) or not set(choice) <= {"", *FIELDS}:
        raise Invalid("columns", OTHER_COLUMNS)
    used = [name for name in choice if name]
    if len(used) != len(set(used)):
        raise Invalid("columns", TWICE)
    if not {"name", "given", "family", "email"} & set(used):
        raise Invalid("columns", NOBODY)
    return Plan(CHOSEN, {name: place for place, name in enumerate(choice) if name}, tuple(choice))


def kept_order(table: Table, choice: Sequence[str]) -> list[str]:
    """A choice as it is remembered: by heading, so that the same headings in another order find it."""
    return [choice[place] for place in _by_heading(table)]


def recalled(table: Table, kept: Sequence[str]) -> tuple[str, ...]:
    """A remembered choice for the columns of this list."""
    if len(kept) != len(table.header):
        return ()
    found = dict(zip(_by_heading(table), kept, strict=True))
    return tuple(found[place] for place in range(len(kept)))


def _by_heading(table: Table) -> list[int]:
    return sorted(range(len(table.header)), key=lambda place: (plain(table.header[place]), place))


def worth_guessing(table: Table, plan: Plan | None) -> tuple[str, ...]:
    """What to show for each column before somebody chooses: what is known, else nothing."""
    places = plan.places if plan else _places(SOURCES[-1], table)
    by_place = {place: name for name, place in places.items() if name in FIELDS}
    return tuple(by_place.get(place, "") for place in range(len(table.header)))


def _knows_who(plan: Plan, table: Table) -> bool:
    """A column of addresses alone will do only where no other column might hold the name."""
    return bool({"name", "given", "family"} & set(plan.places)) or len(plan.places) == len(table.columns)


def _places(source: Source, table: Table) -> dict[str, int]:
    places = {}
    for name, headings in source.fields.items():
        found = next((heading for heading in headings if heading in table.columns), None)
        if found is not None:
            places[name] = table.columns[found]
    if source.key == "plain":
        _settle_names(places)
    if source.guesses:
        _guess(source, table, places)
    return places


def _settle_names(places: dict[str, int]) -> None:
    """“Nom” alone is a whole name, beside “Prénom” it is the last one; “Name” beside “Surname” is the first one."""
    if "name" in places and "family" in places and "given" not in places:
        places["given"] = places.pop("name")
    elif "name" not in places and ("given" in places) != ("family" in places):
        places["name"] = places.pop("given" if "given" in places else "family")


def _guess(source: Source, table: Table, places: dict[str, int]) -> None:
    """Company and role by what a question asks; a column of the system itself is no question."""
    for name, words in (("company", COMPANY_WORDS), ("role", ROLE_WORDS)):
        for place, heading in enumerate(table.header):
            asked = plain(heading)
            if (
                asked not in source.asks
                and place not in places.values()
                and any(word in asked for word in words)
            ):
                places.setdefault(name, place)
