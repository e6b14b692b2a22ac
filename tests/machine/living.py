"""One life of the model: a world beside the town, and after every step the books are held against it."""

from datetime import timedelta
from itertools import count
from types import SimpleNamespace
from typing import Any, ClassVar, TypeVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant

from netevent.extensions import db
from netevent.models import Event, Prompt, Registration
from netevent.operations import links
from netevent.operations.prompts import token_of
from netevent.operations.tallies import count as count_in
from tests import cast
from tests.machine import ledger
from tests.machine.books import Reading
from tests.machine.model import Account, Ask, Contact, Gathering, Place
from tests.machine.town import Phone, Sent, Town, account_on
from tests.machine.world import World

Noun = TypeVar("Noun")

ADDRESSES = [f"zqm{number}z@example.org" for number in range(5)]
PHONES = 4
UNLUCKY = 9  # of so many forms, one answer is lost on its way
ORGANISER = "zqm9z@example.org"

any_of = st.integers(0, 11)  # which phone, event, contact ... : counted round by `pick`
yes_no = st.booleans()


class Living(RuleBasedStateMachine):
    """What all rules use: phones, forms, markers. `town` is the same for all lives."""

    town: ClassVar[Town]

    def __init__(self) -> None:
        super().__init__()
        self.town.begin()
        self.world = World()
        self.phones = [self.town.phone() for _ in range(PHONES)]
        self.serial = count(1)
        self.history: list[Sent] = []
        self.forms = 0
        self.rows: Reading = {}
        self.cookies: dict[str, dict[str, Any]] = {}
        self.stranger = self.town.phone()  # nobody is ever signed in on it
        self.born = self.town.now
        self.delivered: set[tuple[int, str]] = set()  # digests by person and day
        self.kept_by: set[int] = set()  # suggestions by which a promise was kept
        self.silenced: set[str] = set()  # mails to somebody who is gone
        self.dead_links: list[str] = []  # and what stood in them
        self.furnish()

    def furnish(self) -> None:
        """Ada's two evenings: one has begun, one is tomorrow; two places are kept by her list."""
        with self.town.app.app_context():
            ada = cast.person(self.mark("w"), ORGANISER, may_organise_since=self.town.now)
            self.desk = self.town.phone()
            cast.signed_in(self.town.app, self.desk.client, ada)
            self.ada = Account(ada.name, None, ada.id, ada.email, code=ada.card_code)
            self.world.accounts.append(self.ada)
            self.world.named[ada.name] = self.ada
            for hours in (0, 24):
                start = self.town.now.replace(minute=30 if hours else 0)
                event = cast.event(
                    ada, starts_at=start + self.hours(hours), ends_at=start + self.hours(hours + 3)
                )
                self.know(event)
                self.listed(event)
            db.session.commit()

    def listed(self, event: Event) -> None:
        for address in ADDRESSES[:2]:
            place = Registration(
                event_id=event.id,
                name=self.mark("i"),
                email=address,
                source="imported",
                created_at=self.town.now,
            )
            db.session.add(place)
            count_in(event.id, "expected", event.starts_at)
            db.session.flush()
            self.world.places.append(Place(self.world.events[-1], None, address, place.id))

    def know(self, event: Event) -> None:
        self.world.events.append(
            Gathering(event.id, event.code, event.starts_at, event.closes_at, event.next_morning)
        )

    @invariant()
    def the_books_agree(self) -> None:
        """After every step: the rows are those of the model, and each phone is who it should be."""
        self.rows = self.town.read()
        self.town.steps += 1
        ledger.learn(self.world, self.rows)
        for phone in self.phones:
            self.recognise(phone)
        ledger.compare(self.world, self.rows)
        ledger.balance(self.rows, self.world.vanished)

    def teardown(self) -> None:
        self.town.seen["people merged"] += self.world.merged
        for noun in ("arrivals", "contacts", "notes", "words", "cards", "places"):
            self.town.seen[noun] += len(getattr(self.world, noun))
        self.town.seen["withdrawn"] += sum(card.withdrawn for card in self.world.cards)

    def recognise(self, phone: Phone) -> None:
        live = {row.token_hash: row for row in self.rows["signins"] if not row.ended_at}
        held = self.held(phone)
        row = live.get(ledger.hash_of(held.get("_user_id", "")))
        who = account_on(phone)
        assert (row.person_id if row else None) == (who.id if who else None), "a phone is somebody else"
        waiting = live.get(ledger.hash_of(held.get("asked", "")))
        for found, expected in ((row, phone.mine), (waiting, phone.waits)):
            if found and expected and not expected[0].id:
                expected[0].id = found.id

    def held(self, phone: Phone) -> dict[str, Any]:
        if phone.cookie and phone.cookie not in self.cookies:
            self.cookies[phone.cookie] = self.town.secrets_of(phone)
        return self.cookies.get(phone.cookie or "", {})

    def send(
        self, phone: Phone, path: str, /, *, keyed: bool = True, but: tuple[str, ...] = (), **fields: str
    ) -> Sent:
        """Send a form. When its answer is lost on the way, the same form goes out again and changes nothing."""
        sent, cookie = self.town.form(phone, path, **fields), phone.cookie
        answer = self.town.post(sent)
        self.forms += 1
        if self.forms % UNLUCKY == 0:
            answer.lost = True
            self.forget(phone, cookie)
            rows, again = self.town.read(), self.town.post(sent)
            assert (again.status, again.location) == (answer.status, answer.location)
            self.unchanged(rows, but)
            self.town.seen["answers lost"] += 1
        self.town.seen[f"answered {answer.status}"] += 1
        if keyed and answer.status == 303:
            self.history.append(answer)
        return answer

    def forget(self, phone: Phone, cookie: str | None) -> None:
        """The answer never came, and with it no cookie."""
        if cookie:
            phone.client.set_cookie("netevent", cookie)
        else:
            phone.client.delete_cookie("netevent")

    def unchanged(self, rows: Reading, but: tuple[str, ...] = (), why: str = "this") -> None:
        after = self.town.read()
        changed = [name for name in rows if rows[name] != after[name] and name not in but]
        assert not changed, (f"{why} was to change nothing, and changed", changed)

    def mark(self, kind: str, whose: Account | None = None) -> str:
        """A word that nobody else uses; `whose` secret it is, where it is one."""
        marker = f"zq{kind}{next(self.serial)}z"
        if whose:
            self.world.wrote[marker] = whose
        return marker

    def sign(self, purpose: str, value: object) -> str:
        with self.town.app.app_context():
            return links.sign(purpose, value)

    def link_of(self, prompt: object) -> str:
        with self.town.app.app_context():
            return token_of(db.session.get_one(Prompt, prompt.id))  # type: ignore[attr-defined]

    def secret_of(self, ask: Ask, derive: object) -> str:
        """What stands in the mail: derived from the row and the key of the house."""
        row = next(row for row in self.rows["signins"] if row.id == ask.id)
        with self.town.app.app_context():
            return str(derive(SimpleNamespace(id=row.id, challenge=row.challenge)))  # type: ignore[operator]

    def hours(self, number: float) -> timedelta:
        return timedelta(hours=number)

    def pick(self, among: list[Noun], number: int) -> Noun:
        return among[number % len(among)]

    def signed_in(self) -> list[tuple[Phone, Account]]:
        return [(phone, who) for phone in self.phones if (who := account_on(phone))]

    def mine(self, number: int) -> tuple[Phone, Account, Contact] | None:
        """A phone, whose it is, and somebody they keep."""
        kept = [
            (phone, who, one)
            for phone, who in self.signed_in()
            for one in self.world.contacts
            if one.owner is who and not one.erased
        ]
        return self.pick(kept, number) if kept else None

    def anybody_in(self) -> bool:
        return bool(self.signed_in())

    def anybody_kept(self) -> bool:
        return self.mine(0) is not None
