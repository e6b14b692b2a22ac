"""Whether words take up something the two talked about: compared by their stems, small words aside."""

from collections.abc import Iterable
from functools import lru_cache

from netevent.domain.pitches.clauses import words
from netevent.domain.pitches.contexts import Context

STEM = 6  # letters; endings differ from text to text, and more so in French and Italian
LONG_ENOUGH = 4


def stem(word: str) -> str:
    return word[:STEM]


def shared(said: Iterable[str], context: Context) -> frozenset[str]:
    """The stems that a text and the notes have in common."""
    return stems(said) & stems_of(context)


def stems_of(context: Context) -> frozenset[str]:
    """Of everything the notes hold: what they asked, what was promised, what it was about."""
    return _stems_of((context.their_ask or "", context.promise or "", *context.topics))


def stems(said: Iterable[str]) -> frozenset[str]:
    return frozenset(
        stem(word) for word in said if len(word) >= LONG_ENOUGH and word.isalpha() and word not in _SMALL
    )


@lru_cache(maxsize=256)
def _stems_of(noted: tuple[str, ...]) -> frozenset[str]:
    return stems(word for line in noted for word in words(line))


_OFTEN = """
with that this from have what when your their about would could they them than then been were will into some
pour avec dans vous votre nous notre cette leur elle sont etre avoir plus comme mais tout tous bien aussi fait
della delle dello degli nella nelle sono come quando questo questa anche perche tutto tutti loro essere avere
hello thanks bonjour merci ciao grazie buongiorno
"""
_SMALL = frozenset(_OFTEN.split())
