"""The one line about oneself: in the digest (RK2, RK7), and on the card of the same evening."""

from collections.abc import Iterable
from datetime import date

from netevent.domain.prompts.facts import Contact, Look, Owner
from netevent.domain.prompts.kinds import ORDER
from netevent.domain.prompts.plans import Prompt
from netevent.domain.prompts.rules import oneself
from netevent.domain.prompts.rules.windows import Line
from netevent.domain.prompts.words import choose


def self_line(look: Look, today: date, *, with_people: bool) -> Prompt | None:
    """The first line that fits in the order of the catalogue; one a day."""
    owner = look.owner
    if any(shown.on == today for shown in owner.shown) or owner.actions_this_month >= owner.budget:
        return None
    for kind in ORDER:
        for line in kind.self_rule(look, today) if kind.self_rule else ():
            if with_people or line.alone:
                return _prompt(kind.id, line, owner)
    return None


def tonight(owner: Owner, contacts: Iterable[Contact], today: date) -> Prompt | None:
    """self.notes as the card in the app: thin notes of today and yesterday, on any day of the week."""
    for line in oneself.tonight(Look(owner, tuple(contacts)), today):
        return _prompt("self.notes", line, owner)
    return None


def _prompt(kind: str, line: Line, owner: Owner) -> Prompt:
    wording = choose(kind, line.slots, owner.shown, line.event_id or 0, set())
    return Prompt(kind=kind, wording=wording, slots=line.slots, event_id=line.event_id)
