"""Fitting the boosts of both kinds of lists of a market, and measuring what they change."""

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
"""Maximum boost, less than the width of a band: no candidate passes one whose score is better by more than this."""

MATCHES_SHARE = 0.5
"""Share of the maximum boost that serves expected matches; the rest is reserved for candidates below the floor.

With all of it, the benchmark town gained half as many matches again, but a seventh fewer startups were shown to
mentors."""

DEFAULT_BOOST = MAX_BOOST * MATCHES_SHARE / 2
"""Boost of candidates who came after the boosts were fitted: the middle of the range for expected matches."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FittedLists:
    """One kind of list: ``boosts`` float32 (m,) of its candidates, and the figures ``before`` and ``after`` them."""

    boosts: Boosts
    before: ExposureFigures
    after: ExposureFigures


@dataclass(frozen=True, slots=True, kw_only=True)
class FittedBoosts:
    """The boosts for the lists of the seekers and of the candidates; the matches are expected ones."""

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
    """Boosts for more matches in a market, with a floor of exposure for every candidate.

    First the boosts of both sides are optimised for expected matches, using a part of the maximum. Then candidates
    below the floor are raised, up to the maximum. It takes a few dozen sorts of the pairs.

    Parameters
    ----------
    pairs : CandidatePairs
        All pairs that may be on a list.
    lengths : (int, int)
        Lengths of the lists of seekers and candidates, >= 1.
    places : int64 (m,), optional
        Free places of the candidates; a value below 1 is unknown.
    max_boost : float
        Maximum boost, >= 0.

    Returns
    -------
    FittedBoosts
        Boosts in [0, max_boost]. A candidate on fewer lists than its floor has the maximum.

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
    for_matches = raise_expected_matches(sides, shares=shares, max_boost=max_boost * MATCHES_SHARE)
    boosts = (
        raise_to_floor(there, for_matches[0], shares[0].floor, max_boost=max_boost),
        raise_to_floor(back, for_matches[1], shares[1].floor, max_boost=max_boost),
    )
    return _summarise(sides, boosts, before, shares)


def _summarise(
    sides: LinkedPools,
    boosts: tuple[Boosts, Boosts],
    before: tuple[RankedPairs, RankedPairs],
    shares: tuple[FairShares, FairShares],
) -> FittedBoosts:
    after = sides.seeker_lists.rank(boosts[0]), sides.candidate_lists.rank(boosts[1])
    there, back = (
        FittedLists(boosts=own, before=measure_exposure(old, old, share), after=measure_exposure(new, old, share))
        for own, old, new, share in zip(boosts, before, after, shares, strict=True)
    )
    return FittedBoosts(
        seeker_lists=there,
        candidate_lists=back,
        matches_before=sum_expected_matches(sides, *before),
        matches_after=sum_expected_matches(sides, *after),
    )
