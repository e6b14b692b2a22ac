"""`/people/ID/acts`: what happened since, each with one tap, said in a few words if one likes, and taken back."""

from dataclasses import dataclass

from flask import Blueprint, g, request, url_for
from werkzeug.wrappers import Response

from netevent import access, clock
from netevent.errors import N_, Invalid, NotFound
from netevent.forms.acts import RemarkForm, WordsForm
from netevent.models import Act, Contact, Remark
from netevent.operations import acts, remarks
from netevent.views import people, replies
from netevent.views.people import CONTACT, possible

bp = Blueprint("acts", __name__)
bp.url_value_preprocessor(possible)


@dataclass(frozen=True, slots=True)
class Tap:
    """What one tap writes into the log, and what the page says then."""

    kind: str
    by: str
    said: str
    channel: str = ""
    negative: bool = False


TAPS = {
    "outreach": Tap("outreach", "me", N_("Noted: you wrote."), "mail"),
    "called": Tap("outreach", "me", N_("Noted: you called."), "phone"),
    "talked": Tap("answer", "them", N_("Noted: you talked."), "in_person"),
    "turned_up": Tap("turn_up", "me", N_("Noted: you were there for them.")),
    "answer": Tap("answer", "them", N_("Noted: they answered.")),
    "declined": Tap("answer", "them", N_("Noted: they said no this time."), negative=True),
    "helped_me": Tap("help", "them", N_("Noted: they helped you.")),
    "helped": Tap("help", "me", N_("Noted: you helped.")),
}
GONE = N_("This line is no longer here.")


@bp.post(f"{CONTACT}/acts")
@access.person
def log(contact_id: int) -> Response:
    contact, tap = access.my_contact(contact_id), TAPS.get(request.form.get("kind", ""))
    if tap is None:
        raise NotFound(access.NOT_THERE)
    act = acts.log(contact, tap.kind, by=tap.by, now=clock.now(), channel=tap.channel, negative=tap.negative)
    g.made = act.id
    return _back(contact, tap.said, act.id if tap.kind == "help" else 0)  # there a few words may follow


@bp.post(f"{CONTACT}/acts/<int:act_id>/words")
@access.person
@access.repeatable("it says the whole line each time")
def tell(contact_id: int, act_id: int) -> Response:
    """What it was, in a few words."""
    contact = access.my_contact(contact_id)
    act, form = _standing(contact, act_id), WordsForm(request.form)
    form.words.id = f"words-{act.id}"  # one of many such lines on the page
    if not form.validate():
        return people.page_of(contact, status=422, telling=form)
    acts.tell(act, form.words.data or "", clock.now())
    return _back(contact, N_("Saved."))


@bp.post(f"{CONTACT}/acts/<int:act_id>/undo")
@access.person
def undo(contact_id: int, act_id: int) -> Response:
    contact = access.my_contact(contact_id)
    acts.take_back(contact, _standing(contact, act_id), clock.now())
    return _back(contact, N_("Taken back."))


@bp.post(f"{CONTACT}/remarks")
@access.person
def note(contact_id: int) -> Response:
    """Something about them that came later: their work, their news, a hard time, a need that is met."""
    contact, form = access.my_contact(contact_id), RemarkForm(request.form)
    if not form.validate():
        return people.page_of(contact, form, 422)
    kind, text, topic = form.kind.data or "", form.text.data or "", form.topic.data or ""
    try:
        g.made = remarks.note(contact, kind, text, topic, clock.now()).id
    except Invalid as refusal:
        form[refusal.field].errors = [replies.words(refusal)]
        return people.page_of(contact, form, 422)
    return _back(contact, N_("Noted."))


@bp.post(f"{CONTACT}/remarks/<int:remark_id>/undo")
@access.person
def take_out(contact_id: int, remark_id: int) -> Response:
    contact = access.my_contact(contact_id)
    remark: Remark | None = remarks.of(contact, remark_id)
    if remark is None:
        raise NotFound(GONE)
    remarks.take_out(contact, remark, clock.now())
    return _back(contact, N_("Taken back."))


def _standing(contact: Contact, act_id: int) -> Act:
    act = acts.of(contact, act_id)
    if act is None:
        raise NotFound(GONE)
    return act


def _back(contact: Contact, said: str, act_id: int = 0) -> Response:
    anchor = f"act-{act_id}" if act_id else None
    return replies.go(url_for("people.show", contact_id=contact.id, _anchor=anchor), said)
