"""What was learned from people's decisions: versions, how they did on people they had not seen, measured bands."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from math import sqrt

from matchmaker.domain.vocabulary import Band, PartyKind

MIN_ROWS, MIN_ROWS_OF_EACH_ANSWER, MIN_PEOPLE = 200, 30, 20
"""Rows, rows of the rarer answer, and people below which nothing is learned: with fewer, five folds of people judge by
six yeses each."""

MIN_DECISIONS = 20
"""Decisions from which on a share is told: with fewer, nine of ten intervals are wider than half of all."""

NORMAL_QUANTILE_90 = 1.645
"""Standard errors on either side of which nine of ten intervals hold the truth."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DataAmount:
    """How much was seen of a direction: rows, wanted ones, people who chose, and rows that were shown on lists."""

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
        """Whether there is anything to learn from."""
        return self.rows >= MIN_ROWS and self.rarer >= MIN_ROWS_OF_EACH_ANSWER and self.people >= MIN_PEOPLE


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A mean over people who were not seen, with the bounds in which nine of ten draws of people lie."""

    mean: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class CalibrationBin:
    """Of ``count`` rows with chances of ``predicted`` on average, the share ``seen`` was wanted."""

    predicted: float
    seen: float
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionScore:
    """How one version did: nDCG@10 and AUC where people chose among several, losses where yes and no are told apart.

    ``bins`` is the reliability table and ``calibration_error`` its summary.
    """

    ndcg: Estimate
    auc: Estimate
    log_loss: Estimate
    brier: float
    calibration_error: float
    bins: tuple[CalibrationBin, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectionReport:
    """What a training said of one direction: ``gain`` of nDCG@10 by the learned weights over those that served,
    ``sharper`` the log loss saved by a new curve; ``weights`` by part and ``looked_at`` by place are what it learned.
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
    """``reports`` is empty for the weights set by hand; ``before`` is the version that served when it was trained."""

    version: str
    recorded_at: datetime
    is_serving: bool
    before: str | None
    reports: tuple[DirectionReport, ...]


class BandMeasure(StrEnum):
    """What is counted of a band: applications that were accepted, people who were chosen, or applied to, once shown."""

    ACCEPTED = "accepted"
    CHOSEN = "chosen"
    APPLIED = "applied"


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasuredBand:
    """What a band has meant: of ``total`` that bore it, ``chosen`` were accepted, chosen or applied to."""

    band: Band
    measure: BandMeasure
    chosen: int
    total: int

    @property
    def is_known(self) -> bool:
        """Whether there are enough decisions to say anything."""
        return self.total >= MIN_DECISIONS

    @property
    def tenths(self) -> int:
        """How many of ten were chosen, rounded."""
        return round(10 * self.chosen / self.total) if self.total else 0

    @property
    def bounds(self) -> tuple[float, float]:
        """The share lies between these in nine of ten cases (Wilson, 1927); all is possible without decisions."""
        if not self.total:
            return 0.0, 1.0
        n, z2 = self.total, NORMAL_QUANTILE_90**2
        share = self.chosen / n
        middle = (share + z2 / (2 * n)) / (1 + z2 / n)
        half = NORMAL_QUANTILE_90 * sqrt(share * (1 - share) / n + z2 / (4 * n * n)) / (1 + z2 / n)
        return max(0.0, middle - half), min(1.0, middle + half)

    @property
    def tenths_between(self) -> tuple[int, int]:
        """The bounds as so many of ten, rounded."""
        low, high = self.bounds
        return round(10 * low), round(10 * high)
