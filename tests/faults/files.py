"""What other programs do to the file of a SQLite database while the doors are open."""

import subprocess
import sys
import threading
from pathlib import Path

HELD = 3  # seconds
LOCK = """
import sqlite3, sys
kept = sqlite3.connect(sys.argv[1], isolation_level=None, timeout=60)
kept.execute("BEGIN IMMEDIATE")
print("held", flush=True)
sys.stdin.read()
kept.execute("ROLLBACK")
"""
COPY = """
import sqlite3, sys
source, target = map(sqlite3.connect, sys.argv[1:])
source.backup(target, pages=100)
"""


class File:
    def __init__(self, path: Path) -> None:
        self.path = path

    def hold(self) -> None:
        """Another process keeps the write lock for three seconds, as an import or a backup may."""
        command = [sys.executable, "-c", LOCK, str(self.path)]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:  # noqa: S603
            assert holder.stdin
            assert holder.stdout
            assert holder.stdout.readline() == "held\n"
            threading.Event().wait(HELD)
            holder.stdin.close()
        assert holder.returncode == 0

    def copy(self) -> None:
        """Another process copies the whole file, page by page."""
        target = self.path.with_suffix(".copy")
        subprocess.run([sys.executable, "-c", COPY, str(self.path), str(target)], check=True)  # noqa: S603
        target.unlink()
