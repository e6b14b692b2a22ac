"""What the notes know of the two, and what somebody asked for or was promised (section 7, exceptions)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from netevent.domain.pitches.folding import fold

STAGES: Mapping[str, float] = {
    "first": 1.5, "met": 1.5, "followed_up": 1.25, "conversation": 1.0, "mutual_support": 0.5, "lasting": 0.5,
}  # fmt: skip
"""What plus weights are multiplied by; resting and dormant count as what they were before."""

TALKING = ("conversation", "mutual_support", "lasting")

Fingerprint = tuple[int, ...]

_THINGS = {
    "price": "price* pricing quot* cost* rate* fee* estimate* charge* budget* how much tarif* prix devis cout* honoraires "
    "combien prezz* preventiv* costo costi tariff* quanto listin* onorari* offerta economica",
    "document": "brochure* deck* slide* catalogue* catalog* document* presentation* flyer* leaflet* plaquette* dossier* "
    "documentation fiche* exemple* sample* example* template* model* modele* guide* report* list* liste* programme* program* "
    "portfolio opuscol* presentazion* scheda schede esempi* guida elenc* lista campion* materiale proposal* proposition* proposta",
    "meeting": "call* meet* meeting* coffee* lunch* demo* demonstration* visit* chat appointment* appel* rendez rencontre* cafe "
    "dejeuner* visite* demonstration* creneau* se voir revoir telephon* chiamat* incontr* caffe pranzo visita appuntament* dimostrazion* vederci sentirci",
}  # fmt: skip
THINGS = {
    thing: re.compile(
        rf"(?<!\w)(?:{'|'.join(word.replace('*', chr(92) + 'w*') for word in words.split())})(?!\w)"
    )
    for thing, words in _THINGS.items()
}
_QUESTION = re.compile(
    r"^\W*(?:how|what|which|why|whether|when|where|if|about|comment|quel\w*|pourquoi|si|ce que|combien|come|che|quale|quali|perche|se|quando|quanto)\b"
)


@dataclass(frozen=True)
class Context:
    """`their_ask`: what they asked the writer for, in a few words. `promise`: what the writer promised and has not
    done yet. `topics`: what the two talked about. `they_requested_commercial_info`: they asked for the writer's
    price, brochure, demo, services or a business meeting. `stage`: how far the relation has come; "first" is a first
    message. `purpose_agreed`: they met as supplier and buyer, or over a job (X5).

    `key` is a secret of the house, `others` the fingerprints of what the writer drafted this week, one for each other
    person (K17); see fingerprints.py.
    """

    their_ask: str | None = None
    promise: str | None = None
    topics: tuple[str, ...] = ()
    they_requested_commercial_info: bool = False
    stage: str = "first"
    purpose_agreed: bool = False
    key: bytes = b""
    others: tuple[Fingerprint, ...] = ()

    @property
    def times(self) -> float:
        """What the weight of a plus signal is multiplied by."""
        return STAGES.get(self.stage, 1.0)

    @property
    def is_first(self) -> bool:
        return self.times > 1.25

    @cached_property
    def asked(self) -> frozenset[str]:
        """price, document, meeting: what they asked for."""
        return _things(self.their_ask)

    @cached_property
    def promised(self) -> frozenset[str]:
        return _things(self.promise)

    @cached_property
    def asked_about_business(self) -> bool:
        """X8: a direct question to the writer, and not a wish for a thing."""
        return bool(self.their_ask and _QUESTION.match(fold(self.their_ask)))


def _things(words: str | None) -> frozenset[str]:
    folded = fold(words or "")
    return frozenset(thing for thing, pattern in THINGS.items() if pattern.search(folded))
