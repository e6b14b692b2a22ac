"""The one line about oneself: in the digest (RK2, RK7), on the card of the same evening, and in the app."""

from collections.abc import Iterable
from datetime import date

from netevent.domain.prompts.facts import Contact, Owner
from netevent.domain.prompts.kinds import ORDER
from netevent.domain.prompts.looks import Look
from netevent.domain.prompts.plans import Prompt
from netevent.domain.prompts.rules import oneself
from netevent.domain.prompts.rules.windows import Line
from netevent.domain.prompts.words import choose, wordings_for

IN_A_MAIL = tuple(kind for kind in ORDER if kind.self_rule and not kind.app_only)
ALONE = tuple(kind for kind in IN_A_MAIL if kind.id == "self.notes")
"""RK7: the one kind of line that may be the only reason for a mail."""


def self_line(look: Look, today: date, *, with_people: bool, budget: int) -> Prompt | None:
    """The first line that fits in the order of the catalogue; one a day."""
    if any(shown.on == today for shown in look.owner.shown) or budget <= 0:
        return None
    for kind in IN_A_MAIL if with_people else ALONE:
        if kind.self_rule and look.owner.hears(kind.id) and not (kind.guarded and look.guard(today)):
            for line in kind.self_rule(look, today):
                if (with_people or line.alone) and wordings_for(kind.id, line.slots):
                    return _prompt(kind.id, line, look.owner)
    return None


def tonight(owner: Owner, contacts: Iterable[Contact], today: date) -> Prompt | None:
    """self.notes as the card in the app: thin notes of today and yesterday, on any day of the week."""
    for line in oneself.tonight(Look(owner, tuple(contacts), today), today):
        return _prompt("self.notes", line, owner)
    return None


def in_the_app(owner: Owner, contacts: Iterable[Contact], today: date) -> tuple[Prompt, ...]:
    """Every line about oneself that fits today, on any day of the week and without anybody to write to: those that
    no mail brought yet, and self.rest, which no mail ever brings. The page chooses."""
    look = Look(owner, tuple(contacts), today)
    return tuple(
        _prompt(kind.id, line, owner)
        for kind in ORDER
        if kind.self_rule and owner.hears(kind.id) and not (kind.guarded and look.guard(today))
        for line in kind.self_rule(look, today)
        if wordings_for(kind.id, line.slots)
    )


def _prompt(kind: str, line: Line, owner: Owner) -> Prompt:
    wording = choose(kind, line.slots, owner.shown, line.event_id or line.contact_id or 0, set())
    return Prompt(
        kind=kind, wording=wording, slots=line.slots, event_id=line.event_id, contact_id=line.contact_id
    )
