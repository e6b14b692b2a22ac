"""What the doors were told held against what the database has: nobody lost, nobody twice, nobody refused."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from sqlalchemy import func, select

from netevent.extensions import db
from netevent.models import CheckIn
from netevent.models import Scan as Row
from tests.faults.doors import Scan
from tests.faults.guests import Guest

CREATED = 201


def check(scans: Iterable[Scan], guests: tuple[Guest, ...]) -> None:
    """Every scan was answered, with the same whenever it was sent, and is kept like that; one welcome for everybody
    who came. Call this inside an app context."""
    kept = {row.nonce: (row.checkin_id, row.result) for row in db.session.execute(select(Row.__table__))}
    sent, welcomes = {scan.nonce: scan for scan in scans}, Counter[int]()
    arrivals: defaultdict[int, set[int]] = defaultdict(set)
    assert [nonce for nonce in sent if nonce not in kept] == [], "lost"
    assert [nonce for nonce in kept if nonce not in sent] == [], "nobody sent these"
    for nonce, scan in sent.items():
        number, result = kept[nonce]
        assert {(said["id"], said["result"]) for _, said in scan.told} == {(number, result)}
        assert {said["name"] for _, said in scan.told} == {guests[scan.guest].name}
        assert [status for status, _ in scan.told].count(CREATED) <= (result == "welcome")
        arrivals[scan.guest].add(number)
        welcomes[scan.guest] += result == "welcome"
    assert {len(numbers) for numbers in arrivals.values()} == {1}, "somebody is in twice"
    assert {welcomes[guest] for guest in arrivals} == {1}, "one welcome for everybody"
    in_the_house = db.session.scalar(select(func.count()).select_from(CheckIn))
    assert (
        len({number for numbers in arrivals.values() for number in numbers}) == len(arrivals) == in_the_house
    )
