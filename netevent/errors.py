"""Refusals in words. No HTTP in here: views choose the status, forms and pages show the sentence."""

from dataclasses import dataclass


def N_(sentence: str) -> str:
    """Mark an English sentence for the catalogues; it is translated where it is shown."""
    return sentence


class Refusal(Exception):
    """Something a person asked for that cannot be done, said so that they know what to do next.

    `sentence` is English and marked with N_; `slots` fill its named places after translation.
    """

    def __init__(self, sentence: str, **slots: object) -> None:
        super().__init__(sentence % slots if slots else sentence)
        self.sentence = sentence
        self.slots = slots


class NotFound(Refusal):
    """Nothing there, or nothing this person may know of."""


class Forbidden(Refusal):
    """There, but not for the role this person holds."""


class Conflict(Refusal):
    """Somebody, or another tab, was faster; nothing was lost."""


class TooMany(Refusal):
    """More in a short time than a person does; later it works again."""


class Invalid(Refusal):
    """The words typed cannot be used; `field` names where they were typed."""

    def __init__(self, field: str, sentence: str, **slots: object) -> None:
        super().__init__(sentence, **slots)
        self.field = field


@dataclass(frozen=True)
class Said:
    """A sentence with its slots, not yet translated: what a form field has to say."""

    sentence: str
    slots: dict[str, object]
