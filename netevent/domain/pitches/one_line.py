"""One line that stands for itself: the offer on a card, the reason of an introduction. What a message may need has no
place in it, and there is nobody yet whose notes could excuse it."""

from netevent.domain.pitches.clauses import clauses_of
from netevent.domain.pitches.contexts import Context
from netevent.domain.pitches.finding import found_in
from netevent.domain.pitches.languages import detect
from netevent.domain.pitches.reviews import Remark
from netevent.domain.pitches.signals import SIGNALS

OUT_OF_PLACE = ("K02", "K03", "K04", "K05", "K07", "K08", "K13", "K14", "K18", "K19", "K29", "K30")


def review_line(text: str, language: str | None = None) -> Remark | None:
    """The one remark a line gives cause to, the heaviest; None for most lines. Keeps nothing."""
    clauses = clauses_of(text)
    found = [
        one
        for one in found_in(text, clauses, language or detect(text), Context(stage="conversation"))
        if one.signal in OUT_OF_PLACE
    ]
    if not found:
        return None
    worst = max(found, key=lambda one: (SIGNALS[one.signal].weight, -one.clause.start))
    signal = SIGNALS[worst.signal]
    return Remark(worst.clause.start, worst.clause.end, signal.id, signal.says, signal.move)
