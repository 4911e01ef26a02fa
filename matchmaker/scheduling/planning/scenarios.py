"""Scenarios before the event: how many wishes would be met with other numbers of tables and slots."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import product

from matchmaker.scheduling.model.problem import MeetingPair, PairOrigin, Person, Problem
from matchmaker.scheduling.model.timetable import is_wished, list_shortages, wished_value
from matchmaker.scheduling.model.validation import list_broken_rules
from matchmaker.scheduling.planning.solver import PlannerRun


@dataclass(frozen=True, slots=True)
class Forecast:
    """How many wishes would be met with this number of tables in each slot and this number of slots.

    Attributes
    ----------
    tables, slots : int
    wishes, met : int
        Number of wished pairs, and how many of them are placed.
    value, bound : int
        Value of the placed wishes, and its proven upper bound.
    proven : bool
        No timetable would serve the floor and then the wishes better.
    below_floor : int
        People who would stay below their fairness floor.
    """

    tables: int
    slots: int
    wishes: int
    met: int
    value: int
    bound: int
    proven: bool
    below_floor: int


def forecast_scenarios(
    problem: Problem,
    *,
    tables: Iterable[int],
    slots: Iterable[int],
    time_limit: float,
    seed: int = 0,
) -> tuple[Forecast, ...]:
    """Forecasts for all combinations of numbers of tables and of slots.

    Parameters
    ----------
    problem : Problem
        The event as planned now. Suggested pairs are ignored.
    tables : iterable of int
        Tables in each slot that has any.
    slots : iterable of int
        Fewer slots: the last ones are removed. More slots: they follow the last one, and everybody with any open slot
        is available in them.
    time_limit : float
        Seconds for each, > 0; usually a fraction of a second is enough.
    seed : int
        The same seed gives the same forecasts when the time suffices.

    Returns
    -------
    tuple of Forecast
        In the order of ``tables``, then ``slots``.
    """
    cases = product(tables, slots)
    return tuple(_forecast(problem, here, day, time_limit=time_limit, seed=seed) for here, day in cases)


def resize(problem: Problem, tables: int, slots: int) -> Problem:
    """The same event with ``tables`` in every slot that has any, and ``slots`` slots."""
    kept = range(min(slots, problem.slots))
    added = frozenset(range(problem.slots, slots))
    kept_tables = [tables if problem.tables[t] else 0 for t in kept]
    last_day = problem.days[-1:] * len(added)
    return replace(
        problem,
        slots=slots,
        tables=(*kept_tables, *(tables for _ in added)),
        people=tuple(_resize_person(person, frozenset(kept), added) for person in problem.people),
        pairs=tuple(_resize_session(pair, frozenset(kept), added) for pair in problem.pairs),
        fixed=tuple(it for it in problem.fixed if it[1] in kept),
        days=(*problem.days[: len(kept)], *last_day),
        lost_tables=frozenset(it for it in problem.lost_tables if it[0] in kept and it[1] < kept_tables[it[0]]),
        pauses=frozenset(t for t in problem.pauses if t in kept),
        rooms=(),
    )


def _resize_person(person: Person, kept: frozenset[int], added: frozenset[int]) -> Person:
    return replace(person, open_slots=person.open_slots & kept | (added if person.open_slots else frozenset()))


def _resize_session(pair: MeetingPair, kept: frozenset[int], added: frozenset[int]) -> MeetingPair:
    return pair if pair.session is None else replace(pair, session=pair.session & kept | added)


def _forecast(problem: Problem, tables: int, slots: int, *, time_limit: float, seed: int) -> Forecast:
    case = resize(problem, tables, slots)
    wishes = sum(map(is_wished, case.pairs))
    if list_broken_rules(case, case.fixed):
        shortages = list_shortages(case, ())
        return Forecast(tables, slots, wishes, 0, 0, 0, proven=True, below_floor=len(shortages))
    run = PlannerRun(case, time_limit=time_limit, seed=seed, progress=None)
    run.place_wishes()
    met = [pair for pair, _ in run.timetable.list_meetings() if case.pairs[pair].origin is PairOrigin.WISHED]
    return Forecast(
        tables,
        slots,
        wishes,
        len(met),
        wished_value(case, met),
        run.bound,
        proven=run.proven,
        below_floor=len(list_shortages(case, met)),
    )
