"""Boosts for more expected matches, by gradient ascent on the lists of both sides together."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matchmaker.matching.exposure.candidate_pairs import Boosts, CandidatePool, Floats, RankedPairs
from matchmaker.matching.exposure.fair_shares import FairShares

ROUNDS = 12
"""Steps of the ascent; with thirty the benchmark town gained only half a per cent more."""

NEARNESS = 0.005
"""Scale of the smoothing: neighbours in a list whose values differ by this much have a weight of 1/e."""

FIRST_STEP = 0.25
"""First step, as a share of the maximum boost; the steps decrease linearly to 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedPools:
    """The pools of both kinds of lists, those of the seekers and those of the candidates.

    ``links`` intp (e,) is the index of each pair of ``seeker_lists`` in ``candidate_lists``; -1 where it is missing.
    """

    seeker_lists: CandidatePool
    candidate_lists: CandidatePool
    links: NDArray[np.intp]


def link_pools(there: CandidatePool, back: CandidatePool) -> LinkedPools:
    """Link the pairs of one pool to the same pairs of the other."""
    keys = there.pairs.seekers * there.pairs.m + there.pairs.candidates
    turned = back.pairs.candidates * there.pairs.m + back.pairs.seekers
    order = np.argsort(turned, kind="stable")
    found = np.minimum(np.searchsorted(turned[order], keys), max(len(turned) - 1, 0))
    if not len(turned):
        return LinkedPools(seeker_lists=there, candidate_lists=back, links=np.full(len(keys), -1, np.intp))
    links = np.where(turned[order[found]] == keys, order[found], -1)
    return LinkedPools(seeker_lists=there, candidate_lists=back, links=links.astype(np.intp))


def sum_expected_matches(sides: LinkedPools, there: RankedPairs, back: RankedPairs) -> float:
    """Expected matches: the sum over pairs of the chance times the probabilities that each looks at the other.

    Only pairs that are in both pools count.
    """
    return float((sides.seeker_lists.pairs.chances * there.examination * _examination_back(sides, back)).sum())


def raise_expected_matches(
    sides: LinkedPools, *, shares: tuple[FairShares, FairShares], max_boost: float
) -> tuple[Boosts, Boosts]:
    """Boosts of the candidates in both kinds of lists, in [0, max_boost]: the best ones seen during the ascent.

    The objective is ``sum_expected_matches`` minus a penalty for candidates above their ceiling. It jumps where two
    neighbours exchange places, so its gradient is smoothed. An exchange gains the difference of their examinations
    times the difference of their values, weighted by their nearness (the pairwise gradient of LambdaRank; Burges,
    Ragno and Le, 2006). The value of a pair is the chance of a match times the examination by the other side, minus
    the penalty.

    Parameters
    ----------
    sides : LinkedPools
    shares : (FairShares, FairShares)
        Of the candidates of both kinds of lists.
    max_boost : float

    Returns
    -------
    (float32 (m,), float32 (n,))
    """
    boosts = (
        np.full(sides.seeker_lists.pairs.m, max_boost / 2, np.float32),
        np.full(sides.candidate_lists.pairs.m, max_boost / 2, np.float32),
    )
    best, best_objective = boosts, -np.inf
    for turn in range(ROUNDS + 1):
        ranked = sides.seeker_lists.rank(boosts[0]), sides.candidate_lists.rank(boosts[1])
        values = _pair_values(sides, ranked)
        costs = [_ceiling_cost(it, share, value) for it, share, value in zip(ranked, shares, values, strict=True)]
        penalty = sum(float((cost * it.examination).sum()) for cost, it in zip(costs, ranked, strict=True))
        objective = sum_expected_matches(sides, *ranked) - penalty
        if objective > best_objective:
            best, best_objective = boosts, objective
        step = max_boost * FIRST_STEP * (1.0 - turn / ROUNDS)
        first, second = (
            _take_step(it, own, value - cost, step=step, max_boost=max_boost)
            for it, own, value, cost in zip(ranked, boosts, values, costs, strict=True)
        )
        boosts = first, second
    return best


def _examination_back(sides: LinkedPools, back: RankedPairs) -> Floats:
    examination = back.examination
    if not len(examination):
        return np.zeros(len(sides.links))
    return np.where(sides.links >= 0, examination[sides.links], 0.0)


def _pair_values(sides: LinkedPools, ranked: tuple[RankedPairs, RankedPairs]) -> tuple[Floats, Floats]:
    """The value of each pair if it is certainly looked at, for both kinds of lists."""
    there = sides.seeker_lists.pairs.chances * _examination_back(sides, ranked[1])
    back = np.zeros(len(sides.candidate_lists.pairs.scores))
    linked = sides.links >= 0
    back[sides.links[linked]] = (sides.seeker_lists.pairs.chances * ranked[0].examination)[linked]
    return there, back


def _ceiling_cost(ranked: RankedPairs, shares: FairShares, values: Floats) -> Floats:
    """The cost of looking at a candidate above its ceiling: up to the mean value of a pair."""
    usual = float(values[values > 0].mean()) if (values > 0).any() else 0.0
    excess = np.maximum(0.0, 1.0 - shares.ceiling / np.maximum(ranked.count_lists(), 1))
    cost: Floats = usual * excess[ranked.pool.pairs.candidates]
    return cost


def _take_step(ranked: RankedPairs, boosts: Boosts, values: Floats, *, step: float, max_boost: float) -> Boosts:
    slope = _gradient(ranked, values)
    usual = float(np.abs(slope).mean()) if len(slope) else 0.0
    way = np.clip(slope / usual, -1.0, 1.0) if usual > 0 else slope
    moved: Boosts = np.clip(boosts + step * way, 0.0, max_boost).astype(np.float32)
    return moved


def _gradient(ranked: RankedPairs, values: Floats) -> Floats:
    """What the lists gain when a candidate gets a slightly larger boost, summed over its neighbours in all lists."""
    pairs, examination, order = ranked.pool.pairs, ranked.examination, ranked.order
    same = pairs.seekers[order[1:]] == pairs.seekers[order[:-1]]
    upper, lower = order[:-1][same], order[1:][same]
    near = np.exp((ranked.values[lower] - ranked.values[upper]) / NEARNESS)
    gain = (examination[upper] - examination[lower]) * (values[lower] - values[upper]) * near
    rises = np.bincount(pairs.candidates[lower], gain, minlength=pairs.m)
    return np.asarray(rises - np.bincount(pairs.candidates[upper], gain, minlength=pairs.m), np.float64)
