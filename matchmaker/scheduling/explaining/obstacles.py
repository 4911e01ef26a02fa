"""What stands in the way of a wish in a slot, and how dear the wishes are that would have to give way."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from matchmaker.scheduling.model.problem import Problem
from matchmaker.scheduling.model.rules import (
    ANY_SLOT,
    MAX_MEETINGS,
    ResourceUse,
    RuleLabel,
    get_capacity,
    list_resource_uses,
)

IMMOVABLE = 2**62
"""Price of a place that nobody can clear: a fixed meeting holds it, or there is none at all."""


@dataclass(frozen=True, slots=True)
class Obstacle:
    """A person, the tables or a colleague in the way.

    Attributes
    ----------
    label : RuleLabel
        ``MAX_MEETINGS``: the person is full; ``ONE_AT_A_TIME``: the person sits elsewhere in this slot.
    person : int or None
        None for the tables and for a meeting that must be earlier or later.
    price : int
        Value of the cheapest meeting that would have to give way here.
    """

    label: RuleLabel
    person: int | None
    price: int


@dataclass(frozen=True, slots=True)
class PlacementOption:
    """One way to place a pair: in ``slot``, when the ``obstacles`` (dearest first) go.

    ``gone`` are the pairs that would have to give way, ``price`` is their total value.
    """

    slot: int
    price: int
    obstacles: tuple[Obstacle, ...]
    displaced: frozenset[int]


_ORDER = (
    RuleLabel.MAX_MEETINGS,
    RuleLabel.GROUP,
    RuleLabel.ONCE,
    RuleLabel.ONE_AT_A_TIME,
    RuleLabel.IN_A_ROW,
    RuleLabel.PRECEDENCE,
    RuleLabel.TABLES,
)
"""Which of two equally dear obstacles is named."""


class SlotHolders:
    """Which meetings hold what; those that are not ``movable`` give way to nothing."""

    def __init__(
        self, problem: Problem, meetings: Iterable[tuple[int, int]], *, movable: Iterable[tuple[int, int]]
    ) -> None:
        self.problem = problem
        self.movable = {pair for pair, _ in movable}
        self.by_use: dict[ResourceUse, list[int]] = defaultdict(list)
        for pair, slot in meetings:
            for use in list_resource_uses(problem, pair, slot):
                self.by_use[use].append(pair)
        self.cheapest = {use: min(pairs, key=self._price) for use, pairs in self.by_use.items()}

    def count(self) -> Counter[ResourceUse]:
        """How often everything is taken up."""
        return Counter({use: len(pairs) for use, pairs in self.by_use.items()})

    def find_cheapest_option(self, pair: int, slots: Iterable[int]) -> PlacementOption | None:
        """The cheapest way to place a pair in one of these slots, None without a slot.

        Of equally dear ways one is taken where nobody sits elsewhere: what stands in the way there does so all day.
        """

        def rank(way: PlacementOption) -> tuple[int, bool, int]:
            is_sitting = any(it.label is RuleLabel.ONE_AT_A_TIME for it in way.obstacles)
            return way.price, is_sitting, way.slot

        ways = []
        spent = [it for it in list_resource_uses(self.problem, pair, ANY_SLOT) if self._is_full(it)]
        for slot in slots:
            ways.append(self._clear(pair, slot, spent))
            if not ways[-1].obstacles:
                return ways[-1]
        return min(ways, key=rank, default=None)

    def list_sitting(self, pair: int, slot: int) -> list[tuple[int, int]]:
        """Who of the two sits elsewhere in the slot, and with which pair."""
        uses = (it for it in list_resource_uses(self.problem, pair, slot) if it.rule.label is RuleLabel.ONE_AT_A_TIME)
        return [(use.key[0], holder) for use in uses for holder in self.by_use.get(use, ())]

    def _clear(self, pair: int, slot: int, spent: Sequence[ResourceUse]) -> PlacementOption:
        """What must give way in the slot: the meetings of those who sit elsewhere, which may clear the rest as well."""
        uses = list_resource_uses(self.problem, pair, slot, has_budgets=False)
        full = [*spent, *(it for it in uses if self._is_full(it))]
        if not full:
            return PlacementOption(slot, 0, (), frozenset())
        sitting = (it for it in full if it.rule.label is RuleLabel.ONE_AT_A_TIME)
        gone = {holder for use in sitting for holder in self.by_use.get(use, ())}
        obstacles = []
        for use in sorted(full, key=lambda it: it.rule.label is not RuleLabel.ONE_AT_A_TIME):
            if use.rule.label is RuleLabel.ONE_AT_A_TIME:
                obstacles.append(self._sit(pair, use, full))
            elif gone.isdisjoint(self.by_use.get(use, ())):
                gone |= self._find_cheapest(use)
                obstacles.append(self._make(use))
        obstacles.sort(key=lambda it: (-it.price, _ORDER.index(it.label), it.person or 0))
        is_stuck = any(it.price >= IMMOVABLE for it in obstacles)
        price = IMMOVABLE if is_stuck else sum(map(self._price, gone))
        return PlacementOption(slot, price, tuple(obstacles), frozenset(gone))

    def _is_full(self, use: ResourceUse) -> bool:
        return use.rule.label in _ORDER and len(self.by_use.get(use, ())) >= get_capacity(self.problem, use)

    def _sit(self, pair: int, use: ResourceUse, full: Sequence[ResourceUse]) -> Obstacle:
        """Somebody sits elsewhere; called full where no other meeting of the day is cheaper than the pair either."""
        value = self.problem.pairs[pair].value
        is_used_up = any(it.rule.label is RuleLabel.MAX_MEETINGS and it.key == use.key for it in full)
        is_full = is_used_up and self._find_least(ResourceUse(MAX_MEETINGS, use.key, ANY_SLOT)) >= value
        return replace(self._make(use), label=RuleLabel.MAX_MEETINGS if is_full else RuleLabel.ONE_AT_A_TIME)

    def _find_least(self, use: ResourceUse) -> int:
        """Price of the cheapest meeting that takes something up."""
        return self._price(self.cheapest[use]) if use in self.cheapest else IMMOVABLE

    def _make(self, use: ResourceUse) -> Obstacle:
        price = self._find_least(use)
        is_about_person = use.rule.label not in (RuleLabel.TABLES, RuleLabel.PRECEDENCE, RuleLabel.ONCE)
        return Obstacle(use.rule.label, use.key[0] if is_about_person else None, price)

    def _find_cheapest(self, use: ResourceUse) -> set[int]:
        return {self.cheapest[use]} if use in self.cheapest else set()

    def _price(self, pair: int) -> int:
        return self.problem.pairs[pair].value if pair in self.movable else IMMOVABLE
