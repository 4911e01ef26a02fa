"""Calendar entries of published meetings. A pair has one entry at an event; changes raise its sequence number."""

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from matchmaker.domain.ids import EventId, ParticipationId


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingCalendarEntry:
    """A meeting as it was sent to people's calendars; times are aware, in [starts_at, ends_at).

    ``sequence`` grows with each change. It never falls, even when the pair is cancelled and added again.
    """

    event_id: EventId
    startup_participation_id: ParticipationId
    investor_participation_id: ParticipationId
    starts_at: datetime
    ends_at: datetime
    table: int
    venue: str
    is_cancelled: bool = False
    sequence: int = 0
    changed_at: datetime

    @property
    def pair(self) -> tuple[ParticipationId, ParticipationId]:
        return self.startup_participation_id, self.investor_participation_id

    @property
    def uid(self) -> str:
        """The calendar UID: the same for both sides and after every move."""
        startup, investor = self.pair
        return f"event-{self.event_id}-{startup}-{investor}@matchmaker"


class ChangeKind(StrEnum):
    """How an entry changed."""

    ADDED = "added"
    MOVED = "moved"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryChange:
    """``before`` is None where the meeting is new."""

    kind: ChangeKind
    before: MeetingCalendarEntry | None
    after: MeetingCalendarEntry


def diff_entries(
    published: Iterable[MeetingCalendarEntry], wanted: Iterable[MeetingCalendarEntry], *, now: datetime
) -> list[EntryChange]:
    """The changes from the ``published`` entries to the ``wanted`` ones, by time; what is not wanted is cancelled.

    Changed entries carry the time ``now`` and the next sequence number.
    """
    known = {it.pair: it for it in published}
    wanted_by_pair = {it.pair: it for it in wanted}
    gone = [replace(it, is_cancelled=True) for pair, it in known.items() if pair not in wanted_by_pair]
    changes = [_change(known.get(it.pair), replace(it, changed_at=now)) for it in [*wanted_by_pair.values(), *gone]]
    return sorted(filter(None, changes), key=lambda it: (it.after.starts_at, it.after.pair))


def _change(published: MeetingCalendarEntry | None, wanted: MeetingCalendarEntry) -> EntryChange | None:
    """None where nothing visible changes, for example where a cancelled meeting would now be in another slot."""
    if published is None:
        added = replace(wanted, sequence=0)
        return None if wanted.is_cancelled else EntryChange(kind=ChangeKind.ADDED, before=None, after=added)
    after = replace(wanted, sequence=published.sequence + 1)
    if published.is_cancelled and wanted.is_cancelled:
        return None
    if replace(after, sequence=published.sequence, changed_at=published.changed_at) == published:
        return None
    kind = ChangeKind.CANCELLED if wanted.is_cancelled else ChangeKind.MOVED
    return EntryChange(kind=ChangeKind.ADDED if published.is_cancelled else kind, before=published, after=after)


def list_own(
    entries: Iterable[MeetingCalendarEntry], own: Container[ParticipationId]
) -> Iterator[tuple[MeetingCalendarEntry, ParticipationId, ParticipationId]]:
    """Each entry with the participation among ``own``, then the partner's; two roles of one person never meet."""
    for entry in entries:
        startup, investor = entry.pair
        yield (entry, startup, investor) if startup in own else (entry, investor, startup)
