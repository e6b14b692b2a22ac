"""Rules of the door: coming, checking in, proving by code or link, wrong codes, leaving."""

import re

from hypothesis.stateful import initialize, precondition, rule

from netevent.operations import links, proofs
from tests.machine.living import ADDRESSES, Living, any_of, yes_no
from tests.machine.model import Account, Arrival, Ask, Gathering, Place
from tests.machine.town import Phone, Sent, account_on

MORNING_LINK = re.compile(r"/signin/morning/[\w.\-]+")
WRONG_MOST = 20  # an hour, for one address


class Arriving(Living):
    @initialize()
    def three_come_first(self) -> None:
        """The evening has begun; one of the three has confirmed an address."""
        for number in range(3):
            self.come_to_an_event(number, 0, number)
        self.the_books_agree()
        self.press_the_link_of_a_mail(0, 0)

    @rule(p=any_of, e=any_of, a=any_of)
    def come_to_an_event(self, p: int, e: int, a: int) -> None:
        """Before the doors it keeps a place, then it checks in; a known phone by one tap, others by two fields."""
        phone, event = self.pick(self.phones, p), self.pick(self.world.events, e)
        who, path = account_on(phone), f"/e/{event.code}"
        if who is None:
            self.come_as_stranger(phone, path, event, self.pick(ADDRESSES, a))
            return
        answer = self.send(phone, path, keyed=False)
        if self.let_in(answer, event):
            self.note_arrival(event, who)

    @rule(p=any_of, o=any_of, a=any_of)
    @precondition(lambda self: self.world.arrivals)
    def come_by_the_card_of_somebody(self, p: int, o: int, a: int) -> None:
        phone, other = self.pick(self.phones, p), self.pick(self.world.arrivals, o).account
        event = max(
            (one for one in self.world.arrivals if one.account is other), key=lambda one: one.id
        ).event
        path = f"/p/{other.code}/arrive"
        if account_on(phone) is None and event.state(self.town.now) == "open":
            self.come_as_stranger(phone, path, event, self.pick(ADDRESSES, a))
        else:
            answer = self.send(phone, path, keyed=False, name=self.mark("w"), email=self.pick(ADDRESSES, a))
            me = account_on(phone)
            hidden = me and self.world.stands(other, me)
            assert answer.location == (None if hidden else f"/p/{other.code}")

    def come_as_stranger(self, phone: Phone, path: str, event: Gathering, address: str) -> None:
        name = self.mark("w")
        answer = self.send(phone, path, keyed=False, but=("signins",), name=name, email=address)
        if not self.let_in(answer, event):
            return
        account = self.world.newcomer(name, address)
        for _ in range(1 + answer.lost):  # whoever got no answer is let in again, as the same person
            ask = Ask(address, account, self.town.now)
            self.world.asks.append(ask)
        phone.mine, phone.waits = (ask, 0), None
        self.note_arrival(event, account, fresh=True)

    def let_in(self, answer: Sent, event: Gathering) -> bool:
        possible = event.state(self.town.now) in {"before", "open"}
        assert answer.status == (303 if possible else 409)
        return possible

    def note_arrival(self, event: Gathering, who: Account, *, fresh: bool = False) -> None:
        if event.state(self.town.now) == "open":
            if not self.world.at(event, who):
                self.world.arrivals.append(Arrival(event, who))
        elif fresh:
            self.world.places.append(Place(event, who, who.address))
        else:
            self.world.expect(event, who, {row.registration_id for row in self.rows["checkins"]})

    @rule(p=any_of, a=any_of)
    def ask_for_a_code(self, p: int, a: int) -> None:
        """Who checked in with a slip in the address corrects it on the same phone."""
        phone, address, now = self.pick(self.phones, p), self.pick(ADDRESSES, a), self.town.now
        who = account_on(phone)
        assert self.send(phone, "/signin", keyed=False, email=address).location == "/signin/code"
        if who and not who.email and phone.mine:
            ask = phone.mine[0]
            ask.address = who.claimed = address
            ask.asked_at, ask.tries, ask.used = now, 0, False
            return
        ask = Ask(address, None, now)
        self.world.asks.append(ask)
        phone.waits = (ask, 0)

    @rule(p=any_of, right=yes_no)
    @precondition(lambda self: any(self.asking(phone) for phone in self.phones))
    def type_a_code(self, p: int, right: bool) -> None:
        """Five wrong ones void the code; twenty in an hour close the address to codes."""
        phone = self.pick([phone for phone in self.phones if self.asking(phone)], p)
        ask, now = self.asking(phone), self.town.now
        assert ask
        code = int(self.secret_of(ask, proofs.code_of))
        answer = self.send(phone, "/signin/code", code=f"{code if right else (code + 1) % 1_000_000:06}")
        open_ = ask.usable(now) and self.world.guesses_at(ask.address, now) < WRONG_MOST
        assert answer.status == (303 if right and open_ else 422)
        if open_ and not right:
            ask.tries, ask.guesses = ask.tries + 1, ask.guesses + 1
        elif open_:
            self.world.prove(ask, now)
            self.welcome(phone, ask, answer.lost)

    @rule(p=any_of, a=any_of)
    @precondition(lambda self: self.mailed())
    def press_the_link_of_a_mail(self, p: int, a: int) -> None:
        """In any browser; only the one that asked, or the one that pressed, is signed in."""
        phone, ask = self.pick(self.phones, p), self.pick(self.mailed()[-4:], a)
        now = self.town.now
        answer = self.send(phone, f"/signin/{self.secret_of(ask, proofs.link_of)}")
        assert answer.status == (303 if ask.usable(now) else 404)
        if answer.status == 404:
            return
        if not ask.ended and (ask, ask.secret) in (phone.mine, phone.waits):
            self.world.prove(ask, now)
            self.welcome(phone, ask, answer.lost)
            return
        ask.used = True
        ask.ended = ask.proved_at is None  # who was signed in before they asked stays so
        fresh = Ask(ask.address, ask.account, now)
        self.world.asks.append(fresh)
        self.world.prove(fresh, now, elsewhere=True)
        self.welcome(phone, fresh, answer.lost)

    @rule(p=any_of, m=any_of)
    @precondition(lambda self: self.morning_mails())
    def press_the_button_of_a_neutral_mail(self, p: int, m: int) -> None:
        """It proves the address the mail went to, and nothing else."""
        phone, (path, address, digest_id) = self.pick(self.phones, p), self.pick(self.morning_mails(), m)
        digest = next((row for row in self.rows["digests"] if row.id == digest_id), None)
        reader = next((one for one in self.world.accounts if digest and one.id == digest.person_id), None)
        who, now = account_on(phone), self.town.now
        answer = self.send(phone, path)
        if reader is None or reader.email or reader.claimed != address or answer.status == 404:
            assert answer.status == 404
            return
        if who is reader and phone.mine:
            ask = phone.mine[0]
            ask.address = address
        else:
            ask = Ask(address, reader, now)
            self.world.asks.append(ask)
        self.world.prove(ask, now)
        self.welcome(phone, ask, answer.lost)

    @rule(p=any_of)
    @precondition(lambda self: len(self.signed_in()) > 2)
    def sign_out(self, p: int) -> None:
        phone, _ = self.pick(self.signed_in(), p)
        answer = self.send(phone, "/signout", sure="1")
        assert answer.location == "/"
        assert phone.mine
        phone.mine[0].ended = True
        if not answer.lost:
            phone.mine = phone.waits = None

    def welcome(self, phone: Phone, ask: Ask, lost: bool) -> None:
        """The browser keeps the new secret; if the answer got lost, nobody has it."""
        if not lost:
            phone.mine, phone.waits = (ask, ask.secret), None

    def asking(self, phone: Phone) -> Ask | None:
        """The row whose code this phone may type."""
        for ask, secret in (held for held in (phone.waits, phone.mine) if held):
            if ask.secret == secret and not ask.ended and (not ask.used or (ask, secret) == phone.waits):
                return ask
        return None

    def mailed(self) -> list[Ask]:
        return [ask for ask in self.world.asks if ask.id]

    def morning_mails(self) -> list[tuple[str, str, int]]:
        """The link of each neutral mail that arrived, the address it went to, and its digest."""
        found = [
            (MORNING_LINK.search(one.text), one) for one in self.town.office.letters if one.kind == "neutral"
        ]
        return [
            (link.group(), one.to_address, self.digest_behind(link.group())) for link, one in found if link
        ]

    def digest_behind(self, path: str) -> int:
        """The digest a link names; its mail may be gone with somebody else's erasure, and the link is still good."""
        with self.town.app.app_context():
            signed = links.read("morning", path.rpartition("/")[2])
        return signed[0] if isinstance(signed, list) else 0
