"""Two planners at once: one digest a person and day, one mail."""

import pytest
import time_machine
from flask import Flask

from netevent import clock
from netevent.models import Digest, OutboxMail
from netevent.operations import digests
from tests import cast
from tests.mails.mornings import met


@pytest.mark.parametrize("planners", [2, 8])
def test_planners_at_the_same_instant_write_one_digest_each(
    app: Flask, evening: time_machine.Traveller, planners: int
) -> None:
    with app.app_context():
        event = cast.event()
        for name in ("Ben", "Cleo", "Dan", "Elif"):
            person = cast.person(name)
            cast.checked_in(event, person)
            met(person, event, "Anouk", care="opening before March")
    evening.move_to("2026-11-06T08:00:00+00:00")

    def plan(_: int) -> int:
        with app.app_context():
            return digests.plan_due(clock.now())

    assert sum(cast.at_once(planners, plan)) == 4
    with app.app_context():
        assert (cast.how_many(Digest), cast.how_many(OutboxMail)) == (4, 4)
