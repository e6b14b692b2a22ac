"""FormerCard: a card code that was shown before its provisional person turned out to be somebody known."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from netevent.domain.codes import CARD_LENGTH
from netevent.models.types import Model, Moment, ref


class FormerCard(Model):
    """Phones that scanned the code a minute ago still find the person."""

    __tablename__ = "former_cards"

    code: Mapped[str] = mapped_column(String(CARD_LENGTH), primary_key=True)
    person_id: Mapped[int] = ref("people.id", index=True)
    since: Mapped[Moment]
