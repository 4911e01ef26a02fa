"""Head starts of both kinds of lists of a market, and what they change."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matchmaker.matching.exposure.candidate_pairs import Boosts, CandidatePairs, RankedPairs, build_pool
from matchmaker.matching.exposure.expected_matches import (
    LinkedPools,
    link_pools,
    raise_expected_matches,
    sum_expected_matches,
)
from matchmaker.matching.exposure.fair_shares import FairShares, compute_fair_shares, raise_to_floor
from matchmaker.matching.exposure.measures import ExposureFigures, measure_exposure

MAX_BOOST = 0.05
"""No candidate is ever moved past one whose score is better by more than this: less than the width of a band."""

MATCHES_SHARE = 0.5
"""Of it, what the market's matches may use; the rest is kept for those below the floor. With all of it half as many
matches again were gained in the town of the benchmark, and a seventh fewer startups were shown to mentors."""

DEFAULT_BOOST = MAX_BOOST * MATCHES_SHARE / 2
"""Of those who came after the head starts were fitted: in the middle of what the market uses."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FittedLists:
    """One kind of list: ``boosts`` float32 (m,) of its candidates, figures by score alone and with them."""

    boosts: Boosts
    before: ExposureFigures
    after: ExposureFigures


@dataclass(frozen=True, slots=True, kw_only=True)
class FittedBoosts:
    """``there`` are the lists of the seekers, ``back`` those of their candidates; matches are expected ones."""

    seeker_lists: FittedLists
    candidate_lists: FittedLists
    matches_before: float
    matches_after: float


def fit_boosts(
    pairs: CandidatePairs,
    *,
    lengths: tuple[int, int],
    places: NDArray[np.int64] | None = None,
    max_boost: float = MAX_BOOST,
) -> FittedBoosts:
    """Head starts with which a market makes more matches and everybody who can be found is found.

    First both sides climb on expected matches with a part of the head start, then whoever is below the floor is raised
    with all of it. Costs a few dozen sortings of the pairs.

    Parameters
    ----------
    pairs : CandidatePairs
        All that may stand in a list.
    lengths : (int, int)
        Of the lists of seekers and candidates, at least 1.
    places : int64 (m,), optional
        Of the candidates; below 1 is unknown.
    most : float
        Greatest head start, not negative.

    Returns
    -------
    FittedBoosts
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
    shares = compute_fair_shares(there, before[0], places), compute_fair_shares(back, before[1])
    climbed = raise_expected_matches(sides, shares=shares, max_boost=max_boost * MATCHES_SHARE)
    handicaps = (
        raise_to_floor(there, climbed[0], shares[0].floor, max_boost=max_boost),
        raise_to_floor(back, climbed[1], shares[1].floor, max_boost=max_boost),
    )
    return _summarise(sides, handicaps, before, shares)


def _summarise(
    sides: LinkedPools,
    handicaps: tuple[Boosts, Boosts],
    before: tuple[RankedPairs, RankedPairs],
    shares: tuple[FairShares, FairShares],
) -> FittedBoosts:
    after = sides.seeker_lists.rank(handicaps[0]), sides.candidate_lists.rank(handicaps[1])
    there, back = (
        FittedLists(boosts=own, before=measure_exposure(old, old, share), after=measure_exposure(new, old, share))
        for own, old, new, share in zip(handicaps, before, after, shares, strict=True)
    )
    return FittedBoosts(
        seeker_lists=there,
        candidate_lists=back,
        matches_before=sum_expected_matches(sides, *before),
        matches_after=sum_expected_matches(sides, *after),
    )
