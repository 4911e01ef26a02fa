from dataclasses import replace

import numpy as np
import pytest

from matchmaker.domain.suggestions import Fit
from matchmaker.domain.vocabulary import Band, FundingStage, Industry, Zone
from matchmaker.matching.explaining.explain import (
    MAX_REASONS_AGAINST,
    MAX_REASONS_FOR,
    MIN_WEIGHT,
    THIN_WEIGHT,
    explain,
    part_weights,
)
from matchmaker.matching.market.sides import MarketSide
from matchmaker.matching.parts import PARTS, Part
from matchmaker.matching.scoring.fit_calibration import fit_calibration
from matchmaker.matching.scoring.recommender import recommend
from matchmaker.matching.scoring.score import score_parts
from tests.unit.matching.sample_market import investor, investors, mentor, mentors, small_tree, startup, startups

TREE = small_tree()
TEXT = "镁基固态储氢材料与储氢罐的研发、中试和示范应用"


def fits(seekers: MarketSide, candidates: MarketSide, k: int = 3) -> list[tuple[Fit, ...]]:
    calibration = fit_calibration(seekers, candidates, TREE)
    found = recommend(seekers, candidates, k=k, calibration=calibration, tree=TREE)
    return explain(found, seekers, candidates, calibration=calibration)


def reason_data(fit: Fit) -> dict[str, dict[str, object]]:
    return {reason.code: dict(reason.data) for reason in fit.reasons}


FACTS = {"industry": Industry.NEW_ENERGY, "stage": FundingStage.ANGEL, "funding_sought": 300, "zone": Zone.HIGHTECH}


@pytest.mark.parametrize(
    ("facts", "code", "data"),
    [
        ({"industries": {Industry.NEW_ENERGY}}, "same_industry", {"industry": "new_energy"}),
        (
            {"industries": {Industry.INFORMATION_TECHNOLOGY}},
            "far_industry",
            {"startup": ["new_energy"], "partner": ["information_technology"]},
        ),
        ({"stages": {FundingStage.ANGEL, FundingStage.SEED}}, "stage_fits", {"stage": "angel"}),
        ({"stages": {FundingStage.SEED}}, "stage_near", {"stage": "angel", "stages": ["seed"]}),
        ({"stages": {FundingStage.SERIES_B}}, "stage_outside", {"stage": "angel", "stages": ["series_b"]}),
        ({"ticket_min": 100, "ticket_max": 500}, "ticket_fits", {"sought": 300, "min": 100, "max": 500}),
        ({"ticket_max": 200}, "ticket_near", {"sought": 300, "min": None, "max": 200}),
        ({"ticket_max": 40}, "ticket_too_small", {"sought": 300, "min": None, "max": 40}),
        ({"ticket_min": 1000}, "ticket_too_large", {"sought": 300, "min": 1000, "max": None}),
        ({"zones": {Zone.HIGHTECH}}, "same_zone", {"zone": "hightech"}),
        ({"zones": {Zone.SUBURBS}}, "other_zone", {"startup": ["hightech"], "partner": ["suburbs"]}),
    ],
)
def test_every_fact_has_its_reason(facts: dict[str, object], code: str, data: dict[str, object]) -> None:
    funds = {key: frozenset(value) if isinstance(value, set) else value for key, value in facts.items()}
    (fit,) = fits(startups(startup(1, TEXT, **FACTS)), investors(investor(1, TEXT, **funds)))[0]
    assert reason_data(fit)[code] == data
    weight = next(reason.weight for reason in fit.reasons if reason.code == code)
    assert (weight > 0) == (
        code in {"same_industry", "stage_fits", "stage_near", "ticket_fits", "ticket_near", "same_zone"}
    )


@pytest.mark.parametrize(("mentees", "code", "count"), [(1, "places_left", 3), (3, "few_places", 1)])
def test_places_are_described_by_number(mentees: int, code: str, count: int) -> None:
    (fit,) = fits(startups(startup(1, TEXT)), mentors(mentor(1, TEXT, capacity=4, mentees=mentees)))[0]
    assert reason_data(fit)[code] == {"count": count}


def test_texts_name_the_words_they_share() -> None:
    others = [startup(n, "中药材种植与加工销售合作社服务平台") for n in range(2, 9)]
    seekers = startups(startup(1, TEXT, needs="寻找固态储氢罐的检测资源"), *others)
    fit = fits(seekers, mentors(mentor(1, "从事固态储氢罐检测"), mentor(2, "熟悉中药材种植与加工")))[0][0]
    assert "储氢罐" in str(reason_data(fit)["text_needs_met"]["terms"])


def test_thin_profiles_are_named_and_never_earn_more_than_the_last_band() -> None:
    fit = fits(startups(startup(1, "做储氢")), mentors(mentor(1, "做储氢")))[0][0]
    assert [dict(r.data)["kind"] for r in fit.reasons if r.code == "thin_profile"] == ["startup", "mentor"]
    assert fit.reasons[-1].weight == THIN_WEIGHT
    assert fit.band is Band.POSSIBLE


def kinds(industry: Industry, stage: FundingStage, zone: Zone) -> dict[str, frozenset]:
    return {"industries": frozenset({industry}), "stages": frozenset({stage}), "zones": frozenset({zone})}


def test_reasons_are_few_and_the_strongest_come_first() -> None:
    seekers = startups(startup(1, TEXT, needs=TEXT, **FACTS))
    funds = investors(
        investor(1, TEXT, ticket_min=1, **kinds(Industry.NEW_ENERGY, FundingStage.ANGEL, Zone.HIGHTECH)),
        investor(2, "中药", ticket_min=9000, **kinds(Industry.BIOMEDICINE, FundingStage.SERIES_B, Zone.SUBURBS)),
    )
    for fit in fits(seekers, funds)[0]:
        weights = [reason.weight for reason in fit.reasons if reason.code != "thin_profile"]
        assert weights == sorted(weights, key=abs, reverse=True)
        assert sum(weight > 0 for weight in weights) <= MAX_REASONS_FOR
        assert sum(weight < 0 for weight in weights) <= MAX_REASONS_AGAINST
        assert all(MIN_WEIGHT <= abs(weight) <= 1 for weight in weights)


def test_reasons_are_the_same_whoever_seeks() -> None:
    seekers, funds = startups(startup(1, TEXT, **FACTS)), investors(investor(5, TEXT, ticket_min=100))
    (one,), (other,) = fits(seekers, funds)[0], fits(funds, seekers)[0]
    assert (one.score, one.band, reason_data(one)) == (other.score, other.band, reason_data(other))
    assert [r.weight for r in one.reasons] == pytest.approx([r.weight for r in other.reasons])


def test_weight_of_a_part_is_its_pull_on_the_score() -> None:
    seekers, funds = startups(startup(1, TEXT, **FACTS)), investors(investor(5, TEXT, ticket_max=40))
    calibration = fit_calibration(seekers, funds, TREE)
    found = recommend(seekers, funds, k=1, calibration=calibration, tree=TREE)
    weights = part_weights(found, seekers, funds)[0, 0]
    assert not weights[~found.known[0, 0]].any()
    neutral = [found.parts[:, :1, index].copy() for index in range(found.parts.shape[2])]
    ticket = PARTS.index(Part.TICKET)
    neutral[ticket][...] = 0.5
    change = found.scores[0, 0] - score_parts(neutral, seekers.kind, funds.kind).score[0, 0]
    assert weights[ticket] == pytest.approx(2 * change, abs=0.02)


def test_lists_are_as_long_as_they_are_filled() -> None:
    seekers, guides = startups(startup(1, TEXT), startup(2, TEXT)), mentors(mentor(1, TEXT), mentor(2, TEXT))
    calibration = fit_calibration(seekers, guides, TREE)
    found = recommend(seekers, guides, k=4, calibration=calibration, tree=TREE)
    assert [len(row) for row in explain(found, seekers, guides, calibration=calibration)] == [2, 2]
    nobody = replace(found, rows=np.full_like(found.rows, -1))
    assert explain(nobody, seekers, guides, calibration=calibration) == [(), ()]
