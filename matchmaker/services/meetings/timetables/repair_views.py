"""What can be done about a disturbed day, with names and times."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from matchmaker.domain.events import Event, Slot
from matchmaker.domain.ids import ParticipationId, TimetableId
from matchmaker.scheduling.model.problem import Placement
from matchmaker.scheduling.model.timetable import is_wished
from matchmaker.scheduling.repairing.disruption import Disruption
from matchmaker.scheduling.repairing.repair import Alternative, RepairOptions, RepairStrategy
from matchmaker.services.meetings.timetables.day_problem import DayState
from matchmaker.services.meetings.timetables.planning_problem import PlanInput, PlanProblem

Place = tuple[Slot, int]
"""A slot and a table, counted from 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingChange:
    """A meeting that is new (``before`` None), falls out (``after`` None) or moves."""

    startup: str
    investor: str
    before: Place | None
    after: Place | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RepairOption:
    """``people`` are the names of those whose day changes, who caused it left out; ``met`` counts wished pairs."""

    way: RepairStrategy
    people: tuple[str, ...]
    met: int
    lost: int
    gained: int
    changes: tuple[MeetingChange, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RepairView:
    """``published_id`` and ``now`` tell what the options were worked out from; ``met`` are wished pairs met before."""

    event: Event
    published_id: TimetableId
    now: int
    met: int
    options: tuple[RepairOption, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RepairWork:
    """A report thought through: ``planned`` and ``given`` are as the day is now, with a new guest."""

    today: DayState
    disruption: Disruption
    answer: RepairOptions
    planned: PlanProblem
    given: PlanInput


def make_option(work: RepairWork, alternative: Alternative, names: Mapping[ParticipationId, str]) -> RepairOption:
    """An alternative for people to read."""
    return RepairOption(
        way=alternative.strategy,
        people=tuple(names[work.planned.first_participations[person]] for person in alternative.affected_people),
        met=sum(is_wished(work.planned.problem.pairs[it.pair]) for it in alternative.placements),
        lost=len(alternative.lost),
        gained=len(alternative.gained),
        changes=tuple(_list_changes(work, alternative, names)),
    )


def _list_changes(
    work: RepairWork, alternative: Alternative, names: Mapping[ParticipationId, str]
) -> Iterator[MeetingChange]:
    """By the time that is told: the new one, or the old one of what falls out."""
    before = {it.pair: it for it in work.today.placements}
    after = {it.pair: it for it in alternative.placements}
    changed = [pair for pair in before.keys() | after.keys() if before.get(pair) != after.get(pair)]
    slots = work.given.event.slots

    def place(found: Placement | None) -> Place | None:
        return (slots[found.slot], found.table + 1) if found else None

    for pair in sorted(changed, key=lambda it: after.get(it) or before[it]):
        startup, investor = work.planned.pairs[pair]
        yield MeetingChange(
            startup=names[startup.id],
            investor=names[investor.id],
            before=place(before.get(pair)),
            after=place(after.get(pair)),
        )
