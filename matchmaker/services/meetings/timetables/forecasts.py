"""Forecasts before the event: how many wishes would be met with other numbers of tables and slots, or late answers."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, replace

from matchmaker.domain.events import FAIRNESS_FLOOR, Wish
from matchmaker.domain.ids import EventId, ParticipationId, WishId
from matchmaker.scheduling.explaining.opening_values import value_openings
from matchmaker.scheduling.explaining.unmet_reasons import explain_unmet
from matchmaker.scheduling.model.problem import Problem
from matchmaker.scheduling.planning.scenarios import Forecast, forecast_scenarios
from matchmaker.scheduling.planning.solver import solve
from matchmaker.services.meetings.timetables.planning_problem import PlanInput, PlanProblem, load_input, make_problem
from matchmaker.services.platform.context import Context, ProgressCallback, ignore_progress, never_stop

CASE_SECONDS = 10.0
"""Time limit for one case, in seconds. An event of 300 people takes a fraction of one second."""

TABLES, SLOTS = (2 / 3, 1.0, 4 / 3), (3 / 4, 1.0, 5 / 4)
"""Factors of the tables and slots of the event that are compared."""


def forecast_event(
    context: Context,
    event_id: EventId,
    progress: ProgressCallback = ignore_progress,
    should_stop: Callable[[], bool] = never_stop,
) -> Mapping[str, object]:
    """Forecasts as plain values.

    ``cases``: forecasts with other numbers of tables and slots. ``later``: a forecast as if the missing answers had
    come. ``openings``: changes by single people that would meet more wishes.
    """
    progress("load", 0, 0)
    with context.open_unit(readonly=True) as unit:
        plan_input = load_input(unit, event_id, context.now())
    plan_problem = make_problem(plan_input)
    problem = plan_problem.problem
    with_late_answers, people = add_late_answers(plan_input)
    cases = [(problem, tables, slots) for tables, slots in _list_cases(problem)]
    cases.append((make_problem(with_late_answers).problem, max(problem.tables, default=0), problem.slots))
    found: list[Forecast] = []
    for case, tables, slots in cases:
        progress("forecast", len(found), len(cases))
        if should_stop():
            break
        found += forecast_scenarios(case, tables=[tables], slots=[slots], time_limit=CASE_SECONDS)
    is_whole = len(found) == len(cases) and not should_stop()
    return {
        "cases": [_to_values(it) for it in found[: len(cases) - 1]],
        "later": {"people": people, **_to_values(found[-1])} if is_whole else None,
        "openings": list(_list_openings(plan_problem, plan_input)) if is_whole else [],
    }


def _list_openings(plan_problem: PlanProblem, plan_input: PlanInput) -> Iterator[dict[str, object]]:
    """The most useful openings. Each is valued by a new plan with this opening only."""
    timetable = solve(plan_problem.problem, time_limit=CASE_SECONDS)
    gains = value_openings(
        plan_problem.problem, timetable, explain_unmet(plan_problem.problem, timetable), time_limit=CASE_SECONDS
    )
    for gain in gains:
        person = gain.opening.person
        if gain.met:
            yield {
                "kind": gain.opening.kind.value,
                "participation_id": None if person is None else plan_problem.first_participations[person],
                "slot_id": plan_input.event.slots[gain.opening.slot].id,
                "met": gain.met,
            }


def _list_cases(problem: Problem) -> Iterator[tuple[int, int]]:
    """Numbers of tables and slots of each case, without duplicates."""
    most = max(problem.tables, default=0)
    for tables in sorted({max(1, round(most * share)) for share in TABLES}):
        for slots in sorted({max(1, round(problem.slots * share)) for share in SLOTS}):
            yield tables, slots


def _to_values(found: Forecast) -> dict[str, object]:
    values = asdict(found)
    return {name: values[name] for name in ("tables", "slots", "wishes", "met", "proven", "below_floor")}


def add_late_answers(plan_input: PlanInput) -> tuple[PlanInput, int]:
    """The input as if all missing answers had come, and the number of people who would answer.

    People without wishes wish for their best suggestions. People without open slots have all slots open.
    """
    wishers = {it.wisher_id for it in plan_input.wishes if not it.is_veto}
    silent = [it for it in plan_input.participations if it.id not in wishers]
    wishes = [wish for it in silent for wish in _make_guessed_wishes(it.id, plan_input)]
    everywhere = frozenset(slot.id for slot in plan_input.event.slots)
    people = [it if it.open_slots else replace(it, open_slots=everywhere) for it in plan_input.participations]
    answering = len({it.wisher_id for it in wishes})
    return replace(plan_input, participations=people, wishes=[*plan_input.wishes, *wishes]), answering


def _make_guessed_wishes(participation_id: ParticipationId, plan_input: PlanInput) -> Sequence[Wish]:
    """The best suggestions of a participation as wishes, as many as the fairness floor."""
    passed = {it.wished_id for it in plan_input.wishes if it.wisher_id == participation_id}
    own = [(score, other) for ids, score in plan_input.scores.items() if participation_id in ids for other in ids]
    ranked = sorted((-score, other) for score, other in own if other != participation_id and other not in passed)
    return [
        Wish(id=WishId(0), event_id=plan_input.event.id, wisher_id=participation_id, wished_id=other, rank=rank)
        for rank, (_, other) in enumerate(ranked[:FAIRNESS_FLOOR], 1)
    ]
