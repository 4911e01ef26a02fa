"""The facts in seeds/: incubators, targets, yearly figures and GB/T 4754. seeds/README.md lists the units."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from matchmaker.domain.vocabulary import ChainStage, Industry, Tier, Zone


@dataclass(frozen=True, slots=True, kw_only=True)
class IncubatorFact:
    """One row of the plan's annex 1; ``area`` in 万平方米. Tier and chain stage are None if the plan omits them."""

    number: int
    name: str
    area: float
    zone: Zone
    tier: Tier | None = None
    chain_stage: ChainStage | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A target for 2020; ``comparison`` is ``gt`` or ``gte``."""

    code: str
    group_zh: str
    group_en: str
    indicator_zh: str
    indicator_en: str
    comparison: str
    value: float
    unit_zh: str
    unit_en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class YearlyFigure:
    """One row of annex 3: ``area`` in 万平方米, ``jobs`` in 万人. 2015 is counted, later years are planned."""

    year: int
    area: float
    incubators: int
    incubated_startups: int
    jobs: float


@dataclass(frozen=True, slots=True, kw_only=True)
class GbtClass:
    """A node of GB/T 4754-2017; ``parent`` is empty for a section."""

    code: str
    name: str
    level: str
    parent: str = ""


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def read_incubators(folder: Path) -> tuple[IncubatorFact, ...]:
    """The 27 incubators of annex 1, by number."""
    return tuple(
        IncubatorFact(
            number=int(row["number"]),
            name=row["name"],
            area=float(row["area_10k_sqm"]),
            zone=Zone(row["zone"]),
            tier=Tier(row["tier"]) if row["tier"] else None,
            chain_stage=ChainStage(row["chain_stage"]) if row["chain_stage"] else None,
        )
        for row in _rows(folder / "incubators.csv")
    )


def read_targets(folder: Path) -> tuple[Target, ...]:
    """The targets of annex 2, in its order."""
    return tuple(
        Target(
            code=row["code"],
            group_zh=row["group_zh"],
            group_en=row["group_en"],
            indicator_zh=row["indicator_zh"],
            indicator_en=row["indicator_en"],
            comparison=row["comparison"],
            value=float(row["value"]),
            unit_zh=row["unit_zh"],
            unit_en=row["unit_en"],
        )
        for row in _rows(folder / "targets_2020.csv")
    )


def read_yearly_figures(folder: Path) -> tuple[YearlyFigure, ...]:
    """The figures of annex 3, by year."""
    return tuple(
        YearlyFigure(
            year=int(row["year"]),
            area=float(row["area_10k_sqm"]),
            incubators=int(row["incubators"]),
            incubated_startups=int(row["incubated_startups"]),
            jobs=float(row["jobs_10k"]),
        )
        for row in _rows(folder / "yearly_figures.csv")
    )


def read_gbt_classes(folder: Path) -> tuple[GbtClass, ...]:
    """All sections, divisions, groups and classes of GB/T 4754-2017."""
    return tuple(
        GbtClass(code=row["code"], name=row["name"], level=row["level"], parent=row["parent"])
        for row in _rows(folder / "gbt4754.csv")
    )


def read_industry_classes(folder: Path) -> dict[Industry, tuple[str, ...]]:
    """The GB/T codes that each industry covers; a code includes all codes below it."""
    classes: dict[Industry, list[str]] = {industry: [] for industry in Industry}
    for row in _rows(folder / "industry_classes.csv"):
        classes[Industry(row["industry"])].append(row["gbt_code"])
    return {industry: tuple(codes) for industry, codes in classes.items()}
