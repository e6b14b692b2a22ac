"""What one notes about somebody after the talk: their work, their news, a hard time, a need that is met."""

from datetime import datetime

from sqlalchemy import select

from netevent.errors import N_, Invalid
from netevent.extensions import db
from netevent.models import Contact, Remark
from netevent.models.remarks import KINDS
from netevent.operations.digests import wake

WITH_WORDS = ("work", "news", "saved")

WHICH = N_("Choose what you would like to note.")
SAY_IT = N_("Write a few words, so that you know later what it was.")


def note(contact: Contact, kind: str, text: str, topic: str, now: datetime) -> Remark:
    """Keep a remark; Invalid where words are missing. What is suggested follows from it on the next morning."""
    if kind not in KINDS:
        raise Invalid("kind", WHICH)
    if kind in WITH_WORDS and not text:
        raise Invalid("text", SAY_IT)
    words = {"text": text, "topic": topic if kind == "saved" else ""} if kind in WITH_WORDS else {}
    remark = Remark(owner_id=contact.owner_id, contact_id=contact.id, kind=kind, at=now, **words)
    db.session.add(remark)
    wake(contact.owner, now)
    db.session.commit()
    return remark


def of(contact: Contact, remark_id: int) -> Remark | None:
    return db.session.scalar(select(Remark).where(Remark.id == remark_id, Remark.contact_id == contact.id))


def take_out(contact: Contact, remark: Remark, now: datetime) -> None:
    """Never mind: it is as if it had not been noted."""
    db.session.delete(remark)
    wake(contact.owner, now)
    db.session.commit()
