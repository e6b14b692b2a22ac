"""The shape of an event: three fields, and a rest that has defaults."""

import re
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from wtforms import Field, Form, StringField

from netevent.errors import N_, Said
from netevent.forms.text import is_blank, line, needed, one_line, storable, tidy, wrong

LANGUAGES = ("en", "fr", "it")
MAIL_HOURS = range(6, 20)
MOST_TOPICS, LONGEST_TOPIC = 8, 40
YEARS = range(2000, 2100)
LONGEST = timedelta(days=31)
MANY_TOPICS = N_("Up to %(most)s topics, please. These are %(given)s.")
LONG_TOPIC = N_("A topic holds %(most)s characters at most. Shorten it a little.")

NO_START = N_("Please say when it starts.")
NOT_A_MOMENT = N_("Enter a date and a time, for example 2026-11-05 18:30.")
NOT_OUR_YEAR = N_("Check the year: it lies between 2000 and 2099.")
NO_SUCH_TIME = N_("This time does not exist that night, as the clocks go forward. Choose another one.")
TWICE = N_("This time comes twice that night, as the clocks go back. Do you mean the first or the second?")
END_FIRST = N_("The end is before the start. Check both.")
TOO_LONG = N_("This end is more than a month after the start. Check both.")
NO_ZONE = N_("Which time zone is this place in? Choose it from the list.")
STRANGE_ZONE = N_("We do not know this time zone. Choose one from the list.")


def _by_day(_form: Form, field: Field) -> None:
    if not re.fullmatch("[0-9]{1,2}", field.data or "") or int(field.data) not in MAIL_HOURS:
        raise wrong(N_("Choose an hour from 6 to 19."))


class EventForm(Form):
    """Title, start and place are needed. `starts_at` and `ends_at` are there once `validate` said yes."""

    title = line(N_("Title"), 120, needed(N_("Please give the event a title.")))
    starts = StringField(N_("Start"), filters=[tidy], validators=[needed(NO_START)])
    place = line(N_("Place"), 300, needed(N_("Please say where it takes place.")))
    starts_which = StringField(default="")
    ends = StringField(N_("End"), filters=[tidy])
    ends_which = StringField(default="")
    host = line(N_("Hosted by"), 120)
    zone = StringField(N_("Time zone"), filters=[tidy], default="")
    language = StringField(N_("Language of the event"), default="en")
    topics = StringField(N_("Topics"), filters=[tidy], validators=[storable(500)], default="")
    series = StringField(
        N_("Part of a series"),
        filters=[one_line, lambda value: "" if is_blank(value) else value],
        validators=[storable(120)],
    )
    mail_hour = StringField(N_("Mail of the next morning"), filters=[tidy], validators=[_by_day], default="9")

    starts_at: datetime | None = None
    ends_at: datetime | None = None

    def validate(self, extra_validators: Any = None) -> bool:
        if not super().validate(extra_validators):
            return False
        zone = ZoneInfo(str(self.zone.data))
        self.starts_at = _moment(self.starts, self.starts_which, zone)
        self.ends_at = _moment(self.ends, self.ends_which, zone)
        if self.starts_at and self.ends_at and not self.errors:
            if self.ends_at <= self.starts_at:
                _refuse(self.ends, END_FIRST)
            elif self.ends_at - self.starts_at > LONGEST:
                _refuse(self.ends, TOO_LONG)
        return not any(field.errors for field in self)

    def validate_starts(self, field: Field) -> None:
        clock_face(field.data)

    def validate_ends(self, field: Field) -> None:
        if field.data:
            clock_face(field.data)

    def validate_zone(self, field: Field) -> None:
        if not field.data:
            raise wrong(NO_ZONE)
        if field.data not in zones():
            raise wrong(STRANGE_ZONE)

    def validate_language(self, field: Field) -> None:
        if field.data not in LANGUAGES:
            raise wrong(N_("Choose one of the languages."))

    def validate_topics(self, field: Field) -> None:
        topics = topics_in(field.data)
        if len(topics) > MOST_TOPICS:
            raise wrong(MANY_TOPICS, most=MOST_TOPICS, given=len(topics))
        if any(len(topic) > LONGEST_TOPIC for topic in topics):
            raise wrong(LONG_TOPIC, most=LONGEST_TOPIC)

    @property
    def details(self) -> dict[str, Any]:
        """The values of a valid form under the names of operations.events.Details."""
        return {
            "title": self.title.data,
            "place": self.place.data,
            "starts_at": self.starts_at,
            "ends_at": self.ends_at,
            "zone": self.zone.data,
            "host": self.host.data or "",
            "language": self.language.data,
            "topics": topics_in(self.topics.data),
            "series": self.series.data or "",
            "mail_hour": int(self.mail_hour.data or 9),
        }


class MailHourForm(Form):
    """The hour of the mail alone."""

    mail_hour = StringField(N_("Hour"), filters=[tidy], validators=[_by_day])

    @property
    def hour(self) -> int:
        """The hour of a valid form."""
        return int(self.mail_hour.data or 0)


def topics_in(typed: str | None) -> tuple[str, ...]:
    """What was typed between the commas, each once."""
    topics = (" ".join(part.split()) for part in (typed or "").split(","))
    return tuple(dict.fromkeys(filter(None, topics)))


def clock_face(typed: str) -> datetime:
    """The date and time somebody reads from the clock on the wall, without a zone."""
    try:
        face = datetime.fromisoformat(typed)
    except ValueError:
        raise wrong(NOT_A_MOMENT) from None
    if len(typed) < len("2026-11-05T18:30") or face.tzinfo:
        raise wrong(NOT_A_MOMENT)
    if face.year not in YEARS:
        raise wrong(NOT_OUR_YEAR)
    return face.replace(second=0, microsecond=0)


def moments(face: datetime, zone: ZoneInfo) -> list[datetime]:
    """When clocks in `zone` show this, in UTC: never, once, or twice as they are set back."""
    both = {face.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1)}
    return sorted(moment for moment in both if moment.astimezone(zone).replace(tzinfo=None, fold=0) == face)


@lru_cache
def zones() -> tuple[str, ...]:
    """The names of all places with a clock of their own, and UTC."""
    return tuple(sorted(available_timezones() - {"Factory", "localtime", "posixrules"}))


def _moment(field: Field, which: Field, zone: ZoneInfo) -> datetime | None:
    """The moment a field means; None when it is empty, or refused because it never or twice comes."""
    found = moments(clock_face(field.data), zone) if field.data else []
    if field.data and not found:
        _refuse(field, NO_SUCH_TIME)
    if len(found) == 2 and which.data not in ("first", "second"):
        which.data = "first"  # what the radio buttons offer
        _refuse(field, TWICE)
        return None
    return found[-1 if which.data == "second" else 0] if found else None


def _refuse(field: Field, sentence: str) -> None:
    field.errors = [Said(sentence, {})]  # type: ignore[list-item]
