"""The exceptions of section 7: where the notes say that something is no pitch, its signal weighs nothing."""

from collections.abc import Callable, Sequence

from netevent.domain.pitches.clauses import LINK
from netevent.domain.pitches.contexts import TALKING, Context
from netevent.domain.pitches.finding import Found
from netevent.domain.pitches.topics import shared

FOR_A_THING = {
    "price": ("K01", "K04"),
    "document": ("K01", "K07"),
    "meeting": ("K02", "K03"),
}
SMALL_ASKS = 1

Excuse = Callable[[Found, Sequence[Found], Context], bool]


def they_asked(found: Found, _: Sequence[Found], context: Context) -> bool:
    """X1 and X4: what they asked for, or proposed, and only that."""
    wanted = {signal for thing in context.asked for signal in FOR_A_THING[thing]}
    if context.they_requested_commercial_info and not context.asked:
        wanted |= {"K01", "K04", "K07"}
    if context.they_requested_commercial_info:
        wanted |= {"K01"}
    return found.signal in wanted


def promised(found: Found, _: Sequence[Found], context: Context) -> bool:
    """X2: what the writer promised: the document and its links, the price, the talk."""
    wanted = {signal for thing in context.promised for signal in FOR_A_THING[thing]}
    if context.promise:
        wanted |= {"K07"} | ({"K16"} if LINK in found.clause.words else set())
    return found.signal in wanted


def thanks_and_one_small_ask(found: Found, every: Sequence[Found], context: Context) -> bool:
    """X3: thanks for something, and one ask of a few minutes, between people who talk."""
    thanked = any(one.signal == "K25" for one in every)
    asks = sum(one.signal in ("K02", "K14") for one in every)
    return found.signal in ("K02", "K14") and thanked and asks <= SMALL_ASKS and context.stage in TALKING


def purpose_agreed(found: Found, _: Sequence[Found], context: Context) -> bool:
    """X5: they met as supplier and buyer, or over a job: results may be told."""
    return context.purpose_agreed and found.signal == "K13"


def answers_a_question(found: Found, _: Sequence[Found], context: Context) -> bool:
    """X8: they asked about the business; the answer speaks of it, and of the writer."""
    if not context.asked_about_business or found.signal not in ("K01", "K06"):
        return False
    return found.signal == "K06" or bool(shared(found.clause.words, context))


def agreed_before(found: Found, _: Sequence[Found], context: Context) -> bool:
    """K20 says nothing where the notes hold what was agreed."""
    return found.signal == "K20" and bool(context.promise or context.their_ask)


EXCEPTIONS: tuple[Excuse, ...] = (
    they_asked,
    promised,
    thanks_and_one_small_ask,
    purpose_agreed,
    answers_a_question,
    agreed_before,
)
"""X6 is what is not read (clauses.py), X7 that no product word alone is a phrase of K01, X9 that "I am not selling
anything" is a phrase of nothing."""


def is_excused(found: Found, every: Sequence[Found], context: Context) -> bool:
    """Whether any exception holds."""
    return any(exception(found, every, context) for exception in EXCEPTIONS)
