"""Repair options of a disrupted event day, with names and times."""

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
    """A meeting that is new (``before`` None), dropped (``after`` None) or moved."""

    startup: str
    investor: str
    before: Place | None
    after: Place | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RepairOption:
    """One repair of the day. ``people``: names of those affected, without the one who caused the disruption."""

    strategy: RepairStrategy
    people: tuple[str, ...]
    met: int
    lost: int
    gained: int
    changes: tuple[MeetingChange, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RepairView:
    """The repair options. ``met``: number of wished pairs that met before the disruption.

    ``published_id`` and ``now``: the version and time for which the options were computed.
    """

    event: Event
    published_id: TimetableId
    now: int
    met: int
    options: tuple[RepairOption, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RepairWork:
    """A report with its repairs. ``plan_problem`` and ``plan_input`` include a late guest, if there is one."""

    day_state: DayState
    disruption: Disruption
    repairs: RepairOptions
    plan_problem: PlanProblem
    plan_input: PlanInput


def make_option(work: RepairWork, alternative: Alternative, names: Mapping[ParticipationId, str]) -> RepairOption:
    """An alternative with names and times."""
    return RepairOption(
        strategy=alternative.strategy,
        people=tuple(names[work.plan_problem.first_participations[person]] for person in alternative.affected_people),
        met=sum(is_wished(work.plan_problem.problem.pairs[it.pair]) for it in alternative.placements),
        lost=len(alternative.lost),
        gained=len(alternative.gained),
        changes=tuple(_list_changes(work, alternative, names)),
    )


def _list_changes(
    work: RepairWork, alternative: Alternative, names: Mapping[ParticipationId, str]
) -> Iterator[MeetingChange]:
    """Changes sorted by their new place, or by the old place of a dropped meeting."""
    before = {it.pair: it for it in work.day_state.placements}
    after = {it.pair: it for it in alternative.placements}
    changed = [pair for pair in before.keys() | after.keys() if before.get(pair) != after.get(pair)]
    slots = work.plan_input.event.slots

    def place(placement: Placement | None) -> Place | None:
        return (slots[placement.slot], placement.table + 1) if placement else None

    for pair in sorted(changed, key=lambda it: after.get(it) or before[it]):
        startup, investor = work.plan_problem.pairs[pair]
        yield MeetingChange(
            startup=names[startup.id],
            investor=names[investor.id],
            before=place(before.get(pair)),
            after=place(after.get(pair)),
        )
