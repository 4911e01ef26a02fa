"""Planning an event: load, solve on plain values, save a draft with its proof and reasons."""

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
"""Called in the transaction that saves the draft, for changes that must be committed together with it."""


def plan_event(
    context: Context,
    event_id: EventId,
    progress: ProgressCallback = ignore_progress,
    should_stop: Callable[[], bool] = never_stop,
    *,
    on_save: OnSave | None = None,
) -> TimetableId:
    """Plan a new draft of the event's timetable. If stopped early, it is the best timetable so far.

    Raises StateConflict ``timetable_moved`` if somebody else has saved a version meanwhile.
    """
    progress("load", 0, 0)
    with context.open_unit(readonly=True) as unit:
        version = unit.timetables.latest_version(event_id)
        plan_input = load_input(unit, event_id, context.now())
    plan_problem = make_problem(plan_input)
    timetable = solve(
        plan_problem.problem,
        time_limit=float(context.settings.plan_seconds),
        progress=_forward(progress, should_stop),
    )
    broken = validate(plan_problem.problem, timetable.placed)
    if broken:  # a bug of the planner: such a timetable is never stored
        raise AssertionError(f"the planner broke {len(broken)} rules, first {broken[0]}")
    progress("save", 0, 0)
    return _save(context, plan_input, plan_problem, timetable, version=version, on_save=on_save)


def _forward(progress: ProgressCallback, should_stop: Callable[[], bool]) -> Callable[[PlanProgress], bool]:
    def report_progress(report: PlanProgress) -> bool:
        progress(report.phase.value, report.value, report.bound)
        return not should_stop()

    return report_progress


def _save(
    context: Context,
    plan_input: PlanInput,
    plan_problem: PlanProblem,
    timetable: PlannedTimetable,
    *,
    version: int,
    on_save: OnSave | None,
) -> TimetableId:
    event_id = plan_input.event.id
    with context.open_unit() as unit:
        unit.events.get_for_update(event_id)
        if unit.timetables.latest_version(event_id) != version:
            raise StateConflict("timetable_moved")
        timetable_id = unit.timetables.add(
            event_id=event_id,
            version=version + 1,
            created_at=context.now(),
            quality=make_quality(plan_problem, timetable),
            meetings=make_meetings(plan_input, plan_problem, timetable),
            unmet=make_unmet_wishes(plan_input, plan_problem, timetable),
        )
        if on_save is not None:
            on_save(unit, timetable_id)
        unit.commit()
    return timetable_id
