"""The problem as a circulation in whole numbers.

One hub sends up to `most` units to every left person and takes them back from every right person. A pair is an arc of
one unit. Where groups matter, a pair runs through a gate (left person, group of the right one) and a gate (right
person, group of the left one), each of which lets one unit through: limits that nest, so optima stay whole (Edmonds,
1970). Minimum loads are a reward on a person's first units that no sum of scores can outweigh.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from matchmaker.matching.assignment.fixed import ResidualProblem
from matchmaker.matching.assignment.problem import NO_GROUP, Ints, Mask, SideLimits
from matchmaker.optimise.flow import Arc, min_cost_circulation

_HUB = 0


@dataclass(slots=True)
class FlowNetwork:
    """Nodes (the hub, the left people, the right people, gates) and arcs; `pair_arcs` are those of the open pairs."""

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
        """The pairs, (n, m), that carry a unit."""
        chosen = np.zeros(self.remainder.open.shape, np.bool_)
        chosen[self.remainder.open] = np.array(units, dtype=np.int64)[self.pair_arcs] > 0
        return chosen


@dataclass(frozen=True, slots=True)
class FlowSolution:
    """A network, the units on its arcs, and the pairs, bool (n, m), that carry one."""

    network: FlowNetwork
    units: tuple[int, ...]
    chosen: Mask


def solve_flow(
    remainder: ResidualProblem, weights: Ints, *, left_reward: int = 0, right_reward: int = 0
) -> FlowSolution:
    """Open pairs of greatest weight, where each unit up to a person's least earns a reward more.

    Parameters
    ----------
    remainder : Remainder
    weights : int64 (n, m)
    left_reward, right_reward : int
        For each unit up to the least of a person of that side.

    Returns
    -------
    Choice
        Obeys every most, group and mask; the least loads only as far as the rewards make it.
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
    """The person's gate for a group of the other side, made when it is new; the person when there is no group."""
    if group == NO_GROUP:
        return node
    if (node, group) not in network.gates:
        gate = network.gates[node, group] = network.count
        network.count += 1
        network.arcs.append(Arc(node, gate, 1) if is_left else Arc(gate, node, 1))
    return network.gates[node, group]


def _list_loads(side: SideLimits, reward: int) -> Iterator[tuple[int, int, int]]:
    """(person, capacity, cost) of the arcs by which a person is loaded."""
    for person, (least, most) in enumerate(zip(side.min_load.tolist(), side.max_load.tolist(), strict=True)):
        yield person, least, -reward
        yield person, most - least, 0
