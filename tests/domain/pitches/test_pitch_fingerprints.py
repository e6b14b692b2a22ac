"""K17: the same text to many is seen by sixteen keyed hashes, and nobody can read a text from them."""

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
