"""Holding the rows against the model: the number of each new row is learned, then both must say the same."""

import hashlib
import re
from collections import Counter
from typing import Any

from tests.machine.books import Reading
from tests.machine.world import World

MARKERS = re.compile(r"zq[a-z]\d+z|\+4179\d{7}")


def learn(world: World, rows: Reading) -> None:
    """Give every new noun of the model the number of the row that was made for it."""
    bind(
        world.accounts,
        rows["people"],
        lambda row, one: row.email == one.email and row.claimed_email == one.claimed,
    )
    for account in world.accounts:
        account.code = account.code or next(row.card_code for row in rows["people"] if row.id == account.id)
        world.codes.setdefault(account.code, account)
    bind(
        world.arrivals,
        rows["checkins"],
        lambda row, one: (row.event_id, row.person_id) == (one.event.id, one.account.id),
    )
    bind(
        world.places,
        rows["registrations"],
        lambda row, one: (row.event_id, row.person_id) == (one.event.id, id_of(one.account)),
    )
    bind(
        world.contacts,
        rows["contacts"],
        lambda row, one: (row.owner_id, row.person_id) == (one.owner.id, id_of(one.person)),
    )
    bind(
        world.notes,
        rows["encounters"],
        lambda row, one: (row.contact_id, row.event_id) == (one.contact.id, id_of(one.event)),
    )
    bind(
        world.words,
        rows["promises"],
        lambda row, one: (row.encounter_id, row.text) == (one.note.id, one.text),
    )


def bind(nouns: list[Any], rows: list[Any], fits: Any) -> None:
    """A new noun is the newest row that fits it and is nobody else's."""
    known = {one.id for one in nouns}
    for one in nouns:
        if one.id == 0:
            found = [row.id for row in rows if row.id not in known and fits(row, one)]
            assert found, f"no row was made for {one}"
            one.id = max(found)
            known.add(one.id)


def id_of(noun: Any) -> int | None:
    return noun.id if noun else None


def compare(world: World, rows: Reading) -> None:
    """The house holds what the model holds, and nothing else."""
    same("people", rows["people"], ("id", "email", "claimed_email", "name", "company", "phone", "card_code"),
         {(one.id, one.email, one.claimed, one.name, one.company, one.phone, one.code) for one in world.accounts})  # fmt: skip
    same("checkins", rows["checkins"], ("id", "event_id", "person_id"),
         {(one.id, one.event.id, one.account.id) for one in world.arrivals})  # fmt: skip
    same("registrations", rows["registrations"], ("id", "event_id", "person_id"),
         {(one.id, one.event.id, id_of(one.account)) for one in world.places})  # fmt: skip
    same("contacts", rows["contacts"], ("id", "owner_id", "person_id"),
         {(one.id, one.owner.id, id_of(one.person)) for one in world.contacts})  # fmt: skip
    same("encounters", rows["encounters"], ("id", "contact_id", "owner_id", "event_id", "version", "care", "free_note"),
         {(one.id, one.contact.id, one.contact.owner.id, id_of(one.event), one.version, one.care, one.free_note)
          for one in world.notes})  # fmt: skip
    promises = {(row.id, row.encounter_id, row.owner_id, row.text, end_of(row)) for row in rows["promises"]}
    told = {(one.id, one.note.id, one.note.contact.owner.id, one.text, one.end) for one in world.words}
    assert promises == told, ("promises", promises ^ told)
    objected = {row.contact_id for row in rows["acts"] if row.kind == "opt_out" and row.undone_at is None}
    wished = {one.id for one in world.contacts if one.objected}
    assert objected == wished, ("objections", objected ^ wished)
    blocks = {(row.blocker_id, row.blocked_id, not row.lifted_at) for row in rows["blocks"]}
    stand = {(one.id, other.id, standing) for (one, other), standing in world.blocks.items()}
    assert blocks == stand, ("blocks", blocks ^ stand)
    shares = {
        (row.giver_id, row.receiver_id, bool(row.email), bool(row.phone), bool(row.withdrawn_at))
        for row in rows["shares"]
    }
    cards = {(one.giver.id, one.receiver.id, one.email, one.phone, one.withdrawn) for one in world.cards}
    assert shares == cards, ("shares", shares ^ cards)


def same(noun: str, rows: list[Any], names: tuple[str, ...], told: set[tuple[Any, ...]]) -> None:
    kept = {tuple(getattr(row, name) for name in names) for row in rows}
    assert kept == told, (noun, "kept, not told:", kept - told, "told, not kept:", told - kept)


def end_of(promise: Any) -> str:
    return "released" if promise.released_at else "kept" if promise.kept_at else ""


def balance(rows: Reading, vanished: Counter[tuple[int, str]]) -> None:
    """What the rows say of each other: sums, owners, one of a kind."""
    counted: dict[tuple[int, str], int] = {}
    for tally in rows["tallies"]:
        counted[tally.event_id, tally.kind] = counted.get((tally.event_id, tally.kind), 0) + tally.count
    seen = attendance(rows)
    seen.update(vanished)
    assert {key: n for key, n in counted.items() if n} == {key: n for key, n in seen.items() if n}, (
        "the tallies count other rows than there are and were"
    )
    owners = {contact.id: contact.owner_id for contact in rows["contacts"]}
    for noun in ("encounters", "promises", "acts"):
        for row in rows[noun]:
            assert row.owner_id == owners[row.contact_id], f"{noun} {row.id} is in somebody else's book"
    for prompt in rows["prompts"]:
        assert prompt.contact_id is None or prompt.owner_id == owners[prompt.contact_id], (
            "a foreign suggestion"
        )
    unique(rows["checkins"], "event_id", "person_id")
    unique(rows["digests"], "person_id", "day")
    unique(rows["outbox"], "dedupe_key")


def attendance(rows: Reading) -> Counter[tuple[int, str]]:
    """Who came, walked in and is expected, by event, as the rows have it."""
    seen = Counter((one.event_id, "came" if one.registration_id else "walked_in") for one in rows["checkins"])
    seen.update((one.event_id, "expected") for one in rows["registrations"] if not one.cancelled_at)
    return seen


def unique(rows: list[Any], *names: str) -> None:
    keys = [tuple(getattr(row, name) for name in names) for row in rows]
    assert len(keys) == len(set(keys)), f"twice the same {names}"


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
