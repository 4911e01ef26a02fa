"""All named parts of a score for the pairs of two sides: float32 in [0, 1], with masks of known values."""

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from matchmaker.matching.market.calibration import Calibration, SidesByRole
from matchmaker.matching.market.encoded_sides import EncodedSide, encode_side
from matchmaker.matching.market.industry_tree import IndustryTree
from matchmaker.matching.market.similarity import GRID, Span
from matchmaker.matching.parts import NEUTRAL, PairPart
from matchmaker.matching.scoring.fact_parts import (
    FactTable,
    compare_industries,
    compare_load,
    compare_stages,
    compare_tickets,
    compare_zones,
)
from matchmaker.matching.scoring.interaction_parts import build_interaction_parts

Floats = NDArray[np.float32]
Bools = NDArray[np.bool_]


SINGLE_SEEKER_RATIO = 32
"""Candidates for each seeker from which on their sparse matrix is not transposed.

Transposing it would cost more than the few products. Both ways add the same products in the same order."""


def build_pair_parts(
    pairing: SidesByRole,
    calibration: Calibration,
    tree: IndustryTree,
    *,
    views: tuple[EncodedSide, EncodedSide] | None = None,
) -> tuple[PairPart, ...]:
    """All parts of the score, in the order of ``PARTS``, which can be computed for any rows of the seekers.

    Parameters
    ----------
    pairing : SidesByRole
    calibration : Calibration
        Fitted on the same kinds.
    tree : IndustryTree
    views : (EncodedSide, EncodedSide), optional
        The encoded startups and partners; computed when left out.

    Returns
    -------
    tuple of PairPart
        Values are in [0, 1], and ``NEUTRAL`` where a part is unknown. For a startup without stated needs the profile
        text replaces them, as the best hint at what it needs.

    Raises
    ------
    ValueError
        When the calibration belongs to another kind of partner.
    """
    startups, partners = pairing.startups, pairing.partners
    if calibration.partner is not partners.kind:
        raise ValueError(f"calibration: got one of {calibration.partner}, expected one of {partners.kind}")
    own, others = views or (encode_side(startups, calibration), encode_side(partners, calibration))
    needs = _text_part(pairing, own.needs, others.profile, calibration.needs_span)
    profile = _text_part(pairing, own.profile, others.profile, calibration.profile_span)
    facts = (
        compare_industries(startups, partners, tree),
        compare_stages(startups, partners),
        compare_tickets(startups, partners),
        compare_zones(startups, partners),
        compare_load(startups, partners),
    )
    words = _words_part(pairing, own.words, others.words, span=calibration.words_span)
    return (
        _with_substitute(needs, profile),
        profile,
        words,
        *(_fact_part(pairing, fit) for fit in facts),
        *build_interaction_parts(pairing, calibration, own.profile),
    )


def _text_part(pairing: SidesByRole, of_startups: Floats, of_partners: Floats, span: Span) -> PairPart:
    """Cosine of centred vectors, rescaled to the span; a zero vector is a missing text."""
    seekers, candidates = (of_startups, of_partners) if pairing.startups_seek else (of_partners, of_startups)
    rows, columns = _has_text(seekers), _has_text(candidates)

    def values(chosen: slice) -> Floats:
        cosine = seekers[chosen] @ candidates.T
        cosine *= np.float32(1.0 / GRID**2)
        return _neutral_where_unknown(span.rescale(cosine), rows[chosen], columns)

    return PairPart(values, rows, columns)


def _words_part(
    pairing: SidesByRole, of_startups: sparse.csr_matrix, of_partners: sparse.csr_matrix, *, span: Span
) -> PairPart:
    """Cosine of the tf-idf rows: names and terms that both sides use literally."""
    seekers, candidates = (of_startups, of_partners) if pairing.startups_seek else (of_partners, of_startups)
    rows, columns = np.diff(seekers.indptr) > 0, np.diff(candidates.indptr) > 0
    is_seeker_alone = seekers.shape[0] < candidates.shape[0] // SINGLE_SEEKER_RATIO
    transposed = None if is_seeker_alone else candidates.T.tocsr()

    def values(chosen: slice) -> Floats:
        some = seekers[chosen]
        cosine = (candidates @ some.T.tocsr()).T.toarray() if transposed is None else (some @ transposed).toarray()
        return _neutral_where_unknown(span.rescale(cosine), rows[chosen], columns)

    return PairPart(values, rows, columns)


def _fact_part(pairing: SidesByRole, fit: FactTable) -> PairPart:
    if pairing.startups_seek:
        table, seeker_key, candidate_key = fit.table, fit.startup_key, fit.partner_key
        rows, columns = fit.startup_known, fit.partner_known
    else:
        table, seeker_key, candidate_key = np.ascontiguousarray(fit.table.T), fit.partner_key, fit.startup_key
        rows, columns = fit.partner_known, fit.startup_known

    def values(chosen: slice) -> Floats:
        return _neutral_where_unknown(table[seeker_key[chosen]][:, candidate_key], rows[chosen], columns)

    return PairPart(values, rows, columns)


def _with_substitute(needs: PairPart, profile: PairPart) -> PairPart:
    """The part of the needs, replaced by that of the profile where no needs are stated. The masks are the needs'."""

    def values(chosen: slice) -> Floats:
        if not needs.rows[chosen].any():
            return profile.values(chosen)
        has_needs = needs.rows[chosen, None] & needs.columns[None, :]
        return np.where(has_needs, needs.values(chosen), profile.values(chosen))

    return PairPart(values, needs.rows, needs.columns)


def _has_text(table: Floats) -> Bools:
    return np.asarray(table.any(axis=1), np.bool_)


def _neutral_where_unknown(values: Floats, rows: Bools, columns: Bools) -> Floats:
    values[~rows] = NEUTRAL
    values[:, ~columns] = NEUTRAL
    return values
