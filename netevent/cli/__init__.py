"""The commands, by noun; each one calls an operation."""

from netevent.cli.audits import listed
from netevent.cli.backups import backup, restore
from netevent.cli.books import balance
from netevent.cli.checkups import doctor
from netevent.cli.coaching import read
from netevent.cli.devices import device_token
from netevent.cli.disclosures import requests
from netevent.cli.imports import bring_in
from netevent.cli.measures import shares
from netevent.cli.organisers import create_organiser
from netevent.cli.outbox import outbox
from netevent.cli.people import erase_person, export_person
from netevent.cli.running import init, send_due, work

COMMANDS = (
    init, create_organiser, work, send_due, backup, restore, export_person, erase_person, requests, listed, shares,
    read, doctor, outbox, balance, bring_in, device_token,
)  # fmt: skip
