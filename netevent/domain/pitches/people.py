"""Who a text speaks of: the writer, the writer's house, the reader (K06)."""

from collections.abc import Iterable
from dataclasses import dataclass

_I = {"en": "i me my mine myself", "fr": "je j me m mon ma mes moi", "it": "io mi mio mia miei mie me"}
_WE = {"en": "we us our ours", "fr": "nous notre nos", "it": "noi ci nostro nostra nostri nostre"}
_YOU = {
    "en": "you your yours yourself",
    "fr": "vous votre vos tu te t ton ta tes toi",
    "it": "tu ti tuo tua tuoi tue te lei le suo sua suoi sue vi voi vostro vostra vostri vostre",
}
_WORDS = tuple(
    {language: frozenset(words.split()) for language, words in who.items()} for who in (_I, _WE, _YOU)
)
_NOBODY: frozenset[str] = frozenset()
MANY = 5


@dataclass(frozen=True, slots=True)
class Share:
    """How many words speak of me, of us, and of you."""

    i: int
    we: int
    you: int

    @property
    def mine(self) -> int:
        return self.i + self.we

    @property
    def mostly_me(self) -> bool:
        """K06: five first-person words or more, and over twice the second-person ones."""
        return self.mine >= MANY and self.mine > 2 * self.you


def share_of(words: Iterable[str], language: str) -> Share:
    """The share of each in these folded words."""
    said = list(words)
    i, we, you = (sum(map(who.get(language, _NOBODY).__contains__, said)) for who in _WORDS)
    we += sum(word.endswith("iamo") for word in said) if language == "it" else 0
    return Share(i, we, you)
