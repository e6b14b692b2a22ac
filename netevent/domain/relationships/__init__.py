"""State, ledger and guards, rebuilt from the log of acts (domain page, sections 3 and 4)."""

from netevent.domain.relationships.acts import Act
from netevent.domain.relationships.guards import Capacity, giver_guard, taker_nudge
from netevent.domain.relationships.ledger import balance
from netevent.domain.relationships.states import Relation, rebuild

__all__ = ["Act", "Capacity", "Relation", "balance", "giver_guard", "rebuild", "taker_nudge"]
