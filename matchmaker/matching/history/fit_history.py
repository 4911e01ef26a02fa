"""From past deals to ranked investors for companies that nobody has backed yet."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matchmaker.matching.history.attributes import Vocabulary
from matchmaker.matching.history.backtest import PLACES, Exam, grade, hold_exams, is_later, order, present
from matchmaker.matching.history.deals import Companies, Deals, look_back
from matchmaker.matching.history.ranker import CANDIDATES, STANDARD_ERRORS, Question, Ranker, fit_ranker
from matchmaker.matching.history.ridge import fit_ridges, guess, voiced_rates
from matchmaker.matching.history.viewpoint import Asked, Viewpoint

PENALTIES = (160.0, 80.0, 40.0, 20.0)
"""Penalties of the linear guess to choose from, the simplest first; in companies."""

BATCH = 1000
"""Companies ranked at once: some 40 features of 1,000 times 1,000 investors are 160 MB."""


@dataclass(frozen=True, slots=True)
class History:
    """A learned history: who can be named (intp (m,), ascending), the present viewpoint, the ranker, the penalty, and
    whether the first guess is the simple one.
    """

    investors: NDArray[np.intp]
    viewpoint: Viewpoint
    ranker: Ranker
    penalty: float
    is_simple: bool

    def look_at(self, companies: Companies) -> Asked:
        """What is known of companies that ask now."""
        asked = self.viewpoint.look_at(companies)
        return asked.simply() if self.is_simple else asked


def fit_history(
    companies: Companies, deals: Deals, *, question: Companies, least_deals: int = 5, seed: int = 0
) -> History:
    """Learn who backs whom.

    Parameters
    ----------
    companies : Companies
    deals : Deals
        ``company`` are rows of ``companies``; ``investor`` any numbers, also of investors with few deals.
    question : Companies
        Those that will be ranked; only their founding years are looked at, to learn whether time matters.
    least_deals : int
        Rows of ``deals`` that an investor needs to be named; with fewer nothing can be learned of it.
    seed : int
        Same data and seed, same lists.

    Returns
    -------
    History

    Raises
    ------
    ValueError
        No investor has enough deals.
    """
    investors = deals.list_investors(least_deals)
    if not len(investors):
        raise ValueError(f"deals: no investor has {least_deals} of the {len(deals)} rows")
    rng = np.random.default_rng(seed)
    is_by_time = is_later(companies, deals, question)
    exams = list(hold_exams(companies, deals, least_deals=least_deals, is_by_time=is_by_time, rng=rng))
    penalty = choose_penalty(exams)
    asked = [Viewpoint(exam.past, penalty=penalty).look_at(exam.companies) for exam in exams]
    is_simple = not is_worth_learning(exams, asked)
    questions = [] if is_simple else list(map(_make_question, exams, asked))  # a ranker would have to learn still more
    now = present(companies, deals)
    past = look_back(companies, deals.of_investors(investors), len(investors), now=now, is_fading=is_by_time)
    return History(investors, Viewpoint(past, penalty=penalty), fit_ranker(questions, rng=rng), penalty, is_simple)


def _make_question(exam: Exam, asked: Asked) -> Question:
    return Question(asked, exam.answers, order(asked.first_guess, CANDIDATES))


def is_worth_learning(exams: Sequence[Exam], asked: Sequence[Asked]) -> bool:
    """Whether the first guess passes the exams clearly better than popularity in the region.

    Parameters
    ----------
    exams : sequence of Exam
    asked : sequence of Asked
        How each looked from its past.

    Returns
    -------
    bool
        True when the mean gain is more than STANDARD_ERRORS of its standard errors; False without exams.
    """
    gains = [np.zeros(0)]
    for exam, one in zip(exams, asked, strict=True):
        learned, simple = (order(guessed, PLACES) for guessed in (one.first_guess, one.simple_guess))
        gains.append(grade(learned, exam.answers) - grade(simple, exam.answers))
    gain = np.concatenate(gains)
    return len(gain) > 1 and bool(gain.mean() > STANDARD_ERRORS * gain.std(ddof=1) / np.sqrt(len(gain)))


def choose_penalty(exams: list[Exam]) -> float:
    """The penalty whose linear guess passes the exams best; the greatest without exams.

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
    """Grades float64 (len(PENALTIES), companies) of the linear guess alone."""
    vocabulary = Vocabulary(exam.past.companies)
    known = vocabulary.describe(exam.past.companies, exam.past.age)
    is_aged = bool(np.isfinite(exam.past.age).any())
    ages = exam.past.now - exam.companies.founded if is_aged else np.full(len(exam.companies), np.nan)
    asked = vocabulary.describe(exam.companies, ages)
    base, weights = voiced_rates(exam.past), fit_ridges(exam.past, known, PENALTIES)
    return np.array([grade(order(guess(one, asked, base), PLACES), exam.answers) for one in weights])


def rank_investors(history: History, companies: Companies, k: int) -> NDArray[np.intp]:
    """The k investors of each company that are likeliest to back it, best first.

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
        Investors as numbered in the deals; ties by number.

    Raises
    ------
    ValueError
        k is out of range.
    """
    if not 1 <= k <= CANDIDATES:
        raise ValueError(f"k: got {k}, expected 1 to {CANDIDATES}")
    lists = [np.zeros((0, min(k, history.viewpoint.past.investors)), np.intp)]
    for start in range(0, len(companies), BATCH):
        asked = history.look_at(companies.take(range(start, min(start + BATCH, len(companies)))))
        candidates = order(asked.first_guess, CANDIDATES)
        ranked = order(history.ranker.score(asked, candidates), k)
        lists.append(np.take_along_axis(candidates, ranked, axis=1))
    return history.investors[np.concatenate(lists)]
