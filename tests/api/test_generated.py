"""Calls that a machine invents from openapi.json, right ones and wrong ones: never a mishap, and every answer is one
the document knows (G10); what is wrong by the document is refused."""

from collections import Counter
from typing import Any

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode, checks
from schemathesis.core.parameters import ParameterLocation
from schemathesis.generation.case import Case
from schemathesis.specs.openapi import checks as conformance

from netevent.operations import books
from tests import cast
from tests.api.contract import DOCUMENT
from tests.api.programs import made
from tests.operations.door import badge, place

pytestmark = pytest.mark.usefixtures("evening")

CALLS = {GenerationMode.POSITIVE: 40, GenerationMode.NEGATIVE: 25}  # of each operation
OPERATIONS = [
    (path, method, mode)
    for path, said in DOCUMENT["paths"].items()
    for method in said
    for mode in CALLS
    if method != "parameters"
    and (path, mode) != ("/openapi.json", GenerationMode.NEGATIVE)  # nothing to do wrong
]
REFUSED, NO_SUCH_METHOD = 400, 405
CHECKS = [
    checks.not_a_server_error,
    conformance.status_code_conformance,
    conformance.content_type_conformance,
    conformance.response_headers_conformance,
    conformance.response_schema_conformance,
]
Known = dict[str, list[Any]]


@pytest.fixture
def known(app: Flask) -> Known:
    """What is there: words a machine would never guess, by the name of the member they are for."""
    with app.app_context():
        event = cast.event(cast.person("Ada Moreau"))
        here, cleo = cast.person("Ben Adler"), cast.person("Cleo Brandt")
        cast.checked_in(event, here)
        kept = place(event, email="gil@example.org", ticket_code="TICKET-7")
        printed = badge(event, registration_id=kept.id)
        return {
            "event": [event.code, event.code.lower()],
            "code": [here.card_code, cleo.card_code, printed, "TICKET-7", cast.event().code],
            "guest": [f"r{kept.id}", "c1"], "registration": [f"r{kept.id}"], "checkin_id": [1, 2, 3],
            "nonce": ["n" * 32, "m" * 32], "undo": ["n" * 32], "name": ["Zoé"], "since": [""], "q": ["gil", "ben adler"],
        }  # fmt: skip


@pytest.fixture
def description(app: Flask) -> Any:
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app)


@pytest.mark.parametrize(("path", "method", "mode"), OPERATIONS, ids=str)
def test_every_answer_is_as_described(
    app: Flask, known: Known, description: Any, path: str, method: str, mode: GenerationMode
) -> None:
    operation = description[path][method]
    token, heard = made(app, known["event"][0]), Counter[int]()

    @settings(
        max_examples=CALLS[mode], deadline=None, database=None, derandomize=True, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(operation.as_strategy(generation_mode=mode), st.data())
    def call(case: Case, data: st.DataObject) -> None:
        _come_to(case, known, data)
        if mode is GenerationMode.POSITIVE:
            _meet(case, known, data)
        answer = case.call(headers={"Authorization": f"Bearer {token}", "Accept-Encoding": "identity"})
        heard[answer.status_code] += 1
        if answer.status_code == NO_SUCH_METHOD and not _leads_here(case):
            return  # a number beyond all ids has only the methods the router tries last
        case.validate_response(answer, checks=CHECKS)
        assert answer.status_code >= REFUSED or not _is_wrong(case), answer.text

    call()
    print(f"{mode.value} {method} {path}: {dict(heard)}")
    with app.app_context():
        assert [entry for entry in books.entries() if not entry.balances] == []


def _is_wrong(case: Case) -> bool:
    """Whether the body of this call is not one of the document. Of a batch each part is refused for itself; what an
    address has behind its "?" and nobody asked for is passed over."""
    body = case.meta.components.get(ParameterLocation.BODY) if case.meta else None
    return bool(body) and body.mode is GenerationMode.NEGATIVE and not case.path.endswith("/batch")


def _leads_here(case: Case) -> bool:
    """Whether the address is one of the document."""
    address = case.meta.components.get(ParameterLocation.PATH) if case.meta else None
    return address is None or address.mode is GenerationMode.POSITIVE


def _come_to(case: Case, known: Known, data: st.DataObject) -> None:
    """To the event that is there, unless the address is what is wrong."""
    if "code" in case.path_parameters and _leads_here(case):
        case.path_parameters["code"] = data.draw(st.sampled_from(known["event"]))


def _meet(case: Case, known: Known, data: st.DataObject) -> None:
    """Most of what is right is about people who are there. A scan says whom in one of three ways; that is said in
    words in the document."""
    said = case.body if isinstance(case.body, dict) else {}
    scans = [one for one in said.get("checkins", [said]) if "nonce" in one]
    for scan in scans:
        whom = data.draw(st.sampled_from(("code", "guest", "name")))
        for member in {"code", "guest", "name"} - {whom} | ({"company"} if whom != "name" else set()):
            scan.pop(member, None)
        scan.setdefault(whom, data.draw(st.sampled_from(known[whom])))
        for member in ("at", "clock", "device"):
            if data.draw(st.booleans()):
                scan.pop(member, None)
    for members in (case.path_parameters, case.query, said, *scans):
        for name in sorted(set(members or ()) & set(known)):
            if name != "code" or members is not case.path_parameters:
                members[name] = data.draw(st.one_of(st.just(members[name]), st.sampled_from(known[name])))
