"""Rules of the days after: time, mail, suggestions, unsubscribing, forms sent again, and looking around."""

from zoneinfo import ZoneInfo

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from netevent.mails.message import Letter
from netevent.models import Event
from netevent.models.prompts import ANSWERS
from tests.machine.ledger import MARKERS
from tests.machine.living import ADDRESSES, Living, any_of, yes_no
from tests.machine.model import Account, Gathering
from tests.machine.town import account_on

OF_PROMISES = ("promise.due", "promise.overdue")
DIGESTS = ("morning", "neutral")
LONGEST = 150  # days of one life: a phone that nobody uses is signed out after 180
MOST_EVENTS = 6
HISTORY = 12  # forms that are remembered, to be sent again

steps_of_time = st.sampled_from([0.02, 0.1, 0.2, 0.3, 1, 3, 13, 72])  # hours


class Mailing(Living):
    @rule(hours=steps_of_time)
    @precondition(lambda self: self.town.now < self.born + self.hours(24 * LONGEST))
    def time_goes_by(self, hours: float) -> None:
        self.town.clock.shift(self.hours(hours))

    @rule()
    @precondition(lambda self: self.town.now < self.born + self.hours(24 * LONGEST))
    def the_next_morning(self) -> None:
        """The first look of the worker after nine."""
        now = self.town.now
        self.town.clock.move_to(now.replace(hour=8, minute=5) + self.hours(24 if now.hour >= 8 else 0))
        self.the_worker_looks(True)

    @rule(soon=yes_no)
    @precondition(lambda self: len(self.world.events) < MOST_EVENTS and not self.open_events())
    def open_another_event(self, soon: bool) -> None:
        """The doors open an hour before it begins: now, or in an hour."""
        start = self.town.now.replace(second=0, microsecond=0) + self.hours(0.5 if soon else 2)
        clock = [f"{moment:%Y-%m-%dT%H:%M}" for moment in (start, start + self.hours(3))]
        fields = {"title": "Evening", "place": "Boathouse", "zone": "UTC", "language": "en", "mail_hour": "9"}
        answer = self.send(self.desk, "/events", starts=clock[0], ends=clock[1], **fields)
        assert answer.status == 303
        assert answer.location
        with self.town.app.app_context():
            event = Event.of_code(answer.location.split("/")[-1].split("?")[0])
            assert event
            self.know(event)

    def open_events(self) -> list[Gathering]:
        return [event for event in self.world.events if event.state(self.town.now) == "open"]

    @rule(open_=yes_no)
    def the_worker_looks(self, open_: bool) -> None:
        """Who gets which mail, what stands in it, and how often."""
        office = self.town.office
        before, office.open = len(office.letters), open_
        self.town.deliver()
        self.rows = self.town.read()
        for letter in office.letters[before:]:
            self.read_mail(letter)
            self.town.seen[f"{letter.kind} mails"] += 1
        ids = [letter.message_id for letter in office.letters]
        assert len(ids) == len(set(ids)), "one cause, two mails"

    def read_mail(self, letter: Letter) -> None:
        row = next(row for row in self.rows["outbox"] if row.message_id == letter.message_id)
        assert letter.message_id not in self.silenced, "a mail to somebody who is gone"
        owner = self.world.by_email(letter.to_address)
        said = set(
            MARKERS.findall(
                f"{letter.subject} {letter.to_name} {letter.from_name} {letter.text} {letter.html}"
            )
        )
        assert said <= (self.may_read(owner) if owner else set()) | set(MARKERS.findall(letter.to_address)), (
            letter.text
        )
        if letter.kind not in DIGESTS:
            return
        assert letter.to_address not in self.world.stopped, "a digest to somebody who unsubscribed"
        digest = next(one for one in self.rows["digests"] if one.id == row.digest_id)
        key = (digest.person_id, str(self.town.now.astimezone(ZoneInfo("Europe/Zurich")).date()))
        assert key not in self.delivered, "two digests a day"
        self.delivered.add(key)

    @rule(a=any_of, again=yes_no)
    def unsubscribe_or_come_back(self, a: int, again: bool) -> None:
        """By the link of a mail, on a phone nobody is signed in on."""
        address = self.pick(ADDRESSES, a)
        path = f"/unsubscribe/{self.sign('unsubscribe', address)}"
        if again:
            assert self.send(self.stranger, f"{path}/undo").status == 303
            self.world.stopped.discard(address)
        else:
            assert self.send(self.stranger, path, keyed=False).status == 200
            self.world.stopped.add(address)

    @rule(n=any_of, what=st.sampled_from(ANSWERS))
    @precondition(lambda self: self.suggestions())
    def answer_a_suggestion(self, n: int, what: str) -> None:
        prompt = self.pick(self.suggestions()[-12:], n)
        self.answer(prompt, what)

    @rule(n=any_of)
    @precondition(lambda self: any(one.answer for one in self.suggestions()))
    def undo_an_answer(self, n: int) -> None:
        """As if it had not been answered: a promise is what it was before."""
        prompt = self.pick([one for one in self.suggestions() if one.answer], n)
        self.take_back(prompt)
        self.town.seen["answers undone"] += 1
        assert self.send(self.stranger, f"/prompts/{self.link_of(prompt)}/undo").status == 303

    def answer(self, prompt: object, what: str) -> None:
        path = f"/prompts/{self.link_of(prompt)}"  # type: ignore[attr-defined]
        assert self.send(self.stranger, path, answer=what).status == 303
        self.town.seen[f"answered {what}"] += 1
        if not prompt.answer:  # type: ignore[attr-defined]  # else the first one stands
            self.keep_word(prompt, what)

    def keep_word(self, prompt: object, what: str) -> None:
        word = next((one for one in self.world.words if one.id == prompt.promise_id), None)  # type: ignore[attr-defined]
        if word and what == "done" and prompt.kind in OF_PROMISES and not word.end:  # type: ignore[attr-defined]
            word.end = "kept"
            self.town.seen["promises kept by a mail"] += 1
            self.kept_by.add(prompt.id)  # type: ignore[attr-defined]

    def take_back(self, prompt: object) -> None:
        if prompt.id in self.kept_by:  # type: ignore[attr-defined]
            self.kept_by.discard(prompt.id)  # type: ignore[attr-defined]
            word = next(one for one in self.world.words if one.id == prompt.promise_id)  # type: ignore[attr-defined]
            word.end = ""

    def suggestions(self) -> list[object]:
        """Those whose links still work: nothing more is suggested where one of the two has blocked the other."""
        silent = {
            one.id
            for one in self.world.contacts
            if one.objected or (one.person and self.apart(one.owner, one.person))
        }
        return [
            row for row in self.rows.get("prompts", []) if row.contact_id and row.contact_id not in silent
        ]

    def apart(self, one: Account, other: Account) -> bool:
        return self.world.stands(one, other) or self.world.stands(other, one)

    @rule(h=any_of)
    @precondition(lambda self: self.history)
    def send_a_form_again(self, h: int) -> None:
        """Whatever was sent under a key before, however long ago and whoever is signed in now: nothing happens."""
        sent = self.pick(self.history[-HISTORY:], h)
        again = self.town.post(sent)
        self.town.seen["forms sent again"] += 1
        assert (again.status, again.location) == (sent.status, sent.location), sent.path
        self.unchanged(self.rows)

    @rule(p=any_of, n=any_of, m=any_of)
    def look_around(self, p: int, n: int, m: int) -> None:
        """Any page, one's own or a guess at somebody else's: nothing of others, and no row changes."""
        phone = self.pick([*self.phones, self.desk], p)
        who = account_on(phone) if phone is not self.desk else self.ada
        path, shown = self.pick(self.pages_of(who, m), n)
        answer = phone.client.get(path)
        self.town.seen[f"looked {answer.status_code}"] += 1
        assert answer.status_code < 500
        said = set(MARKERS.findall(answer.text)) - set(MARKERS.findall(path))
        allowed = self.may_read(who) if who else set()
        assert said <= allowed | shown, (path, said - allowed - shown)
        self.unchanged(self.rows)

    def pages_of(self, who: Account | None, number: int) -> list[tuple[str, set[str]]]:
        """Addresses to look at, each with what it may show to anybody who has its code."""
        other = self.pick(self.world.accounts, number)
        card = {
            other.name,
            *(firm for firm, whose in self.world.firms.items() if whose is other),
            other.company,
        }
        pages = [
            ("/today", set()),
            ("/people", set()),
            ("/me", set()),
            ("/me/qr", set()),
            (f"/p/{other.code}", card),
        ]
        pages += [(f"/e/{self.pick(self.world.events, number).code}", set())]
        for contact in self.world.contacts[-4:]:
            pages += [(f"/people/{contact.id}{part}", set()) for part in ("", "/note", "/write", "/card.vcf")]
        if who is self.ada:
            below = f"/events/{self.pick(self.world.events, number).code}"
            pages += [
                (below + part, self.guests()) for part in ("/live", "/registrations", "/registrations.csv")
            ]
        return pages

    def guests(self) -> set[str]:
        """What an organiser sees of those who came or are expected: names, companies, and proved addresses."""
        listed = {
            word
            for row in self.rows["registrations"]
            if row.source == "imported"
            for word in (row.name, *MARKERS.findall(row.email))
        }
        proved = {word for one in self.world.accounts for word in MARKERS.findall(one.email or "")}
        return listed | proved | {*self.world.named, *self.world.firms}

    def may_read(self, who: Account) -> set[str]:
        """Everything somebody may find on their own pages and in their own mail."""
        own = {
            marker
            for whose in (self.world.wrote, self.world.named, self.world.firms, self.world.numbers)
            for marker, one in whose.items()
            if one is who
        }
        own |= set(MARKERS.findall(who.address))
        for contact in self.world.contacts:
            if contact.owner is who and contact.person:
                own |= self.shown_to(who, contact.person)
        return own

    def shown_to(self, who: Account, other: Account) -> set[str]:
        """A name for good; the rest as long as the card is not taken back."""
        words = {name for name, one in self.world.named.items() if one is other}
        card = self.world.card(other, who)
        if card and not card.withdrawn:
            words |= {firm for firm, one in self.world.firms.items() if one is other}
            words |= set(MARKERS.findall(other.email or "")) if card.email else set()
            words |= {other.phone} if card.phone else set()
        return words
