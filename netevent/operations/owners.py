"""What the prompt rules may know of the owner: wishes, evenings, mornings, and what was suggested about oneself."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from netevent.domain.prompts import facts
from netevent.domain.prompts.kinds import KINDS
from netevent.domain.relationships import Capacity
from netevent.domain.schedules import follow_up_day
from netevent.models import Event, Person
from netevent.operations.batches import Rows
from netevent.operations.facts import local, shown

RECENT = timedelta(days=200)
DOZEN = 12
ASKING = "help.ask"


@dataclass(frozen=True, slots=True)
class Own:
    """The rows that are about the owner, each oldest first.

    `events` are where they were: a check-in is taken away after 180 days; whom one met there is not.
    """

    events: list[Event]
    intentions: Rows
    reviews: Rows
    pauses: Rows
    prompts: Rows
    acts: Rows
    digests: Rows


def facts_of(person: Person, own: Own, zone: str, today: date) -> facts.Owner:
    """What the rules may know of the owner."""
    intention = own.intentions[-1] if own.intentions else None
    return facts.Owner(
        offer_kind=intention.offer_kind if intention else "",
        offer=intention.offer if intention else "",
        topics=tuple(intention.topics) if intention else (),
        budget=person.budget,
        actions_this_month=_actions(own.prompts, today, zone),
        capacity=Capacity(
            person.capacity,
            tuple(
                local(pause.at, zone)
                for pause in own.pauses
                if pause.kind == "too_much" and not pause.ended_at
            ),
        ),
        ask=person.ask,
        ask_topics=tuple(person.ask_topics),
        asked_on=tuple(
            local(act.at, zone) for act in own.acts if act.prompt_kind == ASKING and act.kind == "outreach"
        ),
        last_digests=tuple(digests_of(own.digests, own.acts, own.prompts)),
        paused_until=_paused_until(own.pauses, today),
        names_only=person.names_only_in_mail,
        evenings=tuple(_evenings(person, own, today)),
        shown=tuple(shown(prompt, zone) for prompt in own.prompts if prompt.contact_id is None),
    )


def digests_of(digests: Rows, acts: Rows, prompts: Rows) -> Iterable[tuple[date, bool]]:
    """The newest dozen mornings, and whether anything was done before the next one (ST6)."""
    done = [act.at for act in acts if act.by == "me"]
    done += [prompt.answered_at for prompt in prompts if prompt.answered_at]
    newest = digests[-DOZEN:]
    ends = [one.created_at for one in newest[1:]]
    for digest, end in zip(newest, [*ends, None], strict=False):
        yield digest.day, any(digest.created_at <= at and (end is None or at < end) for at in done)


def _evenings(person: Person, own: Own, today: date) -> Iterable[facts.Evening]:
    learn = {intention.event_id: intention.learn for intention in own.intentions}
    for event in {event.id: event for event in own.events}.values():
        if event.evening < today - RECENT:
            continue
        follows_on = follow_up_day(
            event.closes_at, event.zone, event.mail_hour, tuple(event.working_days), person.zone or None
        )
        yield facts.Evening(
            event_id=event.id,
            title=event.title,
            on=event.evening,
            follows_on=follows_on,
            learn=learn.get(event.id, ""),
            kept=tuple(review.day for review in own.reviews if review.event_id == event.id),
        )


def _actions(prompts: Rows, today: date, zone: str) -> int:
    """Suggestions acted on this month, promises and requests aside (RK6)."""
    first = today.replace(day=1)
    done = [(one.kind, one.answered_at) for one in prompts if one.answer == "done" and one.kind in KINDS]
    return sum(not KINDS[kind].exempt and local(at, zone) >= first for kind, at in done if at)


def _paused_until(pauses: Rows, today: date) -> date | None:
    running = [p.until_on for p in pauses if p.kind == "mails" and not p.ended_at and p.until_on > today]
    return max(running, default=None)
