"""Short mails that something happened: two or three sentences and one button, and nobody's name in them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from babel.dates import format_date
from flask_babel import get_locale

from netevent.errors import N_
from netevent.mails.pages import Link, NeutralPage
from netevent.mails.words import _
from netevent.models import OutboxMail, Person
from netevent.operations.mornings import NothingToSay

KEPT_IDLE = timedelta(days=730)  # as long as an account is kept that nobody uses
KEPT_NOTES = timedelta(days=730)  # as long as notes are kept about somebody at rest
AHEAD = timedelta(days=28)  # at least, between such a mail and the end it speaks of
ASKED_IDLE = timedelta(days=600)  # whoever was there since is not asked


@dataclass(frozen=True, slots=True)
class Notice:
    """English sentences, and the page its button opens. `why` stands at the foot."""

    subject: str
    preheader: str
    says: tuple[str, ...]
    button: str
    path: str
    why: str = N_("You get this because it is about your account.")


NOTICES = {
    "address_changed": Notice(
        N_("Your address was changed"),
        N_("The account that used this address gets its mail elsewhere from now on."),
        (
            N_(
                "The account that used this address gets its mail at another address from now on. Every other "
                "device was signed out."
            ),
            N_(
                "If that was you, all is well. If it was not, reply to this mail at once, and we look into it."
            ),
        ),
        N_("Get help"),
        "/help",
        N_("You get this because this address belonged to an account until now."),
    ),
    "passkey_added": Notice(
        N_("A passkey was added"),
        N_("It opens your account with a fingerprint, a face or the code of a device."),
        (
            N_("A passkey was added to your account. Whoever can unlock its device can sign in with it."),
            N_("If it was not you, open your devices, remove it, and sign out the others."),
        ),
        N_("Open my devices"),
        "/me/signins",
    ),
    "idle": Notice(
        N_("Do you want to keep your account?"),
        N_("Nobody has used it for a long time. Sign in, and everything stays."),
        (
            N_(
                "You have not used your account for almost two years. Sign in, and everything stays as it is."
            ),
            N_("Otherwise it is erased on %(date)s, with the people and the notes in it."),
        ),
        N_("Sign in and keep it"),
        "/signin",
    ),
    "old_notes": Notice(
        N_("Some old notes are about to go"),
        N_("They are about people you let rest. Keep what you still want."),
        (
            N_(
                "Notes about people at rest are kept for two years after the last sign between you. Some of "
                "yours are close to that: after it, their words are deleted. That you met stays."
            ),
            N_("Look through them, and keep those you still want. You need not do anything else."),
        ),
        N_("Look through old notes"),
        "/people/resting",
    ),
    "notes_asked": Notice(
        N_("A question about your notes"),
        N_("Somebody you met asked to read what you noted about them."),
        (
            N_("Somebody you met asked to read what you noted about them. The law gives them this right."),
            N_(
                "Whoever runs this site answers within 30 days, and blacks out what is about others. You need "
                "not do anything."
            ),
        ),
        N_("See what this means"),
        "/me/privacy",
    ),
    "notes_answered": Notice(
        N_("Your answer is ready"),
        N_("You asked what others noted about you. It waits behind your sign-in."),
        (N_("You asked what others noted about you. The answer is ready, and only you can open it."),),
        N_("Read the answer"),
        "/me/data",
    ),
}


def page(
    mail: OutboxMail, footer: tuple[Link, ...], address: Callable[[str], str], now: datetime
) -> NeutralPage:
    """The notice of one mail in the language that is set; `address` makes a link of a path."""
    notice = NOTICES[mail.kind]
    slots = {"date": _erased_on(mail.person, now)} if mail.kind == "idle" else {}
    return NeutralPage(
        language=mail.language,
        subject=_(notice.subject),
        heading=_(notice.subject),
        preheader=_(notice.preheader),
        intro=tuple(_(sentence, **slots) for sentence in notice.says),
        button=Link(_(notice.button), address(notice.path)),
        why=(_(notice.why),),
        links=footer,
    )


def _erased_on(person: Person | None, now: datetime) -> str:
    """The day on which an unused account ends."""
    last = (person.active_at or person.created_at) if person else now
    if now - last < ASKED_IDLE:
        raise NothingToSay("somebody has used this account again")
    return str(format_date(max(last + KEPT_IDLE, now + AHEAD), "long", locale=get_locale()))
