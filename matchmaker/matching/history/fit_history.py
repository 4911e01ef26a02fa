"""From past deals to ranked investors, for companies that have no investor yet."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matchmaker.matching.history.attributes import Vocabulary
from matchmaker.matching.history.backtest import PLACES, Exam, grade, is_later, make_exams, order, present
from matchmaker.matching.history.deals import Companies, Deals, look_back
from matchmaker.matching.history.ranker import CANDIDATES, STANDARD_ERRORS, Question, Ranker, fit_ranker
from matchmaker.matching.history.ridge import fit_ridges, guess, voiced_rates
from matchmaker.matching.history.viewpoint import PairFeatures, Viewpoint

PENALTIES = (160.0, 80.0, 40.0, 20.0)
"""Penalties of the linear guess to choose from, in companies; the largest, which gives the simplest guess, first."""

BATCH = 1000
"""Companies ranked at a time: about 40 features of 1,000 companies and 1,000 investors take 160 MB."""


@dataclass(frozen=True, slots=True)
class History:
    """A fitted history. ``investors`` intp (m,), ascending, are those that can be ranked.

    ``viewpoint`` has the features of the present. ``is_simple``: the simple guess serves as the first guess.
    """

    investors: NDArray[np.intp]
    viewpoint: Viewpoint
    ranker: Ranker
    penalty: float
    is_simple: bool

    def compute_features(self, companies: Companies) -> PairFeatures:
        """First guess and features of companies now."""
        pair_features = self.viewpoint.compute_features(companies)
        return pair_features.simply() if self.is_simple else pair_features


def fit_history(
    companies: Companies, deals: Deals, *, question: Companies, least_deals: int = 5, seed: int = 0
) -> History:
    """Learn from past deals which investors back which companies.

    Parameters
    ----------
    companies : Companies
    deals : Deals
        ``company`` are rows of ``companies``; ``investor`` are any numbers, including investors with few deals.
    question : Companies
        Companies that will need lists; only their founding years are used, to find out whether time matters.
    least_deals : int
        Rows of ``deals`` that an investor needs to be ranked; with fewer, too little is known about it.
    seed : int
        The same data and seed give the same lists.

    Returns
    -------
    History

    Raises
    ------
    ValueError
        When no investor has enough deals.
    """
    investors = deals.list_investors(least_deals)
    if not len(investors):
        raise ValueError(f"deals: no investor has {least_deals} of the {len(deals)} rows")
    rng = np.random.default_rng(seed)
    is_by_time = is_later(companies, deals, question)
    exams = list(make_exams(companies, deals, least_deals=least_deals, is_by_time=is_by_time, rng=rng))
    penalty = choose_penalty(exams)
    pair_features = [Viewpoint(exam.past, penalty=penalty).compute_features(exam.companies) for exam in exams]
    is_simple = not beats_popularity(exams, pair_features)
    questions = (
        [] if is_simple else list(map(_make_question, exams, pair_features))
    )  # a ranker would need even more data
    now = present(companies, deals)
    past = look_back(companies, deals.of_investors(investors), len(investors), now=now, is_fading=is_by_time)
    return History(investors, Viewpoint(past, penalty=penalty), fit_ranker(questions, rng=rng), penalty, is_simple)


def _make_question(exam: Exam, pair_features: PairFeatures) -> Question:
    return Question(pair_features, exam.answers, order(pair_features.first_guess, CANDIDATES))


def beats_popularity(exams: Sequence[Exam], pair_features: Sequence[PairFeatures]) -> bool:
    """Whether the first guess answers the exams clearly better than popularity in the region.

    Parameters
    ----------
    exams : sequence of Exam
    pair_features : sequence of PairFeatures
        The features of each exam, computed from its past.

    Returns
    -------
    bool
        True when the mean gain is larger than STANDARD_ERRORS standard errors; False without exams.
    """
    gains = [np.zeros(0)]
    for exam, one in zip(exams, pair_features, strict=True):
        learned, simple = (order(guessed, PLACES) for guessed in (one.first_guess, one.simple_guess))
        gains.append(grade(learned, exam.answers) - grade(simple, exam.answers))
    gain = np.concatenate(gains)
    return len(gain) > 1 and bool(gain.mean() > STANDARD_ERRORS * gain.std(ddof=1) / np.sqrt(len(gain)))


def choose_penalty(exams: list[Exam]) -> float:
    """The penalty whose linear guess answers the exams best; the largest penalty without exams.

    Parameters
    ----------
    exams : list of Exam

    Returns
    -------
    float
        One of PENALTIES.
    """
    grades = [np.zeros((len(PENALTIES), 1)), *map(_grade_linear, exams)]
    return PENALTIES[int(np.concatenate(grades, axis=1).mean(axis=1).argmax())]


def _grade_linear(exam: Exam) -> NDArray[np.float64]:
    """Grades of the linear guess alone, float64 (len(PENALTIES), companies)."""
    vocabulary = Vocabulary(exam.past.companies)
    known = vocabulary.describe(exam.past.companies, exam.past.age)
    is_aged = bool(np.isfinite(exam.past.age).any())
    ages = exam.past.now - exam.companies.founded if is_aged else np.full(len(exam.companies), np.nan)
    asked = vocabulary.describe(exam.companies, ages)
    base, weights = voiced_rates(exam.past), fit_ridges(exam.past, known, PENALTIES)
    return np.array([grade(order(guess(one, asked, base), PLACES), exam.answers) for one in weights])


def rank_investors(history: History, companies: Companies, k: int) -> NDArray[np.intp]:
    """The k investors that are most likely to back each company, best first.

    Parameters
    ----------
    history : History
    companies : Companies
        q companies without known deals.
    k : int
        1 to CANDIDATES.

    Returns
    -------
    intp (q, min(k, m))
        Investors as numbered in the deals; equal scores by number.

    Raises
    ------
    ValueError
        When k is out of range.
    """
    if not 1 <= k <= CANDIDATES:
        raise ValueError(f"k: got {k}, expected 1 to {CANDIDATES}")
    lists = [np.zeros((0, min(k, history.viewpoint.past.investors)), np.intp)]
    for start in range(0, len(companies), BATCH):
        pair_features = history.compute_features(companies.take(range(start, min(start + BATCH, len(companies)))))
        candidates = order(pair_features.first_guess, CANDIDATES)
        ranked = order(history.ranker.score(pair_features, candidates), k)
        lists.append(np.take_along_axis(candidates, ranked, axis=1))
    return history.investors[np.concatenate(lists)]
