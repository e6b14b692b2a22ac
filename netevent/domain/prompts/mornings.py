"""One morning: what it brings, and the next day worth a look; worked out once for both."""

from collections.abc import Iterable
from datetime import date

from netevent.domain.prompts.facts import Contact, Owner
from netevent.domain.prompts.looking import next_day
from netevent.domain.prompts.looks import Look
from netevent.domain.prompts.planning import Fitting, every_window, planned
from netevent.domain.prompts.plans import Plan
from netevent.domain.prompts.showing import shown


def morning(
    owner: Owner, contacts: Iterable[Contact], today: date, *, silent: bool = False
) -> tuple[Plan, date | None]:
    """The plan of today, and when to look again if it is kept. `silent`: today has its digest already."""
    look = Look(owner, tuple(contacts), today)
    windows = every_window(look)
    made = Plan() if silent else planned(look, windows, today, owner.budget - owner.actions_this_month)
    if not made:
        return made, next_day(look, windows)
    after = look.after(*shown(owner, look.contacts, made, today))
    return made, next_day(after, _anew(look, after, windows))


def _anew(before: Look, after: Look, windows: list[Fitting]) -> list[Fitting]:
    """The windows of people who were not shown stay as they were; those that look at somebody else do not."""
    known = {one.id for one, same in zip(before.contacts, after.contacts, strict=True) if one is same}
    known -= {contact.id for contact, _, window in windows if window.other}
    kept = [fitting for fitting in windows if fitting[0].id in known]
    return [*kept, *every_window(after, [one for one in after.contacts if one.id not in known])]
