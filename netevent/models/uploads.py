"""Upload: the bytes of a list while it is needed.

They have a row of their own: SQLite writes a whole row anew with every change, and an import changes with every chunk.
"""

from sqlalchemy import LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from netevent.models.types import Model, ref


class Upload(Model):
    """Kept in the database, as web servers and workers share no folder; gone when its import is in or given up."""

    __tablename__ = "uploads"

    import_id: Mapped[int] = ref("imports.id", primary_key=True)
    octets: Mapped[bytes] = mapped_column(LargeBinary)
