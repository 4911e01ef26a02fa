import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.methods.dating.decision_terms import Facts
from benchmarks.methods.dating.decisions import FOR_MATCHES, MatchModel, fit_decisions, fit_matches, reliability

ROWS, GROUPS = 400, 8


def make_market(seed: int, *, products: tuple[tuple[int, int], ...] = ()) -> tuple[Facts, np.ndarray, np.ndarray]:
    """Yes when fact 0 is high for side 1 and low for side -1; fact 1 has no effect; fact 2 is never known."""
    rng = np.random.default_rng(seed)
    values = np.column_stack([rng.normal(size=(ROWS, 2)), np.full(ROWS, np.nan)])
    values[::17, 0] = np.nan
    sides = np.where(np.arange(ROWS) % 2 == 0, 1, -1)
    pull = np.nan_to_num(values[:, 0]) * sides
    decisions = (pull + rng.normal(size=ROWS) > 0).astype(int)
    return Facts(values, sides, products), decisions, np.arange(ROWS) % GROUPS


def auc(outcomes: np.ndarray, scores: np.ndarray) -> float:
    gaps = scores[outcomes == 1][:, None] - scores[outcomes == 0][None, :]
    return float((gaps > 0).mean() + (gaps == 0).mean() / 2)


def test_decisions_learn_what_each_side_wants():
    facts, decisions, groups = make_market(1)
    model, left_out = fit_decisions(facts, decisions, groups)
    unseen, truth, _ = make_market(2)
    assert auc(truth, model.predict(unseen)) > 0.75
    assert auc(decisions, left_out) > 0.75
    assert model.predict(Facts(np.array([[2.0, 0.0, np.nan]] * 2), np.array([1, -1])))[0] > 0.6


def test_decisions_learn_from_a_product_of_facts_when_it_is_named():
    rng = np.random.default_rng(0)
    values = rng.normal(size=(ROWS, 2))
    decisions = (values.prod(axis=1) > 0).astype(int)
    groups, sides = np.arange(ROWS) % GROUPS, np.zeros(ROWS, int)
    plain, _ = fit_decisions(Facts(values, sides), decisions, groups)
    named, _ = fit_decisions(Facts(values, sides, ((0, 1),)), decisions, groups)
    assert auc(decisions, plain.predict(Facts(values, sides))) < 0.7
    assert auc(decisions, named.predict(Facts(values, sides, ((0, 1),)))) > 0.9


def test_decisions_about_pure_noise_predict_the_base_rate():
    rng = np.random.default_rng(5)
    facts = Facts(rng.normal(size=(ROWS, 5)), np.ones(ROWS, int))
    decisions = (rng.random(ROWS) < 0.3).astype(int)
    model, _ = fit_decisions(facts, decisions, np.arange(ROWS) % GROUPS)
    predicted = model.predict(facts)
    assert abs(predicted.mean() - decisions.mean()) < 0.03
    assert predicted.std() < 0.1


def test_left_out_predictions_do_not_see_their_group():
    facts, decisions, groups = make_market(3)
    _, before = fit_decisions(facts, decisions, groups)
    turned = np.where(groups == 0, 1 - decisions, decisions)
    _, after = fit_decisions(facts, turned, groups)
    order = np.argsort(before[groups == 0])
    assert np.array_equal(order, np.argsort(after[groups == 0]))


def test_matches_need_both():
    rng = np.random.default_rng(4)
    one, other = rng.random(2000), rng.random(2000)
    both = (rng.random(2000) < one * other).astype(int)
    model = fit_matches(one, other, both)
    assert model.predict(np.array([0.8]), np.array([0.5]))[0] == pytest.approx(0.4, abs=0.08)
    assert model.predict(np.array([0.9]), np.array([0.1]))[0] < model.predict(np.array([0.5]), np.array([0.5]))[0]
    for predicted, came_true, count in reliability(model.predict(one, other), both, bins=5):
        assert predicted == pytest.approx(came_true, abs=0.1)
        assert count == 400


def test_matches_that_contradict_the_yeses_fall_back_to_the_base_rate():
    one = np.linspace(0.1, 0.9, 40)
    model = fit_matches(one, one, (one < 0.4).astype(int))
    assert model.slope == 0.0
    assert model.predict(one, one) == pytest.approx((one < 0.4).mean())


def test_reliability_counts_by_rising_probability():
    table = reliability(np.array([0.9, 0.1, 0.8, 0.2]), np.array([1, 0, 0, 0]), bins=2)
    assert table == [(pytest.approx(0.15), 0.0, 2), (pytest.approx(0.85), 0.5, 2)]


@given(st.floats(0.01, 0.99), st.floats(0.01, 0.99), st.floats(0.01, 5), st.floats(-3, 3))
def test_match_probability_is_symmetric_and_inside(one: float, other: float, slope: float, shift: float):
    model = MatchModel(slope, shift)
    there, back = (model.predict(np.array([a]), np.array([b]))[0] for a, b in ((one, other), (other, one)))
    assert there == pytest.approx(back)
    assert 0 <= there <= 1


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 1000))
def test_decisions_are_probabilities_and_one_by_one_as_in_a_batch(seed: int):
    facts, decisions, groups = make_market(seed, products=((0, 1),))
    model, left_out = fit_decisions(facts, decisions, groups)
    predicted = model.predict(facts)
    assert ((predicted > 0) & (predicted < 1) & (left_out > 0) & (left_out < 1)).all()
    alone = np.concatenate([model.predict(facts.take(np.array([row]))) for row in range(20)])
    assert np.allclose(alone, predicted[:20])
    again, _ = fit_decisions(facts, decisions, groups)
    assert np.array_equal(again.predict(facts), predicted)


def test_decisions_are_the_same_by_rows_and_by_terms():
    """Twelve rows of two facts, then the same rows with noughts as further facts, more than there are rows."""
    rng = np.random.default_rng(8)
    values, decisions, groups = rng.normal(size=(12, 2)), np.array([0, 1] * 6), np.arange(12) % 3
    narrow = Facts(values, np.zeros(12, int))
    wide = Facts(np.hstack([values, np.zeros((12, 20))]), np.zeros(12, int))
    assert np.allclose(
        fit_decisions(narrow, decisions, groups)[0].predict(narrow),
        fit_decisions(wide, decisions, groups)[0].predict(wide),
    )


def test_matches_believe_less_how_choosy_somebody_is():
    """Fact 0 is the chooser's own and decides yes; a prediction for matches follows it less strongly."""
    rng = np.random.default_rng(2)
    values = rng.normal(size=(ROWS, 2))
    decisions, groups = (values[:, 0] + rng.normal(size=ROWS) > 0).astype(int), np.arange(ROWS) % GROUPS
    facts = Facts(values, np.zeros(ROWS, int), own=(0,))
    whole, _ = fit_decisions(facts, decisions, groups)
    less, _ = fit_decisions(facts, decisions, groups, own_scales=FOR_MATCHES)
    nothing, _ = fit_decisions(facts, decisions, groups, own_scales=(0.0,))
    assert 0 < less.weights[0] < whole.weights[0]
    assert nothing.weights[0] == 0.0
