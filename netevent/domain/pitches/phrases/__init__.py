"""The phrases that carry a signal, one file a language; data, read once.

A phrase is words as they are folded (lower case, no accents, no apostrophes or hyphens: "l offre"), each one of

    word      that word            word*    any word that begins so      #   a number
    (a|b c)   one of these         [a|b]    one of these, or nothing     ~3  up to three words, whatever they are
    ?         the sentence goes on, without a comma or a stop, to its question mark

It is found on word boundaries and never across the end of a sentence. Phrases are looked up by how their first word
begins, so that a text is compared with a handful of them at each word, and not with all.
"""

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

LANGUAGES = ("en", "fr", "it")

_GAP = r"[^\w.!?…\n]+"  # between two words of one sentence
_BESIDE = r"[^\w.!?…\n]*"  # before or after a sign there may be nothing
_SIGNS = "%€$£"
_MEANS = {"#": r"\d+(?:[.,]\d+)*", "*": r"\w*", "$": r"\$"}
_WILD = re.compile(r"[#*$]")
_PIECE = re.compile(rf"\(([^)]*)\)|\[([^\]]*)\]|~(\d)|(\?)|(#)|([\w*]+|[{_SIGNS}])")
_WORD = re.compile(rf"\w+|[{_SIGNS}]")
_BEGINNING = 3  # letters of the first word that phrases are looked up by
_ANY = ""  # phrases whose first word may be any


def said(folded: str, language: str | None) -> set[str]:
    """The signals of the phrases in a folded text; none for a language without phrases."""
    if language not in LANGUAGES:
        return set()
    index, found = _index(language), set[str]()
    for word in _WORD.finditer(folded):
        for beginning in (_beginning(word.group()), _ANY):
            for signal in index.get(beginning, {}).keys() - found:
                if _pattern(language, beginning, signal).match(folded, word.start()):
                    found.add(signal)
    return found


@cache
def signals_of(language: str) -> frozenset[str]:
    """Every signal that has phrases in this language."""
    return frozenset(_phrases(language))


def compiled(phrase: str) -> str:
    """The regular expression of one phrase. ValueError for what is no phrase."""
    if _PIECE.sub("", phrase).strip() or phrase[:1] in ("~", "?"):
        raise ValueError(f"no phrase: {phrase}")
    found, gap = "", ""
    for choice, option, words, question, number, word in _PIECE.findall(phrase):
        if option and not gap:
            found += f"(?:{_one_of(option)}{_GAP})?"
            continue
        if option:
            found += f"(?:{gap}{_one_of(option)})?"
        elif words:
            found += rf"(?:{gap}\w+){{0,{words}}}?"
        elif question:
            found += r"[^.!?…\n]*\?"
        else:
            found += (_BESIDE if gap and word and word in _SIGNS else gap) + (
                _one_of(choice) if choice else _words(number or word)
            )
        gap = _BESIDE if any(sign in choice + word for sign in _SIGNS) else _GAP
    return rf"(?<!\w)(?:{found})(?!\w)"


def _one_of(choices: str) -> str:
    return f"(?:{'|'.join(_words(one) for one in choices.split('|'))})"


def _words(words: str) -> str:
    if "~" in words:
        raise ValueError(f"no gap within a choice: {words}")
    return _GAP.join(_WILD.sub(lambda sign: _MEANS[sign.group()], word) for word in words.split())


@cache
def _phrases(language: str) -> Mapping[str, list[str]]:
    source = files(__package__).joinpath(f"{language}.toml").read_text("utf-8")
    return tomllib.loads(source)


@cache
def _index(language: str) -> Mapping[str, Mapping[str, list[str]]]:
    """By the beginning of their first word, and by signal, the phrases."""
    index: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for signal, phrases in _phrases(language).items():
        for phrase in phrases:
            for beginning in {_beginning(word) for word in _first_words(phrase)}:
                index[beginning][signal].append(phrase)
    return index


def _first_words(phrase: str) -> Iterator[str]:
    """The words it may begin with; more than one where it begins with a choice or an option."""
    for choice, option, _, _, number, word in _PIECE.findall(phrase):
        yield from (one.split()[0] for one in (choice or option or number or word).split("|") if one.strip())
        if not option:
            return


def _beginning(word: str) -> str:
    """What a word is looked up by: its first letters; a number by its sign, a short beginning by nothing."""
    if word[0].isdigit() or word[0] == "#":
        return "#"
    if "*" in word and word.index("*") < _BEGINNING:
        return _ANY
    return word[:_BEGINNING]


@cache
def _pattern(language: str, beginning: str, signal: str) -> re.Pattern[str]:
    return re.compile("|".join(map(compiled, _index(language)[beginning][signal])))
