"""`/demo`, in a demo only: choose whom to be, read the written mails, jump to the next morning."""

from flask import Blueprint, current_app, request, url_for
from flask_login import logout_user
from werkzeug.wrappers import Response

from netevent import access, clock
from netevent.errors import N_, NotFound
from netevent.files.qrcodes import path
from netevent.mails import folder
from netevent.mails.pages import html, relinked
from netevent.mails.transport import open_transport
from netevent.models import OutboxMail
from netevent.operations import demo, letters, outbox, signins
from netevent.operations.digests import plan_due
from netevent.views import replies
from netevent.views.signins import device, remember
from netevent.views.takeaways import event_address

bp = Blueprint("demo", __name__, url_prefix="/demo")

GONE = N_("There is no such mail in this demo.")


@bp.get("")
@access.anyone
def show() -> Response:
    event = demo.tonight()
    people = [*demo.organiser_people(), demo.attendee()]
    return replies.page(
        "demo/show.html",
        event=event,
        people=[(person, demo.link_for(person)) for person in people],
        mails=_inbox(),
        now=clock.now(),
        morning=demo.next_morning(clock.now()),
        qr=path(event_address(event), "M"),
        me=access.maybe_me(),
    )


@bp.route("/enter/<token>", methods=["GET", "POST"])
@access.anyone
def enter(token: str) -> Response:
    """A ready sign-in link: as with every link of ours, opening it shows a button."""
    person = demo.person_behind(token)
    if person is None:
        raise NotFound(N_("This link belongs to another demo. Open the one that was printed last."))
    if request.method != "POST":
        return replies.page("signins/link.html", address=person.name)
    remember(signins.enter_as(person, clock.now(), device()))
    return replies.go(url_for("pages.home"))


@bp.post("/leave")
@access.anyone
def leave() -> Response:
    """Be nobody again, as on a phone that comes to the poster for the first time."""
    logout_user()
    return replies.go(url_for("checkins.show", code=demo.tonight().code))


@bp.post("/morning")
@access.anyone
def morning() -> Response:
    """Jump to the next morning, and send what is due then."""
    now = demo.jump(clock.now())
    plan_due(now)
    with open_transport(_mail_url()) as transport:
        outbox.send_due(now, transport, limit=200)
    return replies.go(url_for(".show", _anchor="inbox"), N_("It is the next morning. The mails are below."))


@bp.get("/mails/<int:mail_id>")
@access.anyone
def mail(mail_id: int) -> Response:
    """As it was sent; one that waits, as it would be sent now."""
    row = OutboxMail.of_id(mail_id)
    if row is None:
        raise NotFound(GONE)
    written = folder.find(_mail_url(), row.message_id)
    part = written.get_body(("html",)) if written else None
    if part:
        return Response(relinked(str(part.get_content())), mimetype="text/html")
    try:
        return Response(html(letters.page_for(row, clock.now()), linked=True), mimetype="text/html")
    except letters.NothingToSay:
        raise NotFound(GONE) from None


def _inbox() -> list[tuple[OutboxMail, str]]:
    """The newest moment first; one morning in the order of writing."""
    mails = sorted(OutboxMail.newest(50), key=lambda mail: (-mail.run_at.timestamp(), mail.id))
    return [(mail, _subject(mail)) for mail in mails]


def _subject(mail: OutboxMail) -> str:
    written = folder.find(_mail_url(), mail.message_id)
    if written:
        return str(written["Subject"])
    try:
        return letters.page_for(mail, clock.now()).subject
    except letters.NothingToSay as reason:
        return str(reason)


def _mail_url() -> str:
    return str(current_app.config["SETTINGS"].mail_url)
