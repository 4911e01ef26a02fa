"""The check whether a timetable keeps every rule, with the same rule objects that the solver uses."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from matchmaker.scheduling.model.problem import Placement, Problem
from matchmaker.scheduling.model.rules import (
    ANY_SLOT,
    AVAILABILITY_RULES,
    ResourceUse,
    RuleLabel,
    Violation,
    get_capacity,
    list_resource_uses,
)


def validate(problem: Problem, placements: Iterable[Placement]) -> tuple[Violation, ...]:
    """Every rule that a timetable breaks, with the people and the slot; empty when it is valid.

    Parameters
    ----------
    problem : Problem
    placements : iterable of Placement
        In any order.

    Returns
    -------
    tuple of Violation

    Raises
    ------
    ValueError
        When a placement names a pair or a slot that the problem does not have.
    """
    placed = list(placements)
    _check_indexes(problem, placed)
    meetings = [(it.pair, it.slot) for it in placed]
    return (
        *list_broken_rules(problem, meetings),
        *_find_moved_fixed(problem, meetings),
        *_find_wrong_tables(problem, placed),
    )


def list_broken_rules(problem: Problem, meetings: Sequence[tuple[int, int]]) -> tuple[Violation, ...]:
    """Rules that meetings, given as (pair, slot), break among themselves. Their tables are not chosen yet."""
    return (
        *_find_closed_slots(problem, meetings),
        *dict.fromkeys(_find_overused(problem, meetings)),
    )


def _check_indexes(problem: Problem, placed: Sequence[Placement]) -> None:
    for placement in placed:
        if not (0 <= placement.pair < len(problem.pairs) and 0 <= placement.slot < problem.slots):
            expected = f"pair below {len(problem.pairs)}, slot below {problem.slots}"
            raise ValueError(f"placement: got {placement}, expected {expected}")


def _list_people(problem: Problem, pair: int) -> tuple[int, int]:
    return problem.pairs[pair].a, problem.pairs[pair].b


def _find_closed_slots(problem: Problem, meetings: Sequence[tuple[int, int]]) -> Iterator[Violation]:
    for pair, slot in meetings:
        for rule in AVAILABILITY_RULES:
            if not rule.allows(problem, problem.pairs[pair], slot):
                yield Violation(rule.label, _list_people(problem, pair), slot)


def _find_overused(problem: Problem, meetings: Sequence[tuple[int, int]]) -> Iterator[Violation]:
    used = Counter(use for pair, slot in meetings for use in list_resource_uses(problem, pair, slot))
    for use, number in used.items():
        if number > get_capacity(problem, use):
            yield to_violation(problem, use)


def to_violation(problem: Problem, use: ResourceUse) -> Violation:
    """The violation for a resource that too many meetings use."""
    if use.rule.label is RuleLabel.PRECEDENCE:
        return Violation(use.rule.label, tuple(person for pair in use.key for person in _list_people(problem, pair)))
    people = _list_people(problem, use.key[0]) if use.rule.label is RuleLabel.ONCE else use.key[:1]
    return Violation(use.rule.label, people, None if use.slot == ANY_SLOT else use.slot)


def _find_moved_fixed(problem: Problem, meetings: Sequence[tuple[int, int]]) -> Iterator[Violation]:
    placed = set(meetings)
    for pair, slot in problem.fixed:
        if (pair, slot) not in placed:
            yield Violation(RuleLabel.FIXED, _list_people(problem, pair), slot)


def _find_wrong_tables(problem: Problem, placed: Sequence[Placement]) -> Iterator[Violation]:
    meetings_at = Counter((it.slot, it.table) for it in placed)
    for placement in placed:
        slot, table = placement.slot, placement.table
        is_usable = 0 <= table < problem.tables[slot] and (slot, table) not in problem.lost_tables
        if meetings_at[slot, table] > 1 or not is_usable:
            yield Violation(RuleLabel.TABLE, _list_people(problem, placement.pair), slot)
