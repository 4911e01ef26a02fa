"""Whose demand exceeds whose supply, when no assignment meets the minimum loads."""

import numpy as np

from matchmaker.matching.assignment.fixed import ResidualProblem
from matchmaker.matching.assignment.network import FlowSolution, solve_flow
from matchmaker.matching.assignment.result import InfeasibilityReason, Infeasible


def find_shortage(remainder: ResidualProblem) -> Infeasible | None:
    """The people who together must get more pairs than the other side can give; None when there are none.

    Each side is asked for alone. That is enough: where an assignment meets all minimum loads of one side and another
    those of the other side, a third meets both (Mendelsohn and Dulmage, 1958; with nested limits Kundu and Lawler,
    1973).

    Returns
    -------
    Infeasible or None
        With `demand` = sum of the least loads of `people`, and `supply` = most pairs that they can get together.
    """
    turned = ResidualProblem(remainder.right, remainder.left, remainder.open.T)
    for obstacle, asking in ((InfeasibilityReason.LEFT_DEMAND, remainder), (InfeasibilityReason.RIGHT_DEMAND, turned)):
        choice = solve_flow(asking, np.zeros(asking.open.shape, np.int64), left_reward=1)
        loads = choice.chosen.sum(axis=1)
        if (loads >= asking.left.min_load).all():
            continue
        people = _reach(choice, np.flatnonzero(loads < asking.left.min_load).tolist())
        demand, supply = int(asking.left.min_load[people].sum()), int(loads[people].sum())
        return Infeasible(obstacle, people=tuple(people), demand=demand, supply=supply)
    return None


def _reach(choice: FlowSolution, short: list[int]) -> list[int]:
    """People whose pairs the short ones could take over: a side of a minimum cut (Ford and Fulkerson, 1956)."""
    network = choice.network
    people = network.remainder.left.count
    ahead: dict[int, list[int]] = {}
    for arc, units in zip(network.arcs, choice.units, strict=True):
        if 0 in (arc.tail, arc.head):
            continue  # the hub is the outside
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
