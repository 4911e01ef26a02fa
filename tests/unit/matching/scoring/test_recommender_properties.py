"""Lists against brute force over every single pair, and changes that must not affect them."""

import pickle
from dataclasses import fields
from datetime import date

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from matchmaker.domain.vocabulary import FundingStage, Industry, PartyKind, Zone
from matchmaker.matching.market.calibration import Calibration
from matchmaker.matching.market.eligibility import find_eligible
from matchmaker.matching.market.encoded_sides import encode_side
from matchmaker.matching.market.sides import MarketSide
from matchmaker.matching.parts import PARTS
from matchmaker.matching.preferences import WEIGHTS
from matchmaker.matching.scoring.fit_calibration import fit_calibration
from matchmaker.matching.scoring.recommender import NO_CANDIDATE, Recommendations, recommend
from tests.unit.matching.sample_market import mentor, mentors, small_tree, startup, startups

TREE = small_tree()
TEXTS = ("镁基固态储氢材料", "道地中药材提取", "石化设备预测性维护", "锂电池正极回收", "pH 传感器与 MEMS 工艺", "")
STARTUP = st.builds(
    dict,
    description=st.sampled_from(TEXTS),
    needs=st.sampled_from(TEXTS),
    industry=st.none() | st.sampled_from([Industry.NEW_ENERGY, Industry.BIOMEDICINE]),
    stage=st.none() | st.sampled_from(FundingStage),
    zone=st.none() | st.sampled_from(Zone),
)
MENTOR = st.builds(
    dict,
    expertise=st.sampled_from(TEXTS),
    industries=st.frozensets(st.sampled_from(Industry), max_size=2),
    zone=st.none() | st.sampled_from(Zone),
    capacity=st.integers(1, 4),
    mentees=st.integers(0, 1),
)
MARKET = st.tuples(st.lists(STARTUP, min_size=1, max_size=6), st.lists(MENTOR, min_size=1, max_size=7))
Drawn = tuple[list[dict], list[dict]]
STARTUPS_WANT, MENTORS_WANT = (PartyKind.STARTUP, PartyKind.MENTOR), (PartyKind.MENTOR, PartyKind.STARTUP)


def build(drawn: Drawn) -> tuple[MarketSide, MarketSide, Calibration]:
    firms = startups(*(startup(n + 1, **facts) for n, facts in enumerate(drawn[0])))
    people = mentors(*(mentor(50 - 3 * n, **facts) for n, facts in enumerate(drawn[1])))
    return firms, people, fit_calibration(firms, people, TREE)


def one(side: MarketSide, row: int) -> MarketSide:
    return side.take(np.array([row], np.intp))


def assert_same(first: Recommendations, second: Recommendations) -> None:
    for field in fields(Recommendations):
        assert getattr(first, field.name).tobytes() == getattr(second, field.name).tobytes(), field.name


@settings(max_examples=50, deadline=None)
@given(MARKET, st.data())
def test_lists_are_the_best_of_all_allowed_pairs_scored_one_by_one(drawn: Drawn, data: st.DataObject) -> None:
    firms, people, calibration = build(drawn)
    seekers, candidates = data.draw(st.sampled_from([(firms, people), (people, firms)]))
    pairs = [(int(s), int(c)) for s in seekers.ids for c in candidates.ids]
    forbidden = data.draw(st.sets(st.sampled_from(pairs)))
    least, k = data.draw(st.sampled_from([0.0, 0.3, 0.5])), data.draw(st.integers(1, 4))
    starts = st.lists(st.sampled_from([0.0, 0.02, 0.05]), min_size=len(candidates), max_size=len(candidates))
    lead = np.array(data.draw(starts), np.float32)
    eligible = find_eligible(seekers, candidates, today=date(2026, 1, 1), forbidden=forbidden)
    found = recommend(
        seekers, candidates, k=k, calibration=calibration, tree=TREE, eligible=eligible, min_score=least, boost=lead
    )
    allowed = eligible.mask(slice(None))
    for row in range(len(seekers)):
        wanted = []
        for column in range(len(candidates)):
            alone = recommend(one(seekers, row), one(candidates, column), k=1, calibration=calibration, tree=TREE)
            score = alone.scores[0, 0]
            if allowed[row, column] and score >= np.float32(least):
                wanted.append((-(score + lead[column]), int(candidates.ids[column]), score))
        wanted.sort()
        best = [(identifier, score) for _key, identifier, score in wanted[:k]]
        listed = found.ids[row] != NO_CANDIDATE
        assert list(zip(found.ids[row, listed].tolist(), found.scores[row, listed], strict=True)) == best


@settings(max_examples=40, deadline=None)
@given(MARKET)
def test_scores_are_the_harmonic_mean_of_the_weighed_parts(drawn: Drawn) -> None:
    firms, people, calibration = build(drawn)
    found = recommend(firms, people, k=3, calibration=calibration, tree=TREE)
    for row, place in zip(*np.nonzero(found.is_filled), strict=True):
        parts = dict(zip(PARTS, found.parts[row, place].tolist(), strict=True))
        there = sum(weight * parts[part] for part, weight in WEIGHTS[STARTUPS_WANT].items())
        back = sum(weight * parts[part] for part, weight in WEIGHTS[MENTORS_WANT].items())
        wanted = 2 * there * back / (there + back) if there + back else 0.0
        assert abs(found.scores[row, place] - wanted) < 1e-5


@settings(max_examples=40, deadline=None)
@given(MARKET, st.randoms(use_true_random=False))
def test_order_of_seekers_and_candidates_changes_no_list(drawn: Drawn, random: object) -> None:
    firms, people, calibration = build(drawn)
    whole = recommend(people, firms, k=3, calibration=calibration, tree=TREE)
    order = np.array(random.sample(range(len(people)), len(people)), np.intp)
    mixed = firms.take(np.array(random.sample(range(len(firms)), len(firms)), np.intp))
    again = recommend(people.take(order), mixed, k=3, calibration=calibration, tree=TREE)
    assert again.ids.tolist() == whole.ids[order].tolist()
    assert again.scores.tobytes() == whole.scores[order].tobytes()
    assert again.parts.tobytes() == whole.parts[order].tobytes()


@settings(max_examples=25, deadline=None)
@given(MARKET)
def test_lists_are_the_same_twice_and_of_a_market_that_was_packed_and_unpacked(drawn: Drawn) -> None:
    """Markets are sent to the processes that compute in parallel."""
    firms, people, calibration = build(drawn)
    first = recommend(firms, people, k=3, calibration=calibration, tree=TREE)
    assert_same(recommend(firms, people, k=3, calibration=calibration, tree=TREE), first)
    seen = encode_side(firms, calibration), encode_side(people, calibration)
    there, back, sent = pickle.loads(pickle.dumps((*seen, calibration)))  # noqa: S301 -- our own bytes
    assert_same(recommend(there, back, k=3, calibration=sent, tree=TREE), first)
