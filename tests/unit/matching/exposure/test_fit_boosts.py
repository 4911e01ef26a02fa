"""Exposure boosts: who is moved, by how much at most, and what a market gains."""

from itertools import permutations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.methods.whole_market.exposure import examination, rank_by
from benchmarks.methods.whole_market.welfare import Seen, expected_matches
from matchmaker.matching.exposure.candidate_pairs import CandidatePairs, build_pool
from matchmaker.matching.exposure.fair_shares import compute_fair_shares
from matchmaker.matching.exposure.fit_boosts import MAX_BOOST, fit_boosts


def pairs_of(scores, chances=None, allowed=None):
    scores = np.asarray(scores, np.float32)
    seekers, candidates = np.nonzero(np.ones(scores.shape, bool) if allowed is None else allowed)
    chances = np.full(scores.shape, 0.25) if chances is None else np.asarray(chances)
    return CandidatePairs(
        n=scores.shape[0],
        m=scores.shape[1],
        seekers=seekers,
        candidates=candidates,
        scores=scores[seekers, candidates],
        chances=chances[seekers, candidates].astype(np.float32),
    )


def rank(pairs, boosts, k, most=MAX_BOOST):
    """Candidates in the lists, by seeker, and the ranked pool."""
    ranked = build_pool(pairs, k, max_boost=most).rank(boosts)
    own = ranked.pool.pairs
    listed = {(int(i), int(j)) for i, j in zip(own.seekers, own.candidates, strict=True)}
    where = dict(zip(zip(own.seekers.tolist(), own.candidates.tolist(), strict=True), ranked.places, strict=True))
    return ranked, [sorted((pair for pair in listed if pair[0] == i), key=where.get)[:k] for i in range(pairs.n)]


TOP = np.float32(MAX_BOOST)

# Candidate 0 is first in every list of one. Only the last seeker has no other candidate who is nearly as good.
STAR = [
    [0.70, 0.69, 0.50],
    [0.70, 0.66, 0.68],
    [0.70, 0.60, 0.58],
]


def test_a_star_leaves_lists_to_others_who_are_nearly_as_good():
    pairs = pairs_of(STAR)
    found = fit_boosts(pairs, lengths=(1, 1))

    _, by_score = rank(pairs, np.zeros(3, np.float32), 1)
    _, there = rank(pairs, found.seeker_lists.boosts, 1)
    _, back = rank(pairs.swap_sides(), found.candidate_lists.boosts, 1)
    assert by_score == [[(0, 0)], [(1, 0)], [(2, 0)]]
    assert there == [[(0, 1)], [(1, 2)], [(2, 0)]]
    assert back == [[(0, 2)], [(1, 0)], [(2, 1)]]
    # by score only seeker 0 and candidate 0 see each other, a quarter of a match; then all three pairs do
    assert (found.matches_before, found.matches_after) == (pytest.approx(0.25), pytest.approx(0.75))
    assert (found.seeker_lists.before.gini, found.seeker_lists.after.gini) == (pytest.approx(2 / 3), 0.0)
    assert (found.seeker_lists.before.coverage, found.seeker_lists.after.coverage) == (pytest.approx(1 / 3), 1.0)
    assert found.seeker_lists.after.score_loss == pytest.approx((0.01 + 0.02) / 3, abs=1e-6)


def test_nobody_is_moved_past_one_who_is_better_by_more_than_the_bound():
    found = fit_boosts(pairs_of([[0.70, 0.64], [0.70, 0.64]]), lengths=(1, 1))

    _, lists = rank(pairs_of([[0.70, 0.64], [0.70, 0.64]]), found.seeker_lists.boosts, 1)
    assert lists == [[(0, 0)], [(1, 0)]]


def test_who_has_few_places_takes_fewer_lists():
    scores = np.array([[0.62, 0.62 - 0.002 * (i % 12), 0.59 + 0.002 * i] for i in range(24)])
    lists = {}
    for places in ([1, 8, 8], [8, 1, 1]):
        pairs = pairs_of(scores)
        found = fit_boosts(pairs, lengths=(1, 2), places=np.array(places))
        lists[places[0]] = rank(pairs, found.seeker_lists.boosts, 1)[0].count_lists()[0]
    assert lists[1] < lists[8]


def test_an_empty_market_has_no_boosts():
    found = fit_boosts(pairs_of(np.zeros((0, 3))), lengths=(2, 2))

    assert found.seeker_lists.boosts.shape == (3,)
    assert found.candidate_lists.boosts.shape == (0,)
    assert (found.matches_before, found.matches_after) == (0.0, 0.0)


@pytest.mark.parametrize(("lengths", "most"), [((0, 1), 0.05), ((1, 1), -0.1)])
def test_impossible_lists_are_refused(lengths, most):
    with pytest.raises(ValueError, match="lengths, max_boost"):
        fit_boosts(pairs_of(STAR), lengths=lengths, max_boost=most)


@st.composite
def markets(draw):
    n, m = draw(st.integers(1, 8)), draw(st.integers(1, 6))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    scores = (rng.integers(500, 500 + draw(st.sampled_from([3, 60, 300])), (n, m)) / 1000).astype(np.float32)
    allowed = rng.random((n, m)) < draw(st.sampled_from([0.3, 1.0]))
    return pairs_of(scores, chances=rng.random((n, m)), allowed=allowed)


@settings(deadline=None)
@given(pairs=markets(), k=st.integers(1, 4), other=st.integers(1, 4))
def test_bound_and_floor_hold_in_any_market(pairs, k, other):
    found = fit_boosts(pairs, lengths=(k, other))
    again = fit_boosts(pairs, lengths=(k, other))

    assert np.array_equal(found.seeker_lists.boosts, again.seeker_lists.boosts)
    assert np.array_equal(found.candidate_lists.boosts, again.candidate_lists.boosts)
    for own, length, boosts in (
        (pairs, k, found.seeker_lists.boosts),
        (pairs.swap_sides(), other, found.candidate_lists.boosts),
    ):
        assert ((boosts >= 0) & (boosts <= TOP)).all()
        ranked, lists = rank(own, boosts, length)
        pool = ranked.pool
        floor = compute_fair_shares(pool, pool.rank(np.zeros(own.m, np.float32))).floor
        assert (boosts[ranked.count_lists() < floor] == TOP).all()
        check_moves(own, lists)


def check_moves(pairs, lists):
    """Nobody ranks before a candidate whose score is better by more than the bound, in a list or outside it."""
    scores = dict(zip(zip(pairs.seekers.tolist(), pairs.candidates.tolist(), strict=True), pairs.scores, strict=True))
    for seeker, listed in enumerate(lists):
        behind = [pair for pair in scores if pair[0] == seeker]
        for pair in listed:
            behind.remove(pair)
            assert all(scores[other] <= scores[pair] + MAX_BOOST + 1e-6 for other in behind)


def most_matches(both, k):
    """Most matches of any lists of k: every way to fill one side's lists, with the best answer of the other side."""
    n, m = both.shape
    looks = [np.where(np.arange(size) < k, examination(size), 0.0) for size in (m, n)]
    orders = [np.array(order) for order in sorted(set(permutations(looks[0])))]
    worths = (both * np.stack(chosen) for chosen in product(orders, repeat=n))
    return max(float((np.sort(weights, axis=0)[::-1] * looks[1][:, None]).sum()) for weights in worths)


@pytest.mark.parametrize("k", [1, 2])
def test_boosts_close_a_part_of_the_way_to_the_most_matches_there_are(k):
    before, after = [], []
    for seed in range(12):
        rng = np.random.default_rng(seed)
        popular = (rng.random((4, 1)) + rng.random((1, 4))) / 4
        scores = 0.5 + 0.3 * (popular + rng.random((4, 4)) / 2)
        best = most_matches(scores**2, k)
        found = fit_boosts(pairs_of(scores, chances=scores**2), lengths=(k, k))
        assert found.matches_after <= best + 1e-6
        before.append(found.matches_before / best)
        after.append(found.matches_after / best)
    # 0.59 and 0.68 of the most with lists of one, 0.76 and 0.85 with lists of two
    assert np.mean(after) > np.mean(before) + 0.08


def test_matches_are_counted_as_the_market_of_both_sides_counts_them():
    rng = np.random.default_rng(3)
    scores, both = rng.random((5, 4)), rng.random((5, 4))
    found = fit_boosts(pairs_of(scores, chances=both), lengths=(4, 5), max_boost=2.0)

    seen = Seen(rank_by(scores), rank_by(scores.T).T)
    assert found.matches_before == pytest.approx(expected_matches(both, seen), rel=1e-5)
