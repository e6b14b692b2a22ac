"""The language a text is written in, by its most frequent small words; None when it is none of ours."""

from collections.abc import Mapping

from netevent.domain.pitches.folding import fold

_SMALL: Mapping[str, str] = {
    "en": "the and you your to of is was for that it this with have are on my we our at be about from not if would "
    "could what how but they will can so hi hello thanks thank there when were had been an in any here s t ll ve re m",
    "fr": "le la les un une des et est vous votre vos je de du que qui pour dans avec sur pas ce cette nous notre au aux "
    "mais si tu ton ta tes il elle en ne plus bonjour merci etait ai avez suis d l j c qu n s y comme tout bonsoir sont",
    "it": "il la lo gli le un una e che di del della per con non mi ti ci si sono ho hai ha ciao grazie come se ma piu "
    "anche al alla nel nella questo questa tuo tua suo sua lei io era ne da dei delle buongiorno cosa quando i sul sulla",
}
_WORDS = {language: frozenset(words.split()) for language, words in _SMALL.items()}
ENOUGH = 0.12  # of all words; less, and it is some other language, or a list of names


def detect(text: str) -> str | None:
    """en, fr or it; None for another language, or a text too short to tell."""
    words = "".join(c if c.isalpha() else " " for c in fold(text)).split()
    counts = {language: sum(word in small for word in words) for language, small in _WORDS.items()}
    best = max(counts, key=lambda language: counts[language])
    return best if words and counts[best] >= max(1, ENOUGH * len(words)) else None
