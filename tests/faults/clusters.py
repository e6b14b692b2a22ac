"""A PostgreSQL server of our own in a folder of its own, to be crashed, frozen and cut off."""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy

from tests.faults.processes import children, signal_all

FROZEN = 1.5  # seconds
NAME = "evening"


def programs() -> Path | None:
    """Where `initdb` and `pg_ctl` are, the newest of several."""
    if found := shutil.which("pg_ctl"):
        return Path(found).parent
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"), key=lambda p: float(p.parts[-3]))
    return versions[-1].parent if versions else None


class Cluster:
    def __init__(self, programs: Path, folder: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = int(free.getsockname()[1])
        self.programs, self.data = programs, folder / "data"
        # the server refuses to be run by root
        self.user = {"user": "postgres", "group": "postgres", "extra_groups": []} if os.geteuid() == 0 else {}
        if self.user:
            shutil.chown(folder, "postgres", "postgres")
        self._run("initdb", "-U", "postgres", "--auth=trust", "-E", "UTF8", "--locale=C", "--no-sync")
        self.start()
        engine = sqlalchemy.create_engine(self._address("postgres"), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(sqlalchemy.text(f"CREATE DATABASE {NAME}"))
        engine.dispose()

    @property
    def address(self) -> str:
        return self._address(NAME)

    def start(self) -> None:
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=''"
        self._run("pg_ctl", "start", "-w", "-l", str(self.data / "log"), "-o", options)

    def crash(self) -> None:
        """All its processes go at once, as when the power fails; then it is started again."""
        self.stop()
        self.start()

    def stop(self) -> None:
        self._run("pg_ctl", "stop", "-w", "-m", "immediate")

    def freeze(self) -> None:
        """The server and everything it has started stand still."""
        server = int((self.data / "postmaster.pid").read_text().split()[0])
        frozen = [server]
        os.kill(server, signal.SIGSTOP)
        frozen += children(server)
        signal_all(frozen, signal.SIGSTOP)
        threading.Event().wait(FROZEN)
        signal_all(frozen[::-1], signal.SIGCONT)

    def cut_off(self) -> None:
        """Every connection of the house is ended, in the middle of whatever it is doing."""
        engine = sqlalchemy.create_engine(self._address("postgres"), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            ended = sqlalchemy.text(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = :name"
            )
            connection.execute(ended, {"name": NAME})
        engine.dispose()

    def _address(self, database: str) -> str:
        return f"postgresql://postgres@127.0.0.1:{self.port}/{database}"

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(self.programs / program), "-D", str(self.data), *arguments]
        subprocess.run(  # noqa: S603
            command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/", **self.user
        )


@contextmanager
def started(found: Path) -> Iterator[Cluster]:
    """In a folder that its own user may enter, gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="netevent-cluster-"))
    cluster = Cluster(found, folder)
    try:
        yield cluster
    finally:
        cluster.stop()
        shutil.rmtree(folder)
