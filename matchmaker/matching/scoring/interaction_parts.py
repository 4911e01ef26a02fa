"""Parts from interactions, for the pairs of two sides. A part without a weight is not computed."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from matchmaker.matching.interactions.effects import (
    MIN_NEIGHBOURS,
    PRIOR_NEIGHBOUR_WANTS,
    compute_nearness,
    effect_of_co_investments,
    effect_of_rate,
)
from matchmaker.matching.market.calibration import Calibration, SidesByRole
from matchmaker.matching.market.interaction_tables import InteractionTables, PairCounts, ProfileValues, find_sorted
from matchmaker.matching.parts import INTERACTION_PARTS, NEUTRAL, PairPart, Part, unknown_part

Floats = NDArray[np.float32]

STARTUPS_A_BLOCK = 1024
"""Startups whose similarity to those of the tables is computed at a time."""


def build_interaction_parts(pairing: SidesByRole, calibration: Calibration, vectors: Floats) -> tuple[PairPart, ...]:
    """The parts of ``INTERACTION_PARTS``, which can be computed for any rows of the seekers.

    Parameters
    ----------
    pairing : SidesByRole
    calibration : Calibration
        With the counted interactions and the preferences.
    vectors : float32 (n, d)
        Encoded profiles of the startups.

    Returns
    -------
    tuple of PairPart
        ``NEUTRAL`` where nothing is known.
    """
    tables = calibration.interactions
    if tables is None:
        return tuple(_unknown(pairing) for _ in INTERACTION_PARTS)
    near = _Neighbours(pairing, tables, vectors)
    makers: dict[Part, Callable[[], PairPart]] = {
        Part.PARTNER_POPULARITY: lambda: _single_part(pairing, tables.partner_popularity, is_startup=False),
        Part.STARTUP_POPULARITY: lambda: _single_part(pairing, tables.startup_popularity, is_startup=True),
        Part.CHOSEN_BY_LIKE: lambda: near.part(tables.startup_choices),
        Part.CHOSE_LIKE: lambda: near.part(tables.partner_choices),
        Part.RECENCY: lambda: _single_part(pairing, tables.recency, is_startup=False),
        Part.CO_INVESTMENT: lambda: _shared_part(pairing, tables),
    }
    has_weight = calibration.preferences.has_weight
    return tuple(makers[it]() if has_weight(it, calibration.partner) else _unknown(pairing) for it in INTERACTION_PARTS)


def _unknown(pairing: SidesByRole) -> PairPart:
    sizes = len(pairing.startups), len(pairing.partners)
    return unknown_part(*(sizes if pairing.startups_seek else sizes[::-1]))


def _single_part(pairing: SidesByRole, values: ProfileValues, *, is_startup: bool) -> PairPart:
    """A part that depends on only one of the two profiles."""
    own, other = pairing.partners, pairing.startups
    if is_startup:
        own, other = other, own
    known, is_known = values.find(own.ids)
    everybody = np.ones(len(other), np.bool_)
    if is_startup == pairing.startups_seek:  # it depends on the seekers

        def of_seekers(chosen: slice) -> Floats:
            return np.broadcast_to(known[chosen, None], (len(known[chosen]), len(other)))

        return PairPart(of_seekers, is_known, everybody)

    def of_candidates(chosen: slice) -> Floats:
        return np.broadcast_to(known, (len(range(*chosen.indices(len(other)))), len(known)))

    return PairPart(of_candidates, everybody, is_known)


def _shared_part(pairing: SidesByRole, tables: InteractionTables) -> PairPart:
    """Investments that the partner made together with the startup's investors."""
    row, is_backed = find_sorted(tables.backed_startups, pairing.startups.ids)
    column, is_backer = find_sorted(tables.investors, pairing.partners.ids)
    seekers, candidates = (is_backed, is_backer) if pairing.startups_seek else (is_backer, is_backed)

    def values(chosen: slice) -> Floats:
        rows, columns = (chosen, slice(None)) if pairing.startups_seek else (slice(None), chosen)
        effects = np.full((len(row[rows]), len(column[columns])), NEUTRAL, np.float32)
        here, there = np.flatnonzero(is_backed[rows]), np.flatnonzero(is_backer[columns])
        if len(here) and len(there):
            counts = tables.co_investments[row[rows][here]][:, column[columns][there]].toarray()
            effects[np.ix_(here, there)] = effect_of_co_investments(counts)
        return effects if pairing.startups_seek else np.ascontiguousarray(effects.T)

    return PairPart(values, seekers, candidates)


class _Neighbours:
    """Decisions by startups that are similar to a startup, or about them."""

    def __init__(self, pairing: SidesByRole, known: InteractionTables, vectors: Floats) -> None:
        self._pairing, self._known, self._vectors = pairing, known, vectors
        self._cached: tuple[tuple[int, int], sparse.csr_matrix] | None = None
        self._all: tuple[sparse.csr_matrix, sparse.csr_matrix] | None = None
        self._has_text = np.asarray(vectors.any(axis=1), np.bool_)

    def part(self, counts: PairCounts) -> PairPart:
        """The part that results from the decisions of one direction."""
        tables = counts.to_tables(self._pairing.partners.ids, len(self._known.startups))
        columns = np.asarray(tables.people.getnnz(axis=0) > 0, np.bool_)
        total = len(self._vectors)
        if self._pairing.startups_seek:

            def of_startups(chosen: slice) -> Floats:
                start, stop, _step = chosen.indices(total)
                near = self._near(start, stop)
                return _effect_table(near @ tables.wants, near @ tables.expected, (near > 0) @ tables.people)

            return PairPart(of_startups, self._has_text, columns)

        def of_partners(chosen: slice) -> Floats:
            some = tables.take(np.arange(len(columns))[chosen])
            near, is_near = self._transposed()
            wants, expected, people = (it.T.tocsr() for it in (some.wants, some.expected, some.people))
            return _effect_table(wants @ near, expected @ near, people @ is_near)

        return PairPart(of_partners, columns, self._has_text)

    def _near(self, start: int, stop: int) -> sparse.csr_matrix:
        """Nearness of startups to the known ones; cached, as both parts ask for the same rows in turn."""
        if self._cached is None or self._cached[0] != (start, stop):
            starts = range(start, max(stop, start + 1), STARTUPS_A_BLOCK)
            pieces = [self._compare(it, min(it + STARTUPS_A_BLOCK, stop)) for it in starts]
            self._cached = (start, stop), sparse.vstack(pieces, format="csr")
        return self._cached[1]

    def _transposed(self) -> tuple[sparse.csr_matrix, sparse.csr_matrix]:
        """Nearness of the known startups to all startups, and where it is above 0."""
        if self._all is None:
            near = self._near(0, len(self._vectors)).T.tocsr()
            self._all, self._cached = (near, near > 0), None
        return self._all

    def _compare(self, start: int, stop: int) -> sparse.csr_matrix:
        """Nearness of some startups to the known ones; a startup is not its own neighbour."""
        near = compute_nearness(self._vectors[start:stop], self._known.vectors, self._known.span)
        at, is_known = find_sorted(self._known.startups, self._pairing.startups.ids[start:stop])
        near[np.flatnonzero(is_known), at[is_known]] = 0.0
        return sparse.csr_matrix(near)


def _effect_table(wants: sparse.csr_matrix, expected: sparse.csr_matrix, people: sparse.csr_matrix) -> Floats:
    """Effects from the wants, the expected wants and the number of deciding neighbours, as a table."""
    effects = effect_of_rate(wants.toarray(), expected.toarray(), prior=PRIOR_NEIGHBOUR_WANTS)
    return np.where(people.toarray() >= MIN_NEIGHBOURS, effects, NEUTRAL)
