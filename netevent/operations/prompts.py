"""What becomes of a suggestion: done, later, not this, let it rest; each once, each to be undone."""

from datetime import datetime

from sqlalchemy import Select, select

from netevent.domain.schedules import CHIPS
from netevent.errors import N_, Invalid
from netevent.extensions import db
from netevent.models import Act, Prompt
from netevent.models.prompts import ANSWERS
from netevent.operations import acts, encounters, links
from netevent.operations.digests import wake

DOES = {
    "help.have": ("help", "need"), "help.small": ("help", "resource"), "help.showup": ("turn_up", "hook"),
    "intro.mention": ("introduction", "introduce"), "intro.need": ("introduction", "other"),
    "intro.topic": ("introduction", "other"),
}  # fmt: skip
"""What doing it is, where it is more than a word to them, and the recorded fact that says what it was."""
OF_AN_ANSWER = (
    "outreach",
    "help",
    "turn_up",
    "introduction",
    "promise_kept",
    "rest",
)  # a new day and an honest word are no answers, and stay
PROMISES = {"promise.due", "promise.overdue"}


def token_of(prompt: Prompt) -> str:
    """The address part of one suggestion. A number may be given again after an erasure, so the moment is signed too."""
    return links.sign("prompt", [prompt.id, round(prompt.created_at.timestamp())])


def of_token(token: str) -> Prompt | None:
    """The suggestion a mail link speaks of; the link is good for 35 days and for nothing else."""
    signed = links.read("prompt", token)
    row_id, moment = signed if isinstance(signed, list) and len(signed) == 2 else (0, 0)
    prompt = Prompt.of_id(row_id) if isinstance(row_id, int) and row_id < 2**63 else None
    return prompt if prompt and round(prompt.created_at.timestamp()) == moment else None


def answer(prompt: Prompt, what: str, now: datetime) -> None:
    """Keep one answer. The first one stands until it is undone: a page opened before may not know of it."""
    if what not in ANSWERS:
        raise Invalid("answer", N_("Choose one of the four answers."))
    _hold(prompt)
    if prompt.answer:
        return
    prompt.answer, prompt.answered_at = what, now
    if what == "done":
        kind, slot = DOES.get(prompt.kind, ("outreach", ""))
        _log(prompt, kind, now, _words(prompt.slots.get(slot)))
        _keep_promise(prompt, now)
    elif what == "rest" and prompt.contact:
        _log(prompt, "rest", now, prompt.contact.cadence)
        prompt.contact.cadence = "rest"
    wake(prompt.owner, now)
    db.session.commit()


def undo(prompt: Prompt, now: datetime) -> None:
    """As if it had not been answered."""
    _hold(prompt)
    _take_back(prompt, now)
    prompt.answer, prompt.answered_at = "", None
    wake(prompt.owner, now)
    db.session.commit()


def redate(prompt: Prompt, chip: str, now: datetime) -> None:
    """The promise behind this suggestion gets another day; a word re-dated is a word kept in mind."""
    if chip not in CHIPS:
        raise Invalid("due", N_("Choose one of the days."))
    if prompt.promise:
        encounters.redate_promise(prompt.promise, chip, now, prompt)


def release(prompt: Prompt, now: datetime) -> None:
    """They were told honestly that it will not work out."""
    _hold(prompt)
    promise = prompt.promise
    if promise and promise.released_at is None:
        promise.released_at = now
        _log(prompt, "promise_released", now)
        db.session.commit()


def _hold(prompt: Prompt) -> None:
    """Taps at the same instant wait for each other here, and the second one sees what the first one did."""
    db.session.execute(select(Prompt.id).where(Prompt.id == prompt.id).with_for_update())
    db.session.refresh(prompt)
    if prompt.promise:
        db.session.refresh(prompt.promise)


def _keep_promise(prompt: Prompt, now: datetime) -> None:
    promise = prompt.promise
    if prompt.kind in PROMISES and promise and promise.open:
        promise.kept_at = now
        _log(prompt, "promise_kept", now)


def _take_back(prompt: Prompt, now: datetime) -> None:
    promise = prompt.promise
    if promise and _by(prompt, "promise_kept"):  # one kept by hand stays kept
        promise.kept_at = None
    if prompt.answer == "rest" and prompt.contact:
        rested = _by(prompt, "rest")
        prompt.contact.cadence = (rested and rested.detail) or "touch"
    for act in db.session.scalars(_written_by(prompt).where(Act.kind.in_(OF_AN_ANSWER))):
        act.undone_at = now
    if prompt.contact:
        acts.restate(prompt.contact, now)


def _by(prompt: Prompt, kind: str) -> Act | None:
    """The act that answering this prompt wrote."""
    return db.session.scalar(_written_by(prompt).where(Act.kind == kind))


def _written_by(prompt: Prompt) -> Select[Act]:
    return select(Act).where(Act.prompt_id == prompt.id, Act.undone_at.is_(None))


def _words(fact: object) -> str:
    """A fact of the owner's own words; what stands for a chip says nothing in a list."""
    return fact if isinstance(fact, str) else ""


def _log(prompt: Prompt, kind: str, now: datetime, detail: str = "") -> None:
    if prompt.contact:
        acts.add(prompt.contact, kind, by="me", now=now, prompt=prompt, detail=detail)
