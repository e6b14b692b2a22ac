"""The catalogue of section 2: one entry a kind, in one ordered tuple.

A new kind is a rule in `rules/`, an entry in `catalogue/`, its wordings in `words/` and examples in the tests.
"""

from collections.abc import Mapping
from types import MappingProxyType

from netevent.domain.prompts.catalogue import asking, giving, keeping, oneself
from netevent.domain.prompts.catalogue.shapes import Kind as Kind
from netevent.domain.prompts.catalogue.shapes import Rank as Rank

ORDER: tuple[Kind, ...] = (*giving.ORDER, *asking.ORDER, *keeping.ORDER, *oneself.ORDER)

KINDS: Mapping[str, Kind] = MappingProxyType({kind.id: kind for kind in ORDER})
