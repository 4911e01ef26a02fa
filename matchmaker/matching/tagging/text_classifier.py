"""Classifying texts, with a confidence that is measured on held-out texts.

Three views vote, as they make different errors: characters together with the encoder's vectors, words with character
pairs and triples, and the vectors alone with a smooth kernel.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import linalg, sparse
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold
from sklearn.svm import LinearSVC

from matchmaker.matching.text.text_units import text_units

Array = NDArray[np.float32]

VECTOR_SCALE = 0.7
"""Length of a vector relative to the unit length of a text's characters; at 1.2 the characters had no effect."""

WEIGHTS = (1.0, 1.5, 1.4)
"""Weights of the three views: roughly 1 / standard deviation of their margins."""

RIDGE = 1.0
"""Ridge of the smooth view for a class of average size; .3 was equally good."""

CONFIDENCE_FOLDS = 3
"""Folds for measuring the confidence; each takes one fit."""


@dataclass(frozen=True, slots=True)
class Confidence:
    """P(right) = 1 / (1 + exp(-(offset + slope * gap))); the gap is the best margin minus the second (Platt, 1999)."""

    offset: float
    slope: float

    def estimate(self, margins: NDArray[np.float64]) -> NDArray[np.float64]:
        """Probability that the best class is right: float64 (n,), in [0, 1]."""
        return np.asarray(1.0 / (1.0 + np.exp(-(self.offset + self.slope * margin_gaps(margins)))), np.float64)


class TextClassifier:
    """A classifier that is learned from labelled texts.

    Parameters
    ----------
    texts : sequence of n str
    vectors : float32 (n, d)
        Unit vectors of the same texts from an encoder.
    labels : sequence of n str
        At least two classes.

    Raises
    ------
    ValueError
        When lengths differ, or there are fewer than two classes.
    """

    def __init__(self, texts: Sequence[str], vectors: Array, labels: Sequence[str]) -> None:
        if not len(texts) == len(vectors) == len(labels):
            raise ValueError(f"got {len(texts)} texts, {len(vectors)} vectors, {len(labels)} labels, expected as many")
        classes, coded = np.unique(np.asarray(labels, dtype=object).astype(str), return_inverse=True)
        if len(classes) < 2:
            raise ValueError(f"labels: got {len(classes)} classes, expected at least 2")
        self.classes: tuple[str, ...] = tuple(classes.tolist())
        self._mean = vectors.mean(axis=0)
        self._known = self._centred(vectors)
        self._characters = TfidfVectorizer(
            analyzer="char", ngram_range=(1, 3), sublinear_tf=True, min_df=_min_documents(texts), dtype=np.float32
        )
        self._units = TfidfVectorizer(
            analyzer=text_units, sublinear_tf=True, min_df=_min_documents(texts), dtype=np.float32
        )
        joint = _append_vectors(self._characters.fit_transform(texts), self._known)
        self._joint_view = _make_svm().fit(joint, coded)
        self._unit_view = _make_svm().fit(self._units.fit_transform(texts), coded)
        self._smooth_view = _fit_smooth(self._known, coded, len(classes))

    def compute_margins(self, texts: Sequence[str], vectors: Array) -> NDArray[np.float64]:
        """How strongly the views vote for each class.

        Parameters
        ----------
        texts : sequence of q str
        vectors : float32 (q, d)

        Returns
        -------
        float64 (q, classes)
            No unit; 0 is the mean of a row.
        """
        centred = self._centred(vectors)
        views = (
            self._joint_view.decision_function(_append_vectors(self._characters.transform(texts), centred)),
            self._unit_view.decision_function(self._units.transform(texts)),
            _likeness(centred, self._known) @ self._smooth_view,
        )
        votes = [_two_sided(view) * weight for view, weight in zip(views, WEIGHTS, strict=True)]
        total = np.sum(votes, axis=0)
        return np.asarray(total - total.mean(axis=1, keepdims=True), np.float64)

    def predict(self, texts: Sequence[str], vectors: Array) -> list[str]:
        """The best class of each text, in the order of the texts."""
        return [self.classes[place] for place in self.compute_margins(texts, vectors).argmax(axis=1)]

    def _centred(self, vectors: Array) -> Array:
        """Subtract the mean and rescale to unit length: all vectors of an encoder share an uninformative direction."""
        moved = vectors - self._mean
        return np.asarray(moved / np.maximum(np.linalg.norm(moved, axis=1, keepdims=True), 1e-9), np.float32)


def measure_confidence(texts: Sequence[str], vectors: Array, labels: Sequence[str], *, seed: int = 0) -> Confidence:
    """Measure the confidence of gaps on held-out texts.

    Parameters
    ----------
    texts : sequence of n str
    vectors : float32 (n, d)
    labels : sequence of n str
        Each class at least CONFIDENCE_FOLDS times.
    seed : int
        For the folds.

    Returns
    -------
    Confidence
        It takes CONFIDENCE_FOLDS fits.
    """
    truth = np.asarray(labels, dtype=object).astype(str)
    gaps, is_right = [], []
    for train, test in StratifiedKFold(CONFIDENCE_FOLDS, shuffle=True, random_state=seed).split(truth, truth):
        tagger = TextClassifier([texts[row] for row in train], vectors[train], truth[train].tolist())
        margins = tagger.compute_margins([texts[row] for row in test], vectors[test])
        gaps.append(margin_gaps(margins))
        is_right.append(np.array(tagger.classes)[margins.argmax(axis=1)] == truth[test])
    return fit_confidence(np.concatenate(gaps), np.concatenate(is_right))


def fit_confidence(gaps: NDArray[np.float64], is_right: NDArray[np.bool_]) -> Confidence:
    """Fit the confidence of gaps.

    Parameters
    ----------
    gaps : float64 (n,)
        Best margin minus the second, of held-out texts.
    is_right : bool (n,)
        Whether the best class was right.

    Returns
    -------
    Confidence
    """
    if is_right.all() or not is_right.any():  # all the same: (right + 1) / (n + 2) for any gap (Laplace)
        share = (is_right.sum() + 1) / (len(is_right) + 2)
        return Confidence(float(np.log(share / (1 - share))), 0.0)
    line = LogisticRegression().fit(gaps.reshape(-1, 1), is_right)
    return Confidence(float(line.intercept_[0]), float(line.coef_[0, 0]))


def margin_gaps(margins: NDArray[np.float64]) -> NDArray[np.float64]:
    """Best margin of each row minus the second: float64 (n,)."""
    top = np.sort(margins, axis=1)[:, -2:]
    return np.asarray(top[:, 1] - top[:, 0], np.float64)


def _fit_smooth(known: Array, coded: NDArray[np.intp], classes: int) -> NDArray[np.float32]:
    """Kernel ridge regression to one-against-rest targets; rare classes count more, by the root of their rarity.

    Saunders, Gammerman and Vovk (1998); Gaussian kernel exp(-|x - y|^2). Cost n^3 / 3.
    """
    targets = np.where(coded[:, None] == np.arange(classes), 1.0, -1.0)
    rarity = len(coded) / (classes * np.bincount(coded, minlength=classes)[coded])
    kernel = _likeness(known, known)
    kernel[np.diag_indices_from(kernel)] += RIDGE / np.sqrt(rarity)
    return np.asarray(linalg.cho_solve(linalg.cho_factor(kernel, overwrite_a=True), targets), np.float32)


def _likeness(one: Array, other: Array) -> NDArray[np.float64]:
    return np.exp(2.0 * (one @ other.T).astype(np.float64) - 2.0)


def _make_svm() -> LinearSVC:
    return LinearSVC(C=0.3, class_weight="balanced", random_state=0)


def _min_documents(texts: Sequence[str]) -> int:
    """Minimum number of texts with a unit: units of a single text are left out, unless there are few texts."""
    return 2 if len(texts) >= 50 else 1


def _append_vectors(grams: sparse.csr_matrix, vectors: Array) -> sparse.csr_matrix:
    return sparse.hstack([grams, sparse.csr_matrix(VECTOR_SCALE * vectors)], format="csr")


def _two_sided(view: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.column_stack([-view, view]) if view.ndim == 1 else view
