import numpy as np
import pytest
from scipy import sparse

from matchmaker.matching.history import Companies, Deals, fit_history, rank_investors
from matchmaker.matching.history.backtest import grade, order
from matchmaker.matching.history.fit_history import PENALTIES, choose_penalty
from matchmaker.matching.history.ranker import MIXES, SIMPLEST, choose_mix, fit_ranker
from tests.unit.matching.history.sample_deals import GAMES, MEDICAL, NORTH, RARE, SOUTH, make_companies, make_market

ASKED = make_companies(
    ["north", "south", "north"], ["medicine", "games", "games"], founded=[2019.0] * 3, texts=["healing", "games", ""]
)


@pytest.fixture(scope="module", params=[True, False], ids=["dated", "undated"])
def market(request: pytest.FixtureRequest) -> tuple[Companies, Deals]:
    return make_market(500, seed=1, is_dated=request.param)


def test_ranking_names_who_backs_the_region_and_the_sector(market: tuple[Companies, Deals]):
    ranked = rank_investors(fit_history(*market, question=ASKED), ASKED, 4)

    assert [set(row[:2]) for row in ranked.tolist()] == [{NORTH, MEDICAL}, {SOUTH, GAMES}, {NORTH, GAMES}]


def test_popularity_in_the_region_is_the_answer_when_nothing_more_can_be_learned():
    rng = np.random.default_rng(3)
    companies = make_companies(
        rng.choice(["north", "south"], 80).tolist(), rng.choice(["medicine", "games"], 80).tolist()
    )
    deals = Deals(
        company=np.arange(80), investor=rng.choice(6, 80, p=[0.3, 0.25, 0.2, 0.1, 0.1, 0.05]), time=np.full(80, np.nan)
    )
    asked = make_companies(["north", "south", "elsewhere"], ["games"] * 3)

    history = fit_history(companies, deals, question=asked, least_deals=2)

    assert history.is_simple
    counts = np.zeros((3, 6))
    for row, region in enumerate(asked.regions):
        for company, investor in zip(deals.company, deals.investor, strict=True):
            counts[row, investor] += 1.0 if companies.regions[company] == region else 0.0
            counts[row, investor] += 0.1
    assert rank_investors(history, asked, 6).tolist() == np.argsort(-counts, axis=1, kind="stable").tolist()


def test_what_is_learned_is_used_when_it_is_clearly_better(market: tuple[Companies, Deals]):
    assert not fit_history(*market, question=ASKED).is_simple


def test_ranking_never_names_an_investor_with_few_deals(market: tuple[Companies, Deals]):
    ranked = rank_investors(fit_history(*market, question=ASKED, least_deals=3), ASKED, 200)

    assert ranked.shape == (3, 4)
    assert RARE not in ranked


def test_ranking_is_the_same_again_and_one_by_one(market: tuple[Companies, Deals]):
    history, again = (fit_history(*market, question=ASKED, seed=5) for _ in range(2))

    together = rank_investors(history, ASKED, 4)

    assert together.tolist() == rank_investors(again, ASKED, 4).tolist()
    assert together.tolist() == [rank_investors(history, ASKED.take([row]), 4)[0].tolist() for row in range(3)]


def test_ranking_does_not_depend_on_the_order_of_deals(market: tuple[Companies, Deals]):
    companies, deals = market
    shuffled = np.random.default_rng(0).permutation(len(deals))
    other = Deals(company=deals.company[shuffled], investor=deals.investor[shuffled], time=deals.time[shuffled])

    ranked = [rank_investors(fit_history(companies, one, question=ASKED), ASKED, 2) for one in (deals, other)]

    assert [set(row) for row in ranked[0].tolist()] == [set(row) for row in ranked[1].tolist()]


def test_ranking_refuses_a_history_without_known_investors_and_odd_lengths(market: tuple[Companies, Deals]):
    with pytest.raises(ValueError, match="no investor has 5"):
        fit_history(market[0], market[1].take(np.zeros(len(market[1]), bool)), question=ASKED)
    with pytest.raises(ValueError, match="k: got 0"):
        rank_investors(fit_history(*market, question=ASKED), ASKED, 0)


def test_ranking_of_no_companies_is_empty(market: tuple[Companies, Deals]):
    history = fit_history(*market, question=ASKED)

    assert rank_investors(history, ASKED.take([]), 3).shape == (0, 3)


def test_grade_is_the_mean_of_recall_and_ndcg():
    answers = sparse.csr_matrix(np.array([[0, 1, 0], [1, 1, 0], [0, 0, 0]], np.float32))
    ranked = np.array([[0, 1], [0, 1], [0, 1]])

    assert grade(ranked, answers) == pytest.approx([(1 + 1 / np.log2(3)) / 2, 1.0])


def test_order_breaks_ties_by_column():
    assert order(np.array([[0.5, 0.9, 0.5]], np.float32), 3).tolist() == [[1, 0, 2]]


def test_mix_stays_simple_when_the_gain_could_be_chance():
    rng = np.random.default_rng(0)
    noise = rng.normal(0.5, 0.2, (100, len(MIXES)))
    better = noise[:, [0]] + np.where(np.arange(len(MIXES)) == 4, 0.1, 0.0) + rng.normal(0, 0.01, noise.shape)

    assert choose_mix(noise) == SIMPLEST
    assert choose_mix(better) == MIXES[4]
    assert choose_mix(noise[:1]) == SIMPLEST


def test_ranker_and_penalty_are_the_simplest_without_exams():
    assert fit_ranker([], rng=np.random.default_rng(0)).mix == SIMPLEST
    assert choose_penalty([]) == PENALTIES[0]
