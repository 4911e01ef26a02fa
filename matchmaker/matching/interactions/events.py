"""Decisions and investments as arrays, and the wants that a place on a list makes expected."""

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

Doubles = NDArray[np.float64]


OFF_LIST = 0
"""Place of a pair that no list had shown; most rows of such pairs are positive."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Interactions:
    """n decisions between startups and partners of one kind.

    ``startups`` and ``partners`` int64 (n,) are ids. ``by_startup`` bool (n,): the startup decided, otherwise the
    partner. ``is_wanted`` bool (n,) is the decision. ``has_acted`` bool (n,) is False where nothing was done.
    ``weights`` float64 (n,) are > 0. ``places`` intp (n,) on the list are >= 1, or ``OFF_LIST`` for a pair that no list
    had shown. ``decided_at`` and ``known_at`` float64 (n,) are in days: the time of the decision, and the time from
    which the lists of others may use it.

    Raises
    ------
    ValueError
        When lengths differ or a weight is <= 0.
    """

    startups: NDArray[np.int64]
    partners: NDArray[np.int64]
    by_startup: NDArray[np.bool_]
    is_wanted: NDArray[np.bool_]
    has_acted: NDArray[np.bool_]
    weights: Doubles
    places: NDArray[np.intp]
    decided_at: Doubles
    known_at: Doubles

    def __post_init__(self) -> None:
        lengths = {len(getattr(self, it.name)) for it in fields(self)}
        if len(lengths) != 1 or not (self.weights > 0).all():
            raise ValueError(f"rows: got lengths {sorted(lengths)}, expected one, and weights above 0")

    def __len__(self) -> int:
        return len(self.startups)

    @property
    def is_off_list(self) -> NDArray[np.bool_]:
        """Bool (n,): whether no list had shown the pair."""
        return np.asarray(self.places == OFF_LIST, np.bool_)

    @property
    def wanted_weights(self) -> Doubles:
        """Float64 (n,): the weight of positive rows, 0 for the others."""
        return self.weights * self.is_wanted

    def take(self, rows: NDArray[np.bool_] | NDArray[np.intp]) -> "Interactions":
        """The chosen rows, in their order."""
        return Interactions(**{it.name: getattr(self, it.name)[rows] for it in fields(self)})


@dataclass(frozen=True, slots=True, kw_only=True)
class Investments:
    """k investments: ids int64 (k,) of ``investors`` and ``startups``, and ``at`` float64 (k,) in days."""

    investors: NDArray[np.int64]
    startups: NDArray[np.int64]
    at: Doubles


def expected_wants(interactions: Interactions) -> Doubles:
    """Expected positive weight of each row: the mean rate at its direction and place, times its weight.

    Candidates at the top of a list are chosen more often because they are seen more often. Compared with the mean rate
    of their places, nobody becomes popular only by being shown at the top (clicks over expected clicks; Zhang and
    Jones, WWW 2007).

    Parameters
    ----------
    interactions : Interactions

    Returns
    -------
    float64 (n,)
        >= 0.
    """
    if not len(interactions):
        return np.zeros(0)
    weights, kind = interactions.weights, interactions.places * 2 + interactions.by_startup
    wants, totals = np.bincount(kind, weights * interactions.is_wanted), np.bincount(kind, weights)
    return np.asarray((wants[kind] / totals[kind]) * weights, np.float64)
