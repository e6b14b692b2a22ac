"""Check-ins as bytes on the wire: of the bare route, of a phone's form, and of a door device."""

import http.client
import json
import re
import secrets
import uuid
from collections.abc import Mapping
from itertools import cycle
from urllib.parse import urlencode


def bare(port: int, code: str, count: int) -> list[bytes]:
    """What the bare route is sent: the same names and addresses, and nothing to prove."""
    return [_post(port, code, number, {}) for number in range(count)]


def forms(port: int, code: str, count: int, start: int) -> list[bytes]:
    """Posts of `count` new people with the cookie and token of one page, each with a key of its own: the page would
    have drawn that, too."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", f"/e/{code}")
    answer = connection.getresponse()
    page = answer.read().decode()
    cookie = (answer.getheader("Set-Cookie") or "").split(";")[0]
    token = re.search(r'type="hidden" name="csrf_token" value="([^"]+)"', page)
    assert token, page[:300]
    return [
        _post(port, code, number, {"csrf_token": token[1], "key": secrets.token_hex(16)}, cookie)
        for number in range(start, start + count)
    ]


def scans(port: int, code: str, tokens: list[str], cards: list[str]) -> list[bytes]:
    """One scan of each card, by the devices in turn, each with a nonce of its own."""
    return [
        _request(
            port, f"/api/v1/events/{code}/checkins",
            {"Content-Type": "application/json", "Authorization": f"Bearer {token}"},
            json.dumps({"code": f"http://127.0.0.1:{port}/p/{card}", "nonce": str(uuid.uuid4())}),
        )
        for card, token in zip(cards, cycle(tokens), strict=False)
    ]  # fmt: skip


def _post(port: int, code: str, number: int, fields: Mapping[str, str], cookie: str = "") -> bytes:
    said = {
        "Content-Type": "application/x-www-form-urlencoded", "Origin": f"http://127.0.0.1:{port}", "Cookie": cookie,
    }  # fmt: skip
    body = {**fields, "name": f"Guest {number}", "email": f"guest{number}@example.org"}
    return _request(port, f"/e/{code}", said, urlencode(body))


def _request(port: int, path: str, headers: Mapping[str, str], body: str) -> bytes:
    said = {"Host": f"127.0.0.1:{port}", "Content-Length": str(len(body)), **headers}
    head = "".join(f"{name}: {value}\r\n" for name, value in said.items())
    return f"POST {path} HTTP/1.1\r\n{head}\r\n{body}".encode()
