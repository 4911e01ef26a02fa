import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matchmaker.matching.history.backtest import is_later, make_exams, present
from matchmaker.matching.history.deals import FADE_YEARS, SHARING, Companies, Deals, look_back
from tests.unit.matching.history.sample_deals import make_companies, make_market


def make_deals(rows: list[tuple[int, int, float]]) -> Deals:
    company, investor, time = zip(*rows, strict=True)
    return Deals(company=np.array(company), investor=np.array(investor), time=np.array(time, float))


def test_companies_refuse_columns_of_different_lengths():
    with pytest.raises(ValueError, match="got lengths"):
        Companies(texts=("a",), regions=(), cities=(), sectors=(), tags=(), founded=np.zeros(0))


def test_past_merges_rounds_of_a_pair_and_fades_by_the_last():
    deals = make_deals([(1, 0, 2010.0), (1, 0, 2012.0), (1, 1, 2011.0)])
    companies = make_companies(["a", "b"], ["", ""], founded=[2000.0, 2008.0])

    past = look_back(companies, deals, 2, now=2012.0, is_fading=True)

    assert past.companies.regions == ("b",)
    assert past.matrix().toarray().tolist() == [[1.0, 1.0]]
    assert (past.first.tolist(), past.last.tolist()) == ([2010.0, 2011.0], [2012.0, 2011.0])
    np.testing.assert_allclose(past.weight, [1.0, np.exp(-1 / FADE_YEARS)], rtol=1e-6)
    np.testing.assert_allclose(past.voice, 2**-SHARING, rtol=1e-6)
    assert past.is_first.tolist() == [True, False]
    assert past.age.tolist() == [2.0]


def test_past_with_another_memory_fades_at_that_pace_or_not_at_all():
    deals = make_deals([(0, 0, 2010.0), (0, 1, 2011.0), (1, 1, 2012.0)])
    companies = make_companies(["a", "b"], ["", ""])

    fading, lasting = (look_back(companies, deals, 2, now=2012.0, is_fading=fades) for fades in (True, False))

    np.testing.assert_allclose(fading.with_memory(1.0).weight, np.exp([-2.0, -1.0, 0.0]), rtol=1e-6)
    np.testing.assert_allclose(fading.with_memory(1.0).company_weight, np.exp([-1.0, 0.0]), rtol=1e-6)
    assert lasting.with_memory(1.0) is lasting


def test_past_weighs_all_alike_when_time_does_not_matter():
    past = look_back(make_companies(["a"], [""]), make_deals([(0, 0, np.nan)]), 1, now=0.0, is_fading=False)

    assert past.weight.tolist() == [1.0]
    assert np.isnan(past.age).all()


def test_investors_are_renumbered_among_those_with_enough_deals():
    deals = make_deals([(0, 7, 1.0), (1, 7, 1.0), (0, 3, 1.0), (1, 9, 1.0), (2, 9, 1.0)])

    investors = deals.list_investors(2)

    assert investors.tolist() == [7, 9]
    assert deals.of_investors(investors).investor.tolist() == [0, 0, 1, 1]


@pytest.mark.parametrize(("asked", "expected"), [(2015.0, True), (2011.0, False), (np.nan, False)])
def test_question_is_later_when_its_companies_are_younger_than_the_known(asked: float, expected: bool):
    known = make_companies(["a"] * 3, [""] * 3, founded=[2010.0, 2011.0, 2012.0])
    deals = make_deals([(0, 0, np.nan), (1, 0, np.nan), (2, 0, np.nan)])

    assert is_later(known, deals, make_companies(["a"], [""], founded=[asked])) is expected
    assert present(known, deals) == 2013.0


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 1000), is_by_time=st.booleans())
def test_exams_never_show_an_answer_or_a_later_deal(seed: int, is_by_time: bool):
    companies, deals = make_market(600, seed=seed, is_dated=is_by_time)
    numbered = Companies(
        texts=tuple(str(row) for row in range(600)),
        regions=companies.regions,
        cities=companies.cities,
        sectors=companies.sectors,
        tags=companies.tags,
        founded=companies.founded,
    )

    exams = list(make_exams(numbered, deals, least_deals=5, is_by_time=is_by_time, rng=np.random.default_rng(seed)))

    assert len(exams) >= 1
    for exam in exams:
        assert not set(exam.past.companies.texts) & set(exam.companies.texts)
        assert exam.answers.shape == (len(exam.companies), exam.past.investors)
        assert not is_by_time or exam.past.last.max() < exam.past.now


def test_exams_cut_by_time_need_enough_answers():
    companies, deals = make_market(20, seed=0, is_dated=True)

    assert list(make_exams(companies, deals, least_deals=2, is_by_time=True, rng=np.random.default_rng(0))) == []
