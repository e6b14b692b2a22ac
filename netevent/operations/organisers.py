"""Who may organise, and who holds a key to which event."""

from datetime import datetime

from sqlalchemy import ColumnElement, select, update

from netevent.domain.codes import CARD_LENGTH, new_code
from netevent.errors import N_, Conflict, Forbidden, Invalid, NotFound
from netevent.extensions import db
from netevent.forms.signins import AskForm
from netevent.models import Device, Event, Invitation, Organiser, Person
from netevent.operations import audits

MAY_GIVE = {"owner": ("owner", "organiser", "door"), "organiser": ("door",), "door": ()}
"""Which keys each role gives and takes away: never one as strong as its own, but for the owner."""

NO_KEY = N_("This person is no longer on the team.")
NOT_YOURS = N_("Only an owner of the event can do this. Ask one of them.")
LAST_OWNER = N_("The last owner cannot leave. Make somebody else an owner first.")
LAST_ROLE = N_("The event needs an owner. Make somebody else an owner first.")


def make_organiser(email: str, now: datetime) -> Person:
    """Let the owner of this address create events; who is new here exists from now on.

    They prove the address when they sign in. Raises Invalid when it is not an address.
    """
    form = AskForm(data={"email": email})
    if not form.validate():
        said = form.email.errors[0]
        raise Invalid("email", getattr(said, "sentence", str(said)), **getattr(said, "slots", {}))
    address = str(form.email.data)
    person = Person.of_email(address)
    if person is None:
        person = Person(email=address, card_code=new_code(CARD_LENGTH), created_at=now)
        db.session.add(person)
    person.may_organise_since = person.may_organise_since or now
    db.session.flush()
    audits.note("allow", "organisers", now=now, row_id=person.id, via="command")
    db.session.commit()
    return person


def add_key(
    event: Event, person: Person, role: str, now: datetime, *, actor_id: int | None = None
) -> Organiser:
    """Give a person a key, or change the one they hold; a key once taken away works again."""
    key = hand_over(event.id, person.id, role, now)
    audits.note("give", "organisers", now=now, actor_id=actor_id, event_id=event.id, row_id=key.id)
    db.session.commit()
    return key


def hand_over(event_id: int, person_id: int, role: str, now: datetime) -> Organiser:
    """The same inside of a larger act; the caller commits."""
    key = db.session.scalar(
        select(Organiser).where(Organiser.event_id == event_id, Organiser.person_id == person_id)
    )
    if key is None:
        key = Organiser(event_id=event_id, person_id=person_id)
        db.session.add(key)
    key.role, key.since, key.removed_at = role, now, None
    db.session.flush()
    return key


def change_role(event: Event, key_id: int, role: str, actor: Person, now: datetime) -> bool:
    """Another role for somebody, by an owner; the last owner stays one. Returns whether anything was new."""
    team = held_team(event)
    key, mine = _one(team, key_id), _key_of(team, actor)
    if mine.role != "owner":
        raise Forbidden(NOT_YOURS)
    if key.role == role:
        return False
    if role != "owner" and _is_last_owner(team, key):
        raise Conflict(LAST_ROLE)
    hand_over(event.id, key.person_id, role, now)
    _call_back(key, now, kept=MAY_GIVE[role])
    audits.note("change", "organisers", now=now, actor_id=actor.id, event_id=event.id, row_id=key.id)
    db.session.commit()
    return True


def take_away(event: Event, key_id: int, actor: Person, now: datetime) -> None:
    """The key opens nothing from the next request on. Owners take any key, organisers those of the door."""
    team = held_team(event)
    key, mine = _one(team, key_id), _key_of(team, actor)
    if key is not mine:
        refuse_stronger(mine, key)
    _end(team, key, "leave" if key is mine else "take", actor, now)


def refuse_stronger(mine: Organiser, key: Organiser) -> None:
    """Raise Forbidden unless the holder of one key may give and take such another."""
    if key.role not in MAY_GIVE[mine.role]:
        raise Forbidden(NOT_YOURS)


def leave(event: Event, actor: Person, now: datetime) -> None:
    """Anybody may go, but for the last owner."""
    team = held_team(event)
    _end(team, _key_of(team, actor), "leave", actor, now)


def held_team(event: Event) -> list[Organiser]:
    """The keys to an event; until this transaction ends nobody else changes them."""
    db.session.execute(select(Event.id).where(Event.id == event.id).with_for_update(key_share=True))
    return Organiser.team_of(event.id)


def held_key(event: Event, actor: Person) -> Organiser:
    """The key of whoever acts; nobody takes it away until this transaction ends."""
    return _key_of(held_team(event), actor)


def take_devices(person_id: int, now: datetime, *where: ColumnElement[bool], actor_id: int | None) -> None:
    """Devices that somebody added hold a guest list: they go with whoever was trusted with it. The caller commits."""
    theirs = update(Device).where(Device.made_by_id == person_id, Device.revoked_at.is_(None), *where)
    ended = db.session.execute(theirs.values(revoked_at=now).returning(Device.id, Device.event_id))
    for device_id, event_id in ended.all():
        audits.note("revoke", "devices", now=now, actor_id=actor_id, event_id=event_id, row_id=device_id)


def _end(team: list[Organiser], key: Organiser, verb: str, actor: Person, now: datetime) -> None:
    if _is_last_owner(team, key):
        raise Conflict(LAST_OWNER)
    key.removed_at = now
    _call_back(key, now)
    take_devices(key.person_id, now, Device.event_id == key.event_id, actor_id=actor.id)
    audits.note(verb, "organisers", now=now, actor_id=actor.id, event_id=key.event_id, row_id=key.id)
    db.session.commit()


def _call_back(key: Organiser, now: datetime, kept: tuple[str, ...] = ()) -> None:
    """Invitations that somebody sent and could not send any more open nothing, nor do those that wait for themselves:
    they would come back by one."""
    own = [address for address in (key.person.email, key.person.claimed_email) if address]
    for invitation in Invitation.waiting_for(key.event_id, own):
        invitation.withdrawn_at = now
    for invitation in Invitation.waiting_by(key.event_id, key.person_id):
        if invitation.role not in kept:
            invitation.withdrawn_at = now


def _is_last_owner(team: list[Organiser], key: Organiser) -> bool:
    return key.role == "owner" and sum(one.role == "owner" for one in team) == 1


def _one(team: list[Organiser], key_id: int) -> Organiser:
    found = next((key for key in team if key.id == key_id), None)
    if found is None:
        raise NotFound(NO_KEY)
    return found


def _key_of(team: list[Organiser], person: Person) -> Organiser:
    """Of whoever acts: their key may have been taken away a blink ago."""
    found = next((key for key in team if key.person_id == person.id), None)
    if found is None:
        raise NotFound(NO_KEY)
    return found
