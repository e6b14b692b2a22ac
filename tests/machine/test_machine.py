"""A plain-Python model lives beside the house, and after every step both say the same (reliability page, G12).

Short in the suite; `make soak` lets it live for NETEVENT_SOAK_STEPS steps, and prints seed and rate every so often.
"""

import os
import secrets
import shutil
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import get_state_machine_test

from tests.conftest import settings_in
from tests.machine.leaving import Leaving
from tests.machine.mailing import Mailing
from tests.machine.meeting import Meeting
from tests.machine.town import Town, opened

STEPS_OF_A_LIFE = 120
LIVES = 6
LIVES_OF_A_SEED = 20  # about two thousand steps, then a line says how far it is
SOAK = int(os.environ.get("NETEVENT_SOAK_STEPS", "0"))
PHASES = [Phase.generate, *([Phase.shrink] if os.environ.get("NETEVENT_SOAK_SHRINK") else [])]
CALM = {
    "database": None,
    "deadline": None,
    "suppress_health_check": list(HealthCheck),
    "stateful_step_count": STEPS_OF_A_LIFE,
    "report_multiple_bugs": False,
}


class House(Leaving, Meeting, Mailing):
    """All rules together."""


@pytest.fixture
def town(migrated: str, tmp_path: Path) -> Iterator[Town]:
    address = migrated
    if migrated.startswith("sqlite"):
        shutil.copy(migrated.removeprefix("sqlite:///"), tmp_path / "netevent.sqlite")
        address = f"sqlite:///{tmp_path / 'netevent.sqlite'}"
    with opened(settings_in(tmp_path, address)) as found:
        House.town = found
        yield found


def live(town: Town, lives: int, *, random: int | None = None) -> None:
    rules = settings(max_examples=lives, derandomize=random is None, phases=PHASES, **CALM)
    test = get_state_machine_test(House, settings=rules)
    (seed(random)(test) if random is not None else test)()


@pytest.mark.skipif(bool(SOAK), reason="the long form runs instead")
def test_the_house_and_its_model_agree(town: Town) -> None:
    started = time.perf_counter()
    live(town, LIVES)
    report(town, started, "0 counter-examples")
    assert town.steps > LIVES * 10


@pytest.mark.skipif(not SOAK, reason="the long form: make soak")
def test_the_house_and_its_model_agree_for_long(town: Town) -> None:
    """Whoever ends it early (Ctrl-C, or `timeout`) reads how far it came; only a counter-example fails."""
    started, outcome = time.perf_counter(), "1 counter-example"
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    first = int(os.environ.get("NETEVENT_SOAK_SEED", "0")) or secrets.randbelow(2**32)
    try:
        for number in range(first, first + SOAK):
            if town.steps >= SOAK:
                break
            print(f"seed {number}: {figures(town, started)}, 0 counter-examples so far", flush=True)
            live(town, LIVES_OF_A_SEED, random=number)
        outcome = "0 counter-examples"
    except KeyboardInterrupt:
        outcome = "0 counter-examples, ended early"
    finally:
        report(town, started, outcome)


def report(town: Town, started: float, outcome: str) -> None:
    print(", ".join(f"{what}: {times}" for what, times in sorted(town.seen.items())))
    print(f"{figures(town, started)}, {outcome}", flush=True)


def figures(town: Town, started: float) -> str:
    """Steps so far and their rate, by the clock on the wall and by what this process computed."""
    engine = "SQLite" if town.books.on_sqlite else "PostgreSQL"
    seconds, busy = max(time.perf_counter() - started, 0.001), time.process_time()
    rate = f"{town.steps / seconds:.0f} a second ({town.steps / busy:.0f} of this process)"
    return f"{engine}: {town.steps} steps in {town.lives} lives, {seconds:.0f} s, {rate}"
