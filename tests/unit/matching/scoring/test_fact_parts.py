import numpy as np
import pytest

from matchmaker.domain.vocabulary import FundingStage, Industry, Zone
from matchmaker.matching.scoring.fact_parts import (
    ABOVE_RANGE,
    BELOW_RANGE,
    OTHER_ZONE_VALUE,
    STAGE_VALUES,
    FactTable,
    compare_industries,
    compare_load,
    compare_stages,
    compare_tickets,
    compare_zones,
)
from tests.unit.matching.sample_market import investor, investors, mentor, mentors, small_tree, startup, startups


def to_values(fit: FactTable) -> np.ndarray:
    return fit.table[fit.startup_key][:, fit.partner_key]


def test_stage_value_falls_by_steps_from_the_nearest_named_one() -> None:
    seekers = startups(startup(1, stage=FundingStage.ANGEL), startup(2, stage=FundingStage.SERIES_B), startup(3))
    funds = investors(
        investor(1, stages=frozenset({FundingStage.ANGEL, FundingStage.SERIES_A})),
        investor(2, stages=frozenset({FundingStage.SEED})),
        investor(3),
    )
    fit = compare_stages(seekers, funds)
    assert to_values(fit)[:2, :2] == pytest.approx(np.array([[1.0, STAGE_VALUES[1]], [STAGE_VALUES[1], 0.0]]))
    assert fit.startup_known.tolist() == [True, True, False]
    assert fit.partner_known.tolist() == [True, True, False]


@pytest.mark.parametrize(
    ("sought", "expected"),
    [(100, 1.0), (500, 1.0), (1000, 1.0), (10_000, 0.0), (50, 1 - np.log10(2) / BELOW_RANGE), (10, 0.0)],
)
def test_ticket_fades_with_the_logarithm_outside_the_range(sought: int, expected: float) -> None:
    fit = compare_tickets(
        startups(startup(1, funding_sought=sought)), investors(investor(1, ticket_min=100, ticket_max=1000))
    )
    assert to_values(fit)[0, 0] == pytest.approx(expected, abs=1e-6)


def test_ticket_has_no_end_where_none_is_named() -> None:
    seekers = startups(startup(1, funding_sought=1), startup(2, funding_sought=100_000), startup(3))
    funds = investors(investor(1, ticket_min=100), investor(2, ticket_max=1000), investor(3, ticket_min=0))
    fit = compare_tickets(seekers, funds)
    assert to_values(fit)[:2, :2].tolist() == [[0.0, 1.0], [1.0, 0.0]]
    assert fit.startup_known.tolist() == [True, True, False]
    assert fit.partner_known.tolist() == [True, True, False]


def test_ticket_above_by_half_the_limit_counts_half() -> None:
    sought = round(1000 * 10 ** (ABOVE_RANGE / 2))
    fit = compare_tickets(startups(startup(1, funding_sought=sought)), investors(investor(1, ticket_max=1000)))
    assert to_values(fit)[0, 0] == pytest.approx(0.5, abs=1e-3)


def test_zone_is_full_where_zones_meet_and_less_elsewhere() -> None:
    seekers = startups(startup(1, zone=Zone.HIGHTECH), startup(2, zone=Zone.SUBURBS))
    fit = compare_zones(seekers, investors(investor(1, zones=frozenset({Zone.HIGHTECH, Zone.NEW_AREA}))))
    assert to_values(fit)[:, 0] == pytest.approx([1.0, OTHER_ZONE_VALUE])


def test_industry_is_one_less_the_distance_for_every_combination() -> None:
    seekers = startups(
        startup(1, industry=Industry.NEW_ENERGY, gbt_class="C3841"),
        startup(2, industry=Industry.BIOMEDICINE),
        startup(3, industry=Industry.NEW_ENERGY, gbt_class="C3841"),
        startup(4),
    )
    partners = mentors(
        mentor(1, industries=frozenset({Industry.NEW_ENERGY}), gbt_class="C3849"),
        mentor(2, industries=frozenset({Industry.INFORMATION_TECHNOLOGY})),
    )
    fit = compare_industries(seekers, partners, small_tree())
    assert to_values(fit)[:3] == pytest.approx(np.array([[1 - 0.3 * 0.25, 0.0], [2 / 7, 0.0], [1 - 0.3 * 0.25, 0.0]]))
    assert fit.startup_known.tolist() == [True, True, True, False]


def test_load_is_the_share_of_places_left_and_unknown_for_investors() -> None:
    fit = compare_load(startups(startup(1)), mentors(mentor(1, capacity=4, mentees=1), mentor(2, capacity=0)))
    assert to_values(fit).tolist() == [[0.75, 0.0]]
    assert not compare_load(startups(startup(1)), investors(investor(1))).partner_known.any()
