"""Meetings as iCalendar files, for import and subscription (RFC 5545) or as invitations by mail (RFC 5546)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from icalendar import Calendar, Event, vCalAddress, vText

PRODUCT_ID = "-//Matchmaker//Timetables//ZH"


class Method(StrEnum):
    """The iTIP method: what a calendar program should do with the entries."""

    PUBLISH = "PUBLISH"
    REQUEST = "REQUEST"
    CANCEL = "CANCEL"


@dataclass(frozen=True, slots=True, kw_only=True)
class IcsEvent:
    """One meeting in [starts_at, ends_at), aware times.

    ``uid`` must never change for a meeting, and ``sequence`` must grow with each change. Then an import replaces the
    older entry and does not add a second one. ``changed_at`` is the time of the last change.
    """

    uid: str
    sequence: int
    starts_at: datetime
    ends_at: datetime
    summary: str
    location: str = ""
    description: str = ""
    is_cancelled: bool = False
    changed_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IcsInvitation:
    """The organizer and the attendee of an invitation; calendar programs need both for a REQUEST or a CANCEL."""

    organizer: str
    attendee: str
    name: str


def make_calendar_file(
    entries: Iterable[IcsEvent],
    *,
    name: str,
    now: datetime,
    method: Method = Method.PUBLISH,
    invitation: IcsInvitation | None = None,
    refresh: timedelta | None = None,
) -> bytes:
    """An .ics file of ``entries`` in order of time; ``now`` (aware) is its time stamp.

    ``invitation`` is required for REQUEST and CANCEL only. ``refresh`` is the interval at which subscribers should
    update.

    Raises
    ------
    ValueError
        A naive time, an entry that ends before it starts, two entries with one uid, or a method that does not fit the
        invitation.
    """
    if (method is Method.PUBLISH) is not (invitation is None):
        raise ValueError(f"expected an invitation for REQUEST and CANCEL alone, got {invitation!r} for {method}")
    calendar = _make_calendar(name, method, refresh)
    stamp = _to_utc(now)
    seen: set[str] = set()
    for entry in sorted(entries, key=lambda entry: (_to_utc(entry.starts_at), entry.uid)):
        if entry.uid in seen:
            raise ValueError(f"expected one entry a uid, got {entry.uid!r} twice")
        seen.add(entry.uid)
        event = _event_of(entry, stamp)
        if invitation is not None:
            _address(event, invitation)
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _make_calendar(name: str, method: Method, refresh: timedelta | None) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT_ID)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method.value)
    calendar.add("x-wr-calname", name)
    if refresh is not None:
        calendar.add("refresh-interval", refresh, parameters={"VALUE": "DURATION"})
        calendar.add("x-published-ttl", f"PT{int(refresh.total_seconds() // 3600)}H")
    return calendar


def _event_of(entry: IcsEvent, stamp: datetime) -> Event:
    starts_at, ends_at = _to_utc(entry.starts_at), _to_utc(entry.ends_at)
    if ends_at <= starts_at:
        raise ValueError(f"expected an end after {starts_at.isoformat()}, got {ends_at.isoformat()}")
    event = Event()
    event.add("uid", entry.uid)
    event.add("sequence", entry.sequence)
    event.add("dtstamp", stamp)
    event.add("last-modified", _to_utc(entry.changed_at) if entry.changed_at else stamp)
    event.add("dtstart", starts_at)
    event.add("dtend", ends_at)
    event.add("summary", entry.summary)
    event.add("status", "CANCELLED" if entry.is_cancelled else "CONFIRMED")
    if entry.location:
        event.add("location", entry.location)
    if entry.description:
        event.add("description", entry.description)
    return event


def _address(event: Event, invitation: IcsInvitation) -> None:
    """Add the organizer and the one guest. Other guests' addresses stay private. No reply is requested."""
    event.add("organizer", vCalAddress(f"mailto:{invitation.organizer}"))
    guest = vCalAddress(f"mailto:{invitation.attendee}")
    guest.params["CN"] = vText(invitation.name)
    guest.params["PARTSTAT"] = vText("ACCEPTED")
    guest.params["RSVP"] = vText("FALSE")
    event.add("attendee", guest, encode=0)


def _to_utc(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError(f"expected an aware time, got {moment.isoformat()}")
    return moment.astimezone(UTC)
