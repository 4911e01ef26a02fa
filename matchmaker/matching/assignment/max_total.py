"""The assignment with the greatest total score, solved exactly by one minimum-cost circulation."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from matchmaker.matching.assignment.problem import NO_GROUP, AssignmentProblem, Ints, Mask, SideLimits
from matchmaker.matching.assignment.residual import ResidualProblem, remove_fixed
from matchmaker.matching.assignment.result import Assignment, InfeasibilityReason, Infeasible, build_assignment
from matchmaker.optimise.min_cost_flow import Arc, min_cost_circulation

_HUB = 0


@dataclass(slots=True)
class FlowNetwork:
    """Nodes (the hub, the left people, the right people, gates) and arcs; `pair_arcs` are the arcs of open pairs."""

    remainder: ResidualProblem
    count: int = 0
    arcs: list[Arc] = field(default_factory=list)
    pair_arcs: list[int] = field(default_factory=list)
    gates: dict[tuple[int, int], int] = field(default_factory=dict)

    def left_node(self, person: int) -> int:
        """Node of a left person."""
        return 1 + person

    def right_node(self, person: int) -> int:
        """Node of a right person."""
        return 1 + self.remainder.left.count + person

    def list_pairs(self, units: tuple[int, ...]) -> Mask:
        """The pairs with a unit on their arc, bool (n, m)."""
        chosen = np.zeros(self.remainder.open.shape, np.bool_)
        chosen[self.remainder.open] = np.array(units, dtype=np.int64)[self.pair_arcs] > 0
        return chosen


@dataclass(frozen=True, slots=True)
class FlowSolution:
    """A network, the units on its arcs, and the pairs with a unit, bool (n, m)."""

    network: FlowNetwork
    units: tuple[int, ...]
    chosen: Mask


def solve_flow(
    remainder: ResidualProblem, weights: Ints, *, left_reward: int = 0, right_reward: int = 0
) -> FlowSolution:
    """Open pairs of greatest total weight; each pair up to a person's minimum load adds a reward.

    Parameters
    ----------
    remainder : ResidualProblem
    weights : int64 (n, m)
    left_reward, right_reward : int
        Reward for each pair up to the minimum load of a person of that side.

    Returns
    -------
    FlowSolution
        Respects every maximum load, group and mask; minimum loads only as far as the rewards achieve it.
    """
    left, right = remainder.left, remainder.right
    network = FlowNetwork(remainder, count=1 + left.count + right.count)
    for i, j in np.argwhere(remainder.open).tolist():
        tail = _pass_gate(network, network.left_node(i), int(right.groups[j]), is_left=True)
        head = _pass_gate(network, network.right_node(j), int(left.groups[i]), is_left=False)
        network.pair_arcs.append(len(network.arcs))
        network.arcs.append(Arc(tail, head, 1, -int(weights[i, j])))
    network.arcs += [Arc(_HUB, network.left_node(i), size, cost) for i, size, cost in _list_loads(left, left_reward)]
    network.arcs += [Arc(network.right_node(j), _HUB, size, cost) for j, size, cost in _list_loads(right, right_reward)]
    units = min_cost_circulation(network.count, network.arcs).units
    return FlowSolution(network, units, network.list_pairs(units))


def _pass_gate(network: FlowNetwork, node: int, group: int, *, is_left: bool) -> int:
    """The person's gate for a group of the other side, created when needed; the person's node without a group."""
    if group == NO_GROUP:
        return node
    if (node, group) not in network.gates:
        gate = network.gates[node, group] = network.count
        network.count += 1
        network.arcs.append(Arc(node, gate, 1) if is_left else Arc(gate, node, 1))
    return network.gates[node, group]


def _list_loads(side: SideLimits, reward: int) -> Iterator[tuple[int, int, int]]:
    """(person, capacity, cost) of the two arcs for a person's load: up to the minimum, and the rest."""
    for person, (least, most) in enumerate(zip(side.min_load.tolist(), side.max_load.tolist(), strict=True)):
        yield person, least, -reward
        yield person, most - least, 0


def find_shortage(remainder: ResidualProblem) -> Infeasible | None:
    """The people who together need more pairs than the other side can give; None when there are none.

    Each side is checked separately. This suffices. If one assignment meets all minimum loads of the left side, and
    another those of the right side, a third one meets both (Mendelsohn and Dulmage, 1958; with nested limits Kundu and
    Lawler, 1973).

    Returns
    -------
    Infeasible or None
        `demand` is the sum of the minimum loads of `people`; `supply` is how many pairs they can get together.
    """
    turned = ResidualProblem(remainder.right, remainder.left, remainder.open.T)
    for reason, side in ((InfeasibilityReason.LEFT_DEMAND, remainder), (InfeasibilityReason.RIGHT_DEMAND, turned)):
        solution = solve_flow(side, np.zeros(side.open.shape, np.int64), left_reward=1)
        loads = solution.chosen.sum(axis=1)
        if (loads >= side.left.min_load).all():
            continue
        people = _reach(solution, np.flatnonzero(loads < side.left.min_load).tolist())
        demand, supply = int(side.left.min_load[people].sum()), int(loads[people].sum())
        return Infeasible(reason, people=tuple(people), demand=demand, supply=supply)
    return None


def _reach(solution: FlowSolution, short: list[int]) -> list[int]:
    """People whose pairs the short ones could take over: one side of a minimum cut (Ford and Fulkerson, 1956)."""
    network = solution.network
    people = network.remainder.left.count
    ahead: dict[int, list[int]] = {}
    for arc, units in zip(network.arcs, solution.units, strict=True):
        if 0 in (arc.tail, arc.head):
            continue  # the hub is outside
        if units < arc.capacity:
            ahead.setdefault(arc.tail, []).append(arc.head)
        if units > 0:
            ahead.setdefault(arc.head, []).append(arc.tail)
    seen = {network.left_node(person) for person in short}
    stack = sorted(seen)
    while stack:
        for node in ahead.get(stack.pop(), ()):
            if node not in seen:
                seen.add(node)
                stack.append(node)
    return [person for person in range(people) if network.left_node(person) in seen]


# Cost scaling multiplies costs by the number of nodes; the products must fit in 63 bits. One bit is reserved.
_GREATEST_COST = 2.0**62

# Further digits are rounding noise of the scores.
_MOST_DECIMALS = 9


def assign_best_total(problem: AssignmentProblem) -> Assignment | Infeasible:
    """Pairs of greatest total score that respect all loads, masks, fixed pairs and groups.

    Scores are rounded to integer multiples of 10**-9, or of a larger unit where the numbers would not fit in 63 bits.
    The circulation is exact for these. `total_bound` includes the largest possible rounding error.

    Parameters
    ----------
    problem : AssignmentProblem

    Returns
    -------
    Assignment or Infeasible
        Pairs with a score of 0 or less are used only where a minimum load needs them.
    """
    remainder = remove_fixed(problem)
    if isinstance(remainder, Infeasible):
        return remainder
    chosen, unit = choose_best_total(problem, remainder)
    if _is_short(remainder, chosen.sum(axis=1), chosen.sum(axis=0)):
        shortage = find_shortage(remainder)
        if shortage is None:
            raise ArithmeticError("shortage: got none, expected one where a least load is not met")
        return shortage
    rounding = unit * _count_units(remainder)  # half a unit for each pair, in each of the two sums compared
    total = float(problem.scores[chosen | problem.fixed].sum())
    return build_assignment(problem, chosen | problem.fixed, is_proven=True, total_bound=total + rounding)


def choose_best_total(problem: AssignmentProblem, remainder: ResidualProblem) -> tuple[Mask, float]:
    """Pairs in addition to the fixed ones that first meet the minimum loads, if possible, then maximise the score.

    Returns
    -------
    bool (n, m), float
        The pairs, and the unit to which scores were rounded.
    """
    weights, unit = _to_whole(problem, remainder)
    reward = 2 * _count_units(remainder) * int(np.abs(weights).max(initial=0)) + 1
    return solve_flow(remainder, weights, left_reward=reward, right_reward=reward).chosen, unit


def _count_units(remainder: ResidualProblem) -> int:
    """Upper bound on the pairs of any assignment of the remainder."""
    return int(min(remainder.left.max_load.sum(), remainder.right.max_load.sum(), remainder.open.sum()))


def _to_whole(problem: AssignmentProblem, remainder: ResidualProblem) -> tuple[Ints, float]:
    """Scores of open pairs as integers, and their unit."""
    scores = np.where(remainder.open, problem.scores, 0.0)
    nodes = 2 + sum(scores.shape) + 2 * int(remainder.open.sum())
    largest = max(float(np.abs(scores).max(initial=0.0)), 1e-9)
    room = _GREATEST_COST / (nodes * (4.0 * _count_units(remainder) * largest + 4.0))
    decimals = min(_MOST_DECIMALS, math.floor(math.log10(room)))
    return np.rint(scores * 10.0**decimals).astype(np.int64), 10.0**-decimals


def _is_short(remainder: ResidualProblem, left_loads: Ints, right_loads: Ints) -> bool:
    return bool((left_loads < remainder.left.min_load).any() or (right_loads < remainder.right.min_load).any())
