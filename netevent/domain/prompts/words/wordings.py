"""The shape of a wording."""

import re
from dataclasses import dataclass
from functools import cache

_SLOT = re.compile(r"%\((\w+)\)s")


@cache
def places(text: str) -> frozenset[str]:
    """The named places of a sentence."""
    return frozenset(_SLOT.findall(text))


@dataclass(frozen=True, slots=True)
class Wording:
    """English sentences marked for the catalogues; translate, then fill with the prompt's slots.

    `say` speaks to the owner (card, mail), `reason` is the one line why. `starter` begins the owner's own
    message below GREETING and leaves room: it names no "you", so that it serves formal and informal speech.
    It is empty for lines about oneself.
    """

    say: str
    reason: str
    starter: str = ""

    @property
    def needs(self) -> frozenset[str]:
        """The facts without which it cannot be said (NV3)."""
        return places(self.say) | places(self.starter)
