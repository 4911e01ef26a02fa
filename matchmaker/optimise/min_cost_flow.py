"""Min-cost flow in integers, by the cost-scaling push-relabel algorithm of OR-Tools (Goldberg, 1997)."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from ortools.graph.python import min_cost_flow


@dataclass(frozen=True, slots=True)
class Arc:
    """A directed arc that carries 0..capacity units, each at a cost."""

    tail: int
    head: int
    capacity: int
    cost: int = 0


@dataclass(frozen=True, slots=True)
class Flow:
    """An optimal flow: units on each arc in the order given, and their total cost."""

    units: tuple[int, ...]
    cost: int


def min_cost_circulation(nodes: int, arcs: Sequence[Arc]) -> Flow:
    """The circulation of least total cost, which uses cycles of negative cost.

    Every arc of negative cost is filled first. The resulting imbalance is sent back at minimum cost. So the result is
    exact for costs of any sign (Ahuja, Magnanti and Orlin, Network Flows, 1993, section 2.4).

    Parameters
    ----------
    nodes : int
        Number of nodes, counted from 0.
    arcs : sequence of Arc
        Capacities >= 0.

    Returns
    -------
    Flow
        Cost <= 0, as the empty flow is a circulation of cost 0.

    Raises
    ------
    ValueError
        When an arc names a node that does not exist.
    """
    if not arcs:
        return Flow((), 0)
    tail, head, capacity, cost = np.array([(a.tail, a.head, a.capacity, a.cost) for a in arcs], dtype=np.int64).T
    lowest, highest = min(tail.min(), head.min()), max(tail.max(), head.max())
    if lowest < 0 or highest >= nodes:
        raise ValueError(f"arcs: got nodes {lowest}..{highest}, expected 0..{nodes - 1}")
    pays = cost < 0
    supply = np.zeros(nodes, dtype=np.int64)
    np.add.at(supply, head[pays], capacity[pays])
    np.subtract.at(supply, tail[pays], capacity[pays])
    units = _send(np.where(pays, head, tail), np.where(pays, tail, head), capacity, cost=np.abs(cost), supply=supply)
    units = np.where(pays, capacity - units, units)
    return Flow(tuple(units.tolist()), int((units * cost).sum()))


def _send(
    tail: np.ndarray, head: np.ndarray, capacity: np.ndarray, *, cost: np.ndarray, supply: np.ndarray
) -> np.ndarray:
    solver = min_cost_flow.SimpleMinCostFlow()
    arcs = solver.add_arcs_with_capacity_and_unit_cost(tail, head, capacity, cost)
    solver.set_nodes_supplies(np.arange(len(supply)), supply)
    status = solver.solve()
    if status != solver.OPTIMAL:
        raise ArithmeticError(f"min-cost flow: got status {status}, expected optimal")
    units: np.ndarray = solver.flows(arcs)
    return units
