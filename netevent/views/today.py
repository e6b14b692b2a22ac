"""`/today`: what to do next: the evening while it lasts, the follow-ups the morning after, else a quiet page."""

from zoneinfo import ZoneInfo

from flask import Blueprint, g, request, url_for
from werkzeug.wrappers import Response

from netevent import access, clock
from netevent.domain.intentions import alternative
from netevent.domain.prompts import unpack
from netevent.domain.prompts.quiet import quiet
from netevent.errors import N_
from netevent.forms.checkins import REASONS, IntentionForm
from netevent.forms.notes import OFFERS
from netevent.models import CheckIn, Digest, Encounter, Intention, Person, Prompt
from netevent.operations import circles, facts, intentions, knocks, lines, prompts, sentences
from netevent.operations.circles import Circle
from netevent.operations.contacts import is_silent
from netevent.views import replies
from netevent.views.people import possible
from netevent.views.prompts import SAID

bp = Blueprint("today", __name__)
bp.url_value_preprocessor(possible)

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


@bp.post("/today/suggestions/<int:prompt_id>/undo")
@access.person
def undo(prompt_id: int) -> Response:
    """A suggestion is as if it had not been answered, and stands on Today again."""
    prompts.undo(access.my_prompt(prompt_id), clock.now())
    return replies.go(url_for(".show"), N_("Taken back."))


@bp.route("/today/intention", methods=["GET", "POST"])
@access.person
def intention() -> Response:
    """What one hopes for tonight; every part of it may stay empty. A line that only sells is kept like any other."""
    checkin = access.my_checkin()
    if checkin is None:
        return replies.go(url_for(".show"))
    event, sent = checkin.event, request.method == "POST"
    said = Intention.of(event.id, checkin.person_id)
    form = IntentionForm(request.form) if sent else IntentionForm(obj=said)
    if not sent or not form.validate():
        return replies.page(
            "today/intention.html",
            422 if sent else 200,
            form=form,
            event=event,
            offers=OFFERS,
            reasons=REASONS,
        )
    words = form.words(event.topics)
    hint = alternative((said.learn, said.offer) if said else (), (words["learn"], words["offer"]))
    intentions.say(event, checkin.person, **words, now=clock.now())
    return replies.go(url_for(".show"), hint)


def _evening(person: Person, checkin: CheckIn) -> Response:
    event = checkin.event
    g.zone = event.zone
    met = Encounter.latest_of(person.id, 3, event.id)
    return replies.page(
        "today/evening.html",
        event=event,
        person=person,
        intention=Intention.of(event.id, person.id),
        met=met,
        tip=TIPS[(len(met) + person.id) % len(TIPS)],
        waiting=_open_prompts(person) or _answered_prompts(person),
        knocks=knocks.waiting(person),
    )


def _morning(person: Person, checkin: CheckIn | None) -> Response:
    circle = circles.of(person, clock.now())
    waiting = _open_prompts(person)
    met = {prompt.contact_id for prompt in waiting}
    return replies.page(
        "today/morning.html",
        person=person,
        event=checkin.event if checkin else None,
        day=circle.today,
        cards=[
            (prompt, sentences.in_the_app(prompt), prompts.token_of(prompt))
            for prompt in waiting
            if prompt.contact
        ],
        answered=_answered_prompts(person),
        said=SAID,
        line=_line(circle, waiting),
        quiet=[
            one for one in quiet(circle.owner, circle.contacts, circle.today) if one.contact.id not in met
        ],
        met=Encounter.latest_of(person.id, 3),
        knocks=knocks.waiting(person),
        zone=circle.zone,
    )


def _line(circle: Circle, waiting: list[Prompt]) -> tuple[sentences.Sentences, list[lines.Way]] | None:
    """The line of this morning's mail; without one, what fits today and no mail ever brings."""
    of_mail = [prompt for prompt in waiting if not prompt.contact]
    for prompt in of_mail or lines.in_the_app(circle.person.id, circle.owner, circle.contacts, circle.today):
        ways = lines.ways(prompt)
        if ways is not None:
            return sentences.in_the_app(prompt), ways
    return None


def _open_prompts(person: Person) -> list[Prompt]:
    """Those suggestions of today that wait for an answer."""
    return [prompt for prompt in _of_today(person) if not prompt.answer and _still_so(prompt)]


def _answered_prompts(person: Person) -> list[Prompt]:
    """Those suggestions of today that were answered, as long as that can be undone."""
    answered = [prompt for prompt in _of_today(person) if prompt.answer]
    return [prompt for prompt in answered if prompt.contact and not is_silent(prompt.contact)]


def _of_today(person: Person) -> list[Prompt]:
    """The same suggestions as in the mail of this day, or in the one that was moved to the next."""
    today = clock.now().astimezone(ZoneInfo(facts.zone_of(person))).date()
    digest = Digest.standing(person.id, today)
    return Prompt.of_digest(digest.id) if digest else []


def _still_so(prompt: Prompt) -> bool:
    """Whether the promise it speaks of is still open, and still for that day, and the person not closed."""
    promise = prompt.promise
    if prompt.contact and is_silent(prompt.contact):
        return False
    if promise is None:
        return True
    return promise.open and unpack(prompt.slots).get("due", promise.due_on) == promise.due_on
