"""The coach beside a draft: what the notes know of the two, and the review of what is written. Nothing of it is kept
but sixteen keyed hashes, for a week, to notice the same text sent to many (K17)."""

from datetime import datetime, timedelta
from hashlib import blake2b

from flask import current_app
from sqlalchemy.exc import IntegrityError

from netevent.domain import pitches
from netevent.domain.pitches import Context, Review
from netevent.extensions import db
from netevent.models import Contact, Draft, Encounter
from netevent.operations import circles, contacts

KEPT_DRAFTS = timedelta(days=7)
MOST = 5000  # characters that are read; no message to one person is longer
COMMERCIAL = {"price", "proposal", "document", "meeting"}
PURPOSES = {"supplier", "job", "hire"}


def review_of(contact: Contact, text: str, now: datetime) -> Review:
    """What the coach says of a draft to this person, in the language the draft is written in."""
    read = text[:MOST]
    context = context_of(contact, now)
    found = pitches.review(read, context=context)
    _remember(contact, read, context.key, now)
    return found


def context_of(contact: Contact, now: datetime) -> Context:
    """What the notes about one person know, as far as the coach may ask."""
    note = next(iter(Encounter.of_contact(contact.id)), None)
    asked = [*note.asked_for, note.asked_line] if note else []
    mine = [one.text for one in contacts.open_promises(contact) if one.direction == "mine"]
    others = Draft.to_others(contact.owner_id, contact.id, now - KEPT_DRAFTS)
    return Context(
        their_ask=", ".join(filter(None, asked)) or None,
        promise="; ".join(mine) or None,
        topics=tuple(_spoken_of(note)) if note else (),
        they_requested_commercial_info=bool(COMMERCIAL.intersection(asked)),
        stage=_stage(contact, now),
        purpose_agreed=bool(note and note.need_kind in PURPOSES),
        key=_key(contact.owner_id),
        others=tuple(tuple(draft.hashes) for draft in others),
    )


def _spoken_of(note: Encounter) -> list[str]:
    return [line for line in (*note.topics, note.care, note.need, note.offer, note.hook) if line]


def _stage(contact: Contact, now: datetime) -> str:
    relation = circles.relation_of(contact, now)
    state = relation.before or relation.state
    return "first" if state == "met" else state


def _key(owner_id: int) -> bytes:
    """A secret of the house and of this writer: hashes of two people never meet."""
    secret = str(current_app.config["SECRET_KEY"]).encode()
    return blake2b(secret, digest_size=32, person=b"drafts", salt=owner_id.to_bytes(8, "big")).digest()


def _remember(contact: Contact, text: str, key: bytes, now: datetime) -> None:
    hashes = list(pitches.fingerprint(text, key))
    draft = Draft.to(contact.owner_id, contact.id)
    if not hashes or (draft and draft.hashes == hashes):
        return
    if draft is None:
        draft = Draft(owner_id=contact.owner_id, contact_id=contact.id)
        db.session.add(draft)
    draft.hashes, draft.at = hashes, now
    try:
        db.session.commit()
    except IntegrityError:  # two tabs at once: the other one is remembered
        db.session.rollback()
