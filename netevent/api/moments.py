"""How a moment is written for programs."""

from datetime import UTC, datetime


def written(at: datetime) -> str:
    """UTC, in the form of RFC 3339."""
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")
