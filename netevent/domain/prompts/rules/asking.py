"""Curiosity (class ask; P6), and asking for help (P4, P5)."""

from collections.abc import Iterator
from datetime import timedelta

from netevent.domain.prompts.facts import Contact
from netevent.domain.prompts.looks import Look
from netevent.domain.prompts.matching import shared, spoken_of
from netevent.domain.prompts.rules.windows import Window, between, from_next_day
from netevent.domain.prompts.slots import Slots, offered
from netevent.domain.relationships.states import SILENCE

DAY = timedelta(days=1)
TALKING = ("conversation", "mutual_support", "lasting")
ADVICE = ("know_how", "feedback")


def care(_: Look, contact: Contact) -> Iterator[Window]:
    """Care or topics noted: ND..d4. Where the owner did the talking, ask.listen stands in its place."""
    if (contact.care or contact.topics) and contact.who_talked != "mostly_me":
        yield from_next_day(contact, 4)


def listen(_: Look, contact: Contact) -> Iterator[Window]:
    """The owner did most of the talking: ND..d4. The chip alone is basis enough for an open question."""
    if contact.who_talked == "mostly_me":
        yield from_next_day(contact, 4)


def awkward(_: Look, contact: Contact) -> Iterator[Window]:
    """It felt awkward: ND..d7."""
    if contact.felt == "awkward":
        yield from_next_day(contact, 7)


def hook(_: Look, contact: Contact) -> Iterator[Window]:
    """Something of theirs passed 1 to 5 d ago."""
    if contact.hook and contact.hook_on:
        yield between(contact.hook_on, 1, 5, contact)


def work(_: Look, contact: Contact) -> Iterator[Window]:
    """A text, talk or project of theirs: d5..d14, after the day it was noted."""
    if contact.work:
        yield between(contact.work_on or contact.met_on, 5, 14, contact)


def month(look: Look, contact: Contact) -> Iterator[Window]:
    """In conversation, the last exchange 28 to 45 d ago."""
    tale = look.tale(contact)
    window = between(tale.last_exchange_on, 28, 45, contact)
    if not look.over(window.last) and look.relation(contact, tale.last_act_on).state == "conversation":
        yield window


def for_help(look: Look, contact: Contact) -> Iterator[Window]:
    """My open question, and somebody in conversation or beyond who offered advice or knows the topic.

    Open for as long as the talk is not dormant; how often is said by RK7 and the catalogue's `in_all`, and whether
    at all by ST5.
    """
    why = _why(look, contact)
    if not why:
        return
    last = look.tale(contact).last_act_on
    state = look.relation(contact, last).state
    if state in TALKING:
        yield Window(max(last, contact.follows_on), last + SILENCE[state] - DAY, facts=why)


def _why(look: Look, contact: Contact) -> Slots:
    """What makes this person the one to ask: the topic they know, or what they offered."""
    ask = look.owner.ask
    if not ask:
        return {}
    known = shared(contact.topics, look.owner.ask_topics) or spoken_of(contact.topics, ask)
    fit = contact.offer_kind in ADVICE or bool(spoken_of(look.owner.ask_topics, contact.offer))
    if not known and not fit:
        return {}
    return {"topic": known[0] if known else "", "their_fit": offered(contact) if fit else ""}
