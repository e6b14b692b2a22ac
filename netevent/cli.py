"""The commands; each one calls an operation."""

from flask import Flask


def register(app: Flask) -> None:
    """Add the commands to the application."""
