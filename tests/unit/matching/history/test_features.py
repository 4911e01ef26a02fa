import numpy as np
import pytest

from matchmaker.matching.history.attributes import Vocabulary
from matchmaker.matching.history.deals import Deals, Past, look_back
from matchmaker.matching.history.features import BELIEF
from matchmaker.matching.history.ridge import base_rates, fit_ridges, guess, voiced_rates
from matchmaker.matching.history.viewpoint import Viewpoint
from matchmaker.matching.text.text_units import text_units
from tests.unit.matching.history.sample_deals import make_companies, make_market


def make_past() -> Past:
    """Investor 0 backs the four of the north, investor 1 the four of the south and one of the north."""
    companies = make_companies(["n"] * 4 + ["s"] * 4, [""] * 8, texts=["red fox"] * 4 + ["blue whale"] * 4)
    company = np.array([0, 1, 2, 3, 4, 5, 6, 7, 0])
    investor = np.array([0, 0, 0, 0, 1, 1, 1, 1, 1])
    deals = Deals(company=company, investor=investor, time=np.full(9, np.nan))
    return look_back(companies, deals, 2, now=1.0, is_fading=False)


def test_text_units_are_words_with_pairs_and_chinese_pairs_with_triples():
    assert text_units("AI tools") == ["ai", "tools", "ai tools"]
    assert text_units("新材料") == ["新材", "材料", "新材料"]


def test_vocabulary_leaves_out_what_one_company_alone_has():
    vocabulary = Vocabulary(make_companies(["n", "n", "s"], ["a", "b", "b"]))

    blocks = vocabulary.describe(make_companies(["n", "s"], ["b", "a"]), np.array([1.0, np.nan]))

    assert blocks["region"].rows.toarray().tolist() == [[1.0], [0.0]]
    assert blocks["sector"].rows.toarray().tolist() == [[1.0], [0.0]]
    assert blocks["age"].rows.toarray().argmax(axis=1).tolist() == [1, 7]
    assert blocks["text"].rows.shape == (2, 0)


def test_base_rates_count_companies_with_a_third_more():
    np.testing.assert_allclose(base_rates(make_past()), [(4 + 1 / 3) / (8 + 1 / 3), (5 + 1 / 3) / (8 + 1 / 3)])


def test_voiced_rates_share_a_company_among_its_investors():
    shared = 0.5**0.5  # one company has both investors

    np.testing.assert_allclose(
        voiced_rates(make_past()), [(3 + shared + 1 / 3) / (25 / 3), (4 + shared + 1 / 3) / (25 / 3)]
    )


def test_region_lift_is_the_shrunk_share_over_the_base_rate():
    past = make_past()
    base = base_rates(past)

    lift = Viewpoint(past, penalty=1.0).compute_features(make_companies(["n", "?"], ["", ""])).features["region_lift"]

    np.testing.assert_allclose(lift[0], np.log((np.array([4, 1]) + BELIEF * base) / (4 + BELIEF) / base), rtol=1e-5)
    np.testing.assert_allclose(lift[1], 0.0, atol=1e-6)


def test_ridge_solves_its_normal_equations():
    past = make_past()
    vocabulary = Vocabulary(past.companies)
    blocks = vocabulary.describe(past.companies, past.age)
    (weights,) = fit_ridges(past, blocks, [2.0])

    def loss(candidate: np.ndarray) -> float:
        errors = past.matrix(past.voice).toarray() - guess(candidate, blocks, voiced_rates(past))
        return float((errors**2).sum() + 2.0 * (candidate**2).sum())

    rng = np.random.default_rng(0)
    assert all(loss(weights) < loss(weights + 0.01 * rng.standard_normal(weights.shape)) for _ in range(20))


def test_ridge_falls_to_the_base_rates_when_the_penalty_is_great():
    past = make_past()
    blocks = Vocabulary(past.companies).describe(past.companies, past.age)

    loose, tight = fit_ridges(past, blocks, [1.0, 1e9])

    assert np.abs(loose).max() > 0.1
    np.testing.assert_allclose(tight, 0.0, atol=1e-6)


def test_features_follow_text_partners_and_past_deals():
    asked = Viewpoint(make_past(), penalty=1.0).compute_features(make_companies([""], [""], texts=["a red fox"]))

    features = {name: values[0] for name, values in asked.features.items()}
    assert features["text_neighbours"][0] > 0 > features["text_neighbours"][1]
    assert features["text_profile"][0] > features["text_profile"][1]
    assert features["concentration"] == pytest.approx([1.0, 0.68])  # .2² + .8²
    voice = 0.5**0.5
    usual = 3.0 * (7 + 2 * voice) / 9
    assert features["alone"] == pytest.approx([(3 + voice + usual) / 7, (4 + voice + usual) / 8], rel=1e-5)
    assert features["popularity"][1] > features["popularity"][0]
    np.testing.assert_allclose(asked.first_guess.sum(axis=1), 1.0, rtol=1e-5)


def test_features_are_finite_and_the_same_one_by_one():
    companies, deals = make_market(120, seed=3, is_dated=True)
    view = Viewpoint(look_back(companies, deals, 5, now=2018.0, is_fading=True), penalty=20.0)
    asked = make_companies(["north", "", "south"], ["games", "medicine", ""], texts=["playing", "", "healing people"])

    together = view.compute_features(asked)
    for row in range(len(asked)):
        alone = view.compute_features(asked.take([row]))
        for name, values in together.features.items():
            assert np.isfinite(values).all(), name
            np.testing.assert_allclose(alone.features[name][0], values[row], rtol=1e-4, atol=1e-5, err_msg=name)
