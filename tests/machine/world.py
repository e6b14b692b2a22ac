"""What happens in the house, as somebody would tell it: arriving, proving, meeting, noting, taking back."""

from collections import Counter
from datetime import datetime, timedelta

from tests.machine.model import Account, Arrival, Ask, Card, Contact, Gathering, Note, Place, Word

ONE_TALK = timedelta(hours=12)
SECOND_THOUGHTS = timedelta(days=1)


class World:
    """All of it at one moment."""

    def __init__(self) -> None:
        self.accounts: list[Account] = []
        self.events: list[Gathering] = []
        self.asks: list[Ask] = []
        self.arrivals: list[Arrival] = []
        self.places: list[Place] = []
        self.contacts: list[Contact] = []
        self.notes: list[Note] = []
        self.words: list[Word] = []
        self.cards: list[Card] = []
        self.wrote: dict[str, Account] = {}  # a marker, and whose secret it is
        self.named: dict[str, Account] = {}  # a name, and who ever bore it
        self.firms: dict[str, Account] = {}  # a company on a card, and whose card
        self.numbers: dict[str, Account] = {}  # a phone number, and whose
        self.codes: dict[str, Account] = {}  # every code that was ever shown, and whose card it opens
        self.guesses: list[tuple[Account, Gathering, datetime]] = []  # six characters that were nobody's
        self.merged = 0
        self.vanished: Counter[tuple[int, str]] = Counter()  # what the tallies count of whoever was erased
        self.blocks: dict[tuple[Account, Account], bool] = {}  # who wants nothing of whom; False once lifted
        self.stopped: set[str] = set()  # addresses that want no digests

    def by_email(self, address: str) -> Account | None:
        return next((one for one in self.accounts if one.email == address), None)

    def contact_of(self, owner: Account, person: Account) -> Contact | None:
        return next((one for one in self.contacts if one.owner is owner and one.person is person), None)

    def notes_of(self, contact: Contact) -> list[Note]:
        mine = [note for note in self.notes if note.contact is contact]
        return sorted(mine, key=lambda note: (note.at, note.id), reverse=True)

    def card(self, giver: Account, receiver: Account) -> Card | None:
        return next((one for one in self.cards if one.giver is giver and one.receiver is receiver), None)

    def at(self, event: Gathering, account: Account) -> bool:
        return any(one.event is event and one.account is account for one in self.arrivals)

    def evening_of(self, account: Account, now: datetime) -> Gathering | None:
        """Where somebody is, until the mail of the next morning leaves."""
        last = max(
            (one for one in self.arrivals if one.account is account), key=lambda one: one.id, default=None
        )
        return last.event if last and now < last.event.morning else None

    def paused(self, who: Account, event: Gathering | None, now: datetime) -> bool:
        """Twenty wrong ones in ten minutes by one person; two hundred at an event stop whoever is not proved."""
        lately = [(one, where) for one, where, at in self.guesses if at > now - timedelta(minutes=10)]
        by_all = sum(where is event for _, where in lately)
        return sum(one is who for one, _ in lately) >= 20 or (not who.email and by_all >= 200)

    # arriving

    def newcomer(self, name: str, address: str) -> Account:
        account = Account(name, address)
        self.accounts.append(account)
        self.named[name] = account
        return account

    def arrive(self, event: Gathering, account: Account) -> None:
        if not self.at(event, account):
            self.arrivals.append(Arrival(event, account))

    def expect(self, event: Gathering, account: Account, taken: set[int]) -> None:
        """A place is kept once; what the list keeps for a proved address is theirs. `taken` are places in use."""
        if any(one.event is event and one.account is account for one in self.places):
            return
        kept = [one for one in self.places if one.event is event and one.email == account.email]
        free = next((one for one in kept if one.id not in taken), None) if account.email else None
        if free and free.account is None:
            free.account = account
        else:
            self.places.append(Place(event, account, account.address))

    # proving

    def guesses_at(self, address: str, now: datetime) -> int:
        recent = [
            ask for ask in self.asks if ask.address == address and ask.asked_at > now - timedelta(hours=1)
        ]
        return sum(ask.guesses for ask in recent)

    def prove(self, ask: Ask, now: datetime, *, elsewhere: bool = False) -> None:
        """The address owns, becomes, or absorbs the person of this browser."""
        newcomer = ask.account if ask.account and not ask.account.email else None
        for other in self.asks if newcomer else ():
            if other is not ask and other.account is newcomer:
                other.ended = other.used = True
        owner = self.by_email(ask.address)
        if owner is None:
            owner = newcomer or self.newcomer("", ask.address)
            owner.email, owner.claimed = ask.address, None
        ask.account, ask.used, ask.secret, ask.guesses = owner, True, ask.secret + 1, 0
        ask.proved_at = now
        if newcomer and newcomer is not owner:
            if not elsewhere:
                for field in ("name", "company", "phone"):
                    setattr(owner, field, getattr(owner, field) or getattr(newcomer, field))
            self.merge(newcomer, owner)

    def merge(self, gone: Account, owner: Account) -> None:
        """Everything of `gone` is `owner`'s; where both hold the same, the owner's stays."""
        self.merged += 1
        pair = {gone, owner}
        for card in self.cards:  # a number typed tonight was given away, and not the one of before
            card.phone = card.phone and (card.giver is not gone or gone.phone == owner.phone)
        self.blocks = self.blocks_after(gone, owner)
        self.cards = [card for card in self.cards if {card.giver, card.receiver} != pair]
        for card in [card for card in self.cards if gone in (card.giver, card.receiver)]:
            giver = owner if card.giver is gone else card.giver
            receiver = owner if card.receiver is gone else card.receiver
            if self.card(giver, receiver):
                self.cards.remove(card)
            card.giver, card.receiver = giver, receiver
        self.arrivals = [
            one for one in self.arrivals if one.account is not gone or not self.at(one.event, owner)
        ]
        theirs = {one.event for one in self.places if one.account is owner}
        self.places = [one for one in self.places if one.account is not gone or one.event not in theirs]
        self.asks = [ask for ask in self.asks if ask.account is not gone]
        for thing in (*self.arrivals, *self.places):
            thing.account = owner if thing.account is gone else thing.account
        self.guesses = [(owner if who is gone else who, event, at) for who, event, at in self.guesses]
        for whose in (self.wrote, self.named, self.firms, self.numbers, self.codes):
            whose.update({marker: owner for marker, who in whose.items() if who is gone})
        for contact in [one for one in self.contacts if one.owner is gone]:
            self._move(contact, owner, contact.person)
        for contact in [one for one in self.contacts if one.person is gone]:
            self._move(contact, contact.owner, owner)
        self.accounts.remove(gone)

    def _move(self, contact: Contact, owner: Account, person: Account | None) -> None:
        """Nobody is their own contact: such a one becomes a name on paper. Two for one person become one."""
        person = None if person is owner else person
        kept = self.contact_of(owner, person) if person else None
        contact.owner, contact.person = owner, person
        if kept is None or kept is contact:
            return
        held = {note.event for note in self.notes if note.contact is kept}
        for note in self.notes:
            if note.contact is contact:
                note.contact, note.event = kept, None if note.event in held else note.event
        kept.objected |= contact.objected
        self.contacts.remove(contact)

    def blocks_after(self, gone: Account, owner: Account) -> dict[tuple[Account, Account], bool]:
        """A block of the newcomer is the owner's, unless the owner has a word of their own on it."""
        moved = {}
        for (one, other), standing in sorted(self.blocks.items(), key=lambda item: gone not in item[0]):
            pair = (owner if one is gone else one, owner if other is gone else other)
            moved[pair] = standing
        return {pair: standing for pair, standing in moved.items() if pair[0] is not pair[1]}

    def stands(self, one: Account, other: Account) -> bool:
        return self.blocks.get((one, other), False)

    def erase(self, gone: Account, named: set[int]) -> None:
        """All of theirs goes, and what others wrote of them; `named` are the places that name their address."""
        for ask in self.asks:
            if ask.account is gone or ask.address == gone.email:
                ask.ended = ask.used = True
        self.asks = [ask for ask in self.asks if ask.account is not gone and ask.address != gone.email]
        self.arrivals = [one for one in self.arrivals if one.account is not gone]
        self.places = [one for one in self.places if one.account is not gone and one.id not in named]
        self.cards = [card for card in self.cards if gone not in (card.giver, card.receiver)]
        self.blocks = {pair: stands for pair, stands in self.blocks.items() if gone not in pair}
        self.guesses = [guess for guess in self.guesses if guess[0] is not gone]
        self.contacts = [one for one in self.contacts if one.owner is not gone]
        self.notes = [note for note in self.notes if note.contact.owner is not gone]
        for note in self.notes:
            if note.contact.person is gone:
                note.version, note.care, note.free_note = note.version + 1, "", ""
        self.words = [
            word for word in self.words if gone not in (word.note.contact.owner, word.note.contact.person)
        ]
        for contact in self.contacts:
            if contact.person is gone:
                contact.person, contact.objected, contact.erased = None, False, True
        self.accounts.remove(gone)
        gone.erased = True

    # meeting

    def meet(self, me: Account, other: Account, gift: tuple[bool, bool], now: datetime) -> Contact:
        """Both keep the other and an encounter of this evening; cards go both ways, unless taken back."""
        here, there = self.evening_of(me, now), self.evening_of(other, now)
        event = here if here is there else None
        self.choose(me, *gift)
        for owner, person in ((me, other), (other, me)):
            self.keep(owner, person, event, now)
        for giver, receiver in ((me, other), (other, me)):
            card = self.card(giver, receiver)
            if card is None:
                card = Card(giver, receiver)
                self.cards.append(card)
            if giver is me or not card.withdrawn:
                card.withdrawn = False
                card.email, card.phone = giver.gives_email, giver.gives_phone
        kept = self.contact_of(me, other)
        assert kept
        return kept

    def choose(self, me: Account, email: bool, phone: bool) -> None:
        """Ticking counts from the next card on; unticking works at once, for all that were handed over."""
        me.gives_email, me.gives_phone = email and bool(me.email), phone and bool(me.phone)
        for card in self.cards:
            if card.giver is me:
                card.email, card.phone = card.email and me.gives_email, card.phone and me.gives_phone

    def keep(self, owner: Account, person: Account | None, event: Gathering | None, now: datetime) -> None:
        """The encounter of this evening, or within one talk where there is no evening."""
        contact = self.contact_of(owner, person) if person else None
        if contact is None:
            contact = Contact(owner, person)
            self.contacts.append(contact)
        notes = self.notes_of(contact)
        if event and any(note.event is event for note in notes):
            return
        if not event and notes and notes[0].event is None and now - notes[0].at < ONE_TALK:
            return
        self.notes.append(Note(contact, event, now))

    def promise(self, note: Note, text: str, now: datetime) -> None:
        """What the note says of a promise: the newest open one is reworded, made, or taken out."""
        standing = [word for word in self.words if word.note is note and not word.end]
        last = max(standing, key=lambda word: word.id, default=None)
        if last and text:
            last.text = text
        elif last and now - last.made_at < SECOND_THOUGHTS:
            self.words.remove(last)
        elif last:
            last.end = "released"
        elif text:
            self.words.append(Word(note, text, now))
