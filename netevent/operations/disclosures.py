"""Notes that others wrote about somebody: that they exist at once, what they say by request (privacy decision 2).

A note is its author's and also data about the person it describes (CJEU C-434/16). Whoever runs the site answers
within 30 days, with everybody else blacked out; redacting comes before refusing (GDPR Art. 15(4)).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import func, or_, select
from sqlalchemy.orm import joinedload

from netevent.domain.redactions import black_out_people
from netevent.errors import N_, Conflict, Invalid, NotFound
from netevent.extensions import db
from netevent.models import Contact, Disclosure, Encounter, Person, Promise
from netevent.operations import audits
from netevent.operations.posting import post

ANSWERED_WITHIN = timedelta(days=30)
LONGEST = 100_000  # characters of an answer

OPEN_ALREADY = N_("You have asked already. The answer is on its way.")
NOTHING_NOTED = N_("Nobody has noted anything about you.")
NO_REQUEST = N_("There is no open request %(number)s.")
NO_ANSWER = N_("The answer is empty. Write down what may be read, or that nothing can be.")
TOO_LONG = N_("An answer holds 100,000 characters.")

WORDS = ("care", "need", "offer", "asked_line", "hook", "free_note", "introduce_reason", "felt", "who_talked")


@dataclass(frozen=True, slots=True)
class Trace:
    """That a note exists: the title of the event, or '', and the day."""

    event: str
    on: date


def traces_of(person: Person) -> list[Trace]:
    """The notes about somebody, the latest first, without a word of them."""
    return [
        Trace(note.event.title if note.event else "", _day(note))
        for note in _notes_about(person)
        if _said(note)
    ]


def ask(person: Person, now: datetime) -> Disclosure:
    """Ask for what the notes say. One request at a time; their authors hear that somebody asked, not who."""
    db.session.execute(select(Person.id).where(Person.id == person.id).with_for_update())
    if Disclosure.open_of(person.id):
        raise Conflict(OPEN_ALREADY)
    notes = [note for note in _notes_about(person) if _said(note)]
    if not notes:
        raise Conflict(NOTHING_NOTED)
    request = Disclosure(person_id=person.id, asked_at=now, due_at=now + ANSWERED_WITHIN)
    db.session.add(request)
    db.session.flush()
    for author in {note.contact.owner for note in notes}:
        if author.email:
            _post("notes_asked", request, author, now)
    db.session.commit()
    return request


def queue(now: datetime) -> tuple[list[Disclosure], bool]:
    """What waits for an answer, the most urgent first, and whether the law's time is over for any."""
    waiting = Disclosure.queue()
    return waiting, any(request.due_at <= now for request in waiting)


def show(number: int, now: datetime) -> str:
    """What the answer can be made of: every note with names, addresses and numbers of others blacked out.

    For whoever runs the site; looking is written into the log.
    """
    request = _open(number)
    texts = [_readable(note, request.person) for note in _notes_about(request.person) if _said(note)]
    audits.note("show", "disclosures", now=now, row_id=request.id, via="command")
    db.session.commit()
    return "\n\n".join(texts) + "\n"


def answer(number: int, text: str, now: datetime) -> None:
    """Release a text; the person reads it behind their sign-in, and gets a mail that says so."""
    request = _open(number)
    if not text.strip():
        raise Invalid("answer", NO_ANSWER)
    if len(text) > LONGEST:
        raise Invalid("answer", TOO_LONG)
    request.answer, request.answered_at = text.strip(), now
    if request.person.email:
        _post("notes_answered", request, request.person, now)
    audits.note("answer", "disclosures", now=now, row_id=request.id, via="command")
    db.session.commit()


def _open(number: int) -> Disclosure:
    request = db.session.scalar(
        select(Disclosure).where(Disclosure.id == number, Disclosure.answered_at.is_(None)).with_for_update()
    )
    if request is None:
        raise NotFound(NO_REQUEST, number=number)
    return request


def _notes_about(person: Person) -> list[Encounter]:
    """What others keep of encounters with this person: scanned, or written down with their proved address."""
    about = Contact.person_id == person.id
    if person.email:
        typed = Contact.person_id.is_(None) & (func.lower(Contact.email) == person.email)
        about = or_(about, typed)
    return list(
        db.session.scalars(
            select(Encounter)
            .join(Encounter.contact)
            .options(joinedload(Encounter.contact).joinedload(Contact.owner), joinedload(Encounter.event))
            .where(about, Contact.owner_id != person.id)
            .order_by(Encounter.at.desc(), Encounter.id.desc())
        )
    )


def _said(note: Encounter) -> list[str]:
    """The lines of a note; none, when two people only met."""
    lines = [getattr(note, name) for name in WORDS]
    lines += [", ".join(note.topics), ", ".join(note.asked_for)]
    lines += [promise.text for promise in Promise.of_encounter(note.id)]
    return [line for line in lines if line]


def _readable(note: Encounter, reader: Person) -> str:
    met = f"{note.event.title}, {_day(note)}" if note.event else str(_day(note))
    others = _others_known_to(note.contact.owner, note.contact)
    lines = [black_out_people(line, others, keep=[reader.name, note.contact.name]) for line in _said(note)]
    return "\n".join([f"[{met}]", *lines])


def _others_known_to(author: Person, about: Contact) -> Iterable[str]:
    """The author, and everybody else the author keeps."""
    names = select(Contact.name).where(Contact.owner_id == author.id, Contact.id != about.id)
    return [author.name, *db.session.scalars(names)]


def _day(note: Encounter) -> date:
    return note.event.evening if note.event else note.at.date()


def _post(kind: str, request: Disclosure, to: Person, now: datetime) -> None:
    post(
        kind,
        dedupe_key=f"{kind}:{request.id}:{to.id}",
        address=to.email,
        language=to.language,
        now=now,
        person_id=to.id,
    )
