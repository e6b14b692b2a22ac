"""A digest that could not leave by the evening of its day comes on the next working one, with what is still open of it.

Nobody saw it, so what it would have said is still to say (RK8 of the domain page: evenings are silent).
"""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select, update

from netevent.domain.schedules import expires_at, local_to_utc, next_working_day
from netevent.domain.schedules.mornings import MORNING
from netevent.extensions import db
from netevent.models import Digest, Prompt
from netevent.operations import digests
from netevent.operations.posting import post

LONGEST = timedelta(days=7)  # after that it speaks of another time


def defer(digest_id: int, now: datetime) -> date | None:
    """Move a digest to the next working day that has none yet, and queue its mail for that morning; the caller commits.

    Returns that day; None when the digest is gone, was answered meanwhile, or is too old to be of use.
    """
    digest = db.session.get(Digest, digest_id)
    if digest is None or now - digest.created_at > LONGEST or not _anything_open(digest):
        return None
    zone = digests.zone_of(digest)
    day = _free_day(digest, zone, now)
    digest.day = day
    open_ones = update(Prompt).where(Prompt.digest_id == digest.id, Prompt.answer == "")
    db.session.execute(open_ones.values(shown_on=day).execution_options(synchronize_session=False))
    if digest.person.address:
        _post(digest, digest.person.address, zone, now)
    return day


def _anything_open(digest: Digest) -> bool:
    """Else it would keep its new day from what else there is to say."""
    open_one = select(Prompt.id).where(Prompt.digest_id == digest.id, Prompt.answer == "").limit(1)
    return db.session.scalar(open_one) is not None


def _free_day(digest: Digest, zone: str, now: datetime) -> date:
    """The first working day after its own, with daylight left, without another digest of this person."""
    taken = set(db.session.scalars(select(Digest.day).where(Digest.person_id == digest.person_id)))
    today = now.astimezone(ZoneInfo(zone)).date()
    over = today if now >= expires_at(today, zone) else today - timedelta(days=1)
    day = next_working_day(max(digest.day, over))
    while day in taken:
        day = next_working_day(day)
    return day


def _post(digest: Digest, address: str, zone: str, now: datetime) -> None:
    """Written as of that morning: the hours until then are none of the day after which a mail is given up."""
    person = digest.person
    kind = "morning" if person.email else "neutral"
    hour = digest.event.mail_hour if digest.event else MORNING
    morning = local_to_utc(digest.day, time(hour), zone)
    post(
        kind,
        dedupe_key=f"{kind}:{digest.id}:{digest.day}",
        address=address,
        language=person.language,
        now=max(now, morning),
        run_at=morning,
        person_id=person.id,
        event_id=digest.event_id,
        digest_id=digest.id,
        expires_at=expires_at(digest.day, zone),
    )
