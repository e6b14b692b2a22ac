"""The house as `netevent serve` runs it, and what may happen to its processes."""

import os
import random
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path

from tests.faults.processes import children, listens, signal_all, wait_until

ROOT = Path(__file__).parents[2]
WORKERS = 2
PATIENCE = 90  # seconds for a start on a machine that has much else to do


class Gunicorn:
    """A master and its workers, in a process group of their own. Ended by their own ids."""

    def __init__(self, environment: dict[str, str], seed: int) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = int(free.getsockname()[1])
        self.environment = os.environ | environment | {"NETEVENT_BASE_URL": f"http://127.0.0.1:{self.port}"}
        self.chance = random.Random(seed)  # noqa: S311 faults, no secrets
        self.master = self._started()
        self.wait_for_all()

    def _started(self) -> "subprocess.Popen[bytes]":
        command = [sys.executable, "-m", "netevent", "serve", "--bind", f"127.0.0.1:{self.port}", "--workers", str(WORKERS)]  # fmt: skip
        return subprocess.Popen(  # noqa: S603
            command, env=self.environment, cwd=ROOT, stderr=subprocess.DEVNULL, start_new_session=True
        )

    def ready(self) -> list[int]:
        return [pid for pid in children(self.master.pid) if listens(pid)]

    def wait_for_all(self) -> None:
        wait_until(lambda: len(self.ready()) >= WORKERS, PATIENCE, "all workers take requests")

    def kill_a_worker(self) -> None:
        """kill -9, whatever it is doing; the master starts another."""
        worker = self.chance.choice(self.ready())
        os.kill(worker, signal.SIGKILL)
        wait_until(lambda: worker not in children(self.master.pid), PATIENCE, "the worker is gone")
        self.wait_for_all()

    def freeze_a_worker(self) -> None:
        """It stands still for a second, with whatever it holds."""
        worker = self.chance.choice(self.ready())
        os.kill(worker, signal.SIGSTOP)
        threading.Event().wait(1)
        signal_all([worker], signal.SIGCONT)

    def kill(self) -> None:
        """kill -9 of the master and all workers; started again at once, as a supervisor does."""
        os.killpg(self.master.pid, signal.SIGKILL)
        self.master.wait()
        self.master = self._started()
        self.wait_for_all()

    def reload(self) -> None:
        """A deployment: new workers come, the old ones finish what they have in hand."""
        before = children(self.master.pid)
        os.kill(self.master.pid, signal.SIGHUP)
        wait_until(lambda: not set(before) & set(children(self.master.pid)), PATIENCE, "the old workers left")
        self.wait_for_all()

    def end(self) -> None:
        os.killpg(self.master.pid, signal.SIGKILL)
        self.master.wait()
