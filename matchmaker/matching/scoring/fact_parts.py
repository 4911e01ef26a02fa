"""Parts from facts: industry, stage, ticket, zone, load. Few facts are distinct, so each part is a small table."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matchmaker.matching.market.industry_tree import IndustryTree, set_distances
from matchmaker.matching.market.sides import MarketSide

Floats = NDArray[np.float32]
Bools = NDArray[np.bool_]

STAGE_VALUES = np.array([1.0, 0.7, 0.2, 0.0, 0.0, 0.0], np.float32)
"""Value by the number of steps to the nearest stage an investor names.

The next round is often negotiable, two steps seldom, three never."""

ABOVE_RANGE = 1.0
"""log10 above the largest ticket at which the value becomes 0: up to ten times the ticket a round can be shared."""

BELOW_RANGE = 0.6
"""log10 below the smallest ticket at which the value becomes 0: a quarter of it does not repay an investor's work."""

OTHER_ZONE_VALUE = 0.3
"""Value of another zone of the same city: reachable within an hour, but not close."""


@dataclass(frozen=True, slots=True)
class FactTable:
    """Values of one fact for all pairs: startup i and partner j have ``table[startup_key[i], partner_key[j]]``.

    ``table`` is float32 (u, v) in [0, 1]. The keys are intp (n,) and (m,). The masks are true where the fact is known.
    """

    table: Floats
    startup_key: NDArray[np.intp]
    partner_key: NDArray[np.intp]
    startup_known: Bools
    partner_known: Bools


def compare_industries(startups: MarketSide, partners: MarketSide, tree: IndustryTree) -> FactTable:
    """1 minus the distance in the tree of industries.

    Parameters
    ----------
    startups, partners : MarketSide
    tree : IndustryTree

    Returns
    -------
    FactTable
        Known where a profile names an industry.
    """

    def key(side: MarketSide) -> NDArray[np.int64]:
        _names, place = np.unique([code or "" for code in side.gbt_classes], return_inverse=True)
        return _bits(side.industries) * (len(side) + 1) + place

    def value(some: MarketSide, others: MarketSide) -> Floats:
        return 1.0 - set_distances(tree, (some.industries, some.gbt_classes), (others.industries, others.gbt_classes))

    return _fact_fit(startups, partners, key=key, value=value, known=lambda side: _any(side.industries))


def compare_stages(startups: MarketSide, partners: MarketSide) -> FactTable:
    """Value by the steps between the startup's stage and the nearest stage that the investor names.

    Parameters
    ----------
    startups, partners : MarketSide

    Returns
    -------
    FactTable
    """

    def value(some: MarketSide, others: MarketSide) -> Floats:
        places = np.arange(some.stages.shape[1])
        steps = np.abs(places[:, None] - places[None, :])
        both = some.stages[:, None, :, None] & others.stages[None, :, None, :]
        apart = np.where(both, steps, len(places) - 1)
        nearest: NDArray[np.intp] = apart.min(axis=(2, 3))
        return np.asarray(STAGE_VALUES[nearest], np.float32)

    return _fact_fit(
        startups, partners, key=lambda side: _bits(side.stages), value=value, known=lambda side: _any(side.stages)
    )


def compare_zones(startups: MarketSide, partners: MarketSide) -> FactTable:
    """Whether the two sides share a zone.

    Parameters
    ----------
    startups, partners : MarketSide

    Returns
    -------
    FactTable
        1 in a shared zone, ``OTHER_ZONE_VALUE`` elsewhere in the city.
    """

    def value(some: MarketSide, others: MarketSide) -> Floats:
        meets = some.zones.astype(np.intp) @ others.zones.astype(np.intp).T > 0
        return np.where(meets, 1.0, OTHER_ZONE_VALUE).astype(np.float32)

    return _fact_fit(
        startups, partners, key=lambda side: _bits(side.zones), value=value, known=lambda side: _any(side.zones)
    )


def compare_tickets(startups: MarketSide, partners: MarketSide) -> FactTable:
    """How the amount sought fits the range of tickets: 1 inside, falling linearly with log10 outside.

    Parameters
    ----------
    startups, partners : MarketSide

    Returns
    -------
    FactTable
    """

    def value(some: MarketSide, others: MarketSide) -> Floats:
        sought = np.where(
            np.isfinite(some.log_money[:, :1]), some.log_money[:, :1], np.float32(0.0)
        )  # unknown: masked below
        below = np.maximum(others.log_money[None, :, 0] - sought, 0.0) / BELOW_RANGE
        above = np.maximum(sought - others.log_money[None, :, 1], 0.0) / ABOVE_RANGE
        return np.asarray(np.clip(1.0 - np.maximum(below, above), 0.0, 1.0), np.float32)

    def key(side: MarketSide) -> NDArray[np.int64]:
        return np.ascontiguousarray(side.log_money).view(np.int64).ravel()

    return _fact_fit(startups, partners, key=key, value=value, known=lambda side: _any(np.isfinite(side.log_money)))


def compare_load(startups: MarketSide, partners: MarketSide) -> FactTable:
    """Share of the partner's places that are free.

    Parameters
    ----------
    startups, partners : MarketSide

    Returns
    -------
    FactTable
    """
    return FactTable(
        np.clip(partners.free_share, 0.0, 1.0)[None, :],
        np.zeros(len(startups), np.intp),
        np.arange(len(partners)),
        np.ones(len(startups), np.bool_),
        partners.free_share >= 0,
    )


def _any(table: Bools) -> Bools:
    return np.asarray(table.any(axis=1), np.bool_)


def _bits(table: Bools) -> NDArray[np.int64]:
    """Each row of indicators as one number."""
    return table @ (1 << np.arange(table.shape[1], dtype=np.int64))


def _fact_fit(
    startups: MarketSide,
    partners: MarketSide,
    *,
    key: Callable[[MarketSide], NDArray[np.int64]],
    value: Callable[[MarketSide, MarketSide], Floats],
    known: Callable[[MarketSide], Bools],
) -> FactTable:
    """The table over distinct facts: ``key`` identifies a fact, ``value`` compares one profile for each fact."""
    _keys, rows, row_key = np.unique(key(startups), return_index=True, return_inverse=True)
    _keys, columns, column_key = np.unique(key(partners), return_index=True, return_inverse=True)
    table = value(startups.take(rows), partners.take(columns))
    return FactTable(table, row_key, column_key, known(startups), known(partners))
