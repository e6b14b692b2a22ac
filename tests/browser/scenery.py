"""A room full of people, and a phone that is one of them."""

from dataclasses import dataclass

from playwright.sync_api import Page

from netevent import clock
from netevent.extensions import db
from netevent.models import Contact, Event, Organiser, Person, Prompt
from netevent.operations import acts, demo, digests, invitations, signins
from netevent.operations.prompts import token_of
from tests.browser.conftest import House


@dataclass(frozen=True)
class Room:
    """The addresses of one of every kind of page, and who may see them."""

    anonymous: tuple[str, ...]
    maya: tuple[str, ...]
    ingrid: tuple[str, ...]


def furnish(house: House) -> Room:
    """Seed the evening of the demo; Maya has met five people."""
    with house.app.app_context():
        event, maya = demo.tonight(), demo.attendee()
        contact = db.session.query(Contact).filter_by(owner_id=maya.id).order_by(Contact.id).first()
        assert contact
        assert contact.person
        for by in ("me", "them"):
            acts.log(contact, "help", by=by, now=clock.now(), detail="a name in the trade")
        card = f"/p/{contact.person.card_code}"
        people = f"/people/{contact.id}"
        helper, invited = _team(event)
        below = f"/events/{event.code}"
        return Room(
            anonymous=("/", f"/e/{event.code}", card, "/signin", "/help", "/privacy", "/e/000000", invited),
            maya=(
                "/today", "/today/intention", "/people", "/people?q=wood", "/people/new", people, f"{people}/note",
                f"{people}/write", "/scan", "/me", "/me/qr", "/me/signins", "/me/address", "/signout", card, "/me/privacy", "/me/data", "/me/data/erase", f"{people}/block", f"{people}/forget",
                f"{people}/edit", f"/e/{event.code}/concern", "/me/year", "/me/ledger", "/me/followups", "/me/reviews",
                "/people/circle",
            ),
            ingrid=(
                "/events", "/events/new", below, f"{below}/edit", f"{below}/log", f"{below}/live", f"{below}/live?big=1",
                f"{below}/registrations", f"{below}/import", f"{below}/door", f"{below}/door?q=a", f"{below}/devices", f"{below}/badges", f"{below}/concerns",
                f"{below}/mails", f"{below}/team", f"{below}/team/invite", f"{below}/team/leave", f"{below}/team/{helper.id}",
            ),
        )  # fmt: skip


def _team(event: Event) -> tuple[Organiser, str]:
    """A key that Ingrid may take away, and the address of an invitation she sent."""
    ingrid, hannes = (key for key in Organiser.team_of(event.id))
    made = invitations.invite(event, "gil@example.org", "organiser", ingrid.person, clock.now())
    return hannes, f"/invitations/{invitations.link_of(made)}"


def become(house: House, page: Page, who: Person) -> None:
    """Sign this phone in through the cookie a sign-in would leave."""
    with house.app.app_context():
        token = signins.enter_as(who, clock.now())
    with house.app.test_request_context():
        serializer = house.app.session_interface.get_signing_serializer(house.app)  # type: ignore[attr-defined]
        cookie = serializer.dumps({"_user_id": token, "_permanent": True})
    page.context.add_cookies([{"name": "netevent", "value": cookie, "url": house.url}])


def be_maya(house: House, page: Page) -> Page:
    with house.app.app_context():
        maya = demo.attendee()
    become(house, page, maya)
    return page


def be_ingrid(house: House, page: Page) -> Page:
    with house.app.app_context():
        ingrid = demo.organiser_people()[0]
    become(house, page, ingrid)
    return page


def wake_to_morning(house: House) -> str:
    """Jump to the next morning and plan it. Returns the address of Maya's first suggestion."""
    with house.app.app_context():
        event = db.session.query(Event).one()
        clock.jump_to(event.next_morning)
        digests.plan_due(clock.now())
        first = db.session.query(Prompt).filter_by(owner_id=demo.attendee().id, position=0).one()
        return f"/prompts/{token_of(first)}"
