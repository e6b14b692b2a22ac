"""What people hope for on an evening: where a line only sells, one gentle alternative (section 9)."""

import re
import unicodedata
from collections.abc import Iterable

from netevent.errors import N_

ALTERNATIVE = N_("People remember who listened. Perhaps name one thing you would like to understand tonight.")

SELLING = {
    "en": (
        "sell", "selling", "sales", "leads", "lead generation", "prospect", "prospects", "prospecting", "pipeline",
        "new clients", "new customers", "new business", "more clients", "more customers", "more business",
        "find clients", "find customers", "get clients", "get customers", "win clients", "win customers",
        "paying clients", "paying customers", "potential clients", "potential customers", "close deals", "cold call",
        "cold calls", "pitch my", "pitch our", "promote my", "promote our", "book demos", "book meetings",
    ),
    "fr": (
        "vendre", "vente", "ventes", "prospect", "prospects", "prospecter", "prospection", "demarcher", "demarchage",
        "nouveaux clients", "nouvelles clientes", "plus de clients", "trouver des clients", "clients potentiels",
        "signer des contrats", "decrocher des contrats", "placer mes produits",
        "placer nos produits", "promouvoir mon", "promouvoir ma", "promouvoir mes", "promouvoir notre", "promouvoir nos",
    ),
    "it": (
        "vendere", "vendita", "vendite", "nuovi lead", "trovare lead", "generare lead", "contatti commerciali", "nuovi clienti", "nuove clienti",
        "trovare clienti", "cercare clienti", "acquisire clienti", "clienti potenziali", "potenziali clienti",
        "piazzare", "chiudere contratti", "promuovere il mio", "promuovere la mia", "promuovere i miei",
        "promuovere le mie", "promuovere i nostri",
    ),
}  # fmt: skip
"""Whole words, without accents; read whatever the language of the page."""

SPARED = (
    "job prospects", "career prospects", "leads a", "leads an", "leads the", "leads to", "point de vente", "points de vente",
)  # fmt: skip
"""What only looks like it."""


def sells(line: str) -> bool:
    """Whether a line holds a word of pure selling."""
    return bool(_ANY.search(_SPARED.sub(" ", _folded(line))))


def alternative(before: Iterable[str], after: Iterable[str]) -> str:
    """The sentence for whoever says such a thing for the first time; empty otherwise. It never keeps a line out."""
    return "" if any(map(sells, before)) or not any(map(sells, after)) else ALTERNATIVE


def _folded(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text.casefold().replace("’", "'"))
    return " ".join("".join(sign for sign in apart if not unicodedata.combining(sign)).split())


def _whole(words: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")


_ANY = _whole(word for words in SELLING.values() for word in words)
_SPARED = _whole(SPARED)
