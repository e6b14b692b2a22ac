"""Wanting nothing more to do with somebody, or no follow-ups by them; each after a page or a tap, each undone here."""

from flask import Blueprint, url_for
from werkzeug.wrappers import Response

from netevent import access, clock
from netevent.errors import N_, NotFound
from netevent.models import Block, Person
from netevent.operations import blocks
from netevent.views import replies
from netevent.views.people import CONTACT, possible

bp = Blueprint("blocks", __name__)
bp.url_value_preprocessor(possible)

BLOCKED = N_("Blocked. They are not told.")


@bp.get(f"{CONTACT}/block")
@access.person
def ask(contact_id: int) -> Response:
    contact = access.my_contact(contact_id)
    _somebody(contact.person)
    back = url_for("people.show", contact_id=contact_id)
    return replies.page("blocks/ask.html", name=contact.name, first_name=contact.first_name, back=back)


@bp.post(f"{CONTACT}/block")
@access.person
def block(contact_id: int) -> Response:
    blocks.block(access.me(), _somebody(access.my_contact(contact_id).person), clock.now())
    return replies.go(url_for("people.show", contact_id=contact_id), BLOCKED)


@bp.get("/p/<code>/block")
@access.person
def ask_card(code: str) -> Response:
    other = access.card_of(code)
    back = url_for("cards.show", code=other.card_code)
    return replies.page("blocks/ask.html", name=other.name, first_name=other.first_name, back=back)


@bp.post("/p/<code>/block")
@access.person
def block_card(code: str) -> Response:
    blocks.block(access.me(), access.card_of(code), clock.now())
    return replies.go(url_for("today.show"), BLOCKED)


@bp.post("/me/privacy/blocks/<int:block_id>/lift")
@access.person
def lift(block_id: int) -> Response:
    blocks.lift(access.mine(Block.standing_of(access.me().id), block_id), clock.now())
    return replies.go(
        url_for("privacy.show"),
        N_("The block is lifted. Your card stays taken back until you share it again."),
    )


@bp.post(f"{CONTACT}/objection")
@access.person
def object_to(contact_id: int) -> Response:
    other = _somebody(access.my_contact(contact_id).person)
    blocks.object_to(access.me(), other.id, clock.now())
    return replies.go(
        url_for("people.show", contact_id=contact_id), N_("Noted. Nothing about you is suggested to them.")
    )


@bp.post(f"{CONTACT}/objection/undo")
@access.person
def follow_me_up(contact_id: int) -> Response:
    other = _somebody(access.my_contact(contact_id).person)
    blocks.withdraw_objection(access.me(), other.id, clock.now())
    return replies.go(url_for("people.show", contact_id=contact_id), N_("They may be reminded of you again."))


def _somebody(person: Person | None) -> Person:
    """Who was typed by hand is nobody here, and there is nothing to block."""
    if person is None:
        raise NotFound(access.NOT_THERE)
    return person
