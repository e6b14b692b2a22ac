"""One mail of each kind, and how to read it."""

import re
from html import unescape

from netevent import clock
from netevent.extensions import db
from netevent.mails.message import Letter
from netevent.models import Event, OutboxMail, Person, SignIn
from netevent.operations import checkins, letters, signins
from tests import cast
from tests.mails.mornings import digest_of, first_thursday, line, met, morning_mail, promised, prompt

CARE = "I want the school open in March"


def written(row: OutboxMail) -> Letter:
    return letters.letter_for(row, clock.now())


def seen(markup: str) -> str:
    """What a reader of the HTML part sees, on one line."""
    body = re.sub(r"(?s)<head>.*?</head>|<div class=\"pre\".*?</div>", "", markup)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


def words_of(text: str) -> set[str]:
    return set(re.findall(r"[\w’]+", re.sub(r"https?://\S+", "", text)))


def addresses_in(text: str) -> set[str]:
    return {url.partition("?")[0].rstrip('">') for url in re.findall(r"https?://[^\s\"<>]+", text)}


def full_morning(**event_fields: object) -> OutboxMail:
    """Three people and one thin note."""
    event, ben = first_thursday(**event_fields)
    digest = digest_of(ben, event)
    cleo = met(ben, event, "Cleo Martín", care=CARE)
    promised(cleo, "the ceiling test")
    prompt("promise.due", cleo, digest, promise="the ceiling test", due={"date": "2026-11-06"})
    tomasz = met(ben, event, "Tomasz Wilk", asked_for=["document"], asked_line="Send me that sheet?")
    prompt("asked.send", tomasz, digest, asked={"terms": ["a document"]}, asked_line="Send me that sheet?")
    aicha = met(ben, event, "Aïcha Benali", care="a quiet room", felt="awkward", who_talked="mostly_me")
    prompt("ask.listen", aicha, digest, care="a quiet room")
    met(ben, event, "Zoé O’Neil")
    line(digest, names=["Zoé O’Neil"])
    return morning_mail(digest)


def provisional(event: Event) -> tuple[Person, SignIn]:
    checkins.arrive(
        event,
        checkins.Arrival("Dan WIN www.evil.example", "dan@example.org", "en"),
        nonce="n1",
        now=clock.now(),
    )
    signin = db.session.query(SignIn).filter_by(email="dan@example.org").one()
    assert signin.person
    return signin.person, signin


def provisional_morning() -> OutboxMail:
    event = cast.event(title="Second Tuesday", host="Tuesday Hosts")
    dan, _ = provisional(event)
    digest = digest_of(dan, event)
    prompt("ask.care", met(dan, event, "Cleo Martín", care=CARE), digest, care=CARE)
    return morning_mail(digest)


def arrived() -> OutboxMail:
    return db.session.query(OutboxMail).filter_by(kind="checkin").one()


def asked_for_a_code() -> OutboxMail:
    signins.ask("eve@example.org", language="en", next_path="", now=clock.now())
    return db.session.query(OutboxMail).filter_by(kind="signin").one()
