"""`/e/CODE`: the page of an event, where people say "I'm coming" and "I am here"."""

from flask import Blueprint, Response, g, request, url_for
from flask_babel import get_locale
from werkzeug.wrappers import Response as BaseResponse

from netevent import access, clock
from netevent.errors import Conflict, Invalid
from netevent.files.calendars import calendar
from netevent.files.filenames import disposition
from netevent.forms.checkins import ArrivalForm
from netevent.models import CheckIn, Event, Registration
from netevent.operations import checkins, registrations
from netevent.views import replies
from netevent.views.replays import own_key
from netevent.views.signins import device, remember
from netevent.views.takeaways import calendar_of

bp = Blueprint("checkins", __name__)


@bp.get("/e/<code>")
@bp.get("/E/<code>", endpoint="show_upper")
@access.anyone
def show(code: str) -> BaseResponse:
    return _page(_event(code), ArrivalForm())


@bp.post("/e/<code>")
@bp.post("/E/<code>", endpoint="arrive_upper")
@access.anyone
@access.repeatable("the check-in keeps the key of its form")
def arrive(code: str) -> BaseResponse:
    """Check in, or before the doors keep a place; both take a known phone by one tap and others by two fields."""
    form = ArrivalForm(request.form)
    person = access.maybe_me()
    if person is None and not form.validate():
        return _page(_event(code), form, 422)
    event, now, nonce = _event(code), clock.now(), own_key()
    arrival = checkins.Arrival(form.name.data or "", form.email.data or "", str(get_locale()), device())
    before = checkins.state_of(event, now) == "before"
    try:
        if person and before:
            registrations.expect(event, person, now=now)
        elif person:
            checkins.check_in(event, person, nonce=nonce, now=now)
        else:
            come = registrations.expect_stranger if before else checkins.arrive
            remember(come(event, arrival, nonce=nonce, now=now))
    except (Conflict, Invalid) as refusal:
        form.email.errors = [replies.words(refusal)]
        return _page(event, form, 409 if isinstance(refusal, Conflict) else 422)
    if before:
        return replies.go(url_for(".show", code=event.code))
    return replies.go(url_for("today.show"))


@bp.get("/e/<code>/calendar.ics")
@access.anyone
def calendar_file(code: str) -> Response:
    event = _event(code)
    return replies.file(
        calendar(calendar_of(event)),
        "text/calendar; charset=utf-8; method=PUBLISH",
        disposition("attachment", event.title, "ics"),
    )


def _event(code: str) -> Event:
    event = access.event_of(code)
    g.event_language, g.zone = event.language, event.zone
    return event


def _page(event: Event, form: ArrivalForm, status: int = 200) -> BaseResponse:
    person = access.maybe_me()
    return replies.page(
        "checkins/event.html",
        status,
        event=event,
        form=form,
        person=person,
        checkin=CheckIn.of(event.id, person.id) if person else None,
        place=Registration.of_person(event.id, person.id) if person else None,
        state=checkins.state_of(event, clock.now()),
        opens_at=event.starts_at - checkins.BEFORE,
    )
