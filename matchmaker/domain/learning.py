"""Results of learning from people's decisions: trained versions, their scores on unseen people, measured bands."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from math import sqrt

from matchmaker.domain.vocabulary import Band, PartyKind

MIN_ROWS, MIN_ROWS_OF_EACH_ANSWER, MIN_PEOPLE = 200, 30, 20
"""Minimum rows, rows of the rarer answer, and people for a training.

With fewer, each of five folds of people would have less than six rows of the rarer answer."""

MIN_DECISIONS = 20
"""Decisions from which on a share is shown: with fewer, a 90 % interval is wider than half the range."""

NORMAL_QUANTILE_90 = 1.645
"""Half the width of a 90 % confidence interval, in standard errors."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DataAmount:
    """How much data a direction has: rows, wanted rows, people who chose, and rows that were shown on lists."""

    rows: int
    wanted: int
    people: int
    shown: int

    @property
    def rarer(self) -> int:
        """Rows of the rarer answer."""
        return min(self.wanted, self.rows - self.wanted)

    @property
    def is_enough(self) -> bool:
        """Whether there is enough data for a training."""
        return self.rows >= MIN_ROWS and self.rarer >= MIN_ROWS_OF_EACH_ANSWER and self.people >= MIN_PEOPLE


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A mean over unseen people, with the bounds that hold 90 % of the bootstrap samples of people."""

    mean: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class CalibrationBin:
    """A bin of a reliability table: ``count`` rows, their mean ``predicted`` chance, and the wanted share ``seen``."""

    predicted: float
    seen: float
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionScore:
    """The scores of one version on unseen people.

    nDCG@10 and AUC use people who chose among several; the losses use the rows that separate yes and no best
    (``Choices.find_comparable``). ``bins`` is the reliability table and ``calibration_error`` its summary.
    """

    ndcg: Estimate
    auc: Estimate
    log_loss: Estimate
    brier: float
    calibration_error: float
    bins: tuple[CalibrationBin, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectionReport:
    """The result of a training for one direction.

    ``gain`` is the gain of nDCG@10 by the learned weights over the serving ones. ``sharper`` is the log loss that a new
    curve saves. Learned are the ``weights`` by part, and ``looked_at``, the chance that each position is examined.
    """

    wanter: PartyKind
    wanted: PartyKind
    amount: DataAmount
    scores: Mapping[str, VersionScore]
    gain: Estimate
    sharper: Estimate
    takes_weights: bool
    takes_curve: bool
    weights: Mapping[str, float]
    looked_at: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainedVersion:
    """One version of the weights. ``before`` is the version that served when it was trained.

    ``reports`` is empty for the weights set by hand.
    """

    version: str
    recorded_at: datetime
    is_serving: bool
    before: str | None
    reports: tuple[DirectionReport, ...]


class BandMeasure(StrEnum):
    """What is counted in a band.

    Applications that were accepted, or candidates who were chosen, or applied to, after they were shown.
    """

    ACCEPTED = "accepted"
    CHOSEN = "chosen"
    APPLIED = "applied"


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasuredBand:
    """The measured share of a band: of ``total`` pairs with it, ``chosen`` were accepted, chosen or applied to."""

    band: Band
    measure: BandMeasure
    chosen: int
    total: int

    @property
    def is_known(self) -> bool:
        """Whether there are enough decisions to show the share."""
        return self.total >= MIN_DECISIONS

    @property
    def tenths(self) -> int:
        """The share as a number out of ten, rounded."""
        return round(10 * self.chosen / self.total) if self.total else 0

    @property
    def bounds(self) -> tuple[float, float]:
        """The 90 % confidence interval of the share (Wilson, 1927); [0, 1] without decisions."""
        if not self.total:
            return 0.0, 1.0
        n, z2 = self.total, NORMAL_QUANTILE_90**2
        share = self.chosen / n
        middle = (share + z2 / (2 * n)) / (1 + z2 / n)
        half = NORMAL_QUANTILE_90 * sqrt(share * (1 - share) / n + z2 / (4 * n * n)) / (1 + z2 / n)
        return max(0.0, middle - half), min(1.0, middle + half)

    @property
    def tenths_between(self) -> tuple[int, int]:
        """The bounds as numbers out of ten, rounded."""
        low, high = self.bounds
        return round(10 * low), round(10 * high)
