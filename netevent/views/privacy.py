"""`/me/privacy`: who holds my card, whom I block, what I agreed to, told and am asked; each with its way back."""

from flask import Blueprint, request, url_for
from werkzeug.wrappers import Response

from netevent import access, clock
from netevent.errors import N_, NotFound
from netevent.models import Block, Concern, Consent
from netevent.models.consents import KINDS
from netevent.operations import badges, cards, consents, facts, knocks
from netevent.views import replies
from netevent.views.people import possible

bp = Blueprint("privacy", __name__)
bp.url_value_preprocessor(possible)
bp.app_template_global("consent_text")(lambda: consents.TEXTS[consents.VERSION])


@bp.get("/me/privacy")
@access.person
def show() -> Response:
    me = access.me()
    return replies.page(
        "privacy/show.html",
        person=me,
        holders=cards.holders_of(me),
        blocked=Block.standing_of(me.id),
        agreed=Consent.of_person(me.id),
        texts=consents.TEXTS,
        arrivals=consents.notices_of(me),
        notices=consents.NOTICES,
        badges=badges.worn_by(me),
        knocks=knocks.waiting(me),
        concerns=Concern.told_by(me.id),
        zone=facts.zone_of(me),
    )


@bp.post("/me/privacy/takeback")
@access.person
@access.repeatable("a card that was taken back stays so")
def take_back_all() -> Response:
    cards.take_back_all(access.me(), clock.now())
    return replies.go(url_for(".show"), N_("Everybody sees your name from now on, and nothing more."))


@bp.post("/me/privacy/cards/<int:share_id>/takeback")
@access.person
def take_back(share_id: int) -> Response:
    me = access.me()
    share = access.mine((holder.share for holder in cards.holders_of(me)), share_id)
    cards.take_back_from(me, share, clock.now())
    return replies.go(url_for(".show"), N_("They see your name from now on, and nothing more."))


@bp.post("/me/privacy/withdraw")
@access.person
@access.repeatable("what was withdrawn stays so")
def withdraw() -> Response:
    """Give e-mail or phone no longer, to nobody."""
    kind = request.form.get("kind", "")
    if kind not in KINDS:
        raise NotFound(access.NOT_THERE)
    consents.withdraw(access.me(), kind, clock.now())
    return replies.go(url_for(".show"), N_("Done. Nobody who has your card sees it any more."))
