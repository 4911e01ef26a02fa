"""The rules of the timetable, as objects shared by the solver, the validator and the explanation of unmet wishes.

There are five kinds of rules. An ``AvailabilityRule`` forbids slots to a pair. The other four count meetings among
pairs that share a key. A ``BudgetRule`` limits their number in the whole event. A ``SlotRule`` limits it in one slot.
A ``RowRule`` limits it in consecutive slots. An ``OrderRule`` puts one pair before another.
The labels ``FIXED``, ``MUST`` and ``TABLE`` have no such object: they are about a timetable as a whole.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from matchmaker.scheduling.model.problem import MeetingPair, PairOrigin, Problem

Key = tuple[int, ...]
"""The unit for which a rule counts meetings: a person, a pair, a person and a group, or () for the whole event."""

ANY_SLOT = -1


class RuleLabel(StrEnum):
    """Names of the rules, as they are stored and translated."""

    OPEN_SLOTS = "open_slots"
    SESSION = "session"
    VETO = "veto"
    MET_BEFORE = "met_before"
    ONE_AT_A_TIME = "one_at_a_time"
    TABLES = "tables"
    MAX_MEETINGS = "most"
    ONCE = "once"
    GROUP = "group"
    IN_A_ROW = "in_a_row"
    PRECEDENCE = "precedence"
    FIXED = "fixed"
    MUST = "must"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Violation:
    """A broken rule, the people concerned (indexes), and the slot; None when it is not about one slot."""

    rule: RuleLabel
    people: tuple[int, ...]
    slot: int | None = None


@dataclass(frozen=True, slots=True, eq=False)
class AvailabilityRule:
    """``slots(problem, pair)``: slots, as bits, in which the pair may meet, independent of other meetings."""

    label: RuleLabel
    slots: Callable[[Problem, MeetingPair], int]

    def allows(self, problem: Problem, pair: MeetingPair, slot: int) -> bool:
        """Whether the pair may meet in the slot as far as this rule goes."""
        return bool(self.slots(problem, pair) >> slot & 1)


@dataclass(frozen=True, slots=True, eq=False)
class BudgetRule:
    """At most ``limit(problem, key)`` meetings among the pairs that share a key."""

    label: RuleLabel
    keys: Callable[[Problem, int], tuple[Key, ...]]
    limit: Callable[[Problem, Key], int]


@dataclass(frozen=True, slots=True, eq=False)
class SlotRule:
    """At most ``limit(problem, key, slot)`` meetings in one slot among the pairs that share a key."""

    label: RuleLabel
    keys: Callable[[Problem, int], tuple[Key, ...]]
    limit: Callable[[Problem, Key, int], int]


@dataclass(frozen=True, slots=True, eq=False)
class RowRule:
    """At most ``limit(problem, key)`` meetings in a row among the pairs that share a key.

    Counted by windows of ``limit`` + 1 slots without a pause. Each window has room for ``limit`` meetings.
    """

    label: RuleLabel
    keys: Callable[[Problem, int], tuple[Key, ...]]
    limit: Callable[[Problem, Key], int]

    def list_windows(self, problem: Problem, slot: int, *, key: Key) -> list[int]:
        """First slots of the windows that contain a slot."""
        first, last = find_run(problem, slot)
        limit = self.limit(problem, key)
        return list(range(max(first, slot - limit), min(slot, last - limit) + 1))


@dataclass(frozen=True, slots=True, eq=False)
class OrderRule:
    """Of the two pairs of a key, ``keys(problem, pair)``, the first meets in an earlier slot when both meet.

    Modelled as a resource: each slot t has one unit. The second pair uses it when it meets at t or before. The first
    pair uses it when it meets at t or later. So order is checked by counting, like the other rules.
    """

    label: RuleLabel
    keys: Callable[[Problem, int], tuple[Key, ...]]

    def list_slots(self, problem: Problem, pair: int, slot: int, *, key: Key) -> range:
        """The slots t whose unit a pair uses by meeting in a slot."""
        return range(slot + 1) if pair == key[0] else range(slot, problem.slots)


_ALL_SLOTS = -1


@lru_cache(maxsize=4096)
def _to_bits(slots: frozenset[int]) -> int:
    return sum(1 << slot for slot in slots)


def _both_open(problem: Problem, pair: MeetingPair) -> int:
    return _to_bits(problem.people[pair.a].open_slots) & _to_bits(problem.people[pair.b].open_slots)


def _in_session(_problem: Problem, pair: MeetingPair) -> int:
    return _ALL_SLOTS if pair.session is None else _to_bits(pair.session)


def _not_vetoed(problem: Problem, pair: MeetingPair) -> int:
    return 0 if problem.vetoed and pair.people in problem.vetoed else _ALL_SLOTS


def _not_met_before(problem: Problem, pair: MeetingPair) -> int:
    return 0 if pair.origin is PairOrigin.SUGGESTED and pair.people in problem.met_before else _ALL_SLOTS


def find_run(problem: Problem, slot: int) -> tuple[int, int]:
    """First and last of the consecutive slots around a slot, without a pause and on one day."""
    days, pauses = problem.days or (0,) * problem.slots, problem.pauses
    first = last = slot
    while first > 0 and first not in pauses and days[first - 1] == days[slot]:
        first -= 1
    while last + 1 < problem.slots and last + 1 not in pauses and days[last + 1] == days[slot]:
        last += 1
    return first, last


def _count_tables(problem: Problem, _key: Key, slot: int) -> int:
    return problem.tables[slot] - sum(lost == slot for lost, _ in problem.lost_tables)


def _both_people(problem: Problem, pair: int) -> tuple[Key, ...]:
    return ((problem.pairs[pair].a,), (problem.pairs[pair].b,))


def _limited_people(problem: Problem, pair: int) -> tuple[Key, ...]:
    a, b = problem.pairs[pair].a, problem.pairs[pair].b
    if problem.people[a].max_in_a_row is None and problem.people[b].max_in_a_row is None:
        return ()
    return tuple((person,) for person in (a, b) if problem.people[person].max_in_a_row is not None)


def _wish_of(problem: Problem, pair: int) -> tuple[Key, ...]:
    """The wish that a pair is, or replaces."""
    root = problem.pairs[pair].substitute_for
    return ((pair if root is None else root,),)


def _partner_and_group(problem: Problem, index: int) -> tuple[Key, ...]:
    """(person, group of the other) for both people; nothing for a requested pair, which the rule does not limit."""
    pair = problem.pairs[index]
    if pair.is_requested or problem.people[pair.a].group is problem.people[pair.b].group is None:
        return ()
    sides = ((pair.a, problem.people[pair.b].group), (pair.b, problem.people[pair.a].group))
    return tuple((person, group) for person, group in sides if group is not None)


OPEN_SLOTS = AvailabilityRule(RuleLabel.OPEN_SLOTS, _both_open)
SESSION = AvailabilityRule(RuleLabel.SESSION, _in_session)
VETO = AvailabilityRule(RuleLabel.VETO, _not_vetoed)
MET_BEFORE = AvailabilityRule(RuleLabel.MET_BEFORE, _not_met_before)
ONE_AT_A_TIME = SlotRule(RuleLabel.ONE_AT_A_TIME, _both_people, lambda _problem, _key, _slot: 1)
TABLES = SlotRule(RuleLabel.TABLES, lambda _problem, _pair: ((),), _count_tables)
MAX_MEETINGS = BudgetRule(
    RuleLabel.MAX_MEETINGS, _both_people, lambda problem, key: problem.people[key[0]].max_meetings
)
ONCE = BudgetRule(RuleLabel.ONCE, _wish_of, lambda _problem, _key: 1)
GROUP = BudgetRule(RuleLabel.GROUP, _partner_and_group, lambda _problem, _key: 1)
IN_A_ROW = RowRule(
    RuleLabel.IN_A_ROW, _limited_people, lambda problem, key: problem.people[key[0]].max_in_a_row or problem.slots
)
PRECEDENCE = OrderRule(
    RuleLabel.PRECEDENCE, lambda problem, pair: tuple(both for both in problem.precedences if pair in both)
)

AVAILABILITY_RULES = (OPEN_SLOTS, SESSION, VETO, MET_BEFORE)
BUDGET_RULES = (MAX_MEETINGS, ONCE, GROUP)
SLOT_RULES = (ONE_AT_A_TIME, TABLES)
ROW_RULES = (IN_A_ROW,)
ORDER_RULES = (PRECEDENCE,)


def get_open_bits(problem: Problem, pair: int) -> int:
    """Slots, as bits, in which the availability rules let a pair meet."""
    bits = (1 << problem.slots) - 1
    for rule in AVAILABILITY_RULES:
        bits &= rule.slots(problem, problem.pairs[pair])
    return bits


def list_open_slots(problem: Problem, pair: int) -> tuple[int, ...]:
    """Slots in which the availability rules let a pair meet, ascending."""
    bits = get_open_bits(problem, pair)
    return tuple(t for t in range(problem.slots) if bits >> t & 1)


class ResourceUse(NamedTuple):
    """A resource that a meeting uses: one unit of what a rule grants to a key, in a slot or in ``ANY_SLOT``.

    A tuple, as millions of them are created and looked up.
    """

    rule: BudgetRule | SlotRule | RowRule | OrderRule
    key: Key
    slot: int


def list_resource_uses(problem: Problem, pair: int, slot: int, *, has_budgets: bool = True) -> list[ResourceUse]:
    """The resources that a pair uses when it meets in a slot.

    For ``ANY_SLOT`` only the budgets, which do not depend on the slot. Without ``has_budgets`` only the others.
    """
    uses = [
        ResourceUse(budget, key, ANY_SLOT)
        for budget in BUDGET_RULES
        if has_budgets
        for key in budget.keys(problem, pair)
    ]
    if slot == ANY_SLOT:
        return uses
    uses += [ResourceUse(rule, key, slot) for rule in SLOT_RULES for key in rule.keys(problem, pair)]
    for row in ROW_RULES:
        for key in row.keys(problem, pair):
            uses += [ResourceUse(row, key, t) for t in row.list_windows(problem, slot, key=key)]
    for order in ORDER_RULES if problem.precedences else ():
        for key in order.keys(problem, pair):
            uses += [ResourceUse(order, key, t) for t in order.list_slots(problem, pair, slot, key=key)]
    return uses


def get_capacity(problem: Problem, use: ResourceUse) -> int:
    """How many meetings may use this resource."""
    if isinstance(use.rule, BudgetRule | RowRule):
        return use.rule.limit(problem, use.key)
    if isinstance(use.rule, OrderRule):
        return 1
    return use.rule.limit(problem, use.key, use.slot)
