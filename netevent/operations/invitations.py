"""Inviting to the team of an event: one mail to an address, and a key for whoever reads it and accepts, once."""

import secrets
from collections.abc import Callable
from datetime import datetime, timedelta

from babel.dates import format_date
from flask_babel import get_locale

from netevent.errors import N_, Forbidden, Invalid, NotFound
from netevent.extensions import db
from netevent.mails.pages import Link, NeutralPage
from netevent.mails.words import _
from netevent.models import Event, Invitation, Organiser, OutboxMail, Person, SignIn
from netevent.models.organisers import ROLES
from netevent.operations import audits, cards, links, organisers, proofs
from netevent.operations.mornings import NothingToSay
from netevent.operations.posting import post
from netevent.operations.signins import open_for

LIFE = timedelta(days=7)
DAY = timedelta(days=1)
MOST_AT_EVENT = 20
MOST_BY_PERSON = 200
MOST_TO_ADDRESS = 6  # as many mails as an address nobody proved gets in a day

MANY_AT_EVENT = N_("This event sent %(most)s invitations within a day. Go on tomorrow.")
MANY_BY_PERSON = N_("You sent %(most)s invitations within a day. Go on tomorrow.")
MANY_TO_ADDRESS = N_("This address was invited many times today. Speak with them, or go on tomorrow.")
OLD = N_(
    "This invitation is no longer valid. If you accepted it before, sign in, and the event stands under Events. "
    "If not, ask whoever invited you for a new one."
)
INVITED = {
    "owner": N_("You are invited to be an owner of %(event)s: to plan it, and to decide who is on its team."),
    "organiser": N_("You are invited to organise %(event)s together with its team."),
    "door": N_("You are invited to help at the door of %(event)s."),
}


def invite(event: Event, email: str, role: str, actor: Person, now: datetime) -> Invitation:
    """Send a mail to an address; whose it is, or whether it is anybody's, makes no difference and is not said.

    The event has one open invitation for an address: an earlier one ends. Owners invite to every role, organisers to
    the door: nobody gives away as much as they hold themselves, but for the owner. Raises Invalid when it was enough
    for a day.
    """
    _hold_power(event, role, actor)
    _refuse_many(event, email, actor, now - DAY)
    if earlier := Invitation.open_for(event.id, email):
        if earlier.expires_at > now:
            _hold_power(
                event, earlier.role, actor
            )  # or a weaker key would take back what a stronger one sent
        earlier.withdrawn_at = now
        db.session.flush()
    invitation = Invitation(
        event_id=event.id, role=role, email=email, challenge=secrets.token_hex(16), invited_by_id=actor.id,
        created_at=now, expires_at=now + LIFE,
    )  # fmt: skip
    db.session.add(invitation)
    db.session.flush()
    post(
        "invite",
        dedupe_key=_cause(invitation),
        address=email,
        language=event.language,
        now=now,
        event_id=event.id,
        expires_at=invitation.expires_at,
    )
    audits.note("send", "invitations", now=now, actor_id=actor.id, event_id=event.id, row_id=invitation.id)
    db.session.commit()
    return invitation


def withdraw(event: Event, invitation_id: int, actor: Person, now: datetime) -> None:
    """Its link opens nothing any more; its mail is not sent if it still waits."""
    organisers.held_team(event)
    waiting = Invitation.waiting_at(event.id, now)
    invitation = next((one for one in waiting if one.id == invitation_id), None)
    if invitation is None:
        raise NotFound(OLD)
    _hold_power(event, invitation.role, actor)
    invitation.withdrawn_at = now
    audits.note("withdraw", "invitations", now=now, actor_id=actor.id, event_id=event.id, row_id=invitation.id)  # fmt: skip
    db.session.commit()


def link_of(invitation: Invitation) -> str:
    """The token of the link in its mail."""
    return links.sign("invite", [invitation.id, invitation.challenge])


def linked(token: str, now: datetime) -> Invitation:
    """The invitation a link belongs to; raises NotFound when it is used, withdrawn, over or forged."""
    signed = links.read("invite", token)
    row_id, challenge = signed if isinstance(signed, list) else (0, "")
    found = Invitation.with_event(row_id)
    if found is None or found.challenge != challenge or found.used_at or found.withdrawn_at:
        raise NotFound(OLD)
    if found.expires_at <= now:
        raise NotFound(OLD)
    return found


def accept(token: str, browser: SignIn | None, now: datetime, device: str = "") -> tuple[Invitation, str]:
    """Somebody pressed the button: that proves the address, and its owner gets the key, whoever was signed in.

    A stronger key they hold already stays. Returns the invitation and the new secret of the browser.
    """
    opened = linked(token, now)
    event_id = opened.event_id
    organisers.held_team(opened.event)
    db.session.expire(opened)
    invitation = linked(token, now)  # once more, now that nobody else can use it
    signin, secret = _prove(invitation.email, browser, now, device)
    person_id = signin.person_id or 0
    held = Organiser.key(person_id, event_id)
    if held is None or ROLES.index(invitation.role) < ROLES.index(held.role):
        organisers.hand_over(event_id, person_id, invitation.role, now)
    invitation.used_at, invitation.used_by_id = now, person_id
    audits.note("accept", "invitations", now=now, actor_id=person_id, event_id=event_id, row_id=invitation.id)
    db.session.commit()
    return invitation, secret


def page(mail: OutboxMail, footer: tuple[Link, ...], address: Callable[[str, str], str]) -> NeutralPage:
    """What the mail says: of all that somebody typed only the title and the host of the event (T13)."""
    event, invitation = mail.event, Invitation.open_for(mail.event_id or 0, mail.address)
    if event is None or invitation is None or mail.dedupe_key != _cause(invitation):
        raise NothingToSay("this invitation is over")
    day = _day(event.starts_at.astimezone(event.tz))
    last = _day(invitation.expires_at.astimezone(event.tz))
    when = _("It takes place on %(date)s.", date=day)
    hosted = _("It takes place on %(date)s, hosted by %(host)s.", date=day, host=event.host)
    return NeutralPage(
        language=mail.language,
        subject=_("You are invited to a team"),
        heading=_("You are invited to a team"),
        preheader=_("The button shows the event and your part. Nothing happens before you accept."),
        intro=(_(INVITED[invitation.role], event=event.title), hosted if event.host else when),
        button=Link(_("See the invitation"), address("/invitations/", link_of(invitation))),
        notes=(
            _(
                "It works once, until %(date)s, and signs you in with this address. Please do not forward it.",
                date=last,
            ),
        ),
        why=(
            _(
                "You get this because somebody on the team of the event gave this address. If you do not know "
                "of it, simply ignore this mail, and nothing happens."
            ),
        ),
        links=footer,
    )


def _day(moment: datetime) -> str:
    return str(format_date(moment.date(), "long", locale=get_locale()))


def _cause(invitation: Invitation) -> str:
    return f"invite:{invitation.challenge}"


def _prove(email: str, browser: SignIn | None, now: datetime, device: str) -> tuple[SignIn, str]:
    """This browser if it is theirs already, or claims to be; any other way a new one, and what it was stays behind."""
    person = browser.person if browser else None
    if browser is None or person is None or person.address != email:
        browser, _secret = open_for(None, email, now, device)
    browser.email = email
    secret = proofs.settle(browser, "link", now)
    db.session.flush()
    return browser, secret


def _hold_power(event: Event, role: str, actor: Person) -> None:
    """Nobody changes the team until this is done; raises Forbidden unless the actor may give such keys now."""
    mine = next((key for key in organisers.held_team(event) if key.person_id == actor.id), None)
    if mine is None:
        raise NotFound(organisers.NO_KEY)
    if role not in organisers.MAY_GIVE[mine.role]:
        raise Forbidden(organisers.NOT_YOURS)


def _refuse_many(event: Event, email: str, actor: Person, since: datetime) -> None:
    cards.lock(actor)  # they may invite to two events at once
    for most, sentence, whose in (
        (MOST_AT_EVENT, MANY_AT_EVENT, Invitation.event_id == event.id),
        (MOST_BY_PERSON, MANY_BY_PERSON, Invitation.invited_by_id == actor.id),
        (MOST_TO_ADDRESS, MANY_TO_ADDRESS, Invitation.email == email),
    ):
        if Invitation.made(since, whose) >= most:
            raise Invalid("email", sentence, most=most)
