"""HTTP: one blueprint per noun; a view loads through the person, acts by one operation, and replies."""

from importlib import import_module

from flask import Flask

NOUNS = (
    "pages", "languages", "signins", "passkeys", "acts", "addresses", "circles", "old_notes", "ledgers", "checkins", "today", "people", "writing", "notes", "cards", "scans", "me", "years", "prompts",
    "reviews", "unsubscribes", "wishes", "pauses", "events", "organisers", "invitations", "mailings", "live", "posters", "registrations", "imports", "doors", "installing", "devices",
    "privacy", "blocks", "concerns", "badges", "printings", "exports", "disclosures", "erasures", "audits",
)  # fmt: skip


def register(app: Flask, *, demo: bool) -> None:
    """Register every blueprint; the demo's only where a demo runs."""
    for noun in (*NOUNS, "demo") if demo else NOUNS:
        app.register_blueprint(import_module(f"netevent.views.{noun}").bp)
