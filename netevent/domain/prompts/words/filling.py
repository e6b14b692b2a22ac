"""A translated sentence and the noted words in it: no two stops in a row, no quotation marks within their like."""

import re
from collections.abc import Mapping

_PLACE = re.compile(r"(?P<opens>[“«]\u202f?)?%\((?P<place>\w+)\)s(?P<closes>\u202f?[”»])?")
_TWO_STOPS = re.compile(r"([.?!…][”»’\u202f]*)\.(?=\s|$)")
_SPACED = re.compile(r"(«)[ \u00a0\u202f]|[ \u00a0\u202f](»)")
_WITHIN = {"“": str.maketrans("“”«»", "‘’‘’"), "«": str.maketrans("«»", "“”")}


def fill(sentence: str, words: Mapping[str, str]) -> str:
    """The sentence with its places filled; a place between quotation marks takes the words bare."""

    def put(found: re.Match[str]) -> str:
        opens, closes = found["opens"] or "", found["closes"] or ""
        said = words[found["place"]]
        return f"{opens}{_within(said, opens[0]) if opens and closes else said}{closes}"

    return _TWO_STOPS.sub(r"\1", _PLACE.sub(put, sentence))


def bare(words: str) -> str:
    """Without the quotation marks around them and without a final full stop."""
    said = words.strip()
    if said[:1] + said[-1:] in ("“”", "«»", '""'):
        said = said[1:-1].strip(" \u00a0\u202f")
    return said if said.endswith("...") else said.rstrip(".")


def _within(words: str, mark: str) -> str:
    return _SPACED.sub(r"\1\2", bare(words)).translate(_WITHIN[mark])
