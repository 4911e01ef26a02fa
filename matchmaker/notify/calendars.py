"""Meetings as iCalendar files (RFC 5545), published for import into a phone: no attendees, no mail."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from icalendar import Calendar, Event

PRODUCT = "-//Matchmaker//Timetables//ZH"


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarEntry:
    """One meeting in [starts_at, ends_at), aware times.

    ``uid`` must stay the same for the life of the meeting and ``sequence`` grow with each change, so that an import
    replaces the older entry in place of standing beside it.
    """

    uid: str
    sequence: int
    starts_at: datetime
    ends_at: datetime
    summary: str
    location: str = ""
    description: str = ""
    is_cancelled: bool = False


def calendar_for(entries: Iterable[CalendarEntry], *, name: str, now: datetime) -> bytes:
    """An .ics file of ``entries`` in order of time; ``now`` (aware) stamps it.

    Raises
    ------
    ValueError
        A naive time, an entry that ends before it starts, or two entries with one uid.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    stamp = _to_utc(now)
    seen: set[str] = set()
    for entry in sorted(entries, key=lambda entry: (_to_utc(entry.starts_at), entry.uid)):
        if entry.uid in seen:
            raise ValueError(f"expected one entry a uid, got {entry.uid!r} twice")
        seen.add(entry.uid)
        calendar.add_component(_event_of(entry, stamp))
    return bytes(calendar.to_ical())


def _event_of(entry: CalendarEntry, stamp: datetime) -> Event:
    starts_at, ends_at = _to_utc(entry.starts_at), _to_utc(entry.ends_at)
    if ends_at <= starts_at:
        raise ValueError(f"expected an end after {starts_at.isoformat()}, got {ends_at.isoformat()}")
    event = Event()
    event.add("uid", entry.uid)
    event.add("sequence", entry.sequence)
    event.add("dtstamp", stamp)
    event.add("last-modified", stamp)
    event.add("dtstart", starts_at)
    event.add("dtend", ends_at)
    event.add("summary", entry.summary)
    event.add("status", "CANCELLED" if entry.is_cancelled else "CONFIRMED")
    if entry.location:
        event.add("location", entry.location)
    if entry.description:
        event.add("description", entry.description)
    return event


def _to_utc(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError(f"expected an aware time, got {moment.isoformat()}")
    return moment.astimezone(UTC)
