"""Questions of the past whose answers are known: each is asked with only what was known before it.

A ranker may learn only from features that had not seen the answer, so the past is cut as the question at hand is
cut from it: by time when the question comes later (forward validation; Bergmeir and Benítez, 2012), by random
companies otherwise.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from matchmaker.matching.history.deals import Companies, Deals
from matchmaker.matching.history.past import Past, deal_times, look_back

ROUNDS = 4
"""Questions asked of the past: years back, or folds."""

LATER_QUANTILE = 0.95
"""The question comes later when its middle founding year is above this quantile of the known companies'."""

ENOUGH_PAIRS = 50
"""A year of the past with fewer answers is too small to ask about."""


@dataclass(frozen=True, slots=True)
class Exam:
    """``past`` is what was known; ``companies`` (q) asked then; ``answers`` CSR (q, m) has 1 for who backed them."""

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
        Whom lists are wanted for.

    Returns
    -------
    bool
        True for dated deals; else by founding years, False when these are not known.
    """
    if deals.is_dated:
        return True
    known = companies.founded[np.unique(deals.company)]
    known, asked = known[np.isfinite(known)], question.founded[np.isfinite(question.founded)]
    return bool(len(known) and len(asked) and np.median(asked) > np.quantile(known, LATER_QUANTILE))


def present(companies: Companies, deals: Deals) -> float:
    """The moment after the last deal: its time when dated, else the year after the youngest company; a year."""
    return float(deal_times(companies, deals).max(initial=0.0)) + (0.0 if deals.is_dated else 1.0)


def hold_exams(
    companies: Companies, deals: Deals, investors: int, *, is_by_time: bool, rng: np.random.Generator
) -> Iterator[Exam]:
    """Up to ROUNDS exams, the latest first.

    Parameters
    ----------
    companies : Companies
    deals : Deals
    investors : int
        m.
    is_by_time : bool
        Cut by years, so that a past never knows what came later; else by random quarters of the companies.
    rng : numpy Generator
        For the quarters.

    Yields
    ------
    Exam
        None of its companies is in its past. Exams with fewer than ENOUGH_PAIRS answers are left out by time.
    """
    times = deal_times(companies, deals)
    opening = np.full(len(companies), np.inf)
    np.minimum.at(opening, deals.company, times)
    starts = opening[deals.company]
    now = present(companies, deals)
    quarter = rng.integers(0, ROUNDS, len(companies))[deals.company]
    for back in range(ROUNDS):
        low, high = now - back - 1, now - back
        if is_by_time:
            last = high if back else np.inf
            before, after = times < low, (starts >= low) & (starts < last) & (times < last)
        else:
            before, after, low = quarter != back, quarter == back, now
        if before.any() and after.sum() >= (ENOUGH_PAIRS if is_by_time else 1):
            past = look_back(companies, deals.take(before), investors, now=low, is_fading=is_by_time)
            yield _exam(companies, deals.take(after), past)


def _exam(companies: Companies, answers: Deals, past: Past) -> Exam:
    rows, owner = np.unique(answers.company, return_inverse=True)
    shape = (len(rows), past.investors)
    pairs = sparse.csr_matrix((np.ones(len(answers), np.float32), (owner, answers.investor)), shape=shape)
    pairs.data[:] = 1.0  # rounds of one pair were summed
    return Exam(past, companies.take(rows), pairs)
