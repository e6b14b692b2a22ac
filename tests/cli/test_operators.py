"""What whoever runs the site does by command: copies, requests, the log, and people who write instead of clicking."""

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from click.testing import CliRunner, Result
from flask import Flask
from flask.cli import ScriptInfo

from netevent import clock
from netevent.__main__ import cli
from netevent.errors import Conflict, NotFound
from netevent.extensions import db
from netevent.models import Audit, Disclosure, Person, Replay
from netevent.operations import disclosures, events
from tests import cast
from tests.operations import lives
from tests.operations.lives import ADDRESS, MARK

Run = Callable[..., Result]


@pytest.fixture(autouse=True)
def house(app: Flask, evening: time_machine.Traveller) -> Iterator[None]:
    with app.app_context():
        yield


@pytest.fixture
def run(app: Flask) -> Run:
    info = ScriptInfo(create_app=lambda: app)
    return lambda *words, **more: CliRunner().invoke(cli, list(words), obj=info, **more)


def test_a_copy_is_made_and_brought_back(run: Run) -> None:
    if db.engine.dialect.name != "sqlite":
        pytest.skip("the same by other programs: tests/operations/test_backups.py")
    lives.live()
    made = run("backup")
    assert made.exit_code == 0
    path = made.output.strip()
    assert Path(path).exists()
    assert run("erase-person", ADDRESS, "--yes").exit_code == 0
    refused = run("restore", path)
    assert isinstance(refused.exception, Conflict)
    done = run("restore", path, "--replace")
    assert done.exit_code == 0
    assert done.output.splitlines()[-1] == "Restored. People erased again: 1."
    assert "What was here before: " in done.output
    assert MARK.casefold() not in lives.whole().casefold()


@pytest.mark.parametrize(("kind", "start"), [("json", b"{"), ("csv", b"PK"), ("vcf", b"BEGIN:VCARD")])
def test_a_person_is_written_out(run: Run, tmp_path: Path, kind: str, start: bytes) -> None:
    cast.person("Ben Adler")
    assert run("export-person", "ben@example.org", "--format", kind).stdout_bytes.startswith(start)
    done = run("export-person", "ben@example.org", "--format", kind, "--to", str(tmp_path / "ben"))
    assert done.exit_code == 0
    assert (tmp_path / "ben").read_bytes().startswith(start)
    assert (tmp_path / "ben").stat().st_mode & 0o077 == 0
    assert cast.how_many(Audit, verb="export") == 2


def test_json_is_the_default(run: Run) -> None:
    cast.person("Ben Adler")
    assert json.loads(run("export-person", "ben@example.org").output)["card"][0]["name"] == "Ben Adler"


def test_a_person_is_erased_after_asking_back(run: Run) -> None:
    cast.person("Ben Adler")
    assert run("erase-person", "ben@example.org", input="n\n").exit_code == 1
    assert cast.how_many(Person) == 1
    done = run("erase-person", "ben@example.org", input="y\n")
    assert (done.exit_code, done.output.splitlines()[-1]) == (0, "Erased. Accounts: 1.")
    assert cast.how_many(Person) == 0


@pytest.mark.parametrize(
    "words", [("export-person", "eve@example.org"), ("erase-person", "eve@example.org", "--yes")]
)
def test_somebody_unknown_is_said_to_be_so(run: Run, words: tuple[str, ...]) -> None:
    assert isinstance(run(*words).exception, NotFound)


def test_the_queue_is_listed_by_number_and_fails_when_overdue(
    run: Run, evening: time_machine.Traveller
) -> None:
    ben, _, _ = lives.live()
    assert run("requests").output == "Waiting: 0.\n"
    number = disclosures.ask(ben, clock.now()).id
    listed = run("requests")
    assert (listed.exit_code, listed.output) == (
        0,
        f"{number}  asked 2026-11-05  due 2026-12-05\nWaiting: 1.\n",
    )
    evening.shift(timedelta(days=30))
    late = run("requests")
    assert late.exit_code == 1
    assert "overdue" in late.output
    assert MARK not in late.output


def test_a_request_is_shown_and_answered_from_a_file_or_a_pipe(run: Run, tmp_path: Path) -> None:
    ben, _, _ = lives.live()
    number = disclosures.ask(ben, clock.now()).id
    shown = run("requests", "show", str(number))
    assert shown.exit_code == 0
    assert "mends boats" in shown.output
    assert "Cleo" not in shown.output
    (tmp_path / "answer").write_text("He mends boats.", "utf-8")
    assert run("requests", "answer", str(number), str(tmp_path / "answer")).output == f"Answered: {number}.\n"
    assert db.session.get_one(Disclosure, number).answer == "He mends boats."
    again = disclosures.ask(ben, clock.now()).id
    assert run("requests", "answer", str(again), "-", input="Nothing.").exit_code == 0


def test_numbers_that_cannot_be_are_refused(run: Run) -> None:
    for number in ("0", "-1", "x", "9223372036854775808"):
        assert run("requests", "show", number).exit_code == 2
    assert isinstance(run("requests", "show", "7").exception, NotFound)


def test_the_log_is_printed_by_ids_the_latest_first(run: Run) -> None:
    ada = cast.person("Ada Moreau", may_organise_since=clock.now())
    event, other = (events.create(ada, _details(title), now=clock.now()) for title in ("One", "Two"))
    events.cancel(event, now=clock.now(), actor_id=ada.id)
    run("create-organiser", "ben@example.org")
    lines = run("audit").output.splitlines()
    assert len(lines) == 4
    assert lines[0] == "2026-11-05T18:00:00Z  command  -  -  allow organisers 2"
    assert (
        lines[1] == f"2026-11-05T18:00:00Z  web  person {ada.id}  event {event.id}  cancel events {event.id}"
    )
    assert "Ada" not in "\n".join(lines)
    assert len(run("audit", "-n", "1").output.splitlines()) == 1
    assert len(run("audit", "--event", event.code.lower()).output.splitlines()) == 2
    assert len(run("audit", "--event", other.code).output.splitlines()) == 1
    assert isinstance(run("audit", "--event", "NOSUCH").exception, NotFound)


def _details(title: str) -> events.Details:
    return events.Details(title, "The Boathouse", clock.now(), None, "Europe/Zurich")


def test_the_worker_takes_away_what_is_over_and_a_trial_does_not(
    run: Run, evening: time_machine.Traveller
) -> None:
    db.session.add(Replay(key="k" * 16, fingerprint="f", status=303, location="/", at=clock.now()))
    db.session.commit()
    evening.shift(timedelta(days=30))
    assert run("send-due", "--now", "2030-01-01").output == "Digests planned: 0. Mails: none due.\n"
    assert cast.how_many(Replay) == 1
    assert run("worker", "--once").output == "Digests planned: 0. Mails: none due. Gone: 1 replays.\n"
    assert cast.how_many(Replay) == 0
