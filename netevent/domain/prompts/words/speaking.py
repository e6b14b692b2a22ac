"""The wording of a prompt where it is shown: in the app, or in a mail, which says less."""

from netevent.domain.prompts.kinds import KINDS
from netevent.domain.prompts.slots import Slots
from netevent.domain.prompts.words.catalogue import WORDINGS
from netevent.domain.prompts.words.choosing import wordings_for
from netevent.domain.prompts.words.wordings import Wording
from netevent.errors import N_

GREETING = N_("Hello %(name)s,")
_KEPT = N_("Your notes stay in the app, as you chose.")
NAMES_ONLY = (  # as many as people in a mail
    Wording(
        N_("There is one small thing you might do for %(name)s, if it still fits. Your note has the words."),
        _KEPT,
    ),
    Wording(N_("Perhaps a line to %(name)s. What it could be about is in your note."), _KEPT),
    Wording(N_("Your note on %(name)s holds one small thing, if it still fits."), _KEPT),
)
"""What can be said without a noted word."""


def in_app(kind: str, wording: int, slots: Slots) -> Wording:
    """The wording to show in the app; the next best when a fact it needs is gone, one of NAMES_ONLY when all are."""
    every = WORDINGS[kind]
    if 0 <= wording < len(every) and every[wording].needs <= slots.keys():
        return every[wording]
    fitting = wordings_for(kind, slots)
    return every[_at_the_same_turn(every, wording, fitting)] if fitting else _names_only(wording)


def _at_the_same_turn(every: tuple[Wording, ...], wording: int, fitting: tuple[int, ...]) -> int:
    """Of the richest that fit, the one with the same place among its like: turns taken stay turns taken."""
    like = every[wording].needs if 0 <= wording < len(every) else frozenset()
    turn = sum(other.needs == like for other in every[:wording]) if like else 0
    group = [index for index in fitting if every[index].needs == every[fitting[0]].needs]
    return group[turn % len(group)]


def in_mail(kind: str, wording: int, slots: Slots, *, names_only: bool = False) -> Wording:
    """The wording to show in a mail: ask.listen and ask.awkward wear that of ask.care (section 1), and
    `names_only` keeps every noted word in the app."""
    if names_only and "names" not in slots and "name" in slots:
        return _names_only(wording)
    return in_app(KINDS[kind].mail_face or kind, wording, slots)


def _names_only(wording: int) -> Wording:
    return NAMES_ONLY[wording % len(NAMES_ONLY)]
