"""The wordings in French and Italian keep the same tone and the same freedom around their slots."""

import re
from functools import cache
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

import netevent
from netevent.domain.prompts.words import GREETING, NAMES_ONLY, WORDINGS, subjects

LANGUAGES = ("fr", "it")
WORDS = [wording for all_ in WORDINGS.values() for wording in all_]
BANNED = {
    "fr": r"prospects?|pistes?|cibles?|conversions?|opportunités?|relances?|tunnel|devis|urgent|vite|perdus?"
    r"|froid|score|performances?|dette|retard|dépêche\w*|dernière chance|ventes?|réseautage|devez",
    "it": r"leads?|target|obiettiv[oi]|conversion[ei]|opportunità|trattativa|preventivo|urgente|subito"
    r"|perso|persa|freddo|punteggio|debito|ritardo|affrettati|ultima occasione|vendit[ae]|devi|sbrigati",
}
GENDERED = {
    "fr": r"\((?:e|es|s|ne|trice)\)|\w·\w|\b(?:il/elle|ravie?s?|contente?s?|heureu(?:x|se)|prête?s?)\b"
    r"|\bvous (?:êtes|étiez) \w+(?:é|ée|és|ées)\b|\bvous a (?:aidé|invité|présenté|amené|contacté)",
    "it": r"/a\b|\w\*|\b(?:lui|lei|content[oa]|liet[oa]|grat[oa]|curios[oa]|felici? di)\b"
    r"|\b(?:sei|eri) (?:stat[oa]|rimast[oa]|andat[oa])|\bvi siete \w+t[ie]\b|\bti ha aiutat[oa]",
}
BEFORE_A_SLOT = {
    "fr": r"(?:\b(?:les?|la|une?|des?|du|aux?|que|ne|se|me|te|jusque|lorsque|puisque|mon|ma|ton|ta|son|sa|cet?)"
    r"\s|\w’)",
    "it": r"(?:\b(?:il?|l[oae]|gli|un[oa]?|(?:de|da|a|ne|su|co)(?:l(?:l[oae])?|i|gli)|quel(?:l[oa])?)\s|\w’)",
}
NAMED = {  # towards the other a starter names nobody, so that it serves formal and informal speech
    "fr": r"tu|te|toi|ton|ta|tes|vous|votre|vos",
    "it": r"tu|te|ti|tuo|tua|tuoi|tue|lei|le piace|suo|sua|suoi|sue|vi|voi|vostr[oaei]",
}
REGISTER = {"fr": NAMED["fr"].split("|vous")[0], "it": r"lei|voi|vostr[oaei]"}
LONG = {
    "name": "Maria Luisa",
    "other": "Jean Paul",
    "introduce": "Jean Paul",
    "names": "Ada, Ben et Maria Luisa",
}
DATES = dict.fromkeys(("due", "told_on", "hook_on", "help_on", "coming_on"), "mercredi 25 novembre")
TITLES = dict.fromkeys(("event", "coming"), "Evening for old halls and new sounds")


class Lines(dict):
    """Any other slot: a line of twelve words."""

    def __missing__(self, slot: str) -> str:
        return "douze mots " * 6


@cache
def spoken(language: str) -> dict[str, str]:
    """Each English sentence of the wordings that the catalogue has, and what it says for it."""
    path = Path(netevent.__file__).parent / "translations" / language / "LC_MESSAGES/messages.po"
    with path.open("rb") as file:
        catalogue = {message.id: message.string for message in read_po(file) if isinstance(message.id, str)}
    every = {text for w in [*WORDS, *NAMES_ONLY] for text in (w.say, w.reason, w.starter)} - {""}
    every |= {GREETING, *subject_lines()}
    return {text: catalogue[text] for text in every if catalogue.get(text)}


def subject_lines() -> set[str]:
    groups = (subjects.LAST_NIGHT, subjects.YESTERDAY, subjects.WEEKDAY, subjects.MET)
    return {*(line for group in groups for line in group), subjects.NOTES, subjects.QUESTION} | {
        *subjects.ONESELF.values()
    }


def saying(language: str, part: str) -> set[str]:
    said = spoken(language)
    return {said[text] for wording in WORDS if (text := getattr(wording, part)) in said}


def counted(text: str) -> int:
    """Words, without the signs that French sets apart."""
    return sum(any(letter.isalnum() for letter in word) for word in text.split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_wording_presses_or_trades(language):
    banned = re.compile(rf"\b(?:{BANNED[language]})\b|!", re.IGNORECASE)
    assert {text for text in spoken(language).values() if banned.search(text)} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_wording_has_a_gender(language):
    gendered = re.compile(GENDERED[language], re.IGNORECASE)
    assert {text for text in spoken(language).values() if gendered.search(text)} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_article_and_no_elision_stands_before_a_slot(language):
    held = re.compile(BEFORE_A_SLOT[language] + r"[«“(\s]*%\((?!weekday)", re.IGNORECASE)
    assert {text for text in spoken(language).values() if held.search(text)} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_owner_is_spoken_to_in_one_register(language):
    other = re.compile(rf"\b(?:{REGISTER[language]})\b", re.IGNORECASE)
    said = saying(language, "say") | saying(language, "reason")
    assert {text for text in said if other.search(text)} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_starter_names_nobody(language):
    named = re.compile(rf"\b(?:{NAMED[language]})\b", re.IGNORECASE)
    assert {text for text in saying(language, "starter") if named.search(text)} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_cards_and_reasons_are_short(language):
    filled = {text % Lines(LONG | DATES | TITLES) for text in saying(language, "say")}
    assert {text for text in filled if counted(text) > 60} == set()
    assert {text for text in saying(language, "reason") if counted(text) > 15} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_subjects_fit_in_forty_five_characters(language):
    said = spoken(language)
    lines = {said[text] % {"weekday": "mercredi"} for text in subject_lines() if text in said}
    assert {line for line in lines if len(line) > 45} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_are_as_many_wordings_as_in_english_and_no_two_alike(language):
    said = spoken(language)
    for kind, all_ in WORDINGS.items():
        known = [said[wording.say] for wording in all_ if wording.say in said]
        assert len(set(known)) == len(known), kind
