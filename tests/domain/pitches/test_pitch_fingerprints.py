"""K17: the same text to many is seen by sixteen keyed hashes, and nobody can read a text from them."""

import pytest

from netevent.domain.pitches import Context, fingerprint, review
from netevent.domain.pitches.fingerprints import HASHES, alike

KEY, OTHER_KEY = b"k" * 32, b"o" * 32
TEXT = (
    "Hi {name}, it was good to talk on Thursday. You asked how the old wash house sounds: the echo lasts four "
    "seconds when it is empty, and one when the whole choir stands in it. The tiles were made by the same kiln as yours."
)
ANOTHER = "Hi Dan, the bolts you lent me are on their way back, with a jar of the honey my neighbour makes from lime trees in July."


def sent(*names: str) -> tuple[tuple[int, ...], ...]:
    return tuple(fingerprint(TEXT.format(name=name), KEY) for name in names)


def test_the_same_text_with_another_name_is_alike() -> None:
    one, other = sent("Cleo", "Dan")
    assert len(one) == HASHES
    assert alike(one, other)


def test_another_text_is_not() -> None:
    assert not alike(fingerprint(TEXT, KEY), fingerprint(ANOTHER, KEY))


def test_two_writers_never_meet() -> None:
    assert not alike(fingerprint(TEXT, KEY), fingerprint(TEXT, OTHER_KEY))


def test_a_line_is_too_short_to_be_a_copy() -> None:
    assert fingerprint("It was good to talk with you.", KEY) == ()


def test_the_third_other_person_makes_it_a_mailing() -> None:
    text = TEXT.format(name="Elif")
    for others, found in ((sent("Ada", "Cleo"), False), (sent("Ada", "Cleo", "Dan"), True)):
        said = review(text, context=Context(key=KEY, others=others))
        assert any(one.signal == "K17" for one in said.remarks) is found
        assert said.pitch is found


def test_one_sentence_only_for_them_is_enough_to_differ() -> None:
    mine = TEXT.format(name="Elif") + (
        " You said your father built organs; the wash house has one with three stops that nobody can tune, "
        "and I keep wondering whether he would laugh or weep about it."
    )
    said = review(mine, context=Context(key=KEY, others=sent("Ada", "Cleo", "Dan")))
    assert all(one.signal != "K17" for one in said.remarks)


COPIED = {
    "en": (
        TEXT,
        "Hi {name}, the night walk along the river was a fine idea, and the owl we heard was a tawny, as somebody "
        "guessed. I looked it up in the book with the green cover, on the page with the coffee stain.",
        "Dear {name}, we counted the swifts under the station roof this morning: eleven nests, and two more in the "
        "gutter. The old stationmaster says there were forty when he began, and all of them screamed at noon.",
    ),
    "fr": (
        "Bonjour {name}, la promenade au bord de la rivière était une belle idée, et la chouette entendue ce soir-là "
        "était une hulotte. Le livre à couverture verte le dit, à la page tachée de café.",
        "Bonsoir {name}, ce matin nous avons compté les martinets sous le toit de la gare : onze nids, et deux autres "
        "dans la gouttière. L’ancien chef de gare dit qu’il y en avait quarante à ses débuts.",
        "Cher {name}, la cloche de l’école sonne de nouveau depuis lundi. Le forgeron a trouvé la fêlure sous la "
        "couronne, là où personne ne regardait, et les enfants ont couru dehors en entendant le premier coup.",
    ),
    "it": (
        "Ciao {name}, la passeggiata lungo il fiume è stata una bella idea, e la civetta di quella sera era un "
        "allocco. Lo dice il libro con la copertina verde, alla pagina macchiata di caffè.",
        "Buongiorno {name}, stamattina abbiamo contato i rondoni sotto il tetto della stazione: undici nidi, e altri "
        "due nella grondaia. Il vecchio capostazione dice che ai suoi tempi erano quaranta.",
        "Cara {name}, la campana della scuola suona di nuovo da lunedì. Il fabbro ha trovato la crepa sotto la corona, "
        "dove nessuno guardava, e i bambini sono corsi fuori al primo rintocco.",
    ),
}
NAMES = ("Ada", "Cleo", "Dan")


@pytest.mark.parametrize("language", COPIED)
@pytest.mark.parametrize("which", range(3))
def test_three_copies_fire_in_every_language_and_three_other_texts_do_not(language: str, which: int) -> None:
    text = COPIED[language][which]
    copies = tuple(fingerprint(text.format(name=name), KEY) for name in NAMES)
    others = tuple(fingerprint(other.format(name="Ada"), KEY) for other in COPIED[language]) + copies[:1]
    different = tuple(one for one in others if one != copies[0]) + copies[:1]
    for sent_before, found in ((copies, True), (different, False)):
        said = review(text.format(name="Elif"), language, Context(key=KEY, others=sent_before))
        assert any(one.signal == "K17" for one in said.remarks) is found
