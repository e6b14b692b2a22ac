"""Rules of the evening: scanning, meeting, noting, promising, taking back, saying what goes along."""

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from tests.machine.living import Living, any_of, yes_no
from tests.machine.model import Account, Contact, Note, Word
from tests.machine.town import Phone


class Meeting(Living):
    @rule(p=any_of, o=any_of)
    @precondition(lambda self: self.anybody_in())
    def scan_a_card(self, p: int, o: int) -> None:
        (phone, me), other = self.pick(self.signed_in(), p), self.pick(self.world.accounts, o)
        answer = self.send(phone, "/scan", keyed=False, code=f"HTTP://LOCALHOST/P/{other.code}")
        hidden = other is me or self.world.stands(other, me)
        assert answer.location == (None if hidden else f"/p/{other.code}")

    @rule(p=any_of, o=any_of, wrong=yes_no)
    @precondition(lambda self: self.anybody_in())
    def type_six_characters(self, p: int, o: int, wrong: bool) -> None:
        """They work inside an evening; the wrong ones are counted, and twenty make a pause of ten minutes."""
        phone, me = self.pick(self.signed_in(), p)
        here = self.world.evening_of(me, self.town.now)
        there = [row for row in self.rows["checkins"] if here and row.event_id == here.id]
        found = self.pick(there, o) if there and not wrong else None
        paused = self.world.paused(me, here, self.town.now)
        code = found.typed_code if found else "ZZZZZZ"
        answer = self.send(phone, "/scan", keyed=False, but=("guesses",), code=code)
        other = next((one for one in self.world.accounts if found and one.id == found.person_id), None)
        apart = bool(other and self.world.stands(other, me))
        welcome = other and other is not me and not paused and not apart
        assert answer.location == (f"/p/{other.code}" if other and welcome else None)
        if here and (not found or apart) and not paused:
            self.world.guesses += [(me, here, self.town.now)] * (1 + answer.lost)

    @rule(p=any_of, o=any_of, email=yes_no, number=yes_no)
    @precondition(lambda self: self.anybody_in())
    def meet(self, p: int, o: int, email: bool, number: bool) -> None:
        """We met: both keep the other's card, whichever code of theirs was scanned."""
        phone, me = self.pick(self.signed_in(), p)
        code, other = self.pick(list(self.world.codes.items()), o)
        name = "" if me.name else self.mark("w")
        gift = {name: "1" for name, ticked in (("email", email), ("phone", number)) if ticked}
        answer = self.send(phone, f"/p/{code}/met", name=name or "ignored", **gift)
        if other.erased or self.world.stands(other, me):
            assert answer.status == 404
            return
        if name:
            self.rename(me, name)
        if other is me or self.world.stands(me, other):
            assert answer.status == 409
            return
        assert answer.status == 303
        self.world.meet(me, other, (email, number), self.town.now)

    def rename(self, who: Account, name: str) -> None:
        who.name = name
        self.world.named[name] = who
        if not who.phone:
            self.world.choose(who, who.gives_email, False)

    @rule(p=any_of)
    @precondition(lambda self: self.anybody_in())
    def add_by_name(self, p: int) -> None:
        phone, me = self.pick(self.signed_in(), p)
        answer = self.send(phone, "/people/new", name=self.mark("b", me))
        assert answer.status == 303
        self.world.keep(me, None, self.world.evening_of(me, self.town.now), self.town.now)

    @rule(c=any_of, version=st.sampled_from([0, 0, 0, -1, 1]), promise=yes_no)
    @precondition(lambda self: self.anybody_kept())
    def write_a_note(self, c: int, version: int, promise: bool) -> None:
        """A version that is not the newest changes nothing: both texts are shown."""
        phone, me, contact = self.kept(c)
        note = self.world.notes_of(contact)[0]
        care, free = self.mark("n", me), self.mark("n", me)
        word = self.mark("p", me) if promise else ""
        typed = str(max(note.version + version, 0))
        fields = {"care": care, "free_note": free, "promise": word, "version": typed}
        answer = self.send(phone, f"/people/{contact.id}/note", keyed=False, **fields)
        assert answer.status == (303 if typed == str(note.version) else 409)
        if answer.status == 303:
            self.write(note, care, free, word)

    def write(self, note: Note, care: str, free: str, word: str) -> None:
        note.version, note.care, note.free_note = note.version + 1, care, free
        self.world.promise(note, word, self.town.now)

    @rule(w=any_of, kept=yes_no)
    @precondition(lambda self: self.words_at_hand())
    def end_a_promise(self, w: int, kept: bool) -> None:
        phone, word = self.pick(self.words_at_hand(), w)
        end = "kept" if kept else "released"
        answer = self.send(phone, f"/people/{word.note.contact.id}/promises/{word.id}/{end}")
        assert answer.status == 303
        word.end = word.end or end

    @rule(c=any_of, again=yes_no)
    @precondition(lambda self: self.anybody_kept())
    def take_a_card_back_or_give_it_again(self, c: int, again: bool) -> None:
        phone, me, contact = self.kept(c)
        answer = self.send(phone, f"/people/{contact.id}/{'give' if again else 'takeback'}")
        assert answer.status == 303
        card = self.world.card(me, contact.person) if contact.person else None
        if card and again:
            card.withdrawn, card.email, card.phone = False, me.gives_email, me.gives_phone
        elif card:
            card.withdrawn = True

    @rule(p=any_of, o=any_of, email=yes_no, number=yes_no, at_a_card=yes_no)
    @precondition(lambda self: self.anybody_in())
    def say_what_goes_along(self, p: int, o: int, email: bool, number: bool, at_a_card: bool) -> None:
        (phone, me), other = self.pick(self.signed_in(), p), self.pick(self.world.accounts, o)
        gift = {name: "1" for name, ticked in (("email", email), ("phone", number)) if ticked}
        path = f"/p/{other.code}/gives" if at_a_card else "/me/qr"
        answer = self.send(phone, path, keyed=False, **gift)
        hidden = at_a_card and self.world.stands(other, me)
        assert answer.status == (404 if hidden else 303)
        if (at_a_card or me.name) and not hidden:
            self.world.choose(me, email, number)

    @rule(p=any_of, number=yes_no)
    @precondition(lambda self: self.anybody_in())
    def change_my_card(self, p: int, number: bool) -> None:
        phone, me = self.pick(self.signed_in(), p)
        name, company = self.mark("w"), self.mark("c")
        digits = f"+4179{next(self.serial):07}" if number else ""
        answer = self.send(phone, "/me", name=name, company=company, phone=digits)
        assert answer.status == 303
        me.company, me.phone = company, digits
        self.world.firms[company] = self.world.numbers[digits] = me
        self.rename(me, name)

    @rule(c=any_of)
    @precondition(lambda self: self.anybody_kept())
    def block_somebody(self, c: int) -> None:
        """My card is taken back, and they are never told."""
        phone, me, contact = self.kept(c)
        answer = self.send(phone, f"/people/{contact.id}/block")
        assert answer.status == (303 if contact.person else 404)
        if contact.person:
            self.world.blocks[me, contact.person] = True
            card = self.world.card(me, contact.person)
            if card:
                card.withdrawn = True

    @rule(b=any_of)
    @precondition(lambda self: self.blocks_at_hand())
    def lift_a_block(self, b: int) -> None:
        """The card stays taken back until it is given again."""
        phone, one, other = self.pick(self.blocks_at_hand(), b)
        row = next(
            row for row in self.rows["blocks"] if (row.blocker_id, row.blocked_id) == (one.id, other.id)
        )
        assert self.send(phone, f"/me/privacy/blocks/{row.id}/lift").status == 303
        self.world.blocks[one, other] = False

    def blocks_at_hand(self) -> list[tuple[Phone, Account, Account]]:
        standing = [pair for pair, stands in self.world.blocks.items() if stands]
        return [
            (phone, one, other) for phone, who in self.signed_in() for one, other in standing if one is who
        ]

    @rule(c=any_of, undo=yes_no)
    @precondition(lambda self: self.anybody_kept())
    def ask_for_no_follow_ups(self, c: int, undo: bool) -> None:
        """It stands on how they keep me; who does not keep me cannot be asked."""
        phone, me, contact = self.kept(c)
        answer = self.send(phone, f"/people/{contact.id}/objection{'/undo' if undo else ''}")
        theirs = self.world.contact_of(contact.person, me) if contact.person else None
        refused = 409 if contact.person and not undo else 404
        assert answer.status == (303 if theirs or (contact.person and undo) else refused)
        if theirs:
            theirs.objected = not undo

    def kept(self, number: int) -> tuple[Phone, Account, Contact]:
        found = self.mine(number)
        assert found
        return found

    def words_at_hand(self) -> list[tuple[Phone, Word]]:
        """Promises of people who are signed in on some phone."""
        owners = {who: phone for phone, who in self.signed_in()}
        words = [(owners.get(word.note.contact.owner), word) for word in self.world.words]
        return [(phone, word) for phone, word in words if phone]
