"""Training: decisions and their parts in, a version under models/ out, in use only where it is surely better."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from matchmaker.artefacts import store_version
from matchmaker.domain.evidence import DIRECTIONS, Direction, Preference
from matchmaker.domain.learning import Amount, Report
from matchmaker.domain.vocabulary import PartyKind

from matchmaker.matching.learning.choices import UNSHOWN, Choices
from matchmaker.matching.learning.lessons import Lesson, count, learn
from matchmaker.matching.learning.pairs import parts_of
from matchmaker.matching.learning.trials import Serving
from matchmaker.matching.parts import NEUTRAL, PARTS, Part
from matchmaker.matching.preferences import HAND_SET, Curve, Preferences
from matchmaker.services.context import Context, Progress, ignore_progress
from matchmaker.services.learning import versions
from matchmaker.services.learning.evidence import load_preferences
from matchmaker.services.learning.serving import pack_preferences, read_preferences
from matchmaker.services.matches.warm import keep_market
from matchmaker.services.suggesting.market import Market

PASSED_OVER = 1.0
"""Weight of a row that was shown and passed over in silence. Whether it was looked at is what the examination by place
tells; weighed down once more, the places would look alike and the correction be lost."""

DIGITS = 6
"""Decimals of a stored weight."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Training:
    """``version`` is None where no direction had enough to learn from; ``amounts`` tells of all of them."""

    version: str | None
    amounts: Mapping[Direction, Amount]
    reports: tuple[Report, ...]
    is_promoted: bool


def train(context: Context, progress: Progress = ignore_progress, *, seed: int = 0) -> Training:
    """Learn from all decisions, judge on people who were left out, keep the version, and let it serve if it is better.

    A direction takes what is surely better for it and keeps what served otherwise; a version in which no direction
    takes anything is kept for its figures alone. Where another version was put in use meanwhile, this one is only kept.
    """
    with context.open_unit(readonly=True) as unit:
        rows = load_preferences(unit, context.now())
    serving = read_preferences(context)
    market = keep_market(context).renew(progress)
    chosen = {it: gather(market, rows, it) for it in DIRECTIONS}
    amounts = {it: count(choices) for it, choices in chosen.items()}
    enough = [it for it in DIRECTIONS if amounts[it].is_enough]
    lessons: dict[Direction, Lesson] = {}
    for done, direction in enumerate(enough):
        progress("train", done, len(enough))
        prior = HAND_SET.weights_of(*direction)
        held = Serving(weights=serving.weights_of(*direction), curve=serving.curves.get(direction))
        lessons[direction] = learn(chosen[direction], serving=held, prior=prior, seed=seed)
    if not lessons:
        return Training(version=None, amounts=amounts, reports=(), is_promoted=False)
    reports = [_report(direction, lesson) for direction, lesson in lessons.items()]
    version = _keep(context, serving, lessons, reports)
    is_better = any(it.takes_weights or it.takes_curve for it in reports)
    is_current = versions.find_serving(context) == serving.version
    if is_better and is_current:
        versions.promote(context, None, version)
    return Training(version=version, amounts=amounts, reports=tuple(reports), is_promoted=is_better and is_current)


def gather(market: Market, rows: tuple[Preference, ...], direction: Direction) -> Choices:
    """The rows of one direction whose two are still there, with the parts that the recommender computes of them.

    The load is left out, so its weight stays: it is known of today, when those who were wanted have fewer places left.
    """
    wanter, wanted = direction
    partner = wanted if wanter is PartyKind.STARTUP else wanter
    own = [it for it in rows if (it.wanter_kind, it.wanted_kind) == direction]
    here = market.sides[wanter].find_rows(it.wanter_id for it in own)
    there = market.sides[wanted].find_rows(it.wanted_id for it in own)
    found = (here >= 0) & (there >= 0)
    own = [it for it, is_found in zip(own, found.tolist(), strict=True) if is_found]
    pairs = np.stack([here, there] if wanter is PartyKind.STARTUP else [there, here], axis=1)[found]
    parts = parts_of(
        market.sides[PartyKind.STARTUP],
        market.sides[partner],
        pairs,
        calibration=market.calibration(PartyKind.STARTUP, partner),
        tree=market.tree,
    )
    parts[:, PARTS.index(Part.LOAD)] = NEUTRAL
    return Choices(
        parts=parts.reshape(len(own), len(PARTS)),
        is_wanted=np.array([it.is_wanted for it in own], np.bool_),
        positions=np.array([it.position or UNSHOWN for it in own], np.int64),
        weights=np.array([PASSED_OVER if it.deed is None else it.weight for it in own], np.float64),
        wanters=np.array([it.wanter_id for it in own], np.int64),
        wanted=np.array([it.wanted_id for it in own], np.int64),
    )


def name_version(now: datetime) -> str:
    """A version is named by its moment."""
    return now.strftime("%Y%m%d-%H%M%S")


def _keep(context: Context, serving: Preferences, lessons: Mapping[Direction, Lesson], reports: list[Report]) -> str:
    version = name_version(context.now())
    curves: dict[Direction, Curve] = dict(serving.curves)
    curves |= {it: lesson.curve for it, lesson in lessons.items() if lesson.curve is not None}
    weights = dict(serving.weights) | {it: _tell_weights(lesson.weights) for it, lesson in lessons.items()}
    made = Preferences(weights=weights, curves=curves, version=version)
    versions.keep_hand_set(context)
    store_version(
        context.settings.models,
        versions.NAME,
        version=version,
        contents={
            versions.ARRAYS: pack_preferences(made),
            versions.METRICS: versions.tell_reports(serving.version or versions.HAND_SET, reports),
        },
        created_from=f"{sum(it.amount.rows for it in reports)} decisions",
        now=context.now(),
    )
    return version


def _tell_weights(weights: np.ndarray) -> dict[Part, float]:
    total = float(weights.sum(dtype=np.float64))
    return {part: round(float(weight) / total, DIGITS) for part, weight in zip(PARTS, weights, strict=True)}


def _report(direction: Direction, lesson: Lesson) -> Report:
    learned = {part.value: round(float(it), DIGITS) for part, it in zip(PARTS, lesson.taste.weights, strict=True)}
    return Report(
        wanter=direction[0],
        wanted=direction[1],
        amount=lesson.amount,
        scores=lesson.scores,
        gain=lesson.gain,
        sharper=lesson.sharper,
        takes_weights=lesson.takes_weights,
        takes_curve=lesson.takes_curve,
        weights=learned,
        looked_at=tuple(round(float(it), 4) for it in lesson.taste.examination),
    )
