"""Rules of going for good: somebody erases themselves, and nothing here leads to them any more."""

import re
from datetime import timedelta

from hypothesis.stateful import precondition, rule

from netevent.operations import proofs
from tests.machine import ledger
from tests.machine.arriving import Arriving
from tests.machine.books import Reading
from tests.machine.living import any_of, yes_no
from tests.machine.model import Account
from tests.machine.town import Phone, Sent, account_on

ERASE = "/me/data/erase"
RESEND_AFTER = timedelta(seconds=30)
LINKS = 6  # of mails to somebody who is gone, tried again and again


class Leaving(Arriving):
    @rule(p=any_of, sure=yes_no)
    @precondition(lambda self: self.anybody_in())
    def erase_myself(self, p: int, sure: bool) -> None:
        """By a proof of the last twelve hours; the others stay, and so do the counts of the evenings."""
        phone, me = self.pick(self.signed_in(), p)
        assert phone.mine
        fresh = phone.mine[0].proved_within(self.hours(12), self.town.now)
        if not sure:
            assert phone.client.get(ERASE).status_code == (200 if fresh else 303)
            return
        held, links = self.cookies_of(me), self.links_to(me)
        answer = self.send(phone, ERASE, keyed=fresh)
        assert answer.location == "/" if fresh else (answer.location or "").startswith("/signin/confirm")
        if not fresh:
            self.show_once_more(phone)
        else:
            self.town.seen["people erased"] += 1
            before, self.rows = self.rows, self.town.read()
            self.let_go(me, before)
            if not answer.lost:
                phone.mine = phone.waits = None
            self.nothing_leads_to(me, held, links)

    def show_once_more(self, phone: Phone) -> None:
        """A code to the address they have now; after it, the next try to erase counts."""
        assert phone.mine
        ask, now = phone.mine[0], self.town.now
        assert ask.account
        answer = self.send(phone, "/signin/confirm", next=ERASE)
        assert answer.location == "/signin/code"
        if not answer.lost:
            phone.waits = None
        if ask.address != ask.account.address or ask.used or now - ask.asked_at >= RESEND_AFTER:
            ask.address, ask.asked_at, ask.tries, ask.used = ask.account.address, now, 0, False
        self.rows = self.town.read()
        waiting = [one for one in self.phones if self.asking(one)]
        if phone in waiting:
            self.type_a_code(waiting.index(phone), True)

    def let_go(self, me: Account, before: Reading) -> None:
        """The model forgets what the house is to forget, and remembers what the counts still count."""
        came_by = {row.registration_id for row in before["checkins"] if row.person_id == me.id}
        named = {row.id for row in before["registrations"] if row.email == me.email} | came_by
        self.world.erase(me, named)
        assert self.rows["tallies"] == before["tallies"], "an erasure changed the counts of an evening"
        self.world.vanished.update(ledger.attendance(before))
        self.world.vanished.subtract(ledger.attendance(self.rows))
        self.silenced |= {row.message_id for row in before["outbox"] if row.address == me.email}

    def nothing_leads_to(self, me: Account, held: list[str], links: list[str]) -> None:
        codes = [code for code, whose in self.world.codes.items() if whose is me]
        for code in codes:
            assert self.stranger.client.get(f"/p/{code}").status_code == 404
        self.dead_links = [*self.dead_links, *links][-LINKS:]
        again = self.forgotten_forms()
        for cookie in held:
            old = self.town.phone()
            old.client.set_cookie("netevent", cookie)
            assert (old.client.get("/people").location or "").startswith("/signin"), (
                "a cookie of nobody opens"
            )
            for sent in again:
                if sent.path != "/signin/code" or not self.waits_for_another_code(old):
                    self.town.post(Sent(old, sent.path, sent.form))
                    self.unchanged(self.rows, but=("replays",), why=sent.path)  # a refusal is kept, too
        self.rows = self.town.read()
        self.nothing_names(self.traces_of(me), codes)
        self.others_read_deleted_person()

    def traces_of(self, me: Account) -> set[str]:
        told = (self.world.wrote, self.world.named, self.world.firms, self.world.numbers)
        words = {word for whose in told for word, one in whose.items() if one is me}
        return {word for word in {*words, me.email or "", me.company, me.phone} if word}

    def nothing_names(self, words: set[str], codes: list[str]) -> None:
        """In no column of no row, but where somebody else only claims the same address."""
        wanted = re.compile("|".join(map(re.escape, sorted({*words, *codes}))), re.IGNORECASE)
        kept = [
            (table, name, value)
            for table, rows in self.rows.items()
            for row in rows
            for name, value in row._asdict().items()
            if isinstance(value, str | dict | list) and wanted.search(str(value))
        ]
        left = [found for found in kept if found[:2] != ("people", "claimed_email")]
        assert not left, f"still kept of somebody who is gone: {left}"

    def forgotten_forms(self) -> list[Sent]:
        """Forms whose keys went with the person; they are not sent again by others."""
        keys = {row.key for row in self.rows["replays"]}
        gone = [sent for sent in self.history if sent.form["key"] not in keys]
        self.history = [sent for sent in self.history if sent.form["key"] in keys]
        return gone

    def others_read_deleted_person(self) -> None:
        for phone, who in self.signed_in():
            met = [one for one in self.world.contacts if one.owner is who and one.erased]
            if met:
                assert "Deleted person" in phone.client.get("/people").text
                assert phone.client.get(f"/people/{met[-1].id}").status_code == 404

    def waits_for_another_code(self, phone: Phone) -> bool:
        """It asked for another address as well; an old code typed there is a wrong one, and counts."""
        asked = ledger.hash_of(self.held(phone).get("asked", ""))
        return any(row.token_hash == asked and not row.ended_at for row in self.rows["signins"])

    def cookies_of(self, me: Account) -> list[str]:
        return [phone.cookie for phone in self.phones if account_on(phone) is me and phone.cookie]

    def links_to(self, me: Account) -> list[str]:
        """What stands in the mails they still have."""
        asks = [ask for ask in self.world.asks if ask.id and (ask.account is me or ask.address == me.email)]
        prompts = [row for row in self.rows["prompts"] if row.owner_id == me.id]
        return [
            *(f"/signin/{self.secret_of(ask, proofs.link_of)}" for ask in asks[-1:]),
            *(f"/prompts/{self.link_of(row)}" for row in prompts[-2:]),
        ]

    @rule(n=any_of)
    @precondition(lambda self: self.dead_links)
    def open_a_link_of_somebody_gone(self, n: int) -> None:
        """However much was made since: their old mails open nothing, and answer nothing."""
        path = self.pick(self.dead_links, n)
        assert self.stranger.client.get(path).status_code == 404
        assert self.town.post(self.town.form(self.stranger, path, answer="done")).status == 404
        self.unchanged(self.rows, but=("replays",))
