"""Interactions counted for the lists of today: by profile, by pair of profiles, and by co-investment."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from matchmaker.matching.market.similarity import Span
from matchmaker.matching.parts import NEUTRAL

Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]
Bools = NDArray[np.bool_]
Ids = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileValues:
    """A part that depends on one profile only: ``ids`` int64 (u,), ascending, and ``values`` float32 (u,)."""

    ids: Ids
    values: Floats

    def find(self, ids: Ids) -> tuple[Floats, Bools]:
        """Values of ``ids``, ``NEUTRAL`` where unknown, and whether each is known: float32 and bool (n,)."""
        at, is_known = find_sorted(self.ids, ids)
        values = np.full(len(ids), NEUTRAL, np.float32)
        values[is_known] = self.values[at[is_known]]
        return values, is_known


@dataclass(frozen=True, slots=True, kw_only=True)
class PairCounts:
    """Decisions of one direction by pair, at most one for each pair, sorted by row.

    ``rows`` intp (k,) are indices into ``InteractionTables.startups``; ``partners`` int64 (k,) are ids. ``wants`` and
    ``expected`` float64 (k,) are the observed and the expected positive weights.
    """

    rows: NDArray[np.intp]
    partners: Ids
    wants: Doubles
    expected: Doubles

    def to_tables(self, partners: Ids, startups: int) -> "PairTables":
        """The decisions of these partners, as tables with one column for each."""
        order = np.argsort(partners, kind="stable")
        at, is_known = find_sorted(partners[order], self.partners)
        rows, columns = self.rows[is_known], order[at[is_known]]
        shape = (startups, len(partners))

        def table(values: Doubles) -> sparse.csr_matrix:
            return sparse.csr_matrix((values[is_known], (rows, columns)), shape=shape)

        return PairTables(wants=table(self.wants), expected=table(self.expected), people=table(np.ones(len(self.rows))))


@dataclass(frozen=True, slots=True, kw_only=True)
class PairTables:
    """Pair counts as sparse tables float64 (known startups, m): wants, expected wants, and number of decisions."""

    wants: sparse.csr_matrix
    expected: sparse.csr_matrix
    people: sparse.csr_matrix

    def take(self, columns: NDArray[np.intp]) -> "PairTables":
        """The tables of the chosen partners."""
        return PairTables(
            wants=self.wants[:, columns], expected=self.expected[:, columns], people=self.people[:, columns]
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class InteractionTables:
    """The counted interactions of one market.

    ``startups`` int64 (e,) are those with decisions by them or about them, and ``vectors`` float32 (e, d) their encoded
    profiles. ``span`` is the range of similarity among startups. ``startup_choices`` has the decisions of startups
    about partners, ``partner_choices`` those of partners about startups. ``co_investments`` float64 (u, v) counts, for
    ``backed_startups`` and ``investors``, the investments that the investor made together with the startup's investors.
    """

    partner_popularity: ProfileValues
    startup_popularity: ProfileValues
    recency: ProfileValues
    startups: Ids
    vectors: Floats
    span: Span
    startup_choices: PairCounts
    partner_choices: PairCounts
    backed_startups: Ids
    investors: Ids
    co_investments: sparse.csr_matrix


def find_sorted(known: Ids, ids: Ids) -> tuple[NDArray[np.intp], Bools]:
    """Index of each of ``ids`` in ``known``, which is ascending, and whether it is there."""
    if not len(known):
        return np.zeros(len(ids), np.intp), np.zeros(len(ids), np.bool_)
    at = np.minimum(np.searchsorted(known, ids), len(known) - 1)
    return at, np.asarray(known[at] == ids, np.bool_)
