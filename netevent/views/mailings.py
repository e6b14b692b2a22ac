"""`/events/CODE/mails`: what leaves the morning after, when, to how many people, and what became of it."""

from flask import Blueprint, request, url_for
from werkzeug.wrappers import Response

from netevent import access, clock
from netevent.errors import N_, Invalid
from netevent.forms.events import MAIL_HOURS, MailHourForm
from netevent.mails import pages
from netevent.models import Event
from netevent.operations import attendance, audiences, events, mailroom, samples
from netevent.views import replies
from netevent.views.words import clock_time

bp = Blueprint("mailings", __name__)
MOVED = N_("The mail leaves at %(time)s.")


@bp.get("/events/<code>/mails")
@access.organiser
def show(event: Event) -> Response:
    return _page(event, MailHourForm(data={"mail_hour": str(event.mail_hour)}))


@bp.post("/events/<code>/mails")
@access.organiser
def move(event: Event) -> Response:
    form = MailHourForm(request.form)
    if not form.validate():
        return _refused(event, form)
    try:
        events.move_mail(event, form.hour, now=clock.now(), actor_id=access.me().id)
    except Invalid as refusal:
        form.mail_hour.errors = [replies.words(refusal)]
        return _refused(event, form)
    return replies.go(
        url_for(".show", code=event.code), MOVED, time=clock_time(event.next_morning, event.zone)
    )


def _refused(event: Event, form: MailHourForm) -> Response:
    """A list can show no hour that is not in it; it goes back to the one that holds."""
    form.mail_hour.data = str(event.mail_hour)
    return _page(event, form, 422)


def _page(event: Event, form: MailHourForm, status: int = 200) -> Response:
    now, sample = clock.now(), samples.sample_of(event)
    has_begun = now >= event.next_morning
    return replies.page(
        "mailings/show.html",
        status,
        me=access.me(),
        event=event,
        form=form,
        hours=[(str(hour), f"{hour:02}:00") for hour in MAIL_HOURS if events.morning_at(event, hour) > now],
        morning=event.next_morning,
        has_begun=has_begun,
        trouble=mailroom.trouble(now),
        nobody=not attendance.attendance_of(event).here,
        audience=None if has_begun else audiences.audience_of(event),
        delivery=audiences.delivery_of(event) if has_begun else None,
        is_forgotten=audiences.is_forgotten(event, now),
        sample=sample,
        letter=pages.html(sample.page, linked=True),
    )
