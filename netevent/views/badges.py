"""`/b/CODE`, a printed badge that only asks; answering who asked; and the badges of an event, to be printed."""

from flask import Blueprint, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from netevent import access, clock
from netevent.errors import N_, Conflict, NotFound
from netevent.files import qrcodes
from netevent.files.badges import STOCKS
from netevent.models import Event, Knock
from netevent.operations import badges, cards, knocks, labels, printings
from netevent.views import replies
from netevent.views.people import possible

bp = Blueprint("badges", __name__)
bp.url_value_preprocessor(possible)

A_PAGE = 96  # badges on one page of the browser; more would take long to draw


@bp.get("/b/<code>")
@bp.get("/B/<code>", endpoint="show_upper")
@access.person
def show(code: str) -> Response:
    me = access.me()
    badge, wearer = badges.opened(code, me, clock.now())
    if wearer.id == me.id:
        return replies.page("cards/self.html", person=me)
    if contact := cards.met_already(me, wearer):
        return replies.go(url_for("people.show", contact_id=contact.id))
    asked = Knock.of(badge.event_id, me.id, wearer.id)
    return replies.page("badges/show.html", badge=badge, wearer=wearer, person=me, asked=asked)


@bp.post("/b/<code>/knock")
@access.person
def knock(code: str) -> Response:
    me, now = access.me(), clock.now()
    badge, wearer = badges.opened(code, me, now)
    if wearer.id == me.id:
        raise Conflict(cards.YOURSELF)
    if not me.name:
        return replies.go(url_for("me.show"), N_("Add your name first, so that they see who asks."))
    knocks.knock(badge, me, wearer, now)
    return replies.go(url_for(".show", code=badge.code))


@bp.post("/b/<code>/renew")
@access.person
def renew(code: str) -> Response:
    me, now = access.me(), clock.now()
    badge, wearer = badges.opened(code, me, now)
    if wearer.id != me.id:
        raise NotFound(badges.NOT_OPEN)
    badges.renew(badge, now)
    return replies.go(url_for("privacy.show"), N_("The code on your badge opens nothing any more."))


@bp.get("/me/privacy/knocks/<int:knock_id>")
@access.person
def ask(knock_id: int) -> Response:
    me = access.me()
    return replies.page("badges/answer.html", knock=access.mine(knocks.waiting(me), knock_id), person=me)


@bp.post("/me/privacy/knocks/<int:knock_id>")
@access.person
def answer(knock_id: int) -> Response:
    """Yes swaps cards and leads to the note; not now is silence."""
    me, now = access.me(), clock.now()
    asking = access.mine(knocks.waiting(me), knock_id)
    if request.form.get("answer") != "yes":
        knocks.decline(asking, now)
        return replies.go(url_for("today.show"), N_("Fine. They are not told."))
    gift = cards.Gift(email="email" in request.form, phone="phone" in request.form)
    contact = knocks.accept(asking, me, gift, now)
    return replies.go(url_for("notes.edit", contact_id=contact.id))


@bp.get("/events/<code>/badges")
@access.organiser
def listed(event: Event) -> Response:
    """A plain sheet for the print dialog of the browser."""
    found = labels.of_event(event)
    pages = max(1, -(-len(found) // A_PAGE))
    page = min(max(request.args.get("page", 1, type=int), 1), pages)
    shown = found[(page - 1) * A_PAGE : page * A_PAGE]
    return replies.page(
        "badges/listed.html",
        me=access.me(),
        event=event,
        count=len(found),
        labels=[(label, qrcodes.path(labels.badge_address(label.code), "M")) for label in shown],
        page=page,
        pages=pages,
        stocks=[(name, gettext(stock.words)) for name, stock in STOCKS.items()],
        at_once=len(found) <= printings.AT_ONCE,
        parts=_parts(len(found)),
        kept=printings.kept_of(event, access.me(), clock.now()),
    )


@bp.post("/events/<code>/badges")
@access.organiser
def make(event: Event) -> Response:
    badges.make(event, access.me(), clock.now())
    return replies.go(url_for(".listed", code=event.code))


def _parts(count: int) -> list[tuple[int, int, int]]:
    """The files that hold so many badges: number, first badge and last."""
    most = printings.MOST
    return [
        (start // most + 1, start + 1, min(start + most, count)) for start in range(0, max(count, 1), most)
    ]
