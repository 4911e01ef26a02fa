"""Parts that come from a track, for the pairs of two sides. What no preference weighs is not computed."""

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
"""Startups whose likeness with those of the track is computed at a time."""


def build_interaction_parts(pairing: SidesByRole, calibration: Calibration, vectors: Floats) -> tuple[PairPart, ...]:
    """The parts of ``INTERACTION_PARTS``, ready to be computed for any rows of the seekers.

    Parameters
    ----------
    pairing : Pairing
    calibration : Calibration
        With the track and the preferences that weigh its parts.
    vectors : float32 (n, d)
        What the startups are, as the calibration sees them.

    Returns
    -------
    tuple of PairPart
        ``NEUTRAL`` where nothing is known.
    """
    track = calibration.interactions
    if track is None:
        return tuple(_unknown(pairing) for _ in INTERACTION_PARTS)
    near = _Neighbours(pairing, track, vectors)
    makers: dict[Part, Callable[[], PairPart]] = {
        Part.PARTNER_POPULARITY: lambda: _single_part(pairing, track.partner_popularity, is_startup=False),
        Part.STARTUP_POPULARITY: lambda: _single_part(pairing, track.startup_popularity, is_startup=True),
        Part.CHOSEN_BY_LIKE: lambda: near.part(track.startup_choices),
        Part.CHOSE_LIKE: lambda: near.part(track.partner_choices),
        Part.RECENCY: lambda: _single_part(pairing, track.recency, is_startup=False),
        Part.CO_INVESTMENT: lambda: _shared_part(pairing, track),
    }
    weighs = calibration.preferences.has_weight
    return tuple(makers[it]() if weighs(it, calibration.partner) else _unknown(pairing) for it in INTERACTION_PARTS)


def _unknown(pairing: SidesByRole) -> PairPart:
    sizes = len(pairing.startups), len(pairing.partners)
    return unknown_part(*(sizes if pairing.startups_seek else sizes[::-1]))


def _single_part(pairing: SidesByRole, worths: ProfileValues, *, is_startup: bool) -> PairPart:
    """A part that speaks of one of the two alone."""
    own, other = pairing.partners, pairing.startups
    if is_startup:
        own, other = other, own
    known, is_known = worths.find(own.ids)
    everybody = np.ones(len(other), np.bool_)
    if is_startup == pairing.startups_seek:  # it speaks of the seekers

        def of_seekers(chosen: slice) -> Floats:
            return np.broadcast_to(known[chosen, None], (len(known[chosen]), len(other)))

        return PairPart(of_seekers, is_known, everybody)

    def of_candidates(chosen: slice) -> Floats:
        return np.broadcast_to(known, (len(range(*chosen.indices(len(other)))), len(known)))

    return PairPart(of_candidates, everybody, is_known)


def _shared_part(pairing: SidesByRole, track: InteractionTables) -> PairPart:
    """Investments made together with those who invested in the startup."""
    row, is_backed = find_sorted(track.backed_startups, pairing.startups.ids)
    column, is_backer = find_sorted(track.investors, pairing.partners.ids)
    seekers, candidates = (is_backed, is_backer) if pairing.startups_seek else (is_backer, is_backed)

    def values(chosen: slice) -> Floats:
        rows, columns = (chosen, slice(None)) if pairing.startups_seek else (slice(None), chosen)
        worth = np.full((len(row[rows]), len(column[columns])), NEUTRAL, np.float32)
        here, there = np.flatnonzero(is_backed[rows]), np.flatnonzero(is_backer[columns])
        if len(here) and len(there):
            counts = track.co_investments[row[rows][here]][:, column[columns][there]].toarray()
            worth[np.ix_(here, there)] = effect_of_co_investments(counts)
        return worth if pairing.startups_seek else np.ascontiguousarray(worth.T)

    return PairPart(values, seekers, candidates)


class _Neighbours:
    """What startups did that are like a startup, or what was done with them."""

    def __init__(self, pairing: SidesByRole, track: InteractionTables, vectors: Floats) -> None:
        self._pairing, self._track, self._vectors = pairing, track, vectors
        self._kept: tuple[tuple[int, int], sparse.csr_matrix] | None = None
        self._all: tuple[sparse.csr_matrix, sparse.csr_matrix] | None = None
        self._says = np.asarray(vectors.any(axis=1), np.bool_)

    def part(self, ledger: PairCounts) -> PairPart:
        """What the decisions of a ledger tell of every pair."""
        tables = ledger.to_tables(self._pairing.partners.ids, len(self._track.startups))
        columns = np.asarray(tables.people.getnnz(axis=0) > 0, np.bool_)
        total = len(self._vectors)
        if self._pairing.startups_seek:

            def of_startups(chosen: slice) -> Floats:
                start, stop, _step = chosen.indices(total)
                near = self._near(start, stop)
                return _effect_table(near @ tables.wants, near @ tables.expected, (near > 0) @ tables.people)

            return PairPart(of_startups, self._says, columns)

        def of_partners(chosen: slice) -> Floats:
            some = tables.take(np.arange(len(columns))[chosen])
            near, is_near = self._turned()
            wants, expected, people = (it.T.tocsr() for it in (some.wants, some.expected, some.people))
            return _effect_table(wants @ near, expected @ near, people @ is_near)

        return PairPart(of_partners, columns, self._says)

    def _near(self, start: int, stop: int) -> sparse.csr_matrix:
        """Nearness of startups to those of the track; kept, for both parts ask for the same in turn."""
        if self._kept is None or self._kept[0] != (start, stop):
            starts = range(start, max(stop, start + 1), STARTUPS_A_BLOCK)
            pieces = [self._compare(it, min(it + STARTUPS_A_BLOCK, stop)) for it in starts]
            self._kept = (start, stop), sparse.vstack(pieces, format="csr")
        return self._kept[1]

    def _turned(self) -> tuple[sparse.csr_matrix, sparse.csr_matrix]:
        """Nearness of those of the track to all startups, and where there is any: a partner decided about few."""
        if self._all is None:
            near = self._near(0, len(self._vectors)).T.tocsr()
            self._all, self._kept = (near, near > 0), None
        return self._all

    def _compare(self, start: int, stop: int) -> sparse.csr_matrix:
        """Nearness of some startups to those of the track; nobody is a neighbour of oneself."""
        near = compute_nearness(self._vectors[start:stop], self._track.vectors, self._track.span)
        at, is_known = find_sorted(self._track.startups, self._pairing.startups.ids[start:stop])
        near[np.flatnonzero(is_known), at[is_known]] = 0.0
        return sparse.csr_matrix(near)


def _effect_table(wants: sparse.csr_matrix, expected: sparse.csr_matrix, people: sparse.csr_matrix) -> Floats:
    """Worth, as a table, of what was wanted and expected near by, and decided by or about so many."""
    told = effect_of_rate(wants.toarray(), expected.toarray(), prior=PRIOR_NEIGHBOUR_WANTS)
    return np.where(people.toarray() >= MIN_NEIGHBOURS, told, NEUTRAL)
