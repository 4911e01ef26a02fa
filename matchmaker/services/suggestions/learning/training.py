"""Training: decisions and their parts in, a version under models/ out, in use only where it is surely better."""

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
    """``version`` is None where no direction had enough to learn from; ``amounts`` tells of all of them."""

    version: str | None
    amounts: Mapping[Direction, DataAmount]
    reports: tuple[DirectionReport, ...]
    is_promoted: bool


def train(context: Context, progress: ProgressCallback = ignore_progress, *, seed: int = 0) -> TrainingResult:
    """Learn from all decisions, judge on people who were left out, keep the version, and let it serve if it is better.

    A direction takes what is surely better for it and keeps what served otherwise; a version in which no direction
    takes anything is kept for its figures alone. Where another version was put in use meanwhile, this one is only kept.
    """
    with context.open_unit(readonly=True) as unit:
        rows, track = load_preferences(unit, context.now()), load_public_evidence(unit, context.now())
    serving = read_preferences(context)
    chosen = gather_training_data(get_market_cache(context).refresh(progress), rows, track)
    amounts = {it: count_rows(choices) for it, choices in chosen.items()}
    enough = [it for it in DIRECTIONS if amounts[it].is_enough]
    lessons: dict[Direction, DirectionResult] = {}
    for done, direction in enumerate(enough):
        progress("train", done, len(enough))
        prior = HAND_SET.weights_of(*direction)
        held = ServingModel(weights=serving.weights_of(*direction), curve=serving.curves.get(direction))
        lessons[direction] = train_direction(chosen[direction], serving=held, prior=prior, seed=seed)
    if not lessons:
        return TrainingResult(version=None, amounts=amounts, reports=(), is_promoted=False)
    reports = [_report(direction, lesson) for direction, lesson in lessons.items()]
    version = _save_version(context, serving, lessons, reports)
    is_better = any(it.takes_weights or it.takes_curve for it in reports)
    is_current = versions.find_serving(context) == serving.version
    if is_better and is_current:
        versions.promote(context, None, version)
    return TrainingResult(
        version=version, amounts=amounts, reports=tuple(reports), is_promoted=is_better and is_current
    )


def make_version_name(now: datetime) -> str:
    """A version is named by its moment."""
    return now.strftime("%Y%m%d-%H%M%S")


def _save_version(
    context: Context, serving: Preferences, lessons: Mapping[Direction, DirectionResult], reports: list[DirectionReport]
) -> str:
    version = make_version_name(context.now())
    curves: dict[Direction, Curve] = dict(serving.curves)
    curves |= {it: lesson.curve for it, lesson in lessons.items() if lesson.curve is not None}
    weights = dict(serving.weights) | {it: _round_weights(lesson.weights) for it, lesson in lessons.items()}
    made = Preferences(weights=weights, curves=curves, version=version)
    versions.record_hand_set(context)
    store_version(
        context.settings.models,
        versions.NAME,
        version=version,
        contents={
            versions.ARRAYS: pack_preferences(made),
            versions.METRICS: versions.reports_to_json(serving.version or versions.HAND_SET, reports),
        },
        created_from=f"{sum(it.amount.rows for it in reports)} decisions",
        now=context.now(),
    )
    return version


def _round_weights(weights: np.ndarray) -> dict[Part, float]:
    total = float(weights.sum(dtype=np.float64))
    return {part: round(float(weight) / total, DIGITS) for part, weight in zip(PARTS, weights, strict=True)}


def _report(direction: Direction, lesson: DirectionResult) -> DirectionReport:
    learned = {part.value: round(float(it), DIGITS) for part, it in zip(PARTS, lesson.model.weights, strict=True)}
    return DirectionReport(
        wanter=direction[0],
        wanted=direction[1],
        amount=lesson.amount,
        scores=lesson.scores,
        gain=lesson.ndcg_gain,
        sharper=lesson.log_loss_gain,
        takes_weights=lesson.uses_new_weights,
        takes_curve=lesson.uses_new_curve,
        weights=learned,
        looked_at=tuple(round(float(it), 4) for it in lesson.model.examination),
    )
