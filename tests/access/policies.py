"""Who may what, as one table: policy x actor -> what opens of one's own side and of the other side."""

from flask import Flask
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from netevent import access
from tests.access.scene import ACTORS, NOBODY
from tests.access.slots import handed_over

OPENS, SIGN_IN, PROVE, FORBIDDEN, MISSING = "opens", "asks to sign in", "asks for a proof", "403", "404"
NO_TOKEN = "401"
REFUSED_IN_WORDS = {400, 409, 410, 413, 415, 422}  # the form arrived where it was meant to

Pair = tuple[str, str]  # what becomes of one's own side (Ada's evening), and of the other side (Otto's)
_SIGNED_IN = [actor for actor in ACTORS if actor not in NOBODY]
_NOBODY = dict.fromkeys(NOBODY, (SIGN_IN, SIGN_IN))

TABLE: dict[str, dict[str, Pair]] = {
    "anyone": dict.fromkeys(ACTORS, (OPENS, OPENS)),
    "person": _NOBODY | dict.fromkeys(_SIGNED_IN, (OPENS, MISSING)),
    "person, handed over": _NOBODY | dict.fromkeys(_SIGNED_IN, (OPENS, OPENS)),
    "host": _NOBODY | dict.fromkeys(_SIGNED_IN, (FORBIDDEN, FORBIDDEN)) | {
        "organiser owner": (OPENS, OPENS),
        "owner of another event": (OPENS, OPENS),
    },
    "organiser": _NOBODY | dict.fromkeys(_SIGNED_IN, (MISSING, MISSING)) | {
        "door staff": (FORBIDDEN, MISSING),
        "organiser helper": (OPENS, MISSING),
        "organiser owner": (OPENS, MISSING),
        "owner of another event": (MISSING, OPENS),
    },
    "device": dict.fromkeys(ACTORS, (NO_TOKEN, NO_TOKEN)) | {"device token": (OPENS, MISSING)},
    "owner": _NOBODY | dict.fromkeys(_SIGNED_IN, (MISSING, MISSING)) | {
        "door staff": (FORBIDDEN, MISSING),
        "organiser helper": (FORBIDDEN, MISSING),
        "organiser owner": (OPENS, MISSING),
        "owner of another event": (MISSING, OPENS),
    },
    "staff": _NOBODY | dict.fromkeys(_SIGNED_IN, (MISSING, MISSING)) | {
        "door staff": (OPENS, MISSING),
        "organiser helper": (OPENS, MISSING),
        "organiser owner": (OPENS, MISSING),
        "owner of another event": (MISSING, OPENS),
    },
}  # fmt: skip

# Routes that need one thing more than their policy: who has it, and what the others see.
NEEDS_A_PENDING_CODE = dict.fromkeys(ACTORS, (MISSING, MISSING)) | {"unconfirmed sign-up": (OPENS, OPENS)}
PROVED_ADDRESSES_ONLY = TABLE["anyone"] | {"unconfirmed sign-up": (MISSING, OPENS)}
NOT_IN_THIS_HOUSE = dict.fromkeys(ACTORS, (MISSING, MISSING))
MORE: dict[str, dict[str, Pair]] = {
    "signins.code": NEEDS_A_PENDING_CODE,
    "signins.again": NEEDS_A_PENDING_CODE,
    "signins.end": TABLE["person"]
    | {"unconfirmed sign-up": (MISSING, MISSING)},  # only proved ones are listed
    "pauses.show": PROVED_ADDRESSES_ONLY,
    "pauses.begin": PROVED_ADDRESSES_ONLY,
    "pauses.go_on": PROVED_ADDRESSES_ONLY,
    "assets.kept": NOT_IN_THIS_HOUSE,  # no copy of the scripts is kept
    "pages.security": NOT_IN_THIS_HOUSE,  # no operator is named
}


def expected(app: Flask, rule: Rule, actor: str, *, own: bool) -> str:
    """What is to become of this request; an unknown policy is a KeyError that names it."""
    policy = access.policy_of(app, rule.endpoint) or "none"
    if policy == "person" and handed_over(rule):
        policy = "person, handed over"
    row = MORE.get(rule.endpoint, TABLE[policy])
    verdict = row[actor][0 if own else 1]
    proof = getattr(app.view_functions[rule.endpoint], "proved_lately", False)
    whose_event_first = not policy.startswith("person")
    asked = verdict == OPENS if whose_event_first else verdict != SIGN_IN
    return PROVE if proof and asked and actor == "unconfirmed sign-up" else verdict


def verdict(answer: TestResponse) -> str:
    """What became of a request."""
    place = answer.headers.get("Location", "")
    if place.startswith("/signin?next="):
        return SIGN_IN
    if place.startswith("/signin/confirm"):
        return PROVE
    if answer.status_code in {401, 403, 404}:
        return str(answer.status_code)
    if 200 <= answer.status_code < 400 or answer.status_code in REFUSED_IN_WORDS:
        return OPENS
    return f"status {answer.status_code}"
