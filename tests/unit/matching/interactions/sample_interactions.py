"""Small sets of interactions that a person can check, with their startups and partners."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from matchmaker.matching.interactions.events import Interactions, Investments
from matchmaker.matching.market.calibration import Calibration
from matchmaker.matching.market.encoded_sides import EncodedSide, encode_side
from matchmaker.matching.market.sides import MarketSide
from matchmaker.matching.scoring.fit_calibration import fit_calibration
from tests.unit.matching.sample_market import investor, investors, small_tree, startup, startups

TREE = small_tree()
TRADES = ("锂电池回收与梯次利用，做储能电站", "中药材种植与饮片加工，道地药材", "工业软件与预测性维护，设备联网")


class InteractionRow(NamedTuple):
    """One decision; a partner decides where it is not by the startup."""

    startup: int
    partner: int
    day: float
    is_wanted: bool = True
    by_startup: bool = True
    place: int = 0
    has_acted: bool = True
    weight: float = 1.0
    secret_for: float = 0.0


def write(rows: Sequence[InteractionRow]) -> Interactions:
    """The decisions as arrays."""
    return Interactions(
        startups=np.array([it.startup for it in rows], np.int64),
        partners=np.array([it.partner for it in rows], np.int64),
        by_startup=np.array([it.by_startup for it in rows], np.bool_),
        is_wanted=np.array([it.is_wanted for it in rows], np.bool_),
        has_acted=np.array([it.has_acted for it in rows], np.bool_),
        weights=np.array([it.weight for it in rows], np.float64),
        places=np.array([it.place for it in rows], np.intp),
        decided_at=np.array([it.day for it in rows], np.float64),
        known_at=np.array([it.day + it.secret_for for it in rows], np.float64),
    )


def invest(*made: tuple[int, int, float]) -> Investments:
    """Investments as (investor, startup, day)."""
    return Investments(
        investors=np.array([it[0] for it in made], np.int64),
        startups=np.array([it[1] for it in made], np.int64),
        at=np.array([it[2] for it in made], np.float64),
    )


def build_market(size: int = 30, partners: int = 6) -> tuple[EncodedSide, MarketSide, Calibration]:
    """Startups of three trades in turn with ids from 1, investors with ids from 101, and their calibration."""
    some = startups(*(startup(n + 1, f"{TRADES[n % 3]}，第{n}号") for n in range(size)))
    others = investors(*(investor(101 + n, TRADES[n % 3]) for n in range(partners)))
    calibration = fit_calibration(some, others, TREE)
    return encode_side(some, calibration), others, calibration
