"""`/today`: what to do next: the evening while it lasts, the follow-ups the morning after, else a quiet page."""

from zoneinfo import ZoneInfo

from flask import Blueprint, g, request, url_for
from werkzeug.wrappers import Response

from netevent import access, clock
from netevent.domain.prompts import unpack
from netevent.errors import N_
from netevent.forms.checkins import IntentionForm
from netevent.forms.notes import OFFERS
from netevent.models import CheckIn, Digest, Encounter, Intention, Person, Prompt
from netevent.operations import facts, intentions, knocks, sentences
from netevent.operations.contacts import is_silent
from netevent.operations.prompts import token_of
from netevent.views import replies

bp = Blueprint("today", __name__)

TIPS = (
    (N_("In a small group?"), N_("Leave a gap in the circle. Someone standing alone will find it easier to join.")),
    (N_("Nobody to talk to yet?"), N_("Ask somebody what brought them here tonight. It goes better than one expects.")),
    (N_("A good talk?"), N_("One question more about what matters to them is worth more than your own story.")),
    (N_("Among people you know?"), N_("Take one of them along and meet somebody new together.")),
)  # fmt: skip


@bp.get("/today")
@access.person
def show() -> Response:
    person, now = access.me(), clock.now()
    checkin = CheckIn.latest_of(person.id)
    if checkin and now <= checkin.event.closes_at and not request.args.get("morning"):
        return _evening(person, checkin)
    return _morning(person, checkin)


@bp.route("/today/intention", methods=["GET", "POST"])
@access.person
def intention() -> Response:
    """One line about tonight; every part of it may stay empty."""
    checkin = access.my_checkin()
    if checkin is None:
        return replies.go(url_for(".show"))
    said = Intention.of(checkin.event_id, checkin.person_id)
    form = IntentionForm(request.form, obj=said)
    if request.method != "POST" or not form.validate():
        status = 422 if request.method == "POST" else 200
        return replies.page("today/intention.html", status, form=form, event=checkin.event, offers=OFFERS)
    intentions.say(
        checkin.event,
        checkin.person,
        learn=form.learn.data or "",
        offer=form.offer.data or "",
        offer_kind=form.offer_kind.data if form.offer_kind.data in OFFERS else "",
        now=clock.now(),
    )
    return replies.go(url_for(".show"))


def _evening(person: Person, checkin: CheckIn) -> Response:
    event = checkin.event
    g.zone = event.zone
    met = Encounter.latest_of(person.id, 3)
    return replies.page(
        "today/evening.html",
        event=event,
        person=person,
        intention=Intention.of(event.id, person.id),
        met=met,
        tip=TIPS[(len(met) + person.id) % len(TIPS)],
        waiting=_open_prompts(person),
        knocks=knocks.waiting(person),
    )


def _morning(person: Person, checkin: CheckIn | None) -> Response:
    zone = facts.zone_of(person)
    prompts = _open_prompts(person)
    return replies.page(
        "today/morning.html",
        person=person,
        event=checkin.event if checkin else None,
        day=clock.now().astimezone(ZoneInfo(zone)).date(),
        cards=[
            (prompt, sentences.in_the_app(prompt), token_of(prompt)) for prompt in prompts if prompt.contact
        ],
        lines=[(prompt, sentences.in_the_app(prompt)) for prompt in prompts if not prompt.contact],
        met=Encounter.latest_of(person.id, 3),
        knocks=knocks.waiting(person),
        zone=zone,
    )


def _open_prompts(person: Person) -> list[Prompt]:
    """The same suggestions as in the newest mail, as long as it is of this day and they wait for an answer."""
    digest = Digest.latest_of(person.id)
    today = clock.now().astimezone(ZoneInfo(facts.zone_of(person))).date()
    if digest is None or digest.day != today:
        return []
    return [prompt for prompt in Prompt.of_digest(digest.id) if not prompt.answer and _still_so(prompt)]


def _still_so(prompt: Prompt) -> bool:
    """Whether the promise it speaks of is still open, and still for that day, and the person not closed."""
    promise = prompt.promise
    if prompt.contact and is_silent(prompt.contact):
        return False
    if promise is None:
        return True
    return promise.open and unpack(prompt.slots).get("due", promise.due_on) == promise.due_on
