"""What is said: banned words, catalogues complete, the same slots in every language."""

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[2]
LANGUAGES = ("fr", "it")
KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2), "N_": None}
METHODS = [("netevent/**.py", "python"), ("templates/**.html", "jinja2"), ("templates/**.txt", "jinja2")]
BANNED = {
    "en": r"leads?|prospects?|touchpoints?|nurture|outreach|pipeline|funnel|ROI|close the deal|(hot|warm|cold) contact",
    "fr": r"prospects?|piste commerciale|cible|relances?|closer|tunnel",
    "it": r"leads?|prospects?|trattativa|target|chiudere la vendita",
}
SLOT = re.compile(r"%\(\w+\)[sd]")


def sentences() -> set[str]:
    """Every English sentence the house can say."""
    found = extract_from_dir(
        str(ROOT), METHODS, keywords=KEYWORDS, directory_filter=lambda path: "/." not in path
    )
    return {
        in_context(message if isinstance(message, str) else message[0], context)
        for _, _, message, _, context in found
    }


def in_context(sentence: str, context: str | bytes | None) -> str:
    """Short words mean different things in different places; these are told apart."""
    if isinstance(context, bytes):  # as compiled catalogues have it
        context = context.decode()
    return f"{context}: {sentence}" if context else sentence


def catalogue(language: str) -> Catalog:
    path = ROOT / "netevent/translations" / language / "LC_MESSAGES/messages.po"
    with path.open("rb") as file:
        return read_po(file, locale=language)


def texts(language: str) -> list[tuple[str, str]]:
    """(msgid, translation) pairs, plurals taken apart."""
    pairs = []
    for message in catalogue(language):
        if not message.id:
            continue
        ids, strings = message.id, message.string
        first = ids[0] if isinstance(ids, tuple) else ids
        pairs += [
            (in_context(first, message.context), s)
            for s in (strings if isinstance(strings, tuple) else (strings,))
        ]
    return pairs


def spoken(said: Catalog) -> dict[str, tuple[str, ...]]:
    """What a catalogue says for each msgid, plurals as tuples whatever the file made of them."""
    return {
        in_context(message.id if isinstance(message.id, str) else message.id[0], message.context): tuple(
            message.string
        )
        if isinstance(message.string, list | tuple)
        else (message.string,)
        for message in said
        if message.id
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_is_translated(language: str) -> None:
    said = {msgid for msgid, string in texts(language) if string}
    fuzzy = {str(message.id) for message in catalogue(language) if message.id and message.fuzzy}
    assert sentences() - said == set()
    assert fuzzy == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_is_left_over(language: str) -> None:
    assert {msgid for msgid, _ in texts(language)} - sentences() == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_keep_the_slots(language: str) -> None:
    number = {"%(num)d", "%(num)s"}  # one form of a plural may do without it
    wrong = [
        (msgid, string)
        for msgid, string in texts(language)
        if set(SLOT.findall(string)) - number != set(SLOT.findall(msgid)) - number
    ]
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_compiled_catalogue_is_fresh(language: str) -> None:
    with (ROOT / "netevent/translations" / language / "LC_MESSAGES/messages.mo").open("rb") as file:
        assert spoken(read_mo(file)) == spoken(catalogue(language))


@pytest.mark.parametrize("language", ["en", *LANGUAGES])
def test_no_word_of_the_trade_of_pitching(language: str) -> None:
    banned = re.compile(rf"\b({BANNED[language]})\b", re.IGNORECASE)
    said = sentences() if language == "en" else {string for _, string in texts(language)}
    assert {text for text in said if banned.search(text)} == set()


@pytest.mark.parametrize("language", ["en", *LANGUAGES])
def test_calm_words_and_typographic_signs(language: str) -> None:
    said = sentences() if language == "en" else {string for _, string in texts(language)}
    assert {text for text in said if re.search(r"!|\w'\w|\.\.\.", text)} == set()


def test_french_breathes_before_its_signs() -> None:
    tight = re.compile(r"[^\s\u202f\u00a0:/][;:!?](?=\s|$)|«(?!\u202f)|(?<!\u202f)»|[ \u00a0][;:!?»]")
    assert {string for _, string in texts("fr") if tight.search(string)} == set()
