"""The nouns: one class a file, with what a row can answer alone and its named queries."""

from netevent.models.acts import Act
from netevent.models.cards import FormerCard
from netevent.models.checkins import CheckIn
from netevent.models.contacts import Contact
from netevent.models.digests import Digest
from netevent.models.encounters import Encounter
from netevent.models.events import Event
from netevent.models.intentions import Intention
from netevent.models.organisers import Organiser
from netevent.models.outbox import OutboxMail
from netevent.models.people import Person
from netevent.models.promises import Promise
from netevent.models.prompts import Prompt
from netevent.models.registrations import Registration
from netevent.models.replays import Replay
from netevent.models.shares import Share
from netevent.models.signins import SignIn
from netevent.models.suppressions import Suppression
from netevent.models.tallies import Tally

__all__ = [
    "Act", "CheckIn", "Contact", "Digest", "Encounter", "Event", "FormerCard", "Intention", "Organiser", "OutboxMail",
    "Person", "Promise", "Prompt", "Registration", "Replay", "Share", "SignIn", "Suppression", "Tally",
]  # fmt: skip
