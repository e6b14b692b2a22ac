"""A block and an objection: silence on both sides, told to nobody, undone by the one who asked."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask

from netevent import clock
from netevent.domain import prompts
from netevent.errors import Conflict, Invalid, NotFound
from netevent.extensions import db
from netevent.models import Block, Contact, Encounter, Event, Person, Prompt, Share
from netevent.operations import badges, blocks, cards, circles, contacts, digests, knocks, scans
from netevent.operations.cards import Gift
from tests import cast

NAME_ONLY = Gift(email=False, phone=False)


@pytest.fixture(autouse=True)
def context(app: Flask, evening: object) -> Iterator[None]:
    with app.app_context():
        yield


@pytest.fixture
def pair() -> tuple[Person, Person, Event]:
    """Ben and Cleo who met at Ada's evening, each with a note a prompt could start from."""
    event = cast.event(cast.person("Ada Moreau"))
    ben, cleo = cast.person("Ben Okri", company="Halle Neuve"), cast.person("Cleo Marti", company="Atelier")
    cast.checked_in(event, ben, cleo)
    cards.swap(ben, cleo, Gift(email=True, phone=False), clock.now())
    for note in db.session.query(Encounter):
        note.care = "the roof"
    db.session.commit()
    return ben, cleo, event


def kept(owner: Person, person: Person) -> Contact:
    contact = Contact.of_person(owner.id, person.id)
    assert contact
    return contact


def suggested(owner: Person, event: Event) -> list[str]:
    """Whom the morning after would speak of."""
    now = event.next_morning
    circle = circles.of(owner, now)
    plan = prompts.plan(circle.owner, circle.contacts, now.date())
    return [str(prompt.slots["name"]) for prompt in plan.prompts]


def test_neither_sees_the_card_of_the_other_any_more(pair):
    ben, cleo, _ = pair
    blocks.block(ben, cleo, clock.now())
    hers, his = contacts.their_card(kept(cleo, ben)), contacts.their_card(kept(ben, cleo))
    assert (hers.withdrawn, hers.email, hers.company) == (True, "", "")
    assert (his.withdrawn, his.ask_about) == (True, "")
    assert [row.card.email for row in contacts.people_of(cleo)] == [""]


def test_it_is_not_told_she_sees_what_a_card_taken_back_looks_like(pair):
    ben, cleo, _ = pair
    blocks.block(ben, cleo, clock.now())
    given = cards.given(cleo, ben.id)
    assert given
    assert given.withdrawn_at is None, "her own page goes on saying that he has her card"
    assert kept(cleo, ben).closed_at is None
    assert not blocks.objected(kept(cleo, ben))


def test_nothing_is_suggested_to_either(pair):
    ben, cleo, event = pair
    assert (suggested(ben, event), suggested(cleo, event)) == (["Cleo Marti"], ["Ben Okri"])
    blocks.block(ben, cleo, clock.now())
    assert kept(ben, cleo).closed_at == clock.now()
    assert (suggested(ben, event), suggested(cleo, event)) == ([], [])


def test_nobody_is_led_to_introduce_them(pair):
    ben, cleo, _ = pair
    dan = cast.person("Dan Roux")
    note = Encounter.of_contact(cards.swap(cleo, dan, NAME_ONLY, clock.now()).id)[0]
    note.introduce_id = kept(cleo, ben).id
    db.session.commit()
    assert contacts.others_of(kept(cleo, dan)) == [kept(cleo, ben)]
    blocks.block(ben, cleo, clock.now())
    assert contacts.others_of(kept(cleo, dan)) == []
    named = {one.name: one.introduce_name for one in circles.of(cleo, clock.now()).contacts}
    assert named["Dan Roux"] == ""


def test_who_is_blocked_finds_nobody_by_scan_or_by_typing(pair):
    ben, cleo, event = pair
    code = cast.checked_in(event, ben)[0].typed_code
    blocks.block(ben, cleo, clock.now())
    said = {
        text: _refused(text, cleo)
        for text in (ben.card_code, f"http://localhost/p/{ben.card_code}", "9" * 26, code, "ZZZZZZ")
    }
    assert said[ben.card_code] == said["9" * 26] == scans.NOT_SHARED
    assert said[f"http://localhost/p/{ben.card_code}"] == scans.NOT_SHARED
    assert said[code] == said["ZZZZZZ"] == scans.NOBODY
    assert scans.find(cleo.card_code, ben, {"localhost"}, clock.now()) is cleo, "who blocks still finds"


def _refused(text: str, finder: Person) -> str:
    with pytest.raises(Invalid) as refusal:
        scans.find(text, finder, {"localhost"}, clock.now())
    return refusal.value.sentence


def test_cards_are_not_swapped_any_more(pair):
    ben, cleo, _ = pair
    blocks.block(ben, cleo, clock.now())
    with pytest.raises(NotFound) as hers:
        cards.swap(cleo, ben, NAME_ONLY, clock.now())
    assert hers.value.sentence == cards.NOT_SHARED
    with pytest.raises(Conflict, match="You blocked this person"):
        cards.swap(ben, cleo, NAME_ONLY, clock.now())


def test_what_she_gives_again_reaches_him_only_after_the_block(pair):
    ben, cleo, _ = pair
    blocks.block(ben, cleo, clock.now())
    cards.take_back(cleo, kept(cleo, ben), clock.now())
    cards.give_again(cleo, kept(cleo, ben), clock.now())
    assert contacts.their_card(kept(ben, cleo)).withdrawn
    row = Block.of(ben.id, cleo.id)
    assert row
    blocks.lift(row, clock.now())
    assert not contacts.their_card(kept(ben, cleo)).withdrawn


def test_lifting_ends_the_silence_and_gives_no_card_back(pair):
    ben, cleo, event = pair
    blocks.block(ben, cleo, clock.now())
    (row,) = Block.standing_of(ben.id)
    blocks.lift(row, clock.now())
    assert Block.standing_of(ben.id) == []
    assert (suggested(ben, event), suggested(cleo, event)) == (["Cleo Marti"], ["Ben Okri"])
    assert contacts.their_card(kept(cleo, ben)).withdrawn, "his card stays taken back"
    cards.give_again(ben, kept(ben, cleo), clock.now())
    assert not contacts.their_card(kept(cleo, ben)).withdrawn


def test_blocking_again_after_lifting_is_the_same_row(pair, evening):
    ben, cleo, _ = pair
    blocks.block(ben, cleo, clock.now())
    blocks.lift(Block.standing_of(ben.id)[0], clock.now())
    evening.shift(timedelta(hours=1))
    blocks.block(ben, cleo, clock.now())
    (row,) = Block.standing_of(ben.id)
    assert row.since == clock.now()
    assert cast.how_many(Block) == 1


def test_a_stranger_can_be_blocked_before_any_card_went_over():
    ben, dan = cast.person("Ben Okri"), cast.person("Dan Roux")
    blocks.block(ben, dan, clock.now())
    with pytest.raises(NotFound):
        cards.swap(dan, ben, NAME_ONLY, clock.now())
    assert cast.how_many(Share) == cast.how_many(Contact) == 0


def test_nobody_blocks_themselves(pair):
    with pytest.raises(Conflict, match="That’s you"):
        blocks.block(pair[0], pair[0], clock.now())


def test_two_blocks_at_once_are_one(app, pair):
    ids = pair[0].id, pair[1].id
    db.session.rollback()

    def block(index: int) -> None:
        with app.test_request_context(method="POST"):
            one, other = (db.session.get_one(Person, ids[n]) for n in ((0, 1) if index < 2 else (1, 0)))
            blocks.block(one, other, clock.now())

    cast.at_once(4, block)
    db.session.expire_all()
    assert cast.how_many(Block) == 2, "each blocks the other once"
    assert all(share.withdrawn_at for share in db.session.query(Share))


def test_a_digest_planned_in_the_night_is_silent_too(pair):
    ben, cleo, event = pair
    blocks.block(ben, cleo, clock.now())
    digests.plan_due(event.next_morning)
    assert cast.how_many(Prompt) == cast.how_many(Prompt, contact_id=None)


class TestObjecting:
    def test_their_side_is_closed_and_mine_is_not(self, pair):
        ben, cleo, event = pair
        blocks.object_to(ben, cleo.id, clock.now())
        assert (suggested(ben, event), suggested(cleo, event)) == (["Cleo Marti"], [])
        assert kept(cleo, ben).closed_at
        assert blocks.objected(kept(cleo, ben))
        assert not contacts.their_card(kept(cleo, ben)).withdrawn, "the card stays hers"
        assert blocks.may_be_followed_up(ben, cleo.id) is False

    def test_it_is_undone_by_whoever_asked(self, pair):
        ben, cleo, event = pair
        blocks.object_to(ben, cleo.id, clock.now())
        blocks.withdraw_objection(ben, cleo.id, clock.now())
        assert suggested(cleo, event) == ["Ben Okri"]
        assert kept(cleo, ben).closed_at is None
        assert blocks.may_be_followed_up(ben, cleo.id) is True

    def test_objection_and_block_end_each_on_their_own(self, pair):
        ben, cleo, event = pair
        blocks.object_to(ben, cleo.id, clock.now())
        blocks.block(cleo, ben, clock.now())
        blocks.lift(Block.standing_of(cleo.id)[0], clock.now())
        assert kept(cleo, ben).closed_at, "he still asks for no follow-ups"
        blocks.block(cleo, ben, clock.now())
        blocks.withdraw_objection(ben, cleo.id, clock.now())
        assert kept(cleo, ben).closed_at, "she still blocks him"
        assert suggested(cleo, event) == []

    def test_twice_is_once_and_somebody_who_keeps_nobody_is_told_so(self, pair):
        ben, cleo, _ = pair
        for _ in range(2):
            blocks.object_to(ben, cleo.id, clock.now())
        blocks.withdraw_objection(ben, cleo.id, clock.now())
        assert not blocks.objected(kept(cleo, ben))
        contacts.forget(kept(cleo, ben))
        assert blocks.may_be_followed_up(ben, cleo.id) is None
        with pytest.raises(Conflict, match="do not keep you"):
            blocks.object_to(ben, cleo.id, clock.now())


def test_who_asks_to_connect_and_is_blocked_waits_no_more(pair):
    ben, _, event = pair
    dan = cast.person("Dan Roux")
    cast.checked_in(event, dan)
    badges.make(event, ben, clock.now())
    badge, _ = badges.opened(badges.worn_by(ben)[0].code, dan, clock.now())
    knocks.knock(badge, dan, ben, clock.now())
    assert len(knocks.waiting(ben)) == 1
    blocks.block(ben, dan, clock.now())
    assert knocks.waiting(ben) == []
    with pytest.raises(NotFound):
        badges.opened(badge.code, dan, clock.now())
