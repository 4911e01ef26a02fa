"""What people did, as lists of today need it: counted once, read for any pairs."""

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
    """One part that speaks of single profiles: ``ids`` int64 (u,), ascending, and ``values`` float32 (u,)."""

    ids: Ids
    values: Floats

    def find(self, ids: Ids) -> tuple[Floats, Bools]:
        """Values of ``ids``, ``NEUTRAL`` where nothing is known, and whether it is: float32 and bool (n,)."""
        at, is_known = find_sorted(self.ids, ids)
        values = np.full(len(ids), NEUTRAL, np.float32)
        values[is_known] = self.values[at[is_known]]
        return values, is_known


@dataclass(frozen=True, slots=True, kw_only=True)
class PairCounts:
    """Decisions of one direction by pair: ``rows`` intp (k,) are places among the startups of the track, ``partners``
    int64 (k,) ids, ``wants`` and ``expected`` float64 (k,); at most one entry a pair, by row.
    """

    rows: NDArray[np.intp]
    partners: Ids
    wants: Doubles
    expected: Doubles

    def to_tables(self, partners: Ids, startups: int) -> "PairTables":
        """The entries of these partners, as tables with a column for each."""
        order = np.argsort(partners, kind="stable")
        at, is_known = find_sorted(partners[order], self.partners)
        rows, columns = self.rows[is_known], order[at[is_known]]
        shape = (startups, len(partners))

        def table(values: Doubles) -> sparse.csr_matrix:
            return sparse.csr_matrix((values[is_known], (rows, columns)), shape=shape)

        return PairTables(wants=table(self.wants), expected=table(self.expected), people=table(np.ones(len(self.rows))))


@dataclass(frozen=True, slots=True, kw_only=True)
class PairTables:
    """A ledger as tables float64 (startups of the track, m): what was wanted, what expected, and by how many."""

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
    """What people did, of one market.

    ``startups`` int64 (e,) are those of whom, or by whom, something was decided, ``vectors`` float32 (e, d) what they
    are, as the calibration sees them; ``span`` is that of likeness among startups. ``chosen`` has what startups decided
    about partners, ``chose`` what partners decided about startups. ``shared`` float64 (u, v) counts, for
    ``backed`` startups and ``backers``, the investments that a backer made together with those of the startup.
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
    """Place of each of ``ids`` among ``known``, which ascend, and whether it is there."""
    if not len(known):
        return np.zeros(len(ids), np.intp), np.zeros(len(ids), np.bool_)
    at = np.minimum(np.searchsorted(known, ids), len(known) - 1)
    return at, np.asarray(known[at] == ids, np.bool_)
