"""Who decided what about whom and when, as arrays, and what was to be expected where a list showed them."""

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

Doubles = NDArray[np.float64]


OFF_LIST = 0
"""Place of who was found without a list: such rows are there mostly where somebody was wanted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Interactions:
    """n decisions between startups and partners of one kind.

    ``startups`` and ``partners`` int64 (n,) are ids; ``by_startup`` bool (n,) tells who decided, ``is_wanted`` bool
    (n,) what; ``has_acted`` bool (n,) is False where it was merely left undone. ``weights`` float64 (n,) above 0;
    ``places`` intp (n,) on the list, from 1 on, or ``OFF_LIST`` where nobody had shown the pair. ``at`` and
    ``known_at`` float64 (n,), in days, are when it was decided and from when on the lists of others may know it.

    Raises
    ------
    ValueError
        When lengths differ or a weight is not above 0.
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
        """Bool (n,): whether the pair met without a list."""
        return np.asarray(self.places == OFF_LIST, np.bool_)

    @property
    def wanted_weights(self) -> Doubles:
        """Float64 (n,): the weight of rows in which somebody was wanted, 0 in the others."""
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


def expected_wants(deeds: Interactions) -> Doubles:
    """How much wanting the average row of the same direction and place brings, times the weight.

    Who stands on top is chosen more often because it is looked at more often. Measured against what its places bring on
    average, nobody is popular for having been shown on top (clicks over expected clicks; Zhang and Jones, WWW 2007).

    Parameters
    ----------
    deeds : Deeds

    Returns
    -------
    float64 (n,)
        From 0 on.
    """
    if not len(deeds):
        return np.zeros(0)
    kind = deeds.places * 2 + deeds.by_startup
    wants, all_of_it = np.bincount(kind, deeds.weights * deeds.is_wanted), np.bincount(kind, deeds.weights)
    return np.asarray((wants[kind] / all_of_it[kind]) * deeds.weights, np.float64)
