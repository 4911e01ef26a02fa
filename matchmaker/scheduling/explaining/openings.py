"""Openings: the smallest change by a person or the organizers that would let one more pair meet."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from matchmaker.scheduling.model.problem import Problem
from matchmaker.scheduling.model.rules import (
    ANY_SLOT,
    SESSION,
    ResourceUse,
    RuleLabel,
    get_capacity,
    list_resource_uses,
)


class OpeningKind(StrEnum):
    """What the change adds: a slot or a meeting of one person, or a table."""

    SLOT = "slot"
    MEETING = "meeting"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Opening:
    """One change that would place a pair, with all other meetings unchanged.

    ``SLOT``: the person opens the slot. ``MEETING``: the person accepts one more meeting, which fits in the slot.
    ``TABLE``: one more table in the slot, person is None.
    """

    kind: OpeningKind
    person: int | None
    slot: int


# To ask a person for one slot is easier than to ask for one more meeting, and that is easier than one more table.
_ORDER = {OpeningKind.SLOT: 0, OpeningKind.MEETING: 1, OpeningKind.TABLE: 2}

_FULL_KINDS = {RuleLabel.MAX_MEETINGS: OpeningKind.MEETING, RuleLabel.TABLES: OpeningKind.TABLE}


def find_opening(problem: Problem, pair: int, used: Counter[ResourceUse]) -> Opening | None:
    """The smallest single change that would place a pair, or None when one change is not enough.

    Parameters
    ----------
    problem : Problem
    pair : int
        A pair that is not placed.
    used : Counter of ResourceUse
        Resources that the meetings of the timetable use.

    Returns
    -------
    Opening or None
    """
    single = list_openings(problem, pair, used)
    return min(single, key=lambda it: (_ORDER[it.kind], it.slot), default=None)


def list_openings(problem: Problem, pair: int, used: Counter[ResourceUse]) -> list[Opening]:
    """Every single change that would place a pair, by slot."""
    budgets = [use for use in list_resource_uses(problem, pair, ANY_SLOT) if used[use] >= get_capacity(problem, use)]
    is_impossible = len(budgets) > 1 or any(use.rule.label not in _FULL_KINDS for use in budgets)
    if is_impossible or problem.pairs[pair].people in problem.vetoed:
        return []
    found = (_list_needed_in(problem, pair, slot, used, budgets=budgets) for slot in range(problem.slots))
    return [openings[0] for openings in found if openings is not None and len(openings) == 1]


def _list_needed_in(
    problem: Problem, pair: int, slot: int, used: Counter[ResourceUse], *, budgets: Sequence[ResourceUse]
) -> list[Opening] | None:
    """The openings that the pair needs to meet in the slot; None when one opening cannot be enough."""
    if not SESSION.allows(problem, problem.pairs[pair], slot):
        return None
    closed = [person for person in sorted(problem.pairs[pair].people) if slot not in problem.people[person].open_slots]
    if len(closed) + len(budgets) > 1:
        return None
    openings = [Opening(OpeningKind.SLOT, person, slot) for person in closed]
    for use in (*budgets, *list_resource_uses(problem, pair, slot, has_budgets=False)):
        if used[use] >= get_capacity(problem, use):
            kind = _FULL_KINDS.get(use.rule.label)
            if kind is None or openings:
                return None
            openings.append(Opening(kind, use.key[0] if use.key else None, slot))
    return openings
