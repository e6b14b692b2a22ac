"""netevent: a companion for networking events, from the check-in to the years after."""

__version__ = "0.1.0"
