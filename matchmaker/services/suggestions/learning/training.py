"""Training: reads decisions and their parts, stores a version, and promotes it only if it is proven better."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from matchmaker.artefacts import store_version
from matchmaker.domain.evidence import DIRECTIONS, Direction
from matchmaker.domain.learning import DataAmount, DirectionReport
from matchmaker.matching.learning.cross_validation import ServingModel
from matchmaker.matching.learning.training import DirectionResult, count_rows, train_direction
from matchmaker.matching.parts import PARTS, Part
from matchmaker.matching.preferences import HAND_SET, Curve, Preferences
from matchmaker.services.platform.context import Context, ProgressCallback, ignore_progress
from matchmaker.services.suggestions.learning import versions
from matchmaker.services.suggestions.learning.evidence import load_preferences, load_public_evidence
from matchmaker.services.suggestions.learning.serving_version import pack_preferences, read_preferences
from matchmaker.services.suggestions.learning.training_rows import gather_training_data
from matchmaker.services.suggestions.market_cache import get_market_cache

DIGITS = 6
"""Decimals of a stored weight."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingResult:
    """``version`` is None where no direction had enough data. ``amounts`` has the amounts of all directions."""

    version: str | None
    amounts: Mapping[Direction, DataAmount]
    reports: tuple[DirectionReport, ...]
    is_promoted: bool


def train(context: Context, progress: ProgressCallback = ignore_progress, *, seed: int = 0) -> TrainingResult:
    """Train on all decisions, test on people who were left out, store the version, and promote it if it is better.

    A direction takes new weights or a new curve only if they are proven better for it. Otherwise it takes over those of
    the serving version. A version in which no direction takes anything is stored for its figures only. The same applies
    where another version was promoted meanwhile.
    """
    with context.open_unit(readonly=True) as unit:
        rows, public_evidence = load_preferences(unit, context.now()), load_public_evidence(unit, context.now())
    serving = read_preferences(context)
    data = gather_training_data(get_market_cache(context).refresh(progress), rows, public_evidence)
    amounts = {it: count_rows(rows_of_direction) for it, rows_of_direction in data.items()}
    enough = [it for it in DIRECTIONS if amounts[it].is_enough]
    results: dict[Direction, DirectionResult] = {}
    for done, direction in enumerate(enough):
        progress("train", done, len(enough))
        prior = HAND_SET.weights_of(*direction)
        serving_model = ServingModel(weights=serving.weights_of(*direction), curve=serving.curves.get(direction))
        results[direction] = train_direction(data[direction], serving=serving_model, prior=prior, seed=seed)
    if not results:
        return TrainingResult(version=None, amounts=amounts, reports=(), is_promoted=False)
    reports = [_report(direction, result) for direction, result in results.items()]
    version = _save_version(context, serving, results, reports)
    is_better = any(it.takes_weights or it.takes_curve for it in reports)
    is_current = versions.find_serving(context) == serving.version
    if is_better and is_current:
        versions.promote(context, None, version)
    return TrainingResult(
        version=version, amounts=amounts, reports=tuple(reports), is_promoted=is_better and is_current
    )


def make_version_name(now: datetime) -> str:
    """The name of a version is its time."""
    return now.strftime("%Y%m%d-%H%M%S")


def _save_version(
    context: Context, serving: Preferences, results: Mapping[Direction, DirectionResult], reports: list[DirectionReport]
) -> str:
    version = make_version_name(context.now())
    curves: dict[Direction, Curve] = dict(serving.curves)
    curves |= {it: result.curve for it, result in results.items() if result.curve is not None}
    weights = dict(serving.weights) | {it: _round_weights(result.weights) for it, result in results.items()}
    preferences = Preferences(weights=weights, curves=curves, version=version)
    versions.record_hand_set(context)
    store_version(
        context.settings.models,
        versions.NAME,
        version=version,
        contents={
            versions.ARRAYS: pack_preferences(preferences),
            versions.METRICS: versions.reports_to_json(serving.version or versions.HAND_SET, reports),
        },
        created_from=f"{sum(it.amount.rows for it in reports)} decisions",
        now=context.now(),
    )
    return version


def _round_weights(weights: np.ndarray) -> dict[Part, float]:
    total = float(weights.sum(dtype=np.float64))
    return {part: round(float(weight) / total, DIGITS) for part, weight in zip(PARTS, weights, strict=True)}


def _report(direction: Direction, result: DirectionResult) -> DirectionReport:
    weights = {part.value: round(float(it), DIGITS) for part, it in zip(PARTS, result.model.weights, strict=True)}
    return DirectionReport(
        wanter=direction[0],
        wanted=direction[1],
        amount=result.amount,
        scores=result.scores,
        gain=result.ndcg_gain,
        sharper=result.log_loss_gain,
        takes_weights=result.uses_new_weights,
        takes_curve=result.uses_new_curve,
        weights=weights,
        looked_at=tuple(round(float(it), 4) for it in result.model.examination),
    )
