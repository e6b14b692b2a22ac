"""`/p/CODE`: a person's card from their phone; "We met" swaps it for one's own. Taken back, or as a file."""

from flask import Blueprint, current_app, g, request, url_for
from flask_babel import get_locale, gettext
from werkzeug.wrappers import Response

from netevent import access, clock
from netevent.domain.codes import CARD_LENGTH, is_code, normal
from netevent.errors import N_, NotFound
from netevent.files.filenames import disposition
from netevent.files.vcards import Card, vcard
from netevent.forms.checkins import ArrivalForm
from netevent.forms.people import NameForm
from netevent.models import CheckIn, Contact, Encounter, Event, Intention, Person
from netevent.operations import blocks, cards, checkins, encounters, people
from netevent.operations.contacts import their_card
from netevent.views import replies, words
from netevent.views.people import CONTACT, possible
from netevent.views.replays import own_key
from netevent.views.signins import device, remember

bp = Blueprint("cards", __name__)
bp.url_value_preprocessor(possible)

IOS = ("iPhone", "iPad", "iPod")


@bp.get("/p/<code>")
@bp.get("/P/<code>", endpoint="show_upper")
@access.anyone
def show(code: str) -> Response:
    other = _shown(code)
    if access.maybe_me() is None:
        event = _open_event(other)
        return _doorstep(other, event, ArrivalForm()) if event else _sign_in()
    return _page(other, NameForm())


@bp.post("/p/<code>/arrive")
@access.anyone
@access.repeatable("the check-in keeps the key of its form")
def arrive(code: str) -> Response:
    """Somebody who has not checked in scanned a person: two fields, and they are in and see the card."""
    other, form = _shown(code), ArrivalForm(request.form)
    event = _open_event(other)
    if access.maybe_me() or event is None:
        return replies.go(url_for(".show", code=other.card_code))
    if not form.validate():
        return _doorstep(other, event, form, 422)
    arrival = checkins.Arrival(form.name.data or "", form.email.data or "", str(get_locale()), device())
    nonce = own_key()
    remember(checkins.arrive(event, arrival, nonce=nonce, now=clock.now()))
    return replies.go(url_for(".show", code=other.card_code))


@bp.post("/p/<code>/met")
@access.person
def met(code: str) -> Response:
    me, other, form = access.me(), _shown(code), NameForm(request.form)
    if not me.name:
        if not form.validate():
            return _page(other, form, 422)
        people.write_card(me, {"name": form.name.data or ""}, clock.now())
    gift = cards.Gift(email="email" in request.form, phone="phone" in request.form)
    contact = cards.swap(me, other, gift, clock.now())
    return replies.go(url_for("notes.edit", contact_id=contact.id))


@bp.post("/p/<code>/gives")
@access.person
@access.repeatable("it says the whole choice each time")
def gives(code: str) -> Response:
    """A chip was tapped before "We met": remember it, and say anew what the other gets."""
    other = _shown(code)
    people.give(access.me(), email="email" in request.form, phone="phone" in request.form, now=clock.now())
    if not replies.is_htmx():
        return replies.go(url_for(".show", code=other.card_code))
    return replies.page("cards/_gives.html", person=access.me(), other=other, form=NameForm())


@bp.post(f"{CONTACT}/takeback")
@access.person
def take_back(contact_id: int) -> Response:
    cards.take_back(access.me(), access.my_contact(contact_id), clock.now())
    return replies.go(
        url_for("people.show", contact_id=contact_id), N_("They see your name from now on, and nothing more.")
    )


@bp.post(f"{CONTACT}/give")
@access.person
def give_again(contact_id: int) -> Response:
    cards.give_again(access.me(), access.my_contact(contact_id), clock.now())
    return replies.go(url_for("people.show", contact_id=contact_id), N_("They have your card again."))


@bp.get(f"{CONTACT}/card.vcf")
@access.person
def download(contact_id: int) -> Response:
    """What they share, as a file for the address book; phones by Apple open it at once when shown inline."""
    contact = access.my_contact(contact_id)
    apple = any(name in request.user_agent.string for name in IOS)
    return replies.file(
        vcard(_file_of(contact), 4 if request.args.get("v") == "4" else 3),
        "text/vcard; charset=utf-8",
        disposition("inline" if apple else "attachment", contact.name, "vcf"),
    )


def _shown(code: str) -> Person:
    """The person behind a code that could be one: anything else is not even looked up."""
    wanted = normal(code)
    if not is_code(wanted, CARD_LENGTH):
        raise NotFound(access.NO_SUCH_PERSON)
    return access.card_of(wanted)


def _open_event(other: Person) -> Event | None:
    """The event somebody can still arrive at, through a person who is there."""
    checkin = CheckIn.latest_of(other.id)
    return checkin.event if checkin and checkins.state_of(checkin.event, clock.now()) == "open" else None


def _sign_in() -> Response:
    return replies.go(url_for("signins.ask", next=request.path))


def _doorstep(other: Person, event: Event, form: ArrivalForm, status: int = 200) -> Response:
    g.event_language, g.zone = event.language, event.zone
    return replies.page("cards/doorstep.html", status, other=other, event=event, form=form)


def _page(other: Person, form: NameForm, status: int = 200) -> Response:
    me, now = access.me(), clock.now()
    if me.id == other.id:
        return replies.page("cards/self.html", person=me)
    if blocked := blocks.blocked_by(me, other):
        return replies.page("blocks/blocked.html", status, block=blocked)
    contact, event = cards.met_already(me, other), encounters.shared_event(me, other, now)
    share = cards.given(other, me.id)
    return replies.page(
        "cards/card.html",
        status,
        person=me,
        other=other,
        form=form,
        event=event,
        contact=contact,
        withdrawn=bool(share and share.withdrawn_at),
        tonight=encounters.met_before(contact, event, now) if contact else None,
        zone=encounters.zone_of(None, me) if event is None else event.zone,
        together=_both_came_for(event, me, other) if event else [],
    )


def _both_came_for(event: Event, me: Person, other: Person) -> list[str]:
    """Topics of the event that both named when they said what they hope for."""
    mine, theirs = Intention.of(event.id, me.id), Intention.of(event.id, other.id)
    if not mine or not theirs:
        return []
    said = [f"{hope.learn} {hope.offer}".casefold() for hope in (mine, theirs)]
    return [topic for topic in event.topics if all(topic.casefold() in words for words in said)]


def _file_of(contact: Contact) -> Card:
    card, host = their_card(contact), current_app.config["SETTINGS"].host
    first = min(Encounter.of_contact(contact.id), key=lambda note: note.at, default=None)
    return Card(
        uid=f"contact-{contact.id}@{host}",
        name=card.name,
        revised=contact.created_at,
        company=card.company,
        role=card.role,
        email=card.email,
        phone=card.phone,
        url=card.link,
        note=_met_at(first) if first else "",
    )


def _met_at(first: Encounter) -> str:
    """'Met at EVENT, DATE', for whoever finds the card years later."""
    if first.event is None:
        return str(gettext("Met on %(day)s", day=words.day_and_year(first.at, "UTC")))
    day = words.day_and_year(first.at, first.event.zone)
    return str(gettext("Met at %(event)s, %(day)s", event=first.event.title, day=day))
