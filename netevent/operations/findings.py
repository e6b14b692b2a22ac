"""What an examination of the house found."""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """How bad it is: only `wrong` keeps the house from working."""

    OK = "ok"
    ADVICE = "advice"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Finding:
    """What was examined, and in plain words what was found and what to do."""

    name: str
    state: State
    words: str


def ok(name: str, words: str) -> Finding:
    return Finding(name, State.OK, words)


def advice(name: str, words: str) -> Finding:
    return Finding(name, State.ADVICE, words)


def wrong(name: str, words: str) -> Finding:
    return Finding(name, State.WRONG, words)
