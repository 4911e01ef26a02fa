from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matchmaker.domain.vocabulary import FundingStage, Industry, Zone
from matchmaker.matching.market.eligibility import Eligibility, find_eligible
from matchmaker.matching.market.profile_arrays import investor_side, startup_side
from matchmaker.matching.market.sides import MarketSide
from matchmaker.matching.parts import NEUTRAL, PARTS, Part
from matchmaker.matching.scoring.fit_calibration import fit_calibration
from matchmaker.matching.scoring.recommender import CHUNK_PAIRS, NO_CANDIDATE, Recommendations, recommend
from tests.unit.matching.sample_market import investor, investors, mentor, mentors, small_tree, startup, startups

TREE = small_tree()
TEXTS = (
    "镁基固态储氢材料与储氢罐的研发和中试",
    "当归黄芪等道地中药材的提取与配方颗粒",
    "面向石化企业的设备预测性维护软件平台",
    "锂离子电池正极材料回收与再生利用工艺",
    "",
    "短",
)


def lists(
    seekers: MarketSide, candidates: MarketSide, *, k: int = 3, eligible: Eligibility | None = None
) -> Recommendations:
    calibration = fit_calibration(seekers, candidates, TREE)
    return recommend(seekers, candidates, k=k, calibration=calibration, tree=TREE, eligible=eligible)


def three_by_three() -> tuple[MarketSide, MarketSide]:
    return (
        startups(*(startup(n + 1, TEXTS[n], needs=f"需要熟悉{TEXTS[n][:6]}的专家") for n in range(3))),
        mentors(*(mentor(30 - n, f"长期从事{TEXTS[n]}") for n in range(3))),
    )


def test_everybody_gets_the_partner_of_the_same_words_in_a_market_of_three() -> None:
    seekers, guides = three_by_three()
    assert lists(seekers, guides).ids[:, 0].tolist() == [30, 29, 28]
    assert lists(guides, seekers).ids[:, 0].tolist() == [1, 2, 3]


def test_score_of_a_pair_is_the_same_whoever_seeks() -> None:
    seekers, guides = three_by_three()
    there, back = lists(seekers, guides), lists(guides, seekers)
    first = there.ids[0].tolist().index(29)
    second = back.ids[1].tolist().index(1)
    assert there.scores[0, first] == back.scores[1, second]
    assert there.directions[0, first].tolist() == back.directions[1, second, ::-1].tolist()
    assert there.parts[0, first].tolist() == back.parts[1, second].tolist()


def test_facts_decide_when_the_texts_are_the_same() -> None:
    seekers = startups(startup(1, TEXTS[0], stage=FundingStage.ANGEL, funding_sought=300, zone=Zone.HIGHTECH))
    funds = investors(
        investor(1, TEXTS[1], stages=frozenset({FundingStage.SERIES_B}), ticket_min=3000, ticket_max=9000),
        investor(2, TEXTS[1], stages=frozenset({FundingStage.ANGEL}), ticket_min=100, ticket_max=500),
        investor(3, TEXTS[1]),
    )
    found = lists(seekers, funds)
    assert found.ids[0].tolist() == [2, 3, 1]
    stage = PARTS.index(Part.STAGE)
    assert found.parts[0, :, stage].tolist() == [1.0, NEUTRAL, 0.0]
    assert found.known[0, :, stage].tolist() == [True, False, True]


def test_profile_replaces_needs_when_none_are_stated() -> None:
    seekers, guides = startups(startup(1, TEXTS[0])), mentors(mentor(1, TEXTS[0]), mentor(2, TEXTS[1]))
    found = lists(seekers, guides)
    needs, profile = PARTS.index(Part.NEEDS_TEXT), PARTS.index(Part.PROFILE_TEXT)
    assert found.parts[0, :2, needs].tolist() == found.parts[0, :2, profile].tolist()
    assert not found.known[..., needs].any()


def test_equal_scores_go_by_the_smaller_id() -> None:
    twins = mentors(*(mentor(n, TEXTS[0]) for n in (9, 4, 7)))
    assert lists(startups(startup(1, TEXTS[0])), twins).ids.tolist() == [[4, 7, 9]]


def test_lists_end_with_nobody_when_too_few_are_eligible() -> None:
    seekers, guides = three_by_three()
    eligible = find_eligible(seekers, guides, today=date(2026, 1, 1), forbidden=[(1, 30), (1, 29), (2, 30)])
    found = lists(seekers, guides, k=4, eligible=eligible)
    assert found.ids[0].tolist() == [28, NO_CANDIDATE, NO_CANDIDATE, NO_CANDIDATE]
    assert found.is_filled.sum(axis=1).tolist() == [1, 2, 3]
    assert not found.scores[~found.is_filled].any()
    assert not found.known[~found.is_filled].any()


def test_lists_are_empty_when_a_side_is() -> None:
    seekers, guides = three_by_three()
    calibration = fit_calibration(seekers, guides, TREE)
    nobody = guides.take(np.array([], np.intp))
    assert not recommend(seekers, nobody, k=2, calibration=calibration, tree=TREE).is_filled.any()
    assert recommend(nobody, seekers, k=2, calibration=calibration, tree=TREE).ids.shape == (0, 2)


def test_misuse_is_refused_aloud() -> None:
    seekers, guides = three_by_three()
    calibration = fit_calibration(seekers, guides, TREE)
    with pytest.raises(ValueError, match="k: got 0"):
        recommend(seekers, guides, k=0, calibration=calibration, tree=TREE)
    with pytest.raises(ValueError, match="startups on exactly one side"):
        recommend(guides, guides, k=1, calibration=calibration, tree=TREE)
    with pytest.raises(ValueError, match="got one of mentor, expected one of investor"):
        recommend(seekers, investors(investor(1, "a")), k=1, calibration=calibration, tree=TREE)
    narrow = find_eligible(seekers.take(np.array([0])), guides, today=date(2026, 1, 1))
    with pytest.raises(ValueError, match="eligible: got 1 x 3"):
        recommend(seekers, guides, k=1, calibration=calibration, tree=TREE, eligible=narrow)


INDUSTRY = st.none() | st.sampled_from([Industry.NEW_ENERGY, Industry.BIOMEDICINE])
STARTUP = st.builds(
    dict,
    description=st.sampled_from(TEXTS),
    needs=st.sampled_from(TEXTS),
    industry=INDUSTRY,
    gbt_class=st.sampled_from([None, "C3841", "C2740"]),
    stage=st.none() | st.sampled_from(FundingStage),
    funding_sought=st.none() | st.integers(1, 9999),
    zone=st.none() | st.sampled_from(Zone),
)
INVESTOR = st.builds(
    dict,
    thesis=st.sampled_from(TEXTS),
    industries=st.frozensets(st.sampled_from(Industry), max_size=3),
    stages=st.frozensets(st.sampled_from(FundingStage), max_size=3),
    ticket_min=st.none() | st.integers(0, 500),
    ticket_max=st.none() | st.integers(500, 5000),
    zones=st.frozensets(st.sampled_from(Zone), max_size=2),
)
MARKET = st.tuples(st.lists(STARTUP, min_size=1, max_size=6), st.lists(INVESTOR, min_size=1, max_size=6))


Drawn = tuple[list[dict], list[dict]]


def build(drawn: Drawn) -> tuple[MarketSide, MarketSide]:
    return (
        startups(*(startup(n + 1, **facts) for n, facts in enumerate(drawn[0]))),
        investors(*(investor(n + 1, **facts) for n, facts in enumerate(drawn[1]))),
    )


@settings(max_examples=60, deadline=None)
@given(MARKET, st.data())
def test_masks_are_never_violated_and_numbers_stay_in_range(drawn: Drawn, data: st.DataObject) -> None:
    seekers, funds = build(drawn)
    pairs = [(int(s), int(f)) for s in seekers.ids for f in funds.ids]
    forbidden = data.draw(st.sets(st.sampled_from(pairs)))
    eligible = find_eligible(seekers, funds, today=date(2026, 1, 1), forbidden=forbidden)
    found = lists(seekers, funds, eligible=eligible)
    for row, column in zip(*np.nonzero(found.is_filled), strict=True):
        assert (int(found.seeker_ids[row]), int(found.ids[row, column])) not in forbidden
        assert eligible.mask(slice(None))[row, found.rows[row, column]]
    assert np.array_equal(found.is_filled.sum(axis=1), np.minimum(eligible.mask(slice(None)).sum(axis=1), 3))
    for numbers in (found.scores, found.directions, found.parts):
        assert numbers.dtype == np.float32
        assert ((numbers >= 0) & (numbers <= 1)).all()
    assert (np.diff(found.scores, axis=1) <= 0).all()


@settings(max_examples=60, deadline=None)
@given(MARKET, st.randoms(use_true_random=False))
def test_order_and_company_change_nothing(drawn: Drawn, random: object) -> None:
    seekers, funds = build(drawn)
    calibration = fit_calibration(seekers, funds, TREE)
    whole = recommend(seekers, funds, k=3, calibration=calibration, tree=TREE)
    order = np.array(random.sample(range(len(funds)), len(funds)), np.intp)
    shuffled = funds.take(order)
    refitted = fit_calibration(shuffled, seekers, TREE)
    for row in range(len(seekers)):
        alone = recommend(seekers.take(np.array([row])), shuffled, k=3, calibration=refitted, tree=TREE)
        for name in ("ids", "scores", "directions", "parts", "known"):
            assert np.array_equal(getattr(alone, name)[0], getattr(whole, name)[row])


def test_blocks_of_a_large_market_join_without_a_seam() -> None:
    rng = np.random.default_rng(7)
    n, m = 3 * CHUNK_PAIRS // 2 // 600, 600
    people = [startup(i, TEXTS[i % 4]) for i in range(n)]
    seekers = startup_side(people, profiles=unit_rows(rng, n), needs=unit_rows(rng, n))
    funds = investor_side([investor(j, TEXTS[j % 3]) for j in range(m)], profiles=unit_rows(rng, m))
    calibration = fit_calibration(seekers, funds, TREE)
    whole = recommend(seekers, funds, k=5, calibration=calibration, tree=TREE)
    for row in (0, CHUNK_PAIRS // m - 1, CHUNK_PAIRS // m, n - 1):
        alone = recommend(seekers.take(np.array([row])), funds, k=5, calibration=calibration, tree=TREE)
        assert np.array_equal(alone.ids[0], whole.ids[row])
        assert np.array_equal(alone.scores[0], whole.scores[row])


def unit_rows(rng: np.random.Generator, n: int) -> np.ndarray:
    rows = rng.normal(size=(n, 48)).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def test_candidates_that_nobody_wants_change_no_score() -> None:
    seekers, guides = three_by_three()
    calibration = fit_calibration(seekers, guides, TREE)
    few = guides.take(np.array([0, 1]))
    whole = recommend(seekers, guides, k=3, calibration=calibration, tree=TREE)
    part = recommend(seekers, few, k=3, calibration=calibration, tree=TREE)
    assert whole.scores[0, whole.ids[0].tolist().index(30)] == part.scores[0, part.ids[0].tolist().index(30)]


def test_free_places_count_when_all_else_is_equal() -> None:
    guides = mentors(mentor(1, TEXTS[0], capacity=4, mentees=3), mentor(2, TEXTS[0], capacity=4))
    assert lists(startups(startup(1, TEXTS[0])), guides).ids[0, :2].tolist() == [2, 1]


def test_pairs_below_the_least_score_are_left_out() -> None:
    seekers, guides = three_by_three()
    calibration = fit_calibration(seekers, guides, TREE)
    whole = recommend(seekers, guides, k=3, calibration=calibration, tree=TREE)
    bar = float(np.median(whole.scores))
    short = recommend(seekers, guides, k=3, calibration=calibration, tree=TREE, min_score=bar)
    assert short.is_filled.tolist() == (whole.scores >= bar).tolist()
    assert short.ids[short.is_filled].tolist() == whole.ids[whole.scores >= bar].tolist()
