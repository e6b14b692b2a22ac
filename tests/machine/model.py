"""The nouns of the house in plain Python; world.py holds what happens to them.

Nothing in either file asks the database or the application: they say what a reader of the documents expects.
A new noun has the number 0 until the row that was made for it is found.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

CODE_LIFE = timedelta(minutes=10)


@dataclass(eq=False)
class Account:
    """A human as the house knows them; `claimed` until an address is proved."""

    name: str
    claimed: str | None
    id: int = 0
    email: str | None = None
    company: str = ""
    phone: str = ""
    code: str = ""
    gives_email: bool = False
    gives_phone: bool = False
    erased: bool = False

    @property
    def address(self) -> str:
        return self.email or self.claimed or ""


@dataclass(eq=False)
class Gathering:
    id: int
    code: str
    starts: datetime
    ends: datetime
    morning: datetime

    def state(self, now: datetime) -> str:
        if now < self.starts - timedelta(hours=1):
            return "before"
        return "open" if now <= self.ends + timedelta(hours=2) else "over"


@dataclass(eq=False)
class Ask:
    """One browser's row: whom it belongs to, and the code that is on its way to it.

    `secret` counts how often the secret its browser keeps was renewed.
    """

    address: str
    account: Account | None
    asked_at: datetime
    id: int = 0
    tries: int = 0
    guesses: int = 0
    secret: int = 0
    used: bool = False
    ended: bool = False
    proved_at: datetime | None = None

    def usable(self, now: datetime) -> bool:
        return not self.used and self.tries < 5 and now - self.asked_at <= CODE_LIFE

    def proved_within(self, span: timedelta, now: datetime) -> bool:
        return self.proved_at is not None and now - self.proved_at <= span


@dataclass(eq=False)
class Arrival:
    event: Gathering
    account: Account
    id: int = 0


@dataclass(eq=False)
class Place:
    """Somebody is expected; `account` is nobody as long as only the organiser's list speaks of them."""

    event: Gathering
    account: Account | None
    email: str
    id: int = 0


@dataclass(eq=False)
class Contact:
    owner: Account
    person: Account | None
    id: int = 0
    objected: bool = False  # the person wants no follow-ups
    erased: bool = False  # the person was; that somebody was met is all that is left


@dataclass(eq=False)
class Note:
    """An encounter, and what its author wrote of it."""

    contact: Contact
    event: Gathering | None
    at: datetime
    id: int = 0
    version: int = 0
    care: str = ""
    free_note: str = ""


@dataclass(eq=False)
class Word:
    """A promise, and what became of it."""

    note: Note
    text: str
    made_at: datetime
    id: int = 0
    end: str = ""  # kept or released


@dataclass(eq=False)
class Card:
    """A card handed over: what goes along, and whether it was taken back."""

    giver: Account
    receiver: Account
    email: bool = False
    phone: bool = False
    withdrawn: bool = False
