"""Lists that are ordered by scores and exposure boosts: only the order changes."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matchmaker.matching.exposure.fit_boosts import MAX_BOOST
from matchmaker.matching.scoring.fit_calibration import fit_calibration
from matchmaker.matching.scoring.recommender import NO_CANDIDATE, recommend
from tests.unit.matching.scoring.test_recommender import MARKET, TREE, Drawn, build, three_by_three


def test_boost_decides_between_scores_that_are_nearer_than_it() -> None:
    seekers, guides = three_by_three()
    calibration = fit_calibration(seekers, guides, TREE)
    plain = recommend(seekers, guides, k=3, calibration=calibration, tree=TREE)
    lead = np.zeros(3, np.float32)
    lead[plain.rows[0, 1]] = plain.scores[0, 0] - plain.scores[0, 1] + np.float32(0.001)

    led = recommend(seekers, guides, k=3, calibration=calibration, tree=TREE, boost=lead)
    assert led.ids[0].tolist() == plain.ids[0, [1, 0, 2]].tolist()
    assert led.scores[0].tolist() == plain.scores[0, [1, 0, 2]].tolist()
    assert led.parts[0].tolist() == plain.parts[0, [1, 0, 2]].tolist()


def test_boost_brings_nobody_into_a_list_who_scores_too_little() -> None:
    seekers, guides = three_by_three()
    calibration = fit_calibration(seekers, guides, TREE)
    plain = recommend(seekers, guides, k=3, calibration=calibration, tree=TREE)
    bar = float(plain.scores[0, 0])

    lead = np.ones(3, np.float32)
    led = recommend(seekers, guides, k=3, calibration=calibration, tree=TREE, min_score=bar, boost=lead)
    assert led.ids[0].tolist() == [plain.ids[0, 0], NO_CANDIDATE, NO_CANDIDATE]


@pytest.mark.parametrize("lead", [[0.0], [0.0, -0.01, 0.0], [0.0, float("nan"), 0.0]])
def test_boosts_out_of_range_are_refused(lead: list[float]) -> None:
    seekers, guides = three_by_three()
    with pytest.raises(ValueError, match="handicap"):
        recommend(
            seekers,
            guides,
            k=3,
            calibration=fit_calibration(seekers, guides, TREE),
            tree=TREE,
            boost=np.array(lead, np.float32),
        )


@settings(max_examples=60, deadline=None)
@given(MARKET, st.randoms(use_true_random=False))
def test_order_and_company_change_nothing_with_boosts(drawn: Drawn, random: object) -> None:
    seekers, funds = build(drawn)
    calibration = fit_calibration(seekers, funds, TREE)
    lead = np.array([random.choice((0.0, 0.01, MAX_BOOST)) for _ in range(len(funds))], np.float32)
    whole = recommend(seekers, funds, k=3, calibration=calibration, tree=TREE, boost=lead)
    order = np.array(random.sample(range(len(funds)), len(funds)), np.intp)
    for row in range(len(seekers)):
        one = seekers.take(np.array([row]))
        alone = recommend(one, funds.take(order), k=3, calibration=calibration, tree=TREE, boost=lead[order])
        assert np.array_equal(alone.ids[0], whole.ids[row])
        assert np.array_equal(alone.scores[0], whole.scores[row])


@settings(max_examples=60, deadline=None)
@given(MARKET)
def test_boosts_of_nought_change_nothing(drawn: Drawn) -> None:
    seekers, funds = build(drawn)
    calibration = fit_calibration(seekers, funds, TREE)
    plain = recommend(seekers, funds, k=3, calibration=calibration, tree=TREE)
    led = recommend(seekers, funds, k=3, calibration=calibration, tree=TREE, boost=np.zeros(len(funds), np.float32))
    assert np.array_equal(led.ids, plain.ids)
