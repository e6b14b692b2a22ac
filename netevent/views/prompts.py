"""`/prompts/TOKEN`: one suggestion from a mail or from Today: write to that person, or say what became of it."""

from flask import Blueprint, request, url_for
from flask_babel import force_locale
from werkzeug.wrappers import Response

from netevent import access, clock
from netevent.errors import N_
from netevent.models import Contact, Prompt
from netevent.models.prompts import ANSWERS
from netevent.operations import prompts, sentences
from netevent.operations.contacts import their_card
from netevent.views import replies
from netevent.views.writing import READ, read_with_coach

bp = Blueprint("prompts", __name__)

SAID = {
    "done": N_("Noted as done."),
    "later": N_("It comes back once, in three days."),
    "not_this": N_("This will not be suggested again for half a year."),
    "rest": N_("It rests now. Nothing more will be suggested here."),
}


@bp.get("/prompts/<token>")
@access.anyone
def show(token: str) -> Response:
    prompt, contact = access.prompt_of(token)
    with force_locale(prompt.owner.language):
        return _page(prompt, contact, token)


@bp.post("/prompts/<token>")
@access.anyone
def answer(token: str) -> Response:
    prompt, _ = access.prompt_of(token)
    what = request.form.get("answer", "")
    prompts.answer(prompt, what, clock.now())
    if request.form.get("back") == "today":
        return replies.go(url_for("today.show"), SAID[what])
    return replies.go(url_for(".show", token=token))


@bp.post("/prompts/<token>/undo")
@access.anyone
def undo(token: str) -> Response:
    prompts.undo(access.prompt_of(token)[0], clock.now())
    return replies.go(url_for(".show", token=token))


@bp.post("/prompts/<token>/promise")
@access.anyone
def promise(token: str) -> Response:
    """Another day for the promise, or an honest word that it will not work out."""
    (prompt, _), now = access.prompt_of(token), clock.now()
    if request.form.get("release"):
        prompts.release(prompt, now)
        return replies.go(url_for(".show", token=token), N_("Noted: you told them honestly."))
    prompts.redate(prompt, request.form.get("due", ""), now)
    return replies.go(url_for(".show", token=token), N_("The promise has a new date."))


@bp.post("/prompts/<token>/coach")
@access.anyone
@access.repeatable("it reads the draft and changes nothing the writer sees")
def coach(token: str) -> Response:
    prompt, contact = access.prompt_of(token)
    with force_locale(prompt.owner.language):
        return _page(prompt, contact, token)


def _page(prompt: Prompt, contact: Contact, token: str) -> Response:
    asked = request.args.get("a", "")
    mine = access.maybe_me() is not None and access.me().id == prompt.owner_id
    shy = prompt.owner.names_only_in_mail and not mine  # whoever holds the mail sees what the mail may say
    return replies.page(
        "prompts/show.html",
        partial=READ,
        prompt=prompt,
        contact=contact,
        note=None if shy else prompt.encounter,
        promise=None if shy else prompt.promise,
        words=sentences.in_a_mail(prompt, names_only=True) if shy else sentences.in_the_app(prompt),
        greeting=sentences.greeting(contact),
        card=their_card(contact),
        token=token,
        asked=asked if asked in ANSWERS and not prompt.answer else "",
        said=SAID.get(prompt.answer, ""),
        coach_at=url_for(".coach", token=token),
        **read_with_coach(contact),
        mine=mine,
    )
