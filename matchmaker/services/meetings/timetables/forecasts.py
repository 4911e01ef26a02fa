"""Before the event: how many wishes would be met with other rooms, another day, or a later deadline."""

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
"""Most seconds for one case; a meeting of 300 people takes a fraction of one."""

TABLES, SLOTS = (2 / 3, 1.0, 4 / 3), (3 / 4, 1.0, 5 / 4)
"""Rooms and days that are compared, against the event as it is."""


def forecast_event(
    context: Context,
    event_id: EventId,
    progress: ProgressCallback = ignore_progress,
    should_stop: Callable[[], bool] = never_stop,
) -> Mapping[str, object]:
    """Forecasts as plain values: ``cases`` of rooms and days, ``later`` with the answers that are still missing, and
    ``openings`` by single people that would meet more wishes.
    """
    progress("load", 0, 0)
    with context.open_unit(readonly=True) as unit:
        given = load_input(unit, event_id, context.now())
    planned = make_problem(given)
    problem = planned.problem
    late, people = add_late_answers(given)
    cases = [(problem, tables, slots) for tables, slots in _list_cases(problem)]
    cases.append((make_problem(late).problem, max(problem.tables, default=0), problem.slots))
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
        "openings": list(_list_openings(planned, given)) if is_whole else [],
    }


def _list_openings(planned: PlanProblem, given: PlanInput) -> Iterator[dict[str, object]]:
    """The openings that bring most, each planned anew with it alone."""
    timetable = solve(planned.problem, time_limit=CASE_SECONDS)
    gains = value_openings(
        planned.problem, timetable, explain_unmet(planned.problem, timetable), time_limit=CASE_SECONDS
    )
    for gain in gains:
        person = gain.opening.person
        if gain.met:
            yield {
                "kind": gain.opening.kind.value,
                "participation_id": None if person is None else planned.first_participations[person],
                "slot_id": given.event.slots[gain.opening.slot].id,
                "met": gain.met,
            }


def _list_cases(problem: Problem) -> Iterator[tuple[int, int]]:
    """Tables and slots of each case; few tables make no case of their own twice."""
    most = max(problem.tables, default=0)
    for tables in sorted({max(1, round(most * share)) for share in TABLES}):
        for slots in sorted({max(1, round(problem.slots * share)) for share in SLOTS}):
            yield tables, slots


def _to_values(found: Forecast) -> dict[str, object]:
    values = asdict(found)
    return {name: values[name] for name in ("tables", "slots", "wishes", "met", "proven", "below_floor")}


def add_late_answers(given: PlanInput) -> tuple[PlanInput, int]:
    """As if everybody who has wished for nobody wished the best suggestions, and came all day with no slot open;
    and how many these are.
    """
    wishers = {it.wisher_id for it in given.wishes if not it.is_veto}
    silent = [it for it in given.participations if it.id not in wishers]
    wishes = [wish for it in silent for wish in _make_guessed_wishes(it.id, given)]
    everywhere = frozenset(slot.id for slot in given.event.slots)
    people = [it if it.open_slots else replace(it, open_slots=everywhere) for it in given.participations]
    answering = len({it.wisher_id for it in wishes})
    return replace(given, participations=people, wishes=[*given.wishes, *wishes]), answering


def _make_guessed_wishes(participation_id: ParticipationId, given: PlanInput) -> Sequence[Wish]:
    """The best suggestions of somebody as wishes, as many as the fairness floor."""
    passed = {it.wished_id for it in given.wishes if it.wisher_id == participation_id}
    own = [(score, other) for two, score in given.scores.items() if participation_id in two for other in two]
    ranked = sorted((-score, other) for score, other in own if other != participation_id and other not in passed)
    return [
        Wish(id=WishId(0), event_id=given.event.id, wisher_id=participation_id, wished_id=other, rank=rank)
        for rank, (_, other) in enumerate(ranked[:FAIRNESS_FLOOR], 1)
    ]
