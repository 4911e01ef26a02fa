"""Planning an event: load, let the solver work on plain values, save a draft with its proof and its reasons."""

from collections.abc import Callable

from matchmaker.domain.errors import StateConflict
from matchmaker.domain.ids import EventId, TimetableId
from matchmaker.scheduling.model.timetable import PlannedTimetable, PlanProgress
from matchmaker.scheduling.model.validation import validate
from matchmaker.scheduling.planning.solver import solve
from matchmaker.services.meetings.timetables.plan_result import make_meetings, make_quality, make_unmet_wishes
from matchmaker.services.meetings.timetables.planning_problem import PlanInput, PlanProblem, load_input, make_problem
from matchmaker.services.platform.context import Context, ProgressCallback, ignore_progress, never_stop
from matchmaker.storage import UnitOfWork

OnSave = Callable[[UnitOfWork, TimetableId], None]
"""Called in the unit that saves the draft: what else must happen together with it, or not at all."""


def plan_event(
    context: Context,
    event_id: EventId,
    progress: ProgressCallback = ignore_progress,
    should_stop: Callable[[], bool] = never_stop,
    *,
    close: OnSave | None = None,
) -> TimetableId:
    """A new draft of the event's timetable; stopped early, the best so far.

    Conflict ``timetable_moved`` when somebody else saved a version meanwhile.
    """
    progress("load", 0, 0)
    with context.open_unit(readonly=True) as unit:
        version = unit.timetables.latest_version(event_id)
        given = load_input(unit, event_id, context.now())
    planned = make_problem(given)
    timetable = solve(
        planned.problem,
        time_limit=float(context.settings.plan_seconds),
        progress=_forward(progress, should_stop),
    )
    broken = validate(planned.problem, timetable.placed)
    if broken:  # a fault of ours: nothing that breaks a rule is ever stored
        raise AssertionError(f"the planner broke {len(broken)} rules, first {broken[0]}")
    progress("save", 0, 0)
    return _save(context, given, planned, timetable, version=version, close=close)


def _forward(progress: ProgressCallback, should_stop: Callable[[], bool]) -> Callable[[PlanProgress], bool]:
    def tell(report: PlanProgress) -> bool:
        progress(report.phase.value, report.value, report.bound)
        return not should_stop()

    return tell


def _save(
    context: Context,
    given: PlanInput,
    planned: PlanProblem,
    timetable: PlannedTimetable,
    *,
    version: int,
    close: OnSave | None,
) -> TimetableId:
    event_id = given.event.id
    with context.open_unit() as unit:
        unit.events.get_for_update(event_id)
        if unit.timetables.latest_version(event_id) != version:
            raise StateConflict("timetable_moved")
        timetable_id = unit.timetables.add(
            event_id=event_id,
            version=version + 1,
            created_at=context.now(),
            quality=make_quality(planned, timetable),
            meetings=make_meetings(given, planned, timetable),
            unmet=make_unmet_wishes(given, planned, timetable),
        )
        if close is not None:
            close(unit, timetable_id)
        unit.commit()
    return timetable_id
