"""`/me/followups`: how much follow-up is good for me: so many a month, an open question, and rest."""

from typing import Any

from flask import Blueprint, request, url_for
from werkzeug.wrappers import Response

from netevent import access, clock
from netevent.errors import N_
from netevent.forms.wishes import BUDGETS, CAPACITIES, SPANS, PauseForm, WishesForm, offered
from netevent.models import Person
from netevent.operations import links, pauses, unsubscribes, wishes
from netevent.views import replies
from netevent.views.words import day

bp = Blueprint("wishes", __name__)


@bp.route("/me/followups", methods=["GET", "POST"])
@access.person
@access.repeatable("it says all wishes each time")
def show() -> Response:
    me = access.me()
    if request.method != "POST":
        return _page(me, WishesForm(data=_said(me)), PauseForm.fresh())
    form = WishesForm(request.form)
    if not form.validate():
        return _page(me, form, PauseForm.fresh(), 422)
    wishes.keep(me, wishes.Wishes(**form.wishes), clock.now())
    return replies.go(url_for(".show"), N_("Saved."))


@bp.post("/me/followups/rest")
@access.person
def rest() -> Response:
    """Too much for now."""
    begun = pauses.say_too_much(access.me(), clock.now())
    return replies.go(
        url_for(".show"),
        N_("Suggestions to help and to introduce rest until %(day)s."),
        day=day(begun.until_on),
    )


@bp.post("/me/followups/rest/undo")
@access.person
def undo_rest() -> Response:
    pauses.take_back(access.me(), clock.now())
    return replies.go(url_for(".show"), N_("Suggestions to help and to introduce may come again."))


@bp.post("/me/followups/pause")
@access.person
def pause() -> Response:
    me, form = access.me(), PauseForm(request.form)
    if not form.validate():
        return _page(me, WishesForm(data=_said(me)), form, 422)
    begun = pauses.pause_mails(me, form.span.data or "", clock.now())
    return replies.go(url_for(".show"), N_("The mails pause until %(day)s."), day=day(begun.until_on))


@bp.post("/me/followups/pause/end")
@access.person
def go_on() -> Response:
    pauses.go_on(access.me(), clock.now())
    return replies.go(url_for(".show"), N_("The mails come again, when something fits."))


def _said(me: Person) -> dict[str, str]:
    return {
        "budget": str(me.budget),
        "capacity": str(me.capacity),
        "ask": me.ask,
        "ask_topics": ", ".join(me.ask_topics),
    }


def _page(me: Person, form: WishesForm, pause_form: PauseForm, status: int = 200) -> Response:
    today = pauses.today_of(me, clock.now())
    return replies.page(
        "wishes/show.html",
        status,
        form=form,
        pause_form=pause_form,
        spans=SPANS,
        paused=pauses.running(me, pauses.MAILS, today),
        resting=pauses.running(me, pauses.TOO_MUCH, today),
        **_numbers(form),
        **_stopped(me),
    )


def _numbers(form: WishesForm) -> dict[str, Any]:
    return {
        "budgets": offered(BUDGETS, form.budget.data),
        "capacities": offered(CAPACITIES, form.capacity.data),
    }


def _stopped(me: Person) -> dict[str, Any]:
    """Where to take back an unsubscribing, for whoever unsubscribed."""
    stopped = bool(me.address and unsubscribes.stopped(me.address))
    return {"again": links.sign("unsubscribe", me.address) if stopped else ""}
