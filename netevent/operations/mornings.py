"""The page of one morning's mail: the suggestions of a digest, for the person who proved the address."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask import current_app

from netevent.domain import prompts
from netevent.domain.prompts.kinds import KINDS
from netevent.domain.prompts.words import subject, wordings_for
from netevent.domain.prompts.words.filling import bare
from netevent.domain.schedules import encounter_day
from netevent.errors import N_
from netevent.mails import words
from netevent.mails.pages import Line, Link, MorningPage, Someone
from netevent.mails.words import _
from netevent.models import Contact, Digest, Encounter, Prompt
from netevent.models.prompts import ANSWERS
from netevent.operations import digests, lines, sentences
from netevent.operations.contacts import is_silent
from netevent.operations.prompts import token_of

FEWER = {
    "weekly": N_("From now on these mails come once a week at most. Whatever you do here brings them back."),
    "monthly": N_(
        "From now on these mails come once a month at most. Whatever you do here brings them back."
    ),
}


class NothingToSay(Exception):
    """What a mail was written for is gone; the text says why."""


def page(digest: Digest, language: str, footer: tuple[Link, ...], now: datetime) -> MorningPage:
    """What is still open of a digest; raises NothingToSay when all of it was answered or fell away."""
    rows = [prompt for prompt in digest.prompts if not prompt.answer]
    about = [(row, row.contact) for row in rows if row.contact and _still_fits(row, row.contact)]
    own = next(
        (
            (row, line)
            for row in rows
            if not row.contact and (line := _line(row, names_only=digest.person.names_only_in_mail))
        ),
        (None, None),
    )
    return written(digest, about, own, language, footer, now)


def written(
    digest: Digest,
    about: list[tuple[Prompt, Contact]],
    own: tuple[Prompt | None, Line | None],
    language: str,
    footer: tuple[Link, ...],
    now: datetime,
) -> MorningPage:
    """The page that says these suggestions, and this line about oneself."""
    zone = ZoneInfo(digests.zone_of(digest))
    labels = _("Done"), _("Not now"), _("Not this"), _("Let it rest")
    title = _subject(digest, [row for row, _contact in about], own[0], zone)
    return MorningPage(
        language=language,
        subject=title,
        heading=title,
        preheader=_preheader(digest, bool(about)),
        intro=(_intro(digest, [row for row, _contact in about], now.astimezone(zone).hour), *_fewer(digest)),
        people=tuple(_someone(row, contact, digest, zone, labels) for row, contact in about),
        line=own[1],
        why=_why(digest),
        links=footer,
        unsubscribe_url=footer[0].url,
    )


def _still_fits(prompt: Prompt, contact: Contact) -> bool:
    """Whether nothing happened since the morning was planned that makes this suggestion wrong."""
    if is_silent(contact) or contact.contact_ok == "none" or contact.cadence == "rest":
        return False
    return not prompt.kind.startswith("promise.") or prompt.promise is None or prompt.promise.open


def _someone(
    prompt: Prompt, contact: Contact, digest: Digest, zone: ZoneInfo, labels: tuple[str, ...]
) -> Someone:
    names_only = digest.person.names_only_in_mail
    quote = "" if names_only else _their_words(prompt)
    said = sentences.in_a_mail(prompt, names_only=names_only, kept=_beside(prompt, quote))
    address = _address("/prompts/", token_of(prompt))
    return Someone(
        name=contact.name,
        when=_when(prompt.encounter, digest, zone) if prompt.encounter else "",
        quote=words.quoted(quote) if bare(quote) not in said.say else "",
        say=said.say,
        reason=said.reason,
        write=Link(_("Write to %(name)s", name=contact.first_name), address),
        answers=tuple(
            Link(label, f"{address}?a={answer}") for answer, label in zip(ANSWERS, labels, strict=True)
        ),
    )


def _beside(prompt: Prompt, quote: str) -> dict[str, Any]:
    """The recorded facts without the words that stand above them in the quote, if the suggestion can do without."""
    less = {
        name: value
        for name, value in prompt.slots.items()
        if not isinstance(value, str) or bare(value) != bare(quote)
    }
    face = KINDS[prompt.kind].mail_face or prompt.kind
    if len(less) == len(prompt.slots) or not wordings_for(face, prompts.unpack(less)):
        return prompt.slots
    return less


def _when(note: Encounter, digest: Digest, zone: ZoneInfo) -> str:
    event = note.event
    return words.met(note.at, event.tz if event else zone, event.title if event else "", digest.day)


def _their_words(prompt: Prompt) -> str:
    """What they said, for the quote. Felt and who talked are never mailed."""
    note = prompt.encounter
    if note is None or not sentences.may_quote(prompt):
        return ""
    return (note.asked_line if prompt.kind == "asked.send" else "") or note.care or note.need


def _line(prompt: Prompt, *, names_only: bool) -> Line | None:
    """The line about oneself, if it still holds."""
    ways = lines.ways(prompt)
    if ways is None:
        return None
    said = sentences.in_a_mail(lines.told(prompt, names_only=names_only), names_only=False)
    links = tuple(Link(_(word.sentence, **word.slots), _address(path)) for word, path in ways)
    return Line(say=said.say, reason=said.reason, links=links)


def _subject(digest: Digest, about: list[Prompt], own: Prompt | None, zone: ZoneInfo) -> str:
    """The domain chooses the sentence; here it meets the reader's language."""
    line = prompts.Prompt(kind=own.kind, wording=0, slots=prompts.unpack(own.slots)) if own else None
    chosen = subject(prompts.Plan(tuple(_planned(prompt, zone) for prompt in about), line), digest.day)
    if chosen is None:
        raise NothingToSay("nothing is left to suggest")
    day = chosen.slots.get("weekday")
    return _(chosen.sentence, weekday=words.weekday(day)) if isinstance(day, date) else _(chosen.sentence)


def _planned(prompt: Prompt, zone: ZoneInfo) -> prompts.Prompt:
    note = prompt.encounter
    if note is None:
        return prompts.Prompt(kind=prompt.kind, wording=prompt.wording, slots={})
    event = note.event
    here = event.tz if event else zone
    return prompts.Prompt(
        kind=prompt.kind,
        wording=prompt.wording,
        slots={},
        met_on=encounter_day(note.at, event.closes_at if event else note.at, here),
        met_at=note.at.astimezone(here),
    )


def _preheader(digest: Digest, about: bool) -> str:
    if about and digest.person.names_only_in_mail:
        return _("One small thing each, if it still fits. Your notes stay in the app.")
    if about:
        return _("What they said, what you noted, and one small thing that might fit.")
    return _("Two minutes are enough, and an evening without notes is fine too.")


def _intro(digest: Digest, about: list[Prompt], hour: int) -> str:
    """The greeting, and where these lines come from."""
    hello = words.greeting(digest.person.first_name, hour)
    if not about:
        return hello
    fresh = digest.event and digest.day <= digest.event.next_morning.date()
    same = fresh and all(p.encounter and p.encounter.event_id == digest.event_id for p in about)
    if digest.person.names_only_in_mail:
        where = _("Your notes wait in the app. Take up what still fits.")
    elif same and digest.event:
        where = _("You wrote these lines at %(event)s. Take up what still fits.", event=digest.event.title)
    else:
        where = _("You wrote these lines about people you met. Take up what still fits.")
    return f"{hello} {where}"


def _fewer(digest: Digest) -> tuple[str, ...]:
    """Said once, plainly, in the one mail after which they come less often (ST6)."""
    return tuple(_(sentence) for kind, sentence in FEWER.items() if kind == digest.notice)


def _why(digest: Digest) -> tuple[str, ...]:
    event = digest.event
    once = _("One mail a day at most, and none when nothing fits. Only you can read your notes.")
    if event is None:
        return _("You get this because you keep notes on people you met."), once
    if not event.host:
        return _("You get this because you checked in at %(event)s.", event=event.title), once
    because = _(
        "You get this because you checked in at %(event)s, hosted by %(host)s.",
        event=event.title,
        host=event.host,
    )
    return because, once


def _address(path: str, token: str = "") -> str:
    return f"{current_app.config['SETTINGS'].base_url}{path}{token}"
