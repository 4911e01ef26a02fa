import csv
import itertools
from collections import Counter

import pytest

from matchmaker.config import ROOT
from matchmaker.domain.vocabulary import ChainStage, Industry, Tier, Zone
from matchmaker.reference.facts import (
    read_gbt_classes,
    read_incubators,
    read_industry_classes,
    read_targets,
    read_yearly_figures,
)

SEEDS = ROOT / "seeds"


def read_rows(name: str) -> list[dict[str, str]]:
    """Rows of a file as they are written, also the columns that the application does not read."""
    with (SEEDS / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_incubators_are_those_of_the_annex() -> None:
    incubators = read_incubators(SEEDS)
    assert [incubator.number for incubator in incubators] == list(range(1, 28))
    assert len({incubator.name for incubator in incubators}) == 27
    assert sum(incubator.area for incubator in incubators) == pytest.approx(107.62, abs=1e-9)
    zones = Counter(incubator.zone for incubator in incubators)
    assert zones == {Zone.NEW_AREA: 4, Zone.HIGHTECH: 17, Zone.ECONOMIC: 6}


def test_tier_and_chain_stage_rest_on_words_of_the_plan() -> None:
    incubators = read_incubators(SEEDS)
    for incubator, row in zip(incubators, read_rows("incubators.csv"), strict=True):
        assert (incubator.tier is None) == (row["tier_source"] == "")
        assert (incubator.chain_stage is None) == (row["chain_source"] == "")
    assert Counter(incubator.tier for incubator in incubators) == {Tier.HEAD: 4, Tier.SECOND: 7, None: 16}
    stages = Counter(incubator.chain_stage for incubator in incubators)
    assert stages == {ChainStage.INCUBATOR: 7, None: 20}


def test_first_year_agrees_with_the_incubators() -> None:
    figures = read_yearly_figures(SEEDS)
    assert [figure.year for figure in figures] == list(range(2015, 2021))
    assert figures[0].incubators == len(read_incubators(SEEDS))
    assert figures[0].area == pytest.approx(sum(incubator.area for incubator in read_incubators(SEEDS)))
    for before, after in itertools.pairwise(figures):
        assert before.area < after.area
        assert before.incubators < after.incubators
        assert before.incubated_startups < after.incubated_startups
        assert before.jobs < after.jobs


def test_targets_agree_with_the_last_year_and_the_zones() -> None:
    targets = {target.code: target for target in read_targets(SEEDS)}
    last = read_yearly_figures(SEEDS)[-1]
    assert len(targets) == 13
    assert targets["incubators"].value == last.incubators == 60
    assert targets["area"].value == last.area == 200
    assert targets["incubated_startups"].value == last.incubated_startups == 10_000
    assert targets["jobs"].value == last.jobs == 10
    assert {target.comparison for target in targets.values()} == {"gt", "gte"}
    zones = read_rows("zones.csv")
    assert sum(int(zone["target_incubators_2020"] or 0) for zone in zones) == last.incubators
    assert sum(float(zone["target_area_10k_sqm_2020"] or 0) for zone in zones) == last.area


def test_closed_lists_are_complete() -> None:
    assert [row["code"] for row in read_rows("industries.csv")] == list(Industry)
    assert [row["code"] for row in read_rows("zones.csv")] == list(Zone)


def test_gbt_classes_form_the_standard_tree() -> None:
    classes = {entry.code: entry for entry in read_gbt_classes(SEEDS)}
    levels = Counter(entry.level for entry in classes.values())
    assert levels == {"section": 20, "division": 97, "group": 473, "class": 1381}
    above = {"division": "section", "group": "division", "class": "group"}
    for entry in classes.values():
        if entry.level == "section":
            assert entry.parent == ""
        else:
            assert classes[entry.parent].level == above[entry.level]
            assert entry.code.startswith(entry.parent)


def test_industry_classes_exist_and_are_spread() -> None:
    classes = {entry.code: entry for entry in read_gbt_classes(SEEDS)}
    mapping = read_industry_classes(SEEDS)
    for codes in mapping.values():
        assert len(set(codes)) == len(codes) >= 15
        assert {"division", "group"} <= {classes[code].level for code in codes}
    counts = Counter(code for codes in mapping.values() for code in codes)
    assert max(counts.values()) == 1
