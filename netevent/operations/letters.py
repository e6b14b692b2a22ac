"""One mail, written from rows at the moment it is sent, in the language of whoever gets it."""

from collections.abc import Callable
from datetime import datetime
from email.utils import parseaddr

from flask import current_app
from sqlalchemy import select

from netevent.config import Settings
from netevent.extensions import db
from netevent.mails import pages, words
from netevent.mails.message import Letter
from netevent.mails.pages import CodePage, Link, MorningPage, NeutralPage, Page
from netevent.mails.words import _
from netevent.models import AddressChange, Digest, Encounter, Event, OutboxMail, SignIn
from netevent.operations import invitations, links, mornings, notices, pauses, proofs

CODES = ("signin", "checkin", "address_code")  # somebody waits for these, and nobody unsubscribes from them
OWED = ("address_changed",)  # whose address this was until now must hear of it
DIGESTS = ("morning", "neutral")

NothingToSay = mornings.NothingToSay


def letter_for(mail: OutboxMail, now: datetime) -> Letter:
    """The letter of one row; raises NothingToSay when what it was written for is no longer so."""
    settings: Settings = current_app.config["SETTINGS"]
    sender = parseaddr(settings.mail_from)[1]
    with words.speaking(mail.language):
        page = page_for(mail, now)
        from_name, to_name = _names(mail, page)
        return Letter(
            kind=mail.kind,
            subject=page.subject,
            html=pages.html(page),
            text=pages.text(page),
            to_address=mail.address,
            to_name=to_name,
            from_name=from_name,
            from_address=sender,
            reply_to=settings.operator_contact if "@" in settings.operator_contact else sender,
            message_id=mail.message_id,
            date=now,
            list_unsubscribe_url=page.unsubscribe_url if mail.kind in DIGESTS else None,
            list_id=f"{mail.kind}.{settings.host.partition(':')[0]}",
            language=mail.language,
        )


def page_for(mail: OutboxMail, now: datetime) -> Page:
    """What the mail says, for both its parts and for a browser."""
    with words.speaking(mail.language):
        return _PAGES[mail.kind](mail, now)


def _signin(mail: OutboxMail, _now: datetime) -> CodePage:
    signin = _open_signin(mail)
    code = proofs.code_of(signin)
    return CodePage(
        language=mail.language,
        subject=_("Your sign-in code"),
        heading=_("Your sign-in code"),
        preheader=_("%(code)s works for ten minutes, in the browser that asked for it.", code=code),
        intro=(_("Type it where you asked for it."),),
        code=code,
        otherwise=_("Or sign in on the device you are reading this on."),
        button=Link(_("Sign in"), _address("/signin/", proofs.link_of(signin))),
        notes=(_("Both work once, for ten minutes."),),
        why=(
            _(
                "You get this because somebody asked for a code for this address. If it was not you, "
                "simply ignore this mail, and nothing happens."
            ),
        ),
        links=(_privacy(),),
    )


def _checkin(mail: OutboxMail, _now: datetime) -> CodePage:
    """May reach somebody who never typed this address: the title of the event is all it tells (T13)."""
    signin, event = _open_signin(mail), _event(mail)
    unsubscribe = _address("/unsubscribe/", links.sign("unsubscribe", mail.address))
    return CodePage(
        language=mail.language,
        subject=_("Keep the people you meet"),
        heading=_("Keep the people you meet"),
        preheader=_("Nothing waits for this mail. It opens your page on any phone you like."),
        intro=(
            _(
                "This address was given at %(event)s. Type this code on the phone you used there, and what "
                "you note stays yours on any phone. Nothing waits for it.",
                event=event.title,
            ),
        ),
        code=proofs.code_of(signin),
        otherwise=_("Or open your page on the device you are reading this on."),
        button=Link(_("Open your page"), _address("/signin/", proofs.link_of(signin))),
        notes=(_("Both work once, for ten minutes. You can ask for new ones whenever it suits you."),),
        why=(_("You did not give this address? Then simply ignore this mail, and nothing happens."),),
        links=(Link(_("Unsubscribe"), unsubscribe), _privacy()),
        unsubscribe_url=unsubscribe,
    )


def _address_code(mail: OutboxMail, _now: datetime) -> CodePage:
    """To an address somebody typed under Me: the code alone, as a link would work in a browser that did not ask."""
    asked = AddressChange.latest_of(mail.signin_id) if mail.signin_id else None
    if asked is None or asked.used_at or asked.email != mail.address:
        raise NothingToSay("this change is over")
    code = proofs.code_of(asked)
    return CodePage(
        language=mail.language,
        subject=_("Confirm your new address"),
        heading=_("Confirm your new address"),
        preheader=_("%(code)s works for ten minutes, in the browser that asked for it.", code=code),
        intro=(_("Type this code where you asked to use this address."),),
        code=code,
        notes=(_("It works once, for ten minutes."),),
        why=(
            _(
                "You get this because somebody gave this address for an account here. If it was not you, "
                "simply ignore this mail, and nothing happens."
            ),
        ),
        links=(_privacy(),),
    )


def _notice(mail: OutboxMail, now: datetime) -> NeutralPage:
    return notices.page(mail, (_privacy(),), _address, now)


def _invite(mail: OutboxMail, _now: datetime) -> NeutralPage:
    return invitations.page(mail, (_privacy(),), _address)


def _digest(mail: OutboxMail, now: datetime) -> MorningPage | NeutralPage:
    """What it may say is decided now: names and notes go only to an address its person has proved."""
    digest = mail.digest
    if digest is None:
        raise NothingToSay("the digest is gone")
    unsubscribe = _address("/unsubscribe/", links.sign("unsubscribe", mail.address))
    stop = Link(_("Unsubscribe"), unsubscribe)
    if digest.person.email == mail.address:
        pause = Link(_("Pause"), _address("/pause/", pauses.link_of(mail.address)))
        return mornings.page(digest, mail.language, (stop, pause, _privacy()), now)
    if digest.person.address != mail.address:
        raise NothingToSay("the person has another address now")
    return _neutral(mail, digest, (stop, _privacy()))


def _neutral(mail: OutboxMail, digest: Digest, footer: tuple[Link, ...]) -> NeutralPage:
    event = _event(mail)
    met = select(Encounter.id).where(Encounter.owner_id == digest.person_id, Encounter.event_id == event.id)
    people = db.session.scalar(met.limit(1)) is not None
    subject = words.ready(event.closes_at.astimezone(event.tz), digest.day, people=people)
    return NeutralPage(
        language=mail.language,
        subject=subject,
        heading=subject,
        preheader=_("One tap confirms this address, and your page opens on any phone."),
        intro=(
            _(
                "This address was given at %(event)s. Once you confirm it, your page opens, and it is "
                "yours on any phone.",
                event=event.title,
            ),
        ),
        button=Link(
            _("Open your page"), _address("/signin/morning/", proofs.morning_link_of(digest, mail.address))
        ),
        notes=(_("The button works for three days. Until then, names and notes stay out of mails."),),
        why=(_("You did not give this address? Then simply ignore this mail, and nothing happens."),),
        links=footer,
        unsubscribe_url=footer[0].url,
    )


def _names(mail: OutboxMail, page: Page) -> tuple[str, str]:
    """From and To. A name somebody typed goes only to the address that person proved (T13)."""
    event = mail.event if mail.kind in DIGESTS else None
    sender = _("netevent for %(event)s", event=event.title) if event else "netevent"
    return sender, mail.person.name if mail.person and isinstance(page, MorningPage) else ""


def _open_signin(mail: OutboxMail) -> SignIn:
    signin = mail.signin
    if signin is None or signin.used_at or signin.ended_at:
        raise NothingToSay("this sign-in is over")
    return signin


def _event(mail: OutboxMail) -> Event:
    if mail.event is None:
        raise NothingToSay("the event is gone")
    return mail.event


def _privacy() -> Link:
    return Link(_("Privacy"), _address("/privacy"))


def _address(path: str, token: str = "") -> str:
    settings: Settings = current_app.config["SETTINGS"]
    return f"{settings.base_url}{path}{token}"


_PAGES: dict[str, Callable[[OutboxMail, datetime], Page]] = {
    "signin": _signin,
    "checkin": _checkin,
    "morning": _digest,
    "neutral": _digest,
    "address_code": _address_code,
    "invite": _invite,
    **dict.fromkeys(notices.NOTICES, _notice),
}
