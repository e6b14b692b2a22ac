"""The command line, with shorter waits: what takes a minute for people takes a second here."""

import os
from datetime import timedelta

from netevent.__main__ import main
from netevent.mails import transport
from netevent.operations import endings, leases

if __name__ == "__main__":
    transport.TIMEOUT = int(os.environ["HURRIED_TIMEOUT"])
    if os.environ.get("HURRIED_LEASE"):
        leases.LEASE = timedelta(seconds=int(os.environ["HURRIED_LEASE"]))
        endings.NO_SERVER = timedelta(seconds=1)
        endings.RETRIES = tuple(minutes / 60 for minutes in endings.RETRIES)
    main()
