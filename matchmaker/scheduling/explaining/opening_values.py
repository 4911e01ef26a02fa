"""The value of asking one person for one slot: "if X opened 14:20, three more wishes could be met"."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from matchmaker.scheduling.explaining.openings import Opening, OpeningKind, list_openings
from matchmaker.scheduling.explaining.unmet_reasons import UnmetMeeting
from matchmaker.scheduling.model.problem import Problem
from matchmaker.scheduling.model.rules import list_resource_uses
from matchmaker.scheduling.model.timetable import PlannedTimetable, is_wished, list_unplaced, wished_value
from matchmaker.scheduling.planning.solver import PlannerRun


@dataclass(frozen=True, slots=True)
class OpeningValue:
    """One opening, and the gain of planning again with it.

    Attributes
    ----------
    opening : Opening
    pairs : tuple of int
        Unmet wishes that it would place: each alone, and with all other meetings unchanged.
    met, value : int
        Gain in met wishes and in their value when everything is planned again, >= 0.
    proven : bool
        No plan with this opening serves the floor and then the wishes better.
    """

    opening: Opening
    pairs: tuple[int, ...]
    met: int
    value: int
    proven: bool


def value_openings(
    problem: Problem,
    timetable: PlannedTimetable,
    unmet: Iterable[UnmetMeeting],
    *,
    time_limit: float,
    max_openings: int = 5,
) -> tuple[OpeningValue, ...]:
    """The openings that most unmet wishes wait for, with their values, best first.

    Parameters
    ----------
    problem : Problem
    timetable : PlannedTimetable
        A timetable of this problem.
    unmet : iterable of UnmetMeeting
        The result of ``explain_unmet``.
    time_limit : float
        Seconds for each opening, > 0; usually a fraction of a second is enough.
    max_openings : int
        Largest number of openings to evaluate.

    Returns
    -------
    tuple of OpeningValue
        By value gained, then by the number of wishes that wait for it.
    """
    waiting: dict[Opening, dict[int, None]] = {}
    openings: dict[tuple[OpeningKind, int | None, int | None], Opening] = {}
    placed = ((it.pair, it.slot) for it in timetable.placed if is_wished(problem.pairs[it.pair]))
    used = Counter(use for pair, slot in placed for use in list_resource_uses(problem, pair, slot))
    for wish in unmet:
        for opening in list_openings(problem, wish.pair, used):
            # One more meeting is the same request to a person, whatever slot it would be in.
            slot = None if opening.kind is OpeningKind.MEETING else opening.slot
            first = openings.setdefault((opening.kind, opening.person, slot), opening)
            waiting.setdefault(first, {})[wish.pair] = None
    count = Counter({opening: len(pairs) for opening, pairs in waiting.items()})
    values = [
        _evaluate(problem, timetable, opening, tuple(waiting[opening]), time_limit=time_limit)
        for opening, _ in count.most_common(max_openings)
    ]
    return tuple(sorted(values, key=lambda it: (-it.value, -len(it.pairs))))


def apply_opening(problem: Problem, opening: Opening) -> Problem:
    """The same event with one opening."""
    if opening.kind is OpeningKind.TABLE:
        tables = (n + (slot == opening.slot) for slot, n in enumerate(problem.tables))
        return replace(problem, tables=tuple(tables), rooms=())
    people = list(problem.people)
    person = people[opening.person or 0]
    is_slot = opening.kind is OpeningKind.SLOT
    people[opening.person or 0] = replace(
        person,
        open_slots=person.open_slots | {opening.slot} if is_slot else person.open_slots,
        max_meetings=person.max_meetings if is_slot else person.max_meetings + 1,
    )
    return replace(problem, people=tuple(people))


def _evaluate(
    problem: Problem, timetable: PlannedTimetable, opening: Opening, pairs: tuple[int, ...], *, time_limit: float
) -> OpeningValue:
    case = apply_opening(problem, opening)
    run = PlannerRun(case, time_limit=time_limit, seed=0, progress=None)
    run.place_wishes()
    placed = {pair for pair, _ in run.timetable.list_meetings()}
    met = len(timetable.unmet_wishes) - len(list_unplaced(case, placed))
    value = wished_value(case, placed) - timetable.value
    return OpeningValue(opening, pairs, max(0, met), max(0, value), proven=run.proven)
