"""Companies as sparse indicator blocks: place, industry words, age, and TF-IDF of the description."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.feature_extraction.text import TfidfVectorizer

from matchmaker.matching.history.deals import Companies
from matchmaker.matching.text.text_units import text_units

MIN_COMPANIES = 2
"""Minimum number of companies with a city, a tag or a word; with one company only, nothing can be learned from it."""

WORDS = 2000
"""Number of units of descriptions that are used, the most frequent ones; with all the metrics hardly changed."""

AGE_EDGES = (0.5, 1.5, 2.5, 4.0, 7.0, 12.0)
"""Limits of the age classes, in years from founding: seed, first and later rounds. Unknown age is another class."""


@dataclass(frozen=True, slots=True)
class Block:
    """One kind of attribute: indicators CSR float32 (n, width), and their sum for each company, float32 (n, 1)."""

    rows: sparse.csr_matrix
    counts: NDArray[np.float32]


Blocks = dict[str, Block]


class Vocabulary:
    """The regions, cities, sectors, tags and words that are known, learned from backed companies.

    Parameters
    ----------
    companies : Companies
        Backed companies, n >= 1.
    """

    def __init__(self, companies: Companies) -> None:
        self._terms = {name: _index(lists) for name, lists in _term_lists(companies)}
        self._words: TfidfVectorizer | None = None
        if sum(map(bool, companies.texts)) >= MIN_COMPANIES:
            self._words = TfidfVectorizer(
                analyzer=text_units, sublinear_tf=True, min_df=MIN_COMPANIES, max_features=WORDS, dtype=np.float32
            )
            try:
                self._words.fit(companies.texts)
            except ValueError:  # no unit occurs in two texts
                self._words = None

    def describe(self, companies: Companies, ages: NDArray[np.float64]) -> Blocks:
        """Blocks ``region``, ``city``, ``sector``, ``tags``, ``age`` and ``text`` of some companies.

        Parameters
        ----------
        companies : Companies
        ages : float64 (n,)
            Years from founding to the first money, or to the money sought now; NaN when unknown.

        Returns
        -------
        Blocks
            Each with n rows; terms outside the vocabulary are left out.
        """
        blocks = {name: _block(_indicators(lists, self._terms[name])) for name, lists in _term_lists(companies)}
        blocks["age"] = _block(_age_classes(ages))
        words = self._words.transform(companies.texts) if self._words else sparse.csr_matrix((len(companies), 0))
        blocks["text"] = _block(sparse.csr_matrix(words, dtype=np.float32))
        return blocks


def _term_lists(companies: Companies) -> Iterator[tuple[str, Sequence[Sequence[str]]]]:
    yield "region", [(region,) if region else () for region in companies.regions]
    places = zip(companies.regions, companies.cities, strict=True)
    yield "city", [(f"{city}, {region}",) if city else () for region, city in places]
    yield "sector", companies.sectors
    yield "tags", companies.tags


def _index(lists: Sequence[Sequence[str]]) -> dict[str, int]:
    counts = Counter(term for terms in lists for term in set(terms))
    frequent = sorted(term for term, count in counts.items() if count >= MIN_COMPANIES)
    return {term: place for place, term in enumerate(frequent)}


def _indicators(lists: Sequence[Sequence[str]], index: dict[str, int]) -> sparse.csr_matrix:
    found = [sorted({index[term] for term in terms if term in index}) for terms in lists]
    ends = np.concatenate([[0], np.cumsum([len(row) for row in found])]).astype(np.int64)
    places = np.array([place for row in found for place in row], np.int64)
    return sparse.csr_matrix((np.ones(len(places), np.float32), places, ends), shape=(len(lists), len(index)))


def _age_classes(ages: NDArray[np.float64]) -> sparse.csr_matrix:
    known = np.isfinite(ages)
    classes = np.where(known, np.digitize(np.where(known, ages, 0.0), AGE_EDGES), len(AGE_EDGES) + 1)
    width = len(AGE_EDGES) + 2
    return sparse.csr_matrix(
        (np.ones(len(ages), np.float32), (np.arange(len(ages)), classes)), shape=(len(ages), width)
    )


def _block(rows: sparse.csr_matrix) -> Block:
    return Block(rows, np.asarray(rows.sum(axis=1), np.float32).reshape(-1, 1))
