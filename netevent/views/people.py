"""`/people`: the people one met: finding them, adding one by name, their page, and writing to them."""

from datetime import date
from typing import Any

from flask import Blueprint, g, request, url_for
from werkzeug.wrappers import Response

from netevent import access, clock
from netevent.domain.prompts.terms import NEEDS
from netevent.errors import N_, NotFound
from netevent.forms.acts import REMARKS, RemarkForm, WordsForm
from netevent.forms.notes import CADENCES, DATES
from netevent.forms.people import PersonForm
from netevent.models import Contact, Encounter, Promise
from netevent.operations import blocks, cards, circles, contacts, encounters, stories, years
from netevent.operations.contacts import Row
from netevent.views import replies

bp = Blueprint("people", __name__)

MOST = 2**63 - 1  # beyond it PostgreSQL would refuse to look
CONTACT = "/people/<int:contact_id>"

STATES = {
    "met": N_("You met"),
    "followed_up": N_("First words"),
    "conversation": N_("In conversation"),
    "mutual_support": N_("Helping each other"),
    "lasting": N_("Lasting"),
    "resting": N_("Resting"),
    "dormant": N_("Quiet for now"),
    "closed": N_("No follow-ups"),
}
NO_PROMISE = N_("This promise is no longer open here.")


@bp.url_value_preprocessor
def possible(_endpoint: str | None, values: dict[str, Any] | None) -> None:
    """A number no row can have is the number of nobody."""
    if any(isinstance(value, int) and value > MOST for value in (values or {}).values()):
        raise NotFound(access.NO_SUCH_CONTACT)


@bp.get("/people")
@access.person
def listed() -> Response:
    me, search = access.me(), request.args.get("q", "").replace("\0", "").strip()[:140]
    rows = contacts.people_of(me, search)
    return replies.page(
        "people/list.html",
        partial="people/_list.html",
        evenings=_by_evening(rows),
        search=search,
        here=encounters.current_checkin(me, clock.now()),
        zone=encounters.zone_of(None, me),
    )


@bp.route("/people/new", methods=["GET", "POST"])
@access.person
def new() -> Response:
    """Somebody met without a QR."""
    me, now = access.me(), clock.now()
    here = encounters.current_checkin(me, now)
    form = PersonForm(request.form or None, name=request.args.get("name", ""))
    if request.method != "POST" or not form.validate():
        status = 422 if request.method == "POST" else 200
        return replies.page("people/new.html", status, form=form, here=here)
    contact = encounters.add_by_name(me, form.data, here.event if here else None, now=now)
    return replies.go(url_for("notes.edit", contact_id=contact.id))


@bp.get(CONTACT)
@access.person
def show(contact_id: int) -> Response:
    return page_of(access.my_contact(contact_id))


def page_of(
    contact: Contact, remark: RemarkForm | None = None, status: int = 200, telling: WordsForm | None = None
) -> Response:
    """Somebody's page; after a slip in one of its forms (views/acts.py) with the words as they were typed."""
    me, other, notes = access.me(), contact.person, Encounter.of_contact(contact.id)
    g.zone = zone = encounters.zone_of(notes[0] if notes else None, me)
    return replies.page(
        "people/person.html",
        status,
        contact=contact,
        remark=remark or RemarkForm(kind=next(iter(REMARKS))),
        telling=telling,
        card=contacts.their_card(contact),
        given=cards.given(me, contact.person_id),
        person=me,
        blocked=other and blocks.blocked_by(me, other),
        objected=blocks.objected(contact) or contact.contact_ok == "none",
        follows_me_up=blocks.may_be_followed_up(me, contact.person_id),
        told_at=next((note.event for note in notes if note.event), None),
        coming=_coming(notes),
        promises=contacts.open_promises(contact),
        steps=stories.so_far(contact),
        year=years.of_contact(me, contact, clock.now()),
        relation=circles.relation_of(contact, clock.now()),
        states=STATES,
        remarks=_remarks_on(notes),
        zone=zone,
        thin=bool(notes) and notes[0].is_bare,
        cadences=CADENCES,
        days=DATES,
        needs=NEEDS,
    )


@bp.route(f"{CONTACT}/edit", methods=["GET", "POST"])
@access.person
@access.repeatable("it says all the fields each time")
def edit(contact_id: int) -> Response:
    """Correct what was typed or heard; what stands on a card that is shared is its owner's to change."""
    contact = access.my_contact(contact_id)
    form = PersonForm(request.form or None, obj=contact)
    if contacts.is_shared(contact):
        del form.name, form.company
    if request.method != "POST" or not form.validate():
        status = 422 if request.method == "POST" else 200
        return replies.page("people/edit.html", status, form=form, contact=contact)
    contacts.correct(contact, form.data)
    return _back(contact_id, N_("Saved."))


@bp.route(f"{CONTACT}/forget", methods=["GET", "POST"])
@access.person
def forget(contact_id: int) -> Response:
    """Everything I keep of somebody goes, after a page that names them."""
    contact = access.my_contact(contact_id)
    if request.method != "POST":
        return replies.page("people/forget.html", contact=contact)
    contacts.forget(contact)
    return replies.go(url_for(".listed"), N_("Forgotten. What they keep of you is theirs."))


@bp.post(f"{CONTACT}/cadence")
@access.person
def cadence(contact_id: int) -> Response:
    contacts.change_cadence(access.my_contact(contact_id), request.form.get("cadence", ""), clock.now())
    return _back(contact_id, N_("Changed."))


@bp.post(f"{CONTACT}/promises/<int:promise_id>/kept")
@access.person
def keep(contact_id: int, promise_id: int) -> Response:
    encounters.keep_promise(_promise(contact_id, promise_id), clock.now())
    return _back(contact_id, N_("Noted as kept."))


@bp.post(f"{CONTACT}/promises/<int:promise_id>/redated")
@access.person
def redate(contact_id: int, promise_id: int) -> Response:
    encounters.redate_promise(_promise(contact_id, promise_id), request.form.get("due", ""), clock.now())
    return _back(contact_id, N_("The promise has a new date."))


@bp.post(f"{CONTACT}/promises/<int:promise_id>/released")
@access.person
def release(contact_id: int, promise_id: int) -> Response:
    encounters.release_promise(_promise(contact_id, promise_id), clock.now())
    return _back(contact_id, N_("Let go."))


@bp.post(f"{CONTACT}/promises/<int:promise_id>/open")
@access.person
def reopen(contact_id: int, promise_id: int) -> Response:
    encounters.reopen_promise(_promise(contact_id, promise_id), clock.now())
    return _back(contact_id, N_("The promise is open again."))


def _back(contact_id: int, said: str) -> Response:
    return replies.go(url_for(".show", contact_id=contact_id), said)


def _promise(contact_id: int, promise_id: int) -> Promise:
    promise = encounters.promise_of(access.my_contact(contact_id), promise_id)
    if promise is None:
        raise NotFound(NO_PROMISE)
    return promise


def _remarks_on(notes: list[Encounter]) -> dict[str, str]:
    """What may be noted later; a need can only be met where one was told."""
    needed = any(note.need or note.need_kind for note in notes)
    return {kind: word for kind, word in REMARKS.items() if needed or kind != "solved"}


def _coming(notes: list[Encounter]) -> Encounter | None:
    """The next thing that lies before them, as far as it was noted and is not over."""
    today = clock.now().date()
    ahead = [note for note in notes if note.hook and (note.hook_on is None or note.hook_on >= today)]
    return ahead[0] if ahead else None


def _by_evening(rows: list[Row]) -> list[tuple[Encounter, list[Row]]]:
    """People under the event they were met at last; without one, under the day."""
    evenings: dict[tuple[int | None, date | None], list[Row]] = {}
    for row in rows:
        note = row.encounter
        evenings.setdefault((note.event_id, None if note.event else note.at.date()), []).append(row)
    return [(met[0].encounter, met) for met in evenings.values()]
