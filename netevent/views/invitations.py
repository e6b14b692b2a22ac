"""Inviting to the team of an event, and accepting with the button behind the link of the mail."""

from flask import Blueprint, request, url_for
from werkzeug.wrappers import Response

from netevent import access, clock
from netevent.domain import slips
from netevent.errors import N_, Invalid
from netevent.forms.organisers import InvitationForm
from netevent.models import Event
from netevent.operations import invitations, organisers
from netevent.views import replies
from netevent.views.organisers import ROLES
from netevent.views.signins import device, remember

bp = Blueprint("invitations", __name__)

SENT = N_("The invitation to %(email)s is on its way. It works for seven days.")
MEANT = N_(
    "The invitation to %(email)s is on its way. If you meant %(meant)s, withdraw it and send another one."
)


@bp.route("/events/<code>/team/invite", methods=["GET", "POST"])
@access.organiser
@access.proved_lately
def send(event: Event) -> Response:
    """The answer is the same for every address, whether it is anybody's here or not."""
    form = InvitationForm(request.form or None, data={"role": "door"})
    if request.method != "POST":
        return _page(event, form)
    if not form.validate():
        return _page(event, form, 422)
    email = form.email.data or ""
    try:
        invitations.invite(event, email, form.role.data or "", access.me(), clock.now())
    except Invalid as refusal:
        form.email.errors = [replies.words(refusal)]
        return _page(event, form, 422)
    meant, team = slips.meant(email), url_for("organisers.show", code=event.code)
    return replies.go(team, MEANT if meant else SENT, email=email, meant=meant)


@bp.post("/events/<code>/team/invitations/<int:invitation_id>/withdraw")
@access.organiser
@access.proved_lately
def withdraw(event: Event, invitation_id: int) -> Response:
    invitations.withdraw(event, invitation_id, access.me(), clock.now())
    said = N_("The invitation is withdrawn. Its link opens nothing any more.")
    return replies.go(url_for("organisers.show", code=event.code), said)


@bp.route("/invitations/<token>", methods=["GET", "POST"])
@access.anyone
def accept(token: str) -> Response:
    """Mail scanners open links, so opening shows what it is about, and only pressing the button accepts."""
    invitation, me = invitations.linked(token, clock.now()), access.maybe_me()
    if request.method != "POST":
        other = me if me and me.address != invitation.email else None
        return replies.page(
            "invitations/accept.html",
            invitation=invitation,
            event=invitation.event,
            role=ROLES[invitation.role],
            known=me is not None and other is None,
            other=other,
        )
    accepted, secret = invitations.accept(token, access.my_signin(), clock.now(), device())
    event, at_the_door = accepted.event, accepted.role == "door"
    remember(secret)
    place = url_for("doors.show" if at_the_door else "events.show", code=event.code)
    return replies.go(place, N_("You are on the team of %(event)s now."), event=event.title)


def _page(event: Event, form: InvitationForm, status: int = 200) -> Response:
    may_give = organisers.MAY_GIVE[access.my_key(event).role]
    roles = {role: words for role, words in ROLES.items() if role in may_give}
    return replies.page("invitations/send.html", status, me=access.me(), event=event, form=form, roles=roles)
