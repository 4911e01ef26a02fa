"""Head starts by which a market makes more matches: uphill on expected matches, both sides at once."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matchmaker.matching.exposure.candidate_pairs import Boosts, CandidatePool, Floats, RankedPairs
from matchmaker.matching.exposure.fair_shares import FairShares

ROUNDS = 12
"""Thirty rounds gained another half per cent in the town of the benchmark."""

NEARNESS = 0.005
"""Neighbours in a list whose values differ by this much count e times less for a change of their order."""

FIRST_STEP = 0.25
"""Of the head start that may be used; steps fall to nothing in a straight line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedPools:
    """Both kinds of lists: ``there`` of the seekers, ``back`` of their candidates.

    ``links`` intp (e,) leads from each pair of ``there`` to the same one of ``back``, -1 where it is not in the pool.
    """

    seeker_lists: CandidatePool
    candidate_lists: CandidatePool
    links: NDArray[np.intp]


def link_pools(there: CandidatePool, back: CandidatePool) -> LinkedPools:
    """The two pools with the way from one to the other."""
    keys = there.pairs.seekers * there.pairs.m + there.pairs.candidates
    turned = back.pairs.candidates * there.pairs.m + back.pairs.seekers
    order = np.argsort(turned, kind="stable")
    found = np.minimum(np.searchsorted(turned[order], keys), max(len(turned) - 1, 0))
    if not len(turned):
        return LinkedPools(seeker_lists=there, candidate_lists=back, links=np.full(len(keys), -1, np.intp))
    links = np.where(turned[order[found]] == keys, order[found], -1)
    return LinkedPools(seeker_lists=there, candidate_lists=back, links=links.astype(np.intp))


def sum_expected_matches(sides: LinkedPools, there: RankedPairs, back: RankedPairs) -> float:
    """Expected matches: over all pairs, chance times both probabilities that one looks at the other.

    The sum of ``market.welfare.expected_matches``, over the pairs that are in both pools.
    """
    return float((sides.seeker_lists.pairs.chances * there.examination * _examination_back(sides, back)).sum())


def raise_expected_matches(
    sides: LinkedPools, *, shares: tuple[FairShares, FairShares], max_boost: float
) -> tuple[Boosts, Boosts]:
    """Head starts of the candidates of both kinds of lists, in [0, most], of the greatest value met on the way.

    The value is that of `count_matches` less what looks at candidates cost that are in more lists than they can use.
    It jumps where two neighbours change places, so it is smoothed: a change gains the difference of their looks times
    the difference of their worth, and counts by how near they are (the pairwise gradient of LambdaRank; Burges, Ragno
    and Le, 2006). Worth is the chance of a match times the look that comes back, less the cost.

    Parameters
    ----------
    sides : LinkedPools
    shares : (FairShares, FairShares)
        Of the candidates of both kinds.
    most : float

    Returns
    -------
    (float32 (m,), float32 (n,))
    """
    now = (
        np.full(sides.seeker_lists.pairs.m, max_boost / 2, np.float32),
        np.full(sides.candidate_lists.pairs.m, max_boost / 2, np.float32),
    )
    best, best_value = now, -np.inf
    for turn in range(ROUNDS + 1):
        ranked = sides.seeker_lists.rank(now[0]), sides.candidate_lists.rank(now[1])
        worths = _pair_values(sides, ranked)
        costs = [_ceiling_cost(it, share, worth) for it, share, worth in zip(ranked, shares, worths, strict=True)]
        paid = sum(float((cost * it.examination).sum()) for cost, it in zip(costs, ranked, strict=True))
        value = sum_expected_matches(sides, *ranked) - paid
        if value > best_value:
            best, best_value = now, value
        step = max_boost * FIRST_STEP * (1.0 - turn / ROUNDS)
        first, second = (
            _take_step(it, handicaps, worth - cost, step=step, most=max_boost)
            for it, handicaps, worth, cost in zip(ranked, now, worths, costs, strict=True)
        )
        now = first, second
    return best


def _examination_back(sides: LinkedPools, back: RankedPairs) -> Floats:
    looks = back.examination
    return np.where(sides.links >= 0, looks[sides.links], 0.0) if len(looks) else np.zeros(len(sides.links))


def _pair_values(sides: LinkedPools, ranked: tuple[RankedPairs, RankedPairs]) -> tuple[Floats, Floats]:
    """What a full look at each pair would be worth, to both kinds of lists."""
    there = sides.seeker_lists.pairs.chances * _examination_back(sides, ranked[1])
    back = np.zeros(len(sides.candidate_lists.pairs.scores))
    linked = sides.links >= 0
    back[sides.links[linked]] = (sides.seeker_lists.pairs.chances * ranked[0].examination)[linked]
    return there, back


def _ceiling_cost(ranked: RankedPairs, shares: FairShares, worth: Floats) -> Floats:
    """What a look costs that goes to a candidate beyond its ceiling: up to what a good look is worth."""
    usual = float(worth[worth > 0].mean()) if (worth > 0).any() else 0.0
    excess = np.maximum(0.0, 1.0 - shares.ceiling / np.maximum(ranked.count_lists(), 1))
    cost: Floats = usual * excess[ranked.pool.pairs.candidates]
    return cost


def _take_step(ranked: RankedPairs, handicaps: Boosts, worth: Floats, *, step: float, most: float) -> Boosts:
    slope = _gradient(ranked, worth)
    usual = float(np.abs(slope).mean()) if len(slope) else 0.0
    way = np.clip(slope / usual, -1.0, 1.0) if usual > 0 else slope
    moved: Boosts = np.clip(handicaps + step * way, 0.0, most).astype(np.float32)
    return moved


def _gradient(ranked: RankedPairs, worth: Floats) -> Floats:
    """What lists gain when a candidate gets a little more, by all neighbours in all lists."""
    pairs, looks, order = ranked.pool.pairs, ranked.examination, ranked.order
    same = pairs.seekers[order[1:]] == pairs.seekers[order[:-1]]
    upper, lower = order[:-1][same], order[1:][same]
    near = np.exp((ranked.values[lower] - ranked.values[upper]) / NEARNESS)
    gain = (looks[upper] - looks[lower]) * (worth[lower] - worth[upper]) * near
    rises = np.bincount(pairs.candidates[lower], gain, minlength=pairs.m)
    return np.asarray(rises - np.bincount(pairs.candidates[upper], gain, minlength=pairs.m), np.float64)
