"""`/people/ID/note`: the twenty-second note. Only its author ever reads it."""

from typing import Any

from flask import Blueprint, g, request, url_for
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wrappers import Response

from netevent import access, clock
from netevent.errors import N_, Conflict, Invalid
from netevent.forms import notes as shapes
from netevent.forms.notes import NoteForm
from netevent.models import Encounter
from netevent.operations import contacts, encounters
from netevent.views import replies
from netevent.views.people import CONTACT, possible

bp = Blueprint("notes", __name__)
bp.url_value_preprocessor(possible)

TAGS = 6  # own topics offered beside those of the event
TOO_LONG = N_("Notes hold 5,000 characters, yours has about %(length)s. Go back and shorten it a little.")


@bp.get(f"{CONTACT}/note")
@access.person
def edit(contact_id: int) -> Response:
    note = access.my_note(contact_id)
    return _page(note, NoteForm(data=encounters.note_of(note)))


@bp.post(f"{CONTACT}/note")
@access.person
@access.repeatable("the version of the note tells saves apart, also those that waited offline")
def save(contact_id: int) -> Response:
    note, form = access.my_note(contact_id), NoteForm(request.form)
    if not form.validate():
        return _page(note, form, 422)
    try:
        encounters.save_note(note, form.note(), version=_version(), now=clock.now())
    except Invalid as refusal:
        form[refusal.field].errors = [replies.words(refusal)]
        return _page(note, form, 422)
    except Conflict as refusal:
        return _both(access.my_note(contact_id), form, refusal)
    return replies.go(url_for("people.show", contact_id=contact_id), N_("Saved."))


@bp.errorhandler(RequestEntityTooLarge)
def too_large(_error: RequestEntityTooLarge) -> Any:
    """More than any form may hold: the text stays in the browser, and nothing of it was read."""
    length = f"{request.content_length or 0:,}"
    return replies.page("notes/too_large.html", 413, sentence=TOO_LONG, length=length)


def _version() -> int:
    typed = request.form.get("version", "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else -1


def _both(note: Encounter, form: NoteForm, refusal: Conflict) -> Response:
    """The form with one's own words, and beside it whatever the other tab kept differently."""
    stored = encounters.note_of(note)
    mine = form.note()
    kept = {name: stored[name] for name in mine if stored[name] != mine[name]}
    return _page(note, form, 409, sentence=replies.words(refusal), kept=kept)


def _page(note: Encounter, form: NoteForm, status: int = 200, **values: Any) -> Response:
    g.zone = zone = encounters.zone_of(note, note.contact.owner)
    tags = contacts.tags_of(note.contact.owner)[:TAGS]
    offered = [*(note.event.topics if note.event else ()), *tags, *(form.topics.data or [])]
    return replies.page(
        "notes/note.html",
        status,
        note=note,
        contact=note.contact,
        form=form,
        zone=zone,
        topics=list(dict.fromkeys(offered)),
        others=contacts.others_of(note.contact),
        shapes=shapes,
        version=note.version if status != 422 else _version(),
        **values,
    )
