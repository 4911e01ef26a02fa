"""Parts that come from facts: industry, stage, ticket, zone, load. Few distinct facts, so each is a small table."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matchmaker.matching.industry_tree import INDUSTRIES, IndustryTree, set_distances
from matchmaker.matching.sides import Side

Floats = NDArray[np.float32]
Bools = NDArray[np.bool_]

STAGE_WORTH = np.array([1.0, 0.6, 0.2, 0.0, 0.0, 0.0], np.float32)
"""By steps from the nearest stage an investor names: the next round is often negotiable, two seldom, three never."""

ABOVE_RANGE = 1.0
"""log10 above the largest ticket at which the fit is gone: below ten times the ticket a round can be shared."""

BELOW_RANGE = 0.6
"""log10 below the smallest ticket at which the fit is gone: a quarter of it is not worth an investor's work."""

OTHER_ZONE = 0.3
"""Worth of another zone of the same city: reachable within the hour, but not next door."""


@dataclass(frozen=True, slots=True)
class FactFit:
    """Worth of each pair by the facts of both: startup i and partner j have ``table[startup_key[i], partner_key[j]]``.

    ``table`` is float32 (u, v) in [0, 1]; the keys are intp (n,) and (m,); the masks tell where the fact is known.
    """

    table: Floats
    startup_key: NDArray[np.intp]
    partner_key: NDArray[np.intp]
    startup_known: Bools
    partner_known: Bools


def fit_by_industry(startups: Side, partners: Side, tree: IndustryTree) -> FactFit:
    """One less the distance in the tree of industries.

    Parameters
    ----------
    startups, partners : Side
    tree : IndustryTree

    Returns
    -------
    FactFit
        Known where a profile names an industry or a class of the standard.
    """

    def worth(first: Sequence[Hashable], second: Sequence[Hashable]) -> Floats:
        return 1.0 - set_distances(tree, _unpack(first), _unpack(second))

    keys = [list(zip(map(tuple, side.industries.tolist()), side.classes, strict=True)) for side in (startups, partners)]
    known = [_any(side.industries) for side in (startups, partners)]
    return _fact_fit(keys, known, worth)


def fit_by_stage(startups: Side, partners: Side) -> FactFit:
    """Worth by steps between the startup's stage and the nearest that the investor names.

    Parameters
    ----------
    startups, partners : Side

    Returns
    -------
    FactFit
    """

    def worth(first: Sequence[Hashable], second: Sequence[Hashable]) -> Floats:
        rows, columns = np.array(first, np.bool_), np.array(second, np.bool_)
        places = np.arange(rows.shape[1])
        steps = np.abs(places[:, None] - places[None, :])
        apart = np.where(rows[:, None, :, None] & columns[None, :, None, :], steps, len(places) - 1)
        nearest: NDArray[np.intp] = apart.min(axis=(2, 3))
        return np.asarray(STAGE_WORTH[nearest], np.float32)

    return _indicator_fit(startups.stages, partners.stages, worth)


def fit_by_zone(startups: Side, partners: Side) -> FactFit:
    """Whether the zones meet.

    Parameters
    ----------
    startups, partners : Side

    Returns
    -------
    FactFit
        1 in a shared zone, ``OTHER_ZONE`` elsewhere in the city.
    """

    def worth(first: Sequence[Hashable], second: Sequence[Hashable]) -> Floats:
        meets = np.array(first, np.bool_).astype(np.intp) @ np.array(second, np.bool_).astype(np.intp).T > 0
        return np.where(meets, 1.0, OTHER_ZONE).astype(np.float32)

    return _indicator_fit(startups.zones, partners.zones, worth)


def fit_by_ticket(startups: Side, partners: Side) -> FactFit:
    """How the sum sought meets the range of tickets: 1 inside, falling linearly with log10 outside.

    Parameters
    ----------
    startups, partners : Side

    Returns
    -------
    FactFit
    """

    def worth(first: Sequence[Hashable], second: Sequence[Hashable]) -> Floats:
        sought = np.array(first, np.float32).reshape(-1, 2)[:, :1]
        ranges = np.array(second, np.float32).reshape(-1, 2)
        sought = np.where(np.isfinite(sought), sought, np.float32(0.0))  # an unknown sum is masked
        below = np.maximum(ranges[None, :, 0] - sought, 0.0) / BELOW_RANGE
        above = np.maximum(sought - ranges[None, :, 1], 0.0) / ABOVE_RANGE
        return np.asarray(np.clip(1.0 - np.maximum(below, above), 0.0, 1.0), np.float32)

    keys = [list(map(tuple, side.money.tolist())) for side in (startups, partners)]
    return _fact_fit(keys, [_any(np.isfinite(startups.money)), _any(np.isfinite(partners.money))], worth)


def fit_by_load(startups: Side, partners: Side) -> FactFit:
    """Share of places a partner has left.

    Parameters
    ----------
    startups, partners : Side

    Returns
    -------
    FactFit
    """
    known = partners.free >= 0
    return FactFit(
        np.clip(partners.free, 0.0, 1.0)[None, :],
        np.zeros(len(startups), np.intp),
        np.arange(len(partners)),
        np.ones(len(startups), np.bool_),
        known,
    )


def _any(table: Bools) -> Bools:
    return np.asarray(table.any(axis=1), np.bool_)


def _unpack(keys: Sequence[Hashable]) -> tuple[Bools, list[str | None]]:
    pairs: list[tuple[tuple[bool, ...], str | None]] = list(keys)  # type: ignore[arg-type]  # keys made by fit_by_industry
    return np.array([p[0] for p in pairs], np.bool_).reshape(len(pairs), len(INDUSTRIES)), [p[1] for p in pairs]


def _indicator_fit(
    first: Bools, second: Bools, worth: Callable[[Sequence[Hashable], Sequence[Hashable]], Floats]
) -> FactFit:
    keys = [list(map(tuple, table.tolist())) for table in (first, second)]
    return _fact_fit(keys, [_any(first), _any(second)], worth)


def _fact_fit(
    keys: Sequence[Sequence[Hashable]],
    known: Sequence[Bools],
    worth: Callable[[Sequence[Hashable], Sequence[Hashable]], Floats],
) -> FactFit:
    """The table over distinct facts; ``keys`` and ``known`` hold the startups' first, then the partners'."""
    (rows, row_key), (columns, column_key) = _distinct(keys[0]), _distinct(keys[1])
    table = worth(rows, columns) if rows and columns else np.zeros((len(rows), len(columns)), np.float32)
    return FactFit(table, row_key, column_key, known[0], known[1])


def _distinct(keys: Sequence[Hashable]) -> tuple[list[Hashable], NDArray[np.intp]]:
    place: dict[Hashable, int] = {}
    index = [place.setdefault(key, len(place)) for key in keys]
    return list(place), np.array(index, np.intp)
