"""Text as a file can hold it: no half characters, no control characters."""

import re

_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]")


def storable(text: str) -> str:
    """`text` as valid UTF-8 without C0 and C1 controls; tab and line ends stay.

    A lone surrogate becomes "?", so that encoding the result never raises.
    """
    return _CONTROLS.sub("", text.encode("utf-8", "replace").decode("utf-8"))


def one_line(text: str) -> str:
    """`text` on a single line: every run of white space is one space, none at the ends."""
    return " ".join(storable(text).split())
