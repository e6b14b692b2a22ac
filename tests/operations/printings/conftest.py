"""A house that draws four badges at a time, Ada, and her event with eleven of them."""

from collections.abc import Iterator

import pytest
import time_machine
from flask import Flask

from netevent.models import Event, Person
from netevent.operations import printings
from tests import cast
from tests.operations.printings.files import eleven


@pytest.fixture(autouse=True)
def context(app: Flask, evening: time_machine.Traveller, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(printings, "AT_ONCE", 4)
    with app.app_context():
        yield


@pytest.fixture
def ada() -> Person:
    return cast.person("Ada Moreau")


@pytest.fixture
def event(ada: Person) -> Event:
    return eleven(ada)
