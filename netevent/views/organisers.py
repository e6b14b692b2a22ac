"""`/events/CODE/team`: who holds which key to an event, who gives and takes them, and how one goes."""

from flask import Blueprint, request, url_for
from werkzeug.wrappers import Response

from netevent import access, clock
from netevent.errors import N_, Conflict
from netevent.forms.organisers import RoleForm
from netevent.models import Event, Invitation, Organiser
from netevent.operations import organisers
from netevent.views import replies

bp = Blueprint("organisers", __name__)

ROLES = {
    "owner": (N_("Owner"), N_("As an organiser, and decides who is on the team.")),
    "organiser": (
        N_("Organiser"),
        N_("Plans the event, sees who is expected and who came, and invites helpers for the door."),
    ),
    "door": (
        N_("Door"),
        N_("Helps people in at the door. Sees name, company and whether somebody is expected."),
    ),
}
"""What each part is called, and what it may do."""


@bp.get("/events/<code>/team")
@access.organiser
def show(event: Event) -> Response:
    """Owner and organisers see the whole team. Least power: an owner gives and takes every key, an organiser those
    of the door, and the door sees no list of anybody."""
    me, mine = access.me(), access.my_key(event)
    return replies.page(
        "organisers/team.html",
        me=me,
        event=event,
        mine=mine,
        team=Organiser.team_of(event.id),
        waiting=Invitation.waiting_at(event.id, clock.now()),
        may_give=organisers.MAY_GIVE[mine.role],
        roles=ROLES,
    )


@bp.get("/events/<code>/team/<int:key_id>")
@access.organiser
@access.proved_lately
def edit(event: Event, key_id: int) -> Response:
    key = _key(event, key_id)
    return _page(event, key, RoleForm(data={"role": key.role}))


@bp.post("/events/<code>/team/<int:key_id>")
@access.owner
@access.proved_lately
def change(event: Event, key_id: int) -> Response:
    key, form = _key(event, key_id), RoleForm(request.form)
    if not form.validate():
        return _page(event, key, form, 422)
    try:
        changed = organisers.change_role(event, key.id, form.role.data or "", access.me(), clock.now())
    except Conflict as refusal:
        form.role.errors = [replies.words(refusal)]
        return _page(event, key, form, 409)
    said = N_("Saved. It holds from this moment on.") if changed else N_("Nothing was changed.")
    if access.my_key(event).role == "door":  # this page is none of theirs any more
        return replies.go(url_for("events.listed"), said)
    return replies.go(url_for(".show", code=event.code), said)


@bp.post("/events/<code>/team/<int:key_id>/remove")
@access.organiser
@access.proved_lately
def remove(event: Event, key_id: int) -> Response:
    key, me = _key(event, key_id), access.me()
    place = url_for("events.listed") if key.person_id == me.id else url_for(".show", code=event.code)
    organisers.take_away(event, key.id, me, clock.now())
    return replies.go(place, N_("The key is taken away. It opens nothing any more."))


@bp.route("/events/<code>/team/leave", methods=["GET", "POST"])
@access.staff
@access.proved_lately
def leave(event: Event) -> Response:
    """By one's own will, whatever the key; only the last owner cannot."""
    me, refused = access.me(), ""
    if request.method == "POST":
        try:
            organisers.leave(event, me, clock.now())
            return replies.go(
                url_for("events.listed"), N_("You left the team of %(event)s."), event=event.title
            )
        except Conflict as refusal:
            refused = replies.words(refusal)
    status = 409 if refused else 200
    return replies.page(
        "organisers/leave.html", status, event=event, key=access.my_key(event), refused=refused
    )


def _page(event: Event, key: Organiser, form: RoleForm, status: int = 200) -> Response:
    """One key: another role, for those who may say it, and taking it away."""
    mine = access.my_key(event)
    return replies.page(
        "organisers/key.html",
        status,
        me=access.me(),
        event=event,
        key=key,
        form=form,
        mine=mine,
        roles=ROLES,
    )


def _key(event: Event, key_id: int) -> Organiser:
    """A key of this event that is mine to give and to take; one's own has a page for leaving."""
    key = access.mine(Organiser.team_of(event.id), key_id)
    organisers.refuse_stronger(access.my_key(event), key)
    return key
