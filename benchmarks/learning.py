"""Gain from learning: simulated people with known preferences choose from lists, and look less often further down.

Mentors have an appeal that no profile shows; only earlier choices reveal it.
"""

import argparse
import json
import time
from dataclasses import dataclass, replace

import numpy as np
from scipy.special import expit

from benchmarks._town import open_town, size_of
from matchmaker.domain.vocabulary import PartyKind
from matchmaker.matching.interactions.events import Interactions, Investments
from matchmaker.matching.interactions.fit_tables import fit_interactions, fit_similarity
from matchmaker.matching.interactions.parts_as_of import compute_parts_as_of
from matchmaker.matching.learning.choices import LAST_PLACE, Choices, compute_parts
from matchmaker.matching.learning.cross_validation import ServingModel
from matchmaker.matching.learning.preference_model import fit_preference_model
from matchmaker.matching.learning.training import DirectionResult, train_direction
from matchmaker.matching.parts import INTERACTION_PARTS, PARTS, Part
from matchmaker.matching.preferences import HAND_SET, Preferences
from matchmaker.matching.scoring.recommender import recommend
from matchmaker.services.suggestions.market import Market
from matchmaker.services.suggestions.market_cache import MarketCache
from matchmaker.services.suggestions.vectors import encode_profiles

STARTUP, MENTOR = PartyKind.STARTUP, PartyKind.MENTOR
SEEDS = range(3)
SHOWN, TOP = 20, 10

PREFERENCE_WEIGHTS = {
    Part.NEEDS_TEXT: 0.1,
    Part.PROFILE_TEXT: 0.1,
    Part.SHARED_WORDS: 0.05,
    Part.INDUSTRY: 0.35,
    Part.ZONE: 0.4,
}
"""What simulated founders care about: less for words, more for industry and zone than the hand-set weights."""

SCALE, OFFSET, FALLS = 10.0, -6.5, 1.0
"""Log odds of wanting, and P(looked at) = 1 / position to the power of ``FALLS``."""


APPEAL, YEAR = 1.0, 360.0
"""Spread of the mentors' appeal in log odds, and days over which the startups choose."""

EVEN = {part: 1.0 / len(PARTS) for part in PARTS}
"""Weights by which every part is computed."""

NOBODY = Investments(investors=np.zeros(0, np.int64), startups=np.zeros(0, np.int64), at=np.zeros(0))


@dataclass(frozen=True)
class SimulatedMarket:
    """Parts of every startup with every mentor, (n, m, p), and the lists that were shown, (n, k)."""

    market: Market
    parts: np.ndarray
    shown: np.ndarray


def run(argv: list[str]) -> int:
    """Print mean and spread of every figure over three seeds."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks learning", description=__doc__)
    parser.add_argument("--startups", type=int, default=600)
    parser.add_argument("--partners", type=int, default=140)
    parser.add_argument("--appeal", type=float, default=APPEAL, help="spread of what no profile tells, in log odds")
    options = parser.parse_args(argv)
    with open_town(size_of(options.startups, options.partners)) as context:
        encode_profiles(context)
        town = _see(MarketCache(context).load())
    found = [_measure(town, seed, options.appeal) for seed in SEEDS]
    means = {name: round(float(np.mean([it[name] for it in found])), 4) for name in found[0]}
    spreads = {name: round(float(np.std([it[name] for it in found])), 4) for name in found[0]}
    print(json.dumps({**means, "spread": spreads, "seeds": len(SEEDS), "startups": options.startups}))
    return 0


def _see(market: Market) -> SimulatedMarket:
    startups, mentors = market.sides[STARTUP], market.sides[MENTOR]
    calibration = market.calibration(STARTUP, MENTOR)
    pairs = np.indices((len(startups), len(mentors))).reshape(2, -1).T
    parts = compute_parts(startups, mentors, pairs, calibration=calibration, tree=market.tree)
    lists = recommend(startups, mentors, k=SHOWN, calibration=calibration, tree=market.tree)
    return SimulatedMarket(
        market=market, parts=parts.reshape(len(startups), len(mentors), len(PARTS)), shown=lists.rows
    )


def _measure(town: SimulatedMarket, seed: int, spread: float) -> dict[str, float]:
    """Learn from the choices of half of the startups; judge lists of the other half by their true preferences."""
    rng = np.random.default_rng(seed)
    people = rng.permutation(len(town.shown))
    known, unknown = people[: len(people) // 2], people[len(people) // 2 :]
    appeal = spread * rng.standard_normal(town.parts.shape[1])
    choices, prior = _choose(town, known, appeal, rng), HAND_SET.weights_of(STARTUP, MENTOR)
    days = YEAR * rng.random(len(town.shown))[choices.wanters]
    interactions = _write(town, choices, days)
    with_interactions = replace(choices, parts=_look_back(town, choices, interactions))
    started = time.perf_counter()
    result: DirectionResult = train_direction(
        with_interactions, serving=ServingModel(weights=prior), prior=prior, seed=seed
    )
    seconds = time.perf_counter() - started
    without_positions = fit_preference_model(
        replace(with_interactions, positions=np.minimum(with_interactions.positions, 1)), prior
    ).weights
    bare = fit_preference_model(choices, prior).weights
    wanted = np.bincount(choices.wanted, choices.is_wanted, minlength=town.parts.shape[1])
    truth = _wants(town.parts[unknown], appeal)
    today = _look_now(town, unknown, interactions)
    values = {
        "ndcg_learned": today @ result.weights,
        "ndcg_by_profiles_alone": town.parts[unknown] @ bare,
        "ndcg_hand": town.parts[unknown] @ prior,
        "ndcg_popularity": np.tile(wanted, (len(unknown), 1)),
        "ndcg_without_position_correction": today @ without_positions,
        "ndcg_random": rng.random(truth.shape),
    }
    figures = {name: _ndcg(truth, it) for name, it in values.items()}
    return {**figures, "ece": result.scores["learned"].calibration_error, "seconds": seconds}


def _wants(parts: np.ndarray, appeal: np.ndarray) -> np.ndarray:
    weights = np.array([PREFERENCE_WEIGHTS.get(part, 0.0) for part in PARTS])
    return np.asarray(expit(SCALE * (parts @ weights) + OFFSET + appeal))


def _write(town: SimulatedMarket, choices: Choices, days: np.ndarray) -> Interactions:
    """The choices as interactions, as they are known later."""
    startups, mentors = town.market.sides[STARTUP], town.market.sides[MENTOR]
    n = len(choices)
    return Interactions(
        startups=startups.ids[choices.wanters],
        partners=mentors.ids[choices.wanted],
        by_startup=np.ones(n, np.bool_),
        is_wanted=choices.is_wanted,
        has_acted=np.ones(n, np.bool_),
        weights=choices.weights,
        places=np.minimum(choices.positions, LAST_PLACE).astype(np.intp),
        decided_at=days,
        known_at=days,
    )


def _look_back(town: SimulatedMarket, choices: Choices, interactions: Interactions) -> np.ndarray:
    """The parts of the choices, with the interactions known when each was made."""
    seen = town.market.view(STARTUP, MENTOR)
    parts = choices.parts.copy()
    parts[:, -len(INTERACTION_PARTS) :] = compute_parts_as_of(
        interactions, interactions, NOBODY, seen, span=fit_similarity(seen)
    )
    return parts


def _look_now(town: SimulatedMarket, people: np.ndarray, interactions: Interactions) -> np.ndarray:
    """The parts of some startups with all mentors, (r, m, p), with the interactions known after a year."""
    startups, mentors = town.market.view(STARTUP, MENTOR), town.market.sides[MENTOR]
    calibration = replace(
        town.market.calibration(STARTUP, MENTOR),
        interactions=fit_interactions(interactions, NOBODY, startups, today=YEAR),
        preferences=Preferences(weights=dict.fromkeys(HAND_SET.weights, EVEN)),
    )
    pairs = np.stack(np.meshgrid(people, np.arange(len(mentors)), indexing="ij"), axis=-1).reshape(-1, 2)
    parts = compute_parts(startups.side, mentors, pairs, calibration=calibration, tree=town.market.tree)
    return parts.reshape(len(people), len(mentors), len(PARTS))


def _choose(town: SimulatedMarket, people: np.ndarray, appeal: np.ndarray, rng: np.random.Generator) -> Choices:
    rows, places = np.nonzero(town.shown[people] >= 0)
    wanters, wanted = people[rows], town.shown[people[rows], places]
    parts = town.parts[wanters, wanted]
    chosen = rng.random(len(rows)) < _wants(parts, appeal[wanted]) * (places + 1.0) ** -FALLS
    return Choices(
        parts=parts,
        is_wanted=chosen,
        positions=places.astype(np.int64) + 1,
        weights=np.ones(len(rows)),
        wanters=wanters.astype(np.int64),
        wanted=wanted.astype(np.int64),
    )


def _ndcg(truth: np.ndarray, values: np.ndarray) -> float:
    """nDCG@``TOP`` with the true chance as the gain, the mean of all startups."""
    discounts = 1.0 / np.log2(np.arange(2, TOP + 2))
    order = np.argsort(-values, axis=1, kind="stable")[:, :TOP]
    gains = np.take_along_axis(truth, order, axis=1) @ discounts
    return float((gains / (np.sort(truth, axis=1)[:, ::-1][:, :TOP] @ discounts)).mean())
