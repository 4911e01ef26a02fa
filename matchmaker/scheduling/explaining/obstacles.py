"""The obstacles to a wish in a slot, and the value of the meetings that would have to be removed for it."""

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
"""Price of a resource that cannot be freed: only fixed meetings use it, or its capacity is 0."""


@dataclass(frozen=True, slots=True)
class Obstacle:
    """A full resource that prevents a meeting: a person, the tables or a colleague.

    Attributes
    ----------
    label : RuleLabel
        ``MAX_MEETINGS``: the person is full; ``ONE_AT_A_TIME``: the person has another meeting in this slot.
    person : int or None
        None for the tables, for a meeting that must be earlier or later, and for a wish that is met already.
    price : int
        Value of the least valuable meeting that uses the resource and would have to be removed.
    """

    label: RuleLabel
    person: int | None
    price: int


@dataclass(frozen=True, slots=True)
class PlacementOption:
    """One way to place a pair: in ``slot``, when the ``obstacles`` (highest price first) are removed.

    ``displaced`` are the pairs that would have to be removed, ``price`` is their total value.
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
"""Which of several obstacles with the same price is named first."""


class SlotHolders:
    """Which meetings use which resources. Only ``movable`` meetings can be removed."""

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
        """How many meetings use each resource."""
        return Counter({use: len(pairs) for use, pairs in self.by_use.items()})

    def find_cheapest_option(self, pair: int, slots: Iterable[int]) -> PlacementOption | None:
        """The cheapest option to place a pair in one of these slots, None without a slot.

        Among equally expensive options, prefer one where both people are free: its obstacle exists in every slot.
        """

        def rank(option: PlacementOption) -> tuple[int, bool, int]:
            is_busy = any(it.label is RuleLabel.ONE_AT_A_TIME for it in option.obstacles)
            return option.price, is_busy, option.slot

        options = []
        full_budgets = [it for it in list_resource_uses(self.problem, pair, ANY_SLOT) if self._is_full(it)]
        for slot in slots:
            options.append(self._make_option(pair, slot, full_budgets))
            if not options[-1].obstacles:
                return options[-1]
        return min(options, key=rank, default=None)

    def list_busy(self, pair: int, slot: int) -> list[tuple[int, int]]:
        """(person, other pair) for each of the two people who has another meeting in the slot."""
        uses = (it for it in list_resource_uses(self.problem, pair, slot) if it.rule.label is RuleLabel.ONE_AT_A_TIME)
        return [(use.key[0], holder) for use in uses for holder in self.by_use.get(use, ())]

    def _make_option(self, pair: int, slot: int, full_budgets: Sequence[ResourceUse]) -> PlacementOption:
        """Which meetings must be removed to place the pair in the slot.

        Meetings of the two people go first, as this may free the other resources too.
        """
        uses = list_resource_uses(self.problem, pair, slot, has_budgets=False)
        full = [*full_budgets, *(it for it in uses if self._is_full(it))]
        if not full:
            return PlacementOption(slot, 0, (), frozenset())
        busy = (it for it in full if it.rule.label is RuleLabel.ONE_AT_A_TIME)
        displaced = {holder for use in busy for holder in self.by_use.get(use, ())}
        obstacles = []
        for use in sorted(full, key=lambda it: it.rule.label is not RuleLabel.ONE_AT_A_TIME):
            if use.rule.label is RuleLabel.ONE_AT_A_TIME:
                obstacles.append(self._make_busy_obstacle(pair, use, full))
            elif displaced.isdisjoint(self.by_use.get(use, ())):
                displaced |= self._find_cheapest(use)
                obstacles.append(self._make_obstacle(use))
        obstacles.sort(key=lambda it: (-it.price, _ORDER.index(it.label), it.person or 0))
        is_immovable = any(it.price >= IMMOVABLE for it in obstacles)
        price = IMMOVABLE if is_immovable else sum(map(self._price, displaced))
        return PlacementOption(slot, price, tuple(obstacles), frozenset(displaced))

    def _is_full(self, use: ResourceUse) -> bool:
        return use.rule.label in _ORDER and len(self.by_use.get(use, ())) >= get_capacity(self.problem, use)

    def _make_busy_obstacle(self, pair: int, use: ResourceUse, full: Sequence[ResourceUse]) -> Obstacle:
        """The person has another meeting in this slot.

        Labelled ``MAX_MEETINGS`` when the person is full and has no meeting of less value than this pair.
        """
        value = self.problem.pairs[pair].value
        has_no_budget = any(it.rule.label is RuleLabel.MAX_MEETINGS and it.key == use.key for it in full)
        is_full = has_no_budget and self._find_lowest_price(ResourceUse(MAX_MEETINGS, use.key, ANY_SLOT)) >= value
        return replace(self._make_obstacle(use), label=RuleLabel.MAX_MEETINGS if is_full else RuleLabel.ONE_AT_A_TIME)

    def _find_lowest_price(self, use: ResourceUse) -> int:
        """Price of the cheapest meeting that uses the resource."""
        return self._price(self.cheapest[use]) if use in self.cheapest else IMMOVABLE

    def _make_obstacle(self, use: ResourceUse) -> Obstacle:
        price = self._find_lowest_price(use)
        is_about_person = use.rule.label not in (RuleLabel.TABLES, RuleLabel.PRECEDENCE, RuleLabel.ONCE)
        return Obstacle(use.rule.label, use.key[0] if is_about_person else None, price)

    def _find_cheapest(self, use: ResourceUse) -> set[int]:
        return {self.cheapest[use]} if use in self.cheapest else set()

    def _price(self, pair: int) -> int:
        return self.problem.pairs[pair].value if pair in self.movable else IMMOVABLE
