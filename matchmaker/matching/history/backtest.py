"""Backtesting: questions of the past with known answers, each with only what was known before it.

The features of a ranker must not depend on the answers. So each question is separated from its past like the present
question from all known deals: by time if that comes later (forward validation; Bergmeir and Benítez, 2012), otherwise
by a random choice of companies.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from matchmaker.matching.history.deals import Companies, Deals, Past, deal_times, look_back

PLACES = 10
"""Places of a list that count, as many as a person reads."""


def grade(ranked: NDArray[np.intp], answers: sparse.csr_matrix) -> NDArray[np.float64]:
    """Mean of recall and nDCG at PLACES, for each company with an answer.

    Parameters
    ----------
    ranked : intp (q, k)
        Investors, best first.
    answers : CSR (q, m)
        1 for the investors that backed the company.

    Returns
    -------
    float64 (q',)
        In [0, 1]; binary gains and logarithmic discounts (Järvelin and Kekäläinen, 2002).
    """
    wanted = np.diff(answers.indptr)
    top = ranked[:, :PLACES]
    rows = np.repeat(np.arange(len(top)), top.shape[1])
    hits = np.asarray(answers[rows, top.ravel()]).reshape(top.shape)
    discounts = 1.0 / np.log2(np.arange(2, PLACES + 2))
    best = np.concatenate([[0.0], np.cumsum(discounts)])[np.minimum(wanted, PLACES)]
    has_answer = wanted > 0
    recall = hits.sum(axis=1)[has_answer] / wanted[has_answer]
    return np.asarray((recall + (hits @ discounts[: top.shape[1]])[has_answer] / best[has_answer]) / 2, np.float64)


def order(scores: NDArray[np.float32], k: int) -> NDArray[np.intp]:
    """Columns of the k highest scores of each row, highest first, ties by column: intp (q, min(k, m))."""
    return np.argsort(-scores, axis=1, kind="stable")[:, :k]


FOLDS = 4
"""Number of random parts of the companies; each is one question."""

LOOKS_BY_DATE = (6, 0.5)
"""Number of questions by time, and the years between them, for dated deals; half years were slightly better."""

LOOKS_BY_YEAR = (4, 1.0)
"""The same when only founding years are known, which are whole years."""

HORIZON = 1.0
"""Years after the start of a question in which deals still count as answers."""

LATER_QUANTILE = 0.95
"""A question comes later if its median founding year is above this quantile of the known companies'."""

ENOUGH_PAIRS = 50
"""Minimum number of answers of a question by time."""

LEAST_EVER = 2
"""Minimum number of deals of an investor, for any length of the past."""

Cut = tuple[NDArray[np.bool_], NDArray[np.bool_], float]
"""Mask of the known deals, mask of the deals that are answers, and the moment between them."""


@dataclass(frozen=True, slots=True)
class Exam:
    """A question of the past: ``past`` is what was known, ``companies`` (q) are those to rank investors for.

    ``answers`` CSR (q, m) is 1 for the investors that backed them.
    """

    past: Past
    companies: Companies
    answers: sparse.csr_matrix


def is_later(companies: Companies, deals: Deals, question: Companies) -> bool:
    """Whether a question comes after the known deals, so that time matters.

    Parameters
    ----------
    companies : Companies
    deals : Deals
    question : Companies
        Companies that need lists.

    Returns
    -------
    bool
        True for dated deals. Otherwise it is decided by founding years; False when these are unknown.
    """
    if deals.is_dated:
        return True
    known = companies.founded[np.unique(deals.company)]
    known, later = known[np.isfinite(known)], question.founded[np.isfinite(question.founded)]
    return bool(len(known) and len(later) and np.median(later) > np.quantile(known, LATER_QUANTILE))


def present(companies: Companies, deals: Deals) -> float:
    """The present as a year: the time of the last deal, or, for undated deals, the year after the youngest company."""
    return float(deal_times(companies, deals).max(initial=0.0)) + (0.0 if deals.is_dated else 1.0)


def make_exams(
    companies: Companies, deals: Deals, *, least_deals: int, is_by_time: bool, rng: np.random.Generator
) -> Iterator[Exam]:
    """Questions of the past with known answers, the latest first.

    Parameters
    ----------
    companies : Companies
    deals : Deals
    least_deals : int
        Rows that an investor needs in the whole past; in a shorter past proportionally fewer. Counting all rows
        instead would reveal which investors continued, and the ranker would trust small numbers too much.
    is_by_time : bool
        Separate by time, so that a past contains nothing later; otherwise by random parts of the companies.
    rng : numpy Generator
        For the random parts.

    Yields
    ------
    Exam
        None of its companies is in its past. Exams by time with fewer than ENOUGH_PAIRS answers are left out.
    """
    for before, after, now in _cuts(companies, deals, is_by_time=is_by_time, rng=rng):
        share = before.mean() if len(before) else 0.0
        known = deals.take(before).list_investors(max(LEAST_EVER, int(np.ceil(least_deals * share))))
        earlier, later = deals.take(before).of_investors(known), deals.take(after).of_investors(known)
        if len(earlier) and len(later) >= (ENOUGH_PAIRS if is_by_time else 1):
            past = look_back(companies, earlier, len(known), now=now, is_fading=is_by_time)
            yield _exam(companies, later, past)


def _cuts(companies: Companies, deals: Deals, *, is_by_time: bool, rng: np.random.Generator) -> Iterator[Cut]:
    times, now = deal_times(companies, deals), present(companies, deals)
    if not is_by_time:
        part = rng.integers(0, FOLDS, len(companies))[deals.company]
        yield from ((part != fold, part == fold, now) for fold in range(FOLDS))
        return
    opening = np.full(len(companies), np.inf)
    np.minimum.at(opening, deals.company, times)
    starts = opening[deals.company]
    looks, step = LOOKS_BY_DATE if deals.is_dated else LOOKS_BY_YEAR
    for back in range(looks):
        low, high = now - (back + 1) * step, now - back * step
        is_answer = (starts >= low) & (starts < high) & (times < low + HORIZON)
        yield times < low, is_answer if back else starts >= low, low


def _exam(companies: Companies, answers: Deals, past: Past) -> Exam:
    rows, owner = np.unique(answers.company, return_inverse=True)
    shape = (len(rows), past.investors)
    pairs = sparse.csr_matrix((np.ones(len(answers), np.float32), (owner, answers.investor)), shape=shape)
    pairs.data[:] = 1.0  # rounds of one pair were summed
    return Exam(past, companies.take(rows), pairs)
