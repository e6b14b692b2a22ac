"""The pitch coach: tells a pitch from a hand held out. Advice, in sentences; it blocks nothing and keeps nothing
(domain page, section 7)."""

from netevent.domain.pitches.contexts import Context, Fingerprint
from netevent.domain.pitches.fingerprints import fingerprint
from netevent.domain.pitches.languages import detect
from netevent.domain.pitches.one_line import review_line
from netevent.domain.pitches.reviews import Remark, Review, Strength, review

__all__ = [
    "Context",
    "Fingerprint",
    "Remark",
    "Review",
    "Strength",
    "detect",
    "fingerprint",
    "review",
    "review_line",
]
