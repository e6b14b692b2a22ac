"""What an answer of the mail server means for one mail."""

import re
from dataclasses import dataclass
from enum import StrEnum

_ENHANCED = re.compile(r"\b5\.(\d{1,3}\.\d{1,3})\b")
_ABOUT_THE_ADDRESS = {"0.0", "1.0", "1.1", "1.2", "1.3", "1.6", "1.10", "2.0", "2.1"}  # RFC 3463, 3.2 and 3.3


class Outcome(StrEnum):
    """How one attempt ended."""

    SENT = "sent"
    LATER = "later"  # the server is there and asks for patience
    REFUSED = "refused"  # for good
    AMBIGUOUS = "ambiguous"  # the line went dead after the mail was handed over: it may have arrived
    NOT_STARTED = "not started"  # nothing was handed over, and the next mail would fare no better


@dataclass(frozen=True, slots=True)
class Answer:
    """An outcome with the server's words; `bad_address` says that this address must get no mail again."""

    outcome: Outcome
    words: str = ""
    bad_address: bool = False


def about_recipient(code: int, words: str) -> Answer:
    """The reply to the address, to DATA, or to the whole mail after its final dot.

    A 5xx ends the mail. It also blames the address, unless the enhanced code names another culprit, such as
    our own relay rights (5.7.1): one wrong setting must not silence a whole hall.
    """
    if 200 <= code < 300:
        return Answer(Outcome.SENT, words)
    if code < 500:  # a 2xx or 3xx in the wrong place is no acceptance either
        return Answer(Outcome.LATER, f"{code} {words}")
    reason = _ENHANCED.search(words)
    return Answer(
        Outcome.REFUSED, f"{code} {words}", bad_address=reason is None or reason[1] in _ABOUT_THE_ADDRESS
    )


def about_us(code: int, words: str) -> Answer:
    """A refusal before any address was named: our name, password or sender. No mail would fare better now."""
    return Answer(Outcome.NOT_STARTED, f"{code} {words}")


def unreachable(error: BaseException) -> Answer:
    """No server, no answer in time, or a line that went dead before the mail was handed over."""
    return Answer(Outcome.NOT_STARTED, f"{type(error).__name__}: {error}")


def lost_after_handing_over(error: BaseException) -> Answer:
    """Hanging up and falling silent look alike from here."""
    return Answer(Outcome.AMBIGUOUS, f"{type(error).__name__}: {error}")
