"""The nouns: one class a file, with what a row can answer alone and its named queries."""

from netevent.models.acts import Act
from netevent.models.addresses import AddressChange
from netevent.models.attempts import Attempt
from netevent.models.audits import Audit
from netevent.models.badges import Badge
from netevent.models.blocks import Block
from netevent.models.cards import FormerCard
from netevent.models.checkins import CheckIn
from netevent.models.concerns import Concern
from netevent.models.consents import Consent
from netevent.models.contacts import Contact
from netevent.models.devices import Device
from netevent.models.digests import Digest
from netevent.models.disclosures import Disclosure
from netevent.models.drafts import Draft
from netevent.models.encounters import Encounter
from netevent.models.erasures import Erasure
from netevent.models.events import Event
from netevent.models.guesses import Guess
from netevent.models.imports import Import
from netevent.models.intentions import Intention
from netevent.models.invitations import Invitation
from netevent.models.knocks import Knock
from netevent.models.matches import Match
from netevent.models.organisers import Organiser
from netevent.models.outbox import OutboxMail
from netevent.models.passkeys import Passkey
from netevent.models.pauses import Pause
from netevent.models.people import Person
from netevent.models.printings import Printing, Sheets
from netevent.models.promises import Promise
from netevent.models.prompts import Prompt
from netevent.models.registrations import Registration
from netevent.models.remarks import Remark
from netevent.models.replays import Replay
from netevent.models.reviews import Review
from netevent.models.scans import Scan
from netevent.models.series import Series
from netevent.models.shares import Share
from netevent.models.signins import SignIn
from netevent.models.suppressions import Suppression
from netevent.models.tallies import Tally
from netevent.models.undos import Undo
from netevent.models.uploads import Upload

__all__ = [
    "Act", "AddressChange", "Attempt", "Audit", "Badge", "Block", "CheckIn", "Concern", "Consent", "Contact", "Device",
    "Digest", "Disclosure", "Draft", "Encounter", "Erasure", "Event", "FormerCard", "Guess", "Import", "Intention",
    "Invitation", "Knock", "Match", "Organiser", "OutboxMail", "Passkey", "Pause", "Person", "Printing", "Promise", "Prompt",
    "Registration", "Remark", "Replay", "Review", "Scan", "Series", "Share", "Sheets", "SignIn", "Suppression", "Tally", "Undo",
    "Upload",
]  # fmt: skip
