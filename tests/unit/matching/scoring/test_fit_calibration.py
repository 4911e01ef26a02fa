import numpy as np
import pytest

from matchmaker.domain.vocabulary import PartyKind
from matchmaker.matching.market.sides import MarketSide
from matchmaker.matching.market.similarity import LEAST_SPAN
from matchmaker.matching.scoring.fit_calibration import fit_calibration
from matchmaker.matching.scoring.recommender import recommend
from tests.unit.matching.sample_market import investor, investors, mentor, mentors, small_tree, startup, startups

TREE = small_tree()
TOPICS = ("储氢合金", "中药提取", "设备运维", "电池回收", "光伏清扫", "冷链物流")


def town(n: int) -> tuple[MarketSide, MarketSide]:
    return (
        startups(
            *(startup(i, f"第{i}家做{TOPICS[i % 6]}的公司", needs=f"想找懂{TOPICS[i % 6]}的人") for i in range(n))
        ),
        mentors(*(mentor(i, f"{TOPICS[i % 6]}领域{i}年经验") for i in range(n))),
    )


def test_calibration_is_the_same_from_both_ends_and_in_any_order() -> None:
    seekers, guides = town(40)
    order = np.random.default_rng(1).permutation(40)
    one, other = fit_calibration(seekers, guides, TREE), fit_calibration(guides.take(order), seekers.take(order), TREE)
    assert (one.needs_span, one.profile_span, one.words_span) == (
        other.needs_span,
        other.profile_span,
        other.words_span,
    )
    assert np.array_equal(one.startup_centre, other.startup_centre)
    assert np.array_equal(one.topics, other.topics)
    assert np.array_equal(one.lexicon.idf, other.lexicon.idf)


def test_text_parts_use_the_whole_range_of_values() -> None:
    seekers, guides = town(60)
    found = recommend(seekers, guides, k=60, calibration=fit_calibration(seekers, guides, TREE), tree=TREE)
    for index in (0, 1):
        assert np.quantile(found.parts[..., index], [0.02, 0.98]) == pytest.approx([0.0, 1.0], abs=0.35)


def test_spans_stay_wide_when_all_texts_are_alike() -> None:
    seekers, guides = (
        startups(*(startup(i, "做铜箔") for i in range(9))),
        mentors(*(mentor(i, "懂铜箔") for i in range(9))),
    )
    calibration = fit_calibration(seekers, guides, TREE)
    for span in (calibration.needs_span, calibration.profile_span, calibration.words_span):
        assert span.high - span.low >= LEAST_SPAN - 1e-9


def test_calibration_of_an_empty_market_can_be_used_for_those_who_come() -> None:
    calibration = fit_calibration(startups(), investors(), TREE)
    assert calibration.partner is PartyKind.INVESTOR
    found = recommend(
        startups(startup(1, "做铜箔")), investors(investor(1, "投铜箔")), k=1, calibration=calibration, tree=TREE
    )
    assert found.ids.tolist() == [[1]]
