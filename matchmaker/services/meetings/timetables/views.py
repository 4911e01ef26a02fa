"""Values that the pages of timetables show: grids, unmet wishes and a person's own day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from matchmaker.domain.events import Event, Slot
from matchmaker.domain.ids import InvestorId, ParticipationId, StartupId, TimetableId
from matchmaker.domain.profiles import Investor, Startup
from matchmaker.domain.suggestions import Fit
from matchmaker.domain.timetables import Timetable
from matchmaker.domain.vocabulary import MeetingOrigin, ParticipationState


@dataclass(frozen=True, slots=True, kw_only=True)
class GridCell:
    startup_id: StartupId
    startup: str
    investor_id: InvestorId
    investor: str
    origin: MeetingOrigin
    startup_state: ParticipationState = ParticipationState.REGISTERED
    investor_state: ParticipationState = ParticipationState.REGISTERED


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotUse:
    """Use of a slot by the published timetable. ``last_table``: highest table with a meeting, 0 if none."""

    slot: Slot
    meetings: int
    last_table: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotGridRow:
    """A slot of the grid. ``cells[k]`` is table k + 1, None if it is free."""

    slot: Slot
    cells: tuple[GridCell | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnmetView:
    wisher_id: ParticipationId
    wisher: str
    wished_id: ParticipationId
    wished: str
    rank: int | None
    code: str
    data: Mapping[str, object]
    is_proven: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonBelowFloor:
    """A person with fewer meetings, in all roles, than the floor. ``unmet``: the person's own unmet wishes."""

    participation_id: ParticipationId
    name: str
    meetings: int
    floor: int
    unmet: tuple[UnmetView, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TimetableView:
    """A timetable as a grid. ``tables``: the most tables of a slot."""

    timetable: Timetable
    event: Event
    rows: tuple[SlotGridRow, ...]
    tables: int
    unmet: tuple[UnmetView, ...]
    below_floor: tuple[PersonBelowFloor, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnMeeting:
    """A meeting of the actor. ``is_cancelled``: one of the two has withdrawn; ``partner_state`` shows which."""

    slot: Slot
    table: int
    participation_id: ParticipationId
    partner_participation_id: ParticipationId
    partner: Startup | Investor
    origin: MeetingOrigin
    fit: Fit | None = None
    is_cancelled: bool = False
    partner_state: ParticipationState = ParticipationState.REGISTERED


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnTimetable:
    """The actor's published meetings. ``timetable_id`` is None and ``version`` 0 if nothing is published."""

    event: Event
    timetable_id: TimetableId | None
    version: int
    published_at: datetime | None
    meetings: tuple[OwnMeeting, ...]
    unmet: tuple[UnmetView, ...]
