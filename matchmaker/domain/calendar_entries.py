"""Calendar entries of published meetings: the same entry for the life of a pair at an event, changed by sequence."""

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from matchmaker.domain.ids import EventId, ParticipationId


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingCalendarEntry:
    """A meeting as people's calendars were told of it; times are aware, in [starts_at, ends_at).

    ``sequence`` grows with each change and never falls, also when the pair is dropped and comes back.
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
        """The same for both sides, wherever the meeting is moved."""
        startup, investor = self.pair
        return f"event-{self.event_id}-{startup}-{investor}@matchmaker"


class ChangeKind(StrEnum):
    """What became of an entry."""

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
    """What is to be told anew, by time: ``wanted`` against what was ``published``; what is not wanted is cancelled.

    Changes bear the time ``now`` and the sequence after that of ``published``.
    """
    known = {it.pair: it for it in published}
    held = {it.pair: it for it in wanted}
    gone = [replace(it, is_cancelled=True) for pair, it in known.items() if pair not in held]
    changes = [_change(known.get(it.pair), replace(it, changed_at=now)) for it in [*held.values(), *gone]]
    return sorted(filter(None, changes), key=lambda it: (it.after.starts_at, it.after.pair))


def _change(told: MeetingCalendarEntry | None, wanted: MeetingCalendarEntry) -> EntryChange | None:
    """None where nobody needs to hear of it, as where a meeting that does not take place would be elsewhere now."""
    if told is None:
        added = replace(wanted, sequence=0)
        return None if wanted.is_cancelled else EntryChange(kind=ChangeKind.ADDED, before=None, after=added)
    after = replace(wanted, sequence=told.sequence + 1)
    if told.is_cancelled and wanted.is_cancelled:
        return None
    if replace(after, sequence=told.sequence, changed_at=told.changed_at) == told:
        return None
    kind = ChangeKind.CANCELLED if wanted.is_cancelled else ChangeKind.MOVED
    return EntryChange(kind=ChangeKind.ADDED if told.is_cancelled else kind, before=told, after=after)


def list_own(
    entries: Iterable[MeetingCalendarEntry], own: Container[ParticipationId]
) -> Iterator[tuple[MeetingCalendarEntry, ParticipationId, ParticipationId]]:
    """Each entry with the participation among ``own`` and the partner's; one's own two roles meet nobody else."""
    for entry in entries:
        startup, investor = entry.pair
        yield (entry, startup, investor) if startup in own else (entry, investor, startup)
