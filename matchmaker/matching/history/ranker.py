"""The learned ranker: the linear guess, plus boosted trees and a logistic line where backtests support them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler

from matchmaker.matching.history.backtest import PLACES, grade, order
from matchmaker.matching.history.deals import SHARING
from matchmaker.matching.history.viewpoint import PairFeatures

Array = NDArray[np.float32]

CANDIDATES = 200
"""Investors that the first stage selects for each company; they include 72-81 % of the right ones."""

OTHERS = 40
"""Candidates of each company that did not invest and are sampled for training; weights correct for the sampling."""

Mix = tuple[float, float]
"""Weights of the trees and of the line, which are added to the linear guess."""

SIMPLEST: Mix = (0.0, 0.0)
"""The linear guess alone; it is regularised and needs few examples."""

MIXES: tuple[Mix, ...] = tuple((trees, line) for trees in (0.0, 0.5, 1.0, 2.0) for line in (0.0, 0.5, 1.0, 2.0))
"""Mixes to choose from; the first is SIMPLEST."""

STANDARD_ERRORS = 3.0
"""Standard errors by which a mix must beat the first: 15 mixes are tried, so 5 % become .3 % each (Bonferroni)."""


@dataclass(frozen=True, slots=True)
class Question:
    """One exam with its features, the right answers, and the candidates intp (q, k)."""

    pair_features: PairFeatures
    answers: sparse.csr_matrix
    candidates: NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Ranker:
    """A fitted ranker: ``names`` of the features in their order, and the ``mix`` of linear guess, trees and line."""

    names: tuple[str, ...]
    trees: HistGradientBoostingClassifier | None
    line: Pipeline | None
    mix: Mix

    def score(self, pair_features: PairFeatures, candidates: NDArray[np.intp]) -> Array:
        """Scores of the candidates, float32 (q, k): log odds up to a constant for each row."""
        if self.mix == SIMPLEST:
            return np.take_along_axis(pair_features.features["first_guess"], candidates, axis=1)
        return _mixed(self.parts(pair_features, candidates), self.mix)

    def parts(self, pair_features: PairFeatures, candidates: NDArray[np.intp]) -> Array:
        """Linear guess, trees and line, float32 (3, q, k), as logs; zeros where nothing was learned."""
        linear = np.take_along_axis(pair_features.features["first_guess"], candidates, axis=1)
        if self.trees is None or self.line is None:
            return np.stack([linear, np.zeros_like(linear), np.zeros_like(linear)])
        table = pair_table(pair_features, candidates, self.names).reshape(-1, len(self.names))
        learned = [model.decision_function(table).reshape(candidates.shape) for model in (self.trees, self.line)]
        return np.asarray([linear, *learned], np.float32)


def pair_table(pair_features: PairFeatures, candidates: NDArray[np.intp], names: Sequence[str]) -> Array:
    """Features of candidate pairs: float32 (q, k, features in the order of ``names``)."""
    columns = [np.take_along_axis(pair_features.features[name], candidates, axis=1) for name in names]
    return np.stack(columns, axis=2).astype(np.float32)


def fit_ranker(questions: Sequence[Question], *, rng: np.random.Generator) -> Ranker:
    """Learn from all questions. To choose the mix, each question is answered by a ranker of the other questions.

    The simplest mix is used unless another is clearly better, similar to the one-standard-error rule (Breiman et al.,
    1984). So with little data only the linear guess is used.

    Parameters
    ----------
    questions : sequence of Question
        With only one, nothing is added to the linear guess.
    rng : numpy Generator

    Returns
    -------
    Ranker
    """
    names = tuple(sorted(questions[0].pair_features.features)) if questions else ()
    examples = [_examples(question, names, rng) for question in questions]
    if len(questions) < 2 or sum(float(wanted.sum()) for _, wanted, _ in examples) == 0:
        return Ranker(names, None, None, SIMPLEST)
    grades = []
    for held, question in enumerate(questions):
        others = [example for place, example in enumerate(examples) if place != held]
        trees, line = _learn(others, rng)
        grades.append(_grade_mixes(question, Ranker(names, trees, line, SIMPLEST)))
    trees, line = _learn(examples, rng)
    return Ranker(names, trees, line, choose_mix(np.concatenate(grades)))


def choose_mix(grades: NDArray[np.float64]) -> Mix:
    """The best mix if it beats the first by more than STANDARD_ERRORS of the paired difference, otherwise the first.

    Parameters
    ----------
    grades : float64 (companies, len(MIXES))

    Returns
    -------
    Mix
    """
    best = int(grades.mean(axis=0).argmax())
    gains = grades[:, best] - grades[:, 0]
    error = gains.std(ddof=1) / np.sqrt(len(gains)) if len(gains) > 1 else np.inf
    return MIXES[best] if gains.mean() > STANDARD_ERRORS * error else SIMPLEST


def _examples(question: Question, names: Sequence[str], rng: np.random.Generator) -> tuple[Array, Array, Array]:
    """Features, labels and weights of training rows: all right candidates, weighted by vote, and a sample of others."""
    candidates = question.candidates
    rows = np.repeat(np.arange(len(candidates)), candidates.shape[1])
    wanted = np.asarray(question.answers[rows, candidates.ravel()]).ravel() > 0
    share = min(1.0, OTHERS / max(candidates.shape[1], 1))
    sampled = wanted | (rng.random(len(wanted)) < share)
    table = pair_table(question.pair_features, candidates, names).reshape(-1, len(names))[sampled]
    voices = np.maximum(np.diff(question.answers.indptr), 1)[rows] ** -SHARING
    weights = np.where(wanted, voices, 1.0 / share)[sampled]
    return table, wanted[sampled].astype(np.float32), weights.astype(np.float32)


def _learn(
    examples: Sequence[tuple[Array, Array, Array]], rng: np.random.Generator
) -> tuple[HistGradientBoostingClassifier | None, Pipeline | None]:
    table, wanted, weights = (np.concatenate(column) for column in zip(*examples, strict=True))
    if not 0 < wanted.sum() < len(wanted):
        return None, None
    trees = HistGradientBoostingClassifier(
        learning_rate=0.05,
        max_iter=150,
        max_leaf_nodes=8,
        min_samples_leaf=100,
        l2_regularization=20.0,
        max_features=0.3,
        early_stopping=False,
        random_state=int(rng.integers(2**31)),
    ).fit(table, wanted, sample_weight=weights)
    line = make_pipeline(StandardScaler(), LogisticRegression(C=0.1, max_iter=500))
    return trees, line.fit(table, wanted, logisticregression__sample_weight=weights)


def _grade_mixes(question: Question, ranker: Ranker) -> NDArray[np.float64]:
    parts = ranker.parts(question.pair_features, question.candidates)
    lists = [order(_mixed(parts, mix), PLACES) for mix in MIXES]
    ranked = [np.take_along_axis(question.candidates, places, axis=1) for places in lists]
    return np.stack([grade(one, question.answers) for one in ranked], axis=1)


def _mixed(parts: Array, mix: Mix) -> Array:
    return np.tensordot(np.array([1.0, *mix], np.float32), parts, axes=1).astype(np.float32)
