from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matchmaker.optimise.min_cost_flow import Arc, min_cost_circulation

ARCS = st.builds(Arc, st.integers(0, 2), st.integers(0, 2), st.integers(0, 2), st.integers(-4, 4))


def test_circulation_takes_the_cycle_that_pays():
    flow = min_cost_circulation(3, [Arc(0, 1, 5, -3), Arc(1, 2, 2, 1), Arc(2, 0, 9, 0), Arc(1, 0, 1, 4)])
    assert flow.units == (2, 2, 2, 0)
    assert flow.cost == -4


def test_circulation_is_nothing_when_there_are_no_arcs():
    assert min_cost_circulation(2, []).cost == 0


def test_circulation_rejects_a_node_that_does_not_exist():
    with pytest.raises(ValueError, match=r"got nodes 0\.\.3, expected 0\.\.1"):
        min_cost_circulation(2, [Arc(0, 3, 1)])


@settings(max_examples=150, deadline=None)
@given(st.lists(ARCS, max_size=5))
def test_circulation_is_the_cheapest_of_all(arcs: list[Arc]):
    def balance(units: tuple[int, ...]) -> list[int]:
        return [
            sum(n * ((arc.head == node) - (arc.tail == node)) for n, arc in zip(units, arcs, strict=True))
            for node in range(3)
        ]

    flow = min_cost_circulation(3, arcs)
    everything = product(*(range(arc.capacity + 1) for arc in arcs))
    cheapest = min(
        sum(n * arc.cost for n, arc in zip(units, arcs, strict=True))
        for units in everything
        if balance(units) == [0, 0, 0]
    )
    assert flow.cost == cheapest
    assert balance(flow.units) == [0, 0, 0]
    assert all(0 <= n <= arc.capacity for n, arc in zip(flow.units, arcs, strict=True))
