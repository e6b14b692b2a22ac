"""A line of pure selling gets one gentle alternative, once."""

import pytest

from netevent.domain.intentions import ALTERNATIVE, alternative, sells

SELLING = [
    "Sell our new platform", "find NEW  clients", "Leads", "qualified leads, please", "Prospects for my agency", "more customers",
    "Vendre nos services", "Démarcher des entreprises", "trouver des clients", "de nouveaux clients", "la prospection",
    "Vendere il nostro software", "trovare clienti", "Nuovi clienti", "generare lead",
]  # fmt: skip
HONEST = [
    "", "how others mend", "How one counsels", "Who leads a choir here", "job prospects in timber", "what their clients ask for",
    "le sens de la revente", "un point de vente de quartier", "ce que vivent leurs clients", "salesian schools",
    "come si lavora il vetro", "il sale di Cervia", "ventilation", "les saisons",
]  # fmt: skip


@pytest.mark.parametrize("line", SELLING)
def test_a_word_of_selling_is_noticed(line: str) -> None:
    assert sells(line)


@pytest.mark.parametrize("line", HONEST)
def test_other_words_are_left_alone(line: str) -> None:
    assert not sells(line)


def test_the_alternative_is_said_once() -> None:
    assert alternative((), ("find new clients", "")) == ALTERNATIVE
    assert alternative(("how others mend", ""), ("how others mend", "sell wood")) == ALTERNATIVE
    assert alternative(("find new clients", ""), ("find new clients in wood", "")) == ""
    assert alternative((), ("how others mend", "an hour on wood")) == ""
