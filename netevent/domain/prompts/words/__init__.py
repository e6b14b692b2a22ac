"""What a prompt says. English sentences marked with N_; whoever shows them translates and fills them."""

from netevent.domain.prompts.words.catalogue import WORDINGS
from netevent.domain.prompts.words.choosing import choose, wordings_for
from netevent.domain.prompts.words.promises import CHOICES
from netevent.domain.prompts.words.speaking import GREETING, NAMES_ONLY, in_app, in_mail
from netevent.domain.prompts.words.subjects import Subject, subject
from netevent.domain.prompts.words.wordings import Wording

__all__ = [
    "CHOICES",
    "GREETING",
    "NAMES_ONLY",
    "WORDINGS",
    "Subject",
    "Wording",
    "choose",
    "in_app",
    "in_mail",
    "subject",
    "wordings_for",
]
