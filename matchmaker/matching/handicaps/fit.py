"""Head starts of both kinds of lists of a market, and what they change."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matchmaker.matching.handicaps.bounds import MARKET_SHARE, MOST_HANDICAP
from matchmaker.matching.handicaps.climb import Sides, climb_matches, count_matches, link_pools
from matchmaker.matching.handicaps.floor import raise_to_floor
from matchmaker.matching.handicaps.measures import Spread, measure_spread
from matchmaker.matching.handicaps.pairs import Pairs
from matchmaker.matching.handicaps.pool import Handicaps, Ranked, build_pool
from matchmaker.matching.handicaps.shares import Shares, share_lists


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """One kind of list: ``handicaps`` float32 (m,) of its candidates, figures by score alone and with them."""

    boosts: Handicaps
    before: Spread
    after: Spread


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitted:
    """``there`` are the lists of the seekers, ``back`` those of their candidates; matches are expected ones."""

    seeker_lists: Listing
    candidate_lists: Listing
    matches_before: float
    matches_after: float


def fit_handicaps(
    pairs: Pairs,
    *,
    lengths: tuple[int, int],
    places: NDArray[np.int64] | None = None,
    max_boost: float = MOST_HANDICAP,
) -> Fitted:
    """Head starts with which a market makes more matches and everybody who can be found is found.

    First both sides climb on expected matches with a part of the head start, then whoever is below the floor is raised
    with all of it. Costs a few dozen sortings of the pairs.

    Parameters
    ----------
    pairs : Pairs
        All that may stand in a list.
    lengths : (int, int)
        Of the lists of seekers and candidates, at least 1.
    places : int64 (m,), optional
        Of the candidates; below 1 is unknown.
    most : float
        Greatest head start, not negative.

    Returns
    -------
    Fitted
        Head starts in [0, most]. Whoever stands in fewer lists than the floor has the greatest one.

    Raises
    ------
    ValueError
        When a length is below 1 or ``max_boost`` below 0.
    """
    if min(lengths) < 1 or max_boost < 0:
        raise ValueError(f"lengths, max_boost: got {lengths}, {max_boost}, expected at least 1 and 0")
    there, back = (
        build_pool(pairs, lengths[0], max_boost=max_boost),
        build_pool(pairs.swap_sides(), lengths[1], max_boost=max_boost),
    )
    sides = link_pools(there, back)
    before = there.rank(np.zeros(pairs.m, np.float32)), back.rank(np.zeros(pairs.n, np.float32))
    shares = share_lists(there, before[0], places), share_lists(back, before[1])
    climbed = climb_matches(sides, shares=shares, max_boost=max_boost * MARKET_SHARE)
    handicaps = (
        raise_to_floor(there, climbed[0], shares[0].floor, max_boost=max_boost),
        raise_to_floor(back, climbed[1], shares[1].floor, max_boost=max_boost),
    )
    return _tell(sides, handicaps, before, shares)


def _tell(
    sides: Sides, handicaps: tuple[Handicaps, Handicaps], before: tuple[Ranked, Ranked], shares: tuple[Shares, Shares]
) -> Fitted:
    after = sides.seeker_lists.rank(handicaps[0]), sides.candidate_lists.rank(handicaps[1])
    there, back = (
        Listing(boosts=own, before=measure_spread(old, old, share), after=measure_spread(new, old, share))
        for own, old, new, share in zip(handicaps, before, after, shares, strict=True)
    )
    return Fitted(
        seeker_lists=there,
        candidate_lists=back,
        matches_before=count_matches(sides, *before),
        matches_after=count_matches(sides, *after),
    )
