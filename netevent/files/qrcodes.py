"""QR codes (ISO/IEC 18004) for screens, paper and consoles: black, a quiet zone of 4, nothing inside."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Literal
from urllib.parse import urlsplit

import png as pypng
import qrcode
from qrcode import constants

Level = Literal["L", "M", "Q", "H"]
Matrix = list[list[bool]]
QUIET = 4  # modules, on every side

_LEVELS = {
    "L": constants.ERROR_CORRECT_L,
    "M": constants.ERROR_CORRECT_M,
    "Q": constants.ERROR_CORRECT_Q,
    "H": constants.ERROR_CORRECT_H,
}
# Exact black on exact white from the 256-colour cube: the 16 named colours follow the reader's theme.
_INK, _RESET = "\x1b[38;5;16;48;5;231m", "\x1b[0m"
_HALVES = {(False, False): " ", (True, False): "▀", (False, True): "▄", (True, True): "█"}


@dataclass(frozen=True, slots=True)
class QrPath:
    """A code as one SVG path: `<svg viewBox="0 0 size size"><path d=...></svg>`, one unit a module."""

    size: int  # modules on a side, quiet zone of 4 included
    d: str


def url_for_code(base_url: str, kind: str, code: str) -> str:
    """The address in a QR: `HTTPS://HOST/E/7KQ4MP` for ("https://host", "e", "7kq4mp").

    Upper case keeps it in alphanumeric mode, 5.5 bits a character instead of 8. Scheme and host may be
    written so (RFC 3986, 6.2.2.1), our own paths match in any case; a folder in front of them belongs to
    somebody's proxy and keeps its letters. ValueError when `base_url` has no host.
    """
    parts = urlsplit(base_url)
    if not parts.hostname:
        raise ValueError(f"no host in {base_url!r}")
    host = parts.hostname.encode("idna").decode()
    host = f"[{host}]" if ":" in host else host
    port = f":{parts.port}" if parts.port else ""
    origin = f"{parts.scheme}://{host}{port}".upper()
    return f"{origin}{parts.path.rstrip('/')}/{kind.upper()}/{code.upper()}"


def matrix(text: str, level: Level) -> Matrix:
    """The modules as rows, True for dark, quiet zone included.

    The library cuts `text` into segments of the densest mode, each of 20 characters or more.
    ValueError when it is too long for any QR code.
    """
    code = qrcode.QRCode(error_correction=_LEVELS[level], border=QUIET)
    code.add_data(text)
    code.make()
    return [[bool(cell) for cell in row] for row in code.get_matrix()]


def runs(rows: Matrix) -> Iterator[tuple[int, int, int]]:
    """Dark stretches of each row as (x, y, length) in modules."""
    for y, row in enumerate(rows):
        x = 0
        for dark, stretch in groupby(row):
            length = len(list(stretch))
            if dark:
                yield x, y, length
            x += length


def path(text: str, level: Level) -> QrPath:
    """The code for a page: a rectangle a run, all in one path, so that no hairline shows between them."""
    rows = matrix(text, level)
    return QrPath(len(rows), "".join(f"M{x} {y}h{w}v1h-{w}z" for x, y, w in runs(rows)))


def svg(text: str, level: Level) -> str:
    """The code as an SVG file, black on its own white ground."""
    code = path(text, level)
    side = code.size
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" shape-rendering="crispEdges">'
        f'<path fill="#fff" d="M0 0h{side}v{side}H0z"/><path d="{code.d}"/></svg>'
    )


def png(text: str, level: Level, pixels_per_module: int) -> bytes:
    """The code as a PNG file of one bit a pixel; its side is modules x `pixels_per_module`."""
    wide = [[not dark for dark in row for _ in range(pixels_per_module)] for row in matrix(text, level)]
    side = len(wide[0])
    file = io.BytesIO()
    writer = pypng.Writer(side, side, greyscale=True, bitdepth=1)
    writer.write(file, (row for row in wide for _ in range(pixels_per_module)))
    return file.getvalue()


def terminal(text: str) -> str:
    """The code for a console, two rows of modules a line, dark on light whatever the console's colours."""
    rows = matrix(text, "M")
    rows += [[False] * len(rows[0])] * (len(rows) % 2)
    pairs = zip(rows[::2], rows[1::2], strict=True)
    return "".join(
        _INK + "".join(_HALVES[cells] for cells in zip(upper, lower, strict=True)) + _RESET + "\n"
        for upper, lower in pairs
    )
