"""Ben's whole life in the house, with a marker in everything that is about him; Cleo's beside it."""

from datetime import timedelta

from sqlalchemy import select

from netevent import clock
from netevent.domain.codes import CARD_LENGTH, new_code
from netevent.extensions import db
from netevent.models import (
    Act,
    AddressChange,
    Audit,
    Badge,
    Block,
    Concern,
    Consent,
    Contact,
    Disclosure,
    Encounter,
    Event,
    FormerCard,
    Guess,
    Intention,
    Invitation,
    Knock,
    Organiser,
    Passkey,
    Pause,
    Person,
    Registration,
    Remark,
    Replay,
    Review,
    Scan,
    SignIn,
    Suppression,
    Undo,
)
from netevent.operations import cards, signins, suppressions
from netevent.operations.cards import Gift
from netevent.operations.posting import post
from tests import cast
from tests.mails.mornings import digest_of, promised
from tests.mails.mornings import prompt as suggested

MARK = "BENMARK"
NAME = f"Ben {MARK}"
ADDRESS = f"{MARK.casefold()}@example.org"


def live() -> tuple[Person, Person, Event]:
    """Ben and Cleo after Ada's evening. Everything Ben wrote, and everything about him, holds MARK."""
    ada = cast.person("Ada Moreau")
    event = cast.event(ada)
    ben = cast.person(
        NAME, ADDRESS, company=f"{MARK} & Co", role=MARK, ask_about=MARK, phone="+41 79 123 45 67",
        link=f"https://{MARK}.example.org", zone="Europe/Zurich",
    )  # fmt: skip
    cleo, dan = cast.person("Cleo Brandt", gives_email=True), cast.person("Dan Okafor", gives_email=True)
    db.session.add(
        Registration(
            event_id=event.id,
            email=ADDRESS,
            name=NAME,
            company=MARK,
            source="imported",
            created_at=clock.now(),
        )
    )
    db.session.commit()
    cast.checked_in(event, ben, cleo, dan)
    for one, other in ((ben, cleo), (cleo, dan), (ben, dan)):
        cards.swap(one, other, Gift(email=True, phone=True), clock.now())
    _notes(ben, cleo, dan, event)
    _rows(ben, cleo, event)
    _mails(ben, cleo)
    db.session.commit()
    return ben, cleo, event


def note_of(owner: Person, about: Person) -> Encounter:
    contact = Contact.of_person(owner.id, about.id)
    assert contact
    return Encounter.of_contact(contact.id)[0]


def _notes(ben: Person, cleo: Person, dan: Person, event: Event) -> None:
    of_ben, of_cleo, of_dan = note_of(cleo, ben), note_of(ben, cleo), note_of(cleo, dan)
    for note, words in ((of_ben, f"{MARK} mends boats"), (of_cleo, f"{MARK} asked Cleo")):
        note.care = note.need = note.offer = note.asked_line = note.hook = words
        note.free_note, note.topics, note.saved_at, note.version = words, [words], clock.now(), 1
        note.introduce_id, note.introduce_reason = of_dan.contact_id if note is of_ben else None, words
        promise = promised(note, words)
        digest = digest_of(note.contact.owner, event, clock.now().date() + timedelta(days=note.id))
        prompt = suggested("ask.care", note, digest, care=words)
        db.session.add(
            Act(
                owner_id=note.owner_id,
                contact_id=note.contact_id,
                prompt_id=prompt.id,
                kind="answer",
                by="them",
                detail=words,
                at=clock.now(),
            )
        )
        of = {"owner_id": note.owner_id, "contact_id": note.contact_id}
        db.session.add(Remark(**of, kind="saved", text=words, topic=words, at=clock.now()))
        assert promise.id
    of_dan.free_note, of_dan.saved_at, of_dan.care = (
        f"{NAME} or {ADDRESS} sent me to Dan",
        clock.now(),
        "glass for Dan",
    )
    of_dan.introduce_id, of_dan.introduce_reason = of_ben.contact_id, f"{MARK} gains"
    suggested("ask.care", of_dan, digest_of(cleo, None, clock.now().date() + timedelta(days=99)), other=NAME)
    typed = Contact(
        owner_id=dan.id,
        name=f"B. {MARK}",
        email=ADDRESS.upper(),
        phone=MARK,
        company=MARK,
        created_at=clock.now(),
    )
    db.session.add(typed)
    db.session.flush()
    db.session.add(
        Encounter(
            owner_id=dan.id,
            contact_id=typed.id,
            at=clock.now(),
            saved_at=clock.now(),
            free_note=f"{MARK} by hand",
        )
    )


def _rows(ben: Person, cleo: Person, event: Event) -> None:
    now, mine = clock.now(), {"person_id": ben.id}
    former, badge = new_code(CARD_LENGTH), new_code(CARD_LENGTH)
    signin, _ = signins.open_for(ben, ADDRESS, now)
    asked, _ = signins.open_for(None, ADDRESS, now)
    db.session.flush()
    db.session.add_all([
        FormerCard(code=former, since=now, **mine), Badge(event_id=event.id, code=badge, since=now, **mine),
        Organiser(event_id=event.id, role="door", since=now, **mine),
        *(Invitation(event_id=event.id, role="door", email=to, challenge="c" * 32, invited_by_id=cleo.id, created_at=now, expires_at=now, **used)
          for to, used in ((ADDRESS, {}), (f"old-{ADDRESS}", {"used_by_id": ben.id, "used_at": now}))),
        Intention(event_id=event.id, learn=MARK, offer=MARK, topics=[MARK], said_at=now, **mine),
        Review(event_id=event.id, day=90, learned=MARK, cost=MARK, said_at=now, **mine),
        Review(event_id=event.id, day=90, person_id=cleo.id, learned=f"what {NAME} told", said_at=now),
        Scan(event_id=event.id, nonce="n" * 16, fingerprint="f", result="already", checkin_id=999, at=now, received_at=now, door=MARK, told_at=now, told_door=MARK, **mine),
        Undo(event_id=event.id, checkin_id=999, at=now, door=MARK, nonce="o" * 16, undone_at=now, **mine),
        Pause(kind="mails", at=now, until_on=now.date(), **mine),
        Consent(kind="email", version="1", given_at=now, **mine), Block(blocker_id=ben.id, blocked_id=cleo.id, since=now, lifted_at=now),
        Knock(event_id=event.id, asker_id=ben.id, asked_id=cleo.id, at=now, answer="no", answered_at=now),
        Knock(event_id=event.id, asker_id=cleo.id, asked_id=ben.id, at=now, answer="", answered_at=None),
        Concern(event_id=event.id, teller_id=ben.id, about_id=cleo.id, words=MARK, told_at=now),
        Concern(event_id=event.id, teller_id=cleo.id, about_id=ben.id, words=MARK, told_at=now),
        Guess(event_id=event.id, at=now, **mine), Passkey(credential_id=MARK, public_key=MARK.encode(), device=MARK, created_at=now, **mine),
        AddressChange(signin_id=signin.id, email=f"new-{ADDRESS}", challenge="c" * 32, asked_at=now, **mine),
        Disclosure(asked_at=now, due_at=now, answered_at=now, answer=MARK, **mine),
        Audit(verb="change", noun="events", at=now, actor_id=ben.id, event_id=event.id, row_id=event.id),
        Suppression(address_hash=suppressions.hash_of(ADDRESS), scope="digests", reason=f"550 <{ADDRESS}>", since=now),
        *(Replay(key=key * 16, person_id=who, fingerprint="f", status=303, location=place, at=now) for key, who, place in (
            ("a", ben.id, f"/people?{MARK}"), ("b", cleo.id, f"/p/{ben.card_code.lower()}"),
            ("c", cleo.id, f"/p/{former}"), ("d", cleo.id, f"/b/{badge}"), ("e", cleo.id, "/people/1"))),
    ])  # fmt: skip
    signin.device = signin.next_path = ben.ask = MARK
    cleo.ask = f"How does {NAME} do it?"
    assert asked.email == ADDRESS


def _mails(ben: Person, cleo: Person) -> None:
    now = clock.now()
    asked = db.session.scalars(
        select(SignIn).where(SignIn.email == ADDRESS, SignIn.person_id.is_(None))
    ).first()
    assert asked
    post("signin", dedupe_key=f"signin:{MARK}", address=ADDRESS, language="en", now=now, signin_id=asked.id)
    post("morning", dedupe_key="morning:ben", address=ADDRESS, language="en", now=now, person_id=ben.id)
    post(
        "morning",
        dedupe_key="morning:cleo",
        address=str(cleo.email),
        language="en",
        now=now,
        person_id=cleo.id,
    )


def whole() -> str:
    """Every value of every row of every table, as one text."""
    said = []
    for table in db.metadata.sorted_tables:
        for row in db.session.execute(table.select()).mappings():
            said += [f"{table.name}.{name} = {value!r}" for name, value in row.items()]
    db.session.rollback()
    return "\n".join(said)


def codes_of(person: Person) -> list[str]:
    formers = db.session.scalars(select(FormerCard.code).where(FormerCard.person_id == person.id))
    return [person.card_code, *formers]


def hits(text: str, *words: str) -> list[str]:
    """The lines of a text that hold one of the words."""
    return [line for line in text.splitlines() if any(word.casefold() in line.casefold() for word in words)]
