"""The console script, killed in the middle of the third chunk of an import: its rows are written, and not committed."""

import os
import signal
from typing import Any

from netevent.__main__ import main
from netevent.operations import incoming

count, chunks = incoming.count, iter(range(10))


def die_in_the_third(*args: Any, **kwargs: Any) -> None:
    count(*args, **kwargs)
    if next(chunks) == 2:
        os.kill(os.getpid(), signal.SIGKILL)


incoming.count = die_in_the_third
main()
