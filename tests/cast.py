"""The fixed cast: Ada organises, Ben and Cleo attend, Dan is a stranger. Call these inside an app context."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from netevent import clock
from netevent.domain.codes import CARD_LENGTH, new_code
from netevent.extensions import db
from netevent.models import CheckIn, Event, Organiser, OutboxMail, Person, SignIn, Tally
from netevent.operations import checkins, proofs, signins


def person(name: str, email: str | None = None, **fields: object) -> Person:
    """Somebody with a proved address, `name`@example.org unless said otherwise."""
    now = clock.now()
    fields.setdefault("card_code", new_code(CARD_LENGTH))
    someone = Person(
        name=name,
        email=email or f"{name.split()[0].lower()}@example.org",
        proved_at=now,
        created_at=now,
        **fields,
    )
    db.session.add(someone)
    db.session.commit()
    return someone


def event(owner: Person | None = None, **fields: object) -> Event:
    """An evening in Lausanne that began half an hour ago; `owner` holds the key."""
    now = clock.now()
    values: dict[str, object] = {
        "code": new_code(6), "title": "First Thursday", "place": "The Boathouse, Quai des Lilas 3",
        "zone": "Europe/Zurich",
        "starts_at": now - timedelta(minutes=30), "ends_at": now + timedelta(hours=2, minutes=30),
        "topics": ["Reuse of buildings", "Wood", "Glass"], "created_at": now,
    }  # fmt: skip
    made = Event(**(values | fields))
    db.session.add(made)
    db.session.flush()
    if owner:
        db.session.add(Organiser(event_id=made.id, person_id=owner.id, role="owner", since=now))
    db.session.commit()
    return made


def checked_in(event: Event, *people: Person) -> list[CheckIn]:
    return [checkins.check_in(event, someone, nonce=new_code(26), now=clock.now()) for someone in people]


def signed_in(app: Flask, client: FlaskClient, who: Person) -> FlaskClient:
    """Let this phone be `who`; outside of any request."""
    token = signins.enter_as(who, clock.now())
    with client.session_transaction() as session:
        session["_user_id"] = token
    return client


def in_context(app: Flask, act):  # type: ignore[no-untyped-def]
    """Run `act` in an app context of its own and give back what it returns."""
    with app.app_context():
        return act()


def phone(app: Flask) -> FlaskClient:
    """Another phone nobody is signed in on; as `client`, without the hidden token of forms."""
    app.config["WTF_CSRF_ENABLED"] = False
    return app.test_client()


def mailed(app: Flask, address: str) -> tuple[str, str]:
    """The six digits and the path of the link in the newest sign-in mail to an address."""
    with app.app_context():
        rows = select(OutboxMail).where(OutboxMail.address == address, OutboxMail.signin_id.is_not(None))
        mail = db.session.scalars(rows.order_by(OutboxMail.id.desc())).first()
        assert mail, f"no mail to {address}"
        signin = db.session.get_one(SignIn, mail.signin_id)
        return proofs.code_of(signin), f"/signin/{proofs.link_of(signin)}"


def reader(app: Flask, client: FlaskClient) -> str | None:
    """Whose phone this is: the e-mail or else the name of the person signed in on it."""
    with client.session_transaction() as session:
        token = session.get("_user_id")
    with app.app_context():
        signin = signins.live(token, clock.now()) if token else None
        return (signin.person.email or signin.person.name) if signin and signin.person else None


def everything(app: Flask) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table: what must be equal before and after a request that changes nothing."""
    with app.app_context():
        tables = db.metadata.sorted_tables
        return {
            t.name: sorted((tuple(row) for row in db.session.execute(t.select())), key=repr) for t in tables
        }


def how_many(model: type, **fields: object) -> int:
    """How many rows of a model there are, or of those with these values."""
    return db.session.scalar(select(func.count()).select_from(model).filter_by(**fields)) or 0


def tallied(event: Event) -> dict[str, int]:
    """What the running counts of an event say, zeros left out."""
    sums: Counter[str] = Counter()
    for tally in Tally.of_event(event.id):
        sums[tally.kind] += tally.count
    return {kind: number for kind, number in sums.items() if number}


def at_once(number: int, act):  # type: ignore[no-untyped-def]
    """Run `act(0)`, `act(1)`, ... at the same instant, each in a thread, and give back what they return."""
    start = Barrier(number)

    def run(index: int):  # type: ignore[no-untyped-def]
        start.wait()
        return act(index)

    with ThreadPoolExecutor(number) as pool:
        return list(pool.map(run, range(number)))
