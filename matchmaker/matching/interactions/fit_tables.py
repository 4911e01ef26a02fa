"""Counts of all interactions known today, for the lists of today."""

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from matchmaker.matching.interactions.effects import MIN_PEOPLE, PRIOR_WANTS, effect_of_age, effect_of_rate
from matchmaker.matching.interactions.events import Interactions, Investments, expected_wants
from matchmaker.matching.market.encoded_sides import EncodedSide
from matchmaker.matching.market.interaction_tables import InteractionTables, PairCounts, ProfileValues
from matchmaker.matching.market.similarity import GRID, Span, fit_span, sample_evenly

Doubles = NDArray[np.float64]
Ids = NDArray[np.int64]

MOST_STARTUPS = 5000
"""Startups that can be neighbours, those with the latest decisions: their similarity to all startups is computed."""

SAMPLE = 1000
"""Startups in the sample for the span of similarity."""


def fit_interactions(
    interactions: Interactions, investments: Investments, startups: EncodedSide, *, today: float
) -> InteractionTables:
    """Count the interactions until today.

    Parameters
    ----------
    interactions : Interactions
        Those known today.
    investments : Investments
    startups : EncodedSide
        Startups of the market. Decisions by and about other startups count for popularity only.
    today : float
        In days, as ``Interactions.known_at``.

    Returns
    -------
    InteractionTables
    """
    expected = expected_wants(interactions)
    known = np.unique(_latest(interactions))
    rows = startups.side.find_rows(known.tolist())
    known, rows = known[rows >= 0], rows[rows >= 0]
    by_partner = ~interactions.by_startup
    backed, backers, shared = count_co_investments(investments)
    return InteractionTables(
        partner_popularity=_popularity(interactions.partners, interactions, expected, interactions.by_startup),
        startup_popularity=_popularity(interactions.startups, interactions, expected, by_partner),
        recency=_recency(interactions, today),
        startups=known,
        vectors=startups.profile[rows],
        span=fit_similarity(startups),
        startup_choices=_count_pairs(interactions, expected, interactions.by_startup, known),
        partner_choices=_count_pairs(interactions, expected, by_partner, known),
        backed_startups=backed,
        investors=backers,
        co_investments=shared,
    )


def fit_similarity(startups: EncodedSide) -> Span:
    """The span of similarity among startups, from a sample that depends on their ids only.

    Parameters
    ----------
    startups : EncodedSide

    Returns
    -------
    Span
    """
    vectors = startups.profile[sample_evenly(startups.side.ids, SAMPLE)]
    vectors = vectors[vectors.any(axis=1)]
    cosines = vectors @ vectors.T * np.float32(1.0 / GRID**2)
    return fit_span(cosines[~np.eye(len(vectors), dtype=np.bool_)])


def count_co_investments(investments: Investments) -> tuple[Ids, Ids, sparse.csr_matrix]:
    """Count the investments in other startups that each investor made together with the investors of each startup.

    Parameters
    ----------
    investments : Investments

    Returns
    -------
    (int64 (u,), int64 (v,), float64 (u, v))
        Startups, investors, and the counts; 0 for the startup's own investors.
    """
    backed, row = np.unique(investments.startups, return_inverse=True)
    backers, column = np.unique(investments.investors, return_inverse=True)
    pairs = np.unique(row * len(backers) + column)
    places = np.divmod(pairs, max(len(backers), 1))
    is_backed = sparse.csr_matrix((np.ones(len(pairs)), places), shape=(len(backed), len(backers)))
    counts = (is_backed @ (is_backed.T @ is_backed)).tocsr()
    shared = sparse.csr_matrix(counts - counts.multiply(is_backed))
    shared.eliminate_zeros()
    return backed, backers, shared


def _latest(interactions: Interactions) -> Ids:
    """Ids of the startups with the latest decisions, at most ``MOST_STARTUPS``."""
    order = np.argsort(-interactions.known_at, kind="stable")
    ids, first = np.unique(interactions.startups[order], return_index=True)
    return ids[np.argsort(first, kind="stable")[:MOST_STARTUPS]]


def _popularity(ids: Ids, interactions: Interactions, expected: Doubles, rows: NDArray[np.bool_]) -> ProfileValues:
    """Wants compared with the expected wants; wants off the lists are expected in equal shares for everybody."""
    found, place = np.unique(ids[rows], return_inverse=True)
    weights, is_off_list = interactions.wanted_weights, interactions.is_off_list
    wants = np.bincount(place, weights[rows], minlength=len(found)).astype(np.float64)
    by_chance = weights[rows & is_off_list].sum() / max(len(found), 1)
    usual = np.bincount(place, np.where(is_off_list, 0.0, expected)[rows], minlength=len(found)) + by_chance
    has_enough = np.bincount(place, minlength=len(found)) >= MIN_PEOPLE
    values = effect_of_rate(wants[has_enough], usual[has_enough], prior=PRIOR_WANTS)
    return ProfileValues(ids=found[has_enough], values=values)


def _recency(interactions: Interactions, today: float) -> ProfileValues:
    own = interactions.take(interactions.has_acted & ~interactions.by_startup)
    found, place = np.unique(own.partners, return_inverse=True)
    last = np.full(len(found), -np.inf)
    np.maximum.at(last, place, own.known_at)
    return ProfileValues(ids=found, values=effect_of_age(np.maximum(today - last, 0.0)))


def _count_pairs(interactions: Interactions, expected: Doubles, rows: NDArray[np.bool_], startups: Ids) -> PairCounts:
    inside = rows & np.isin(interactions.startups, startups)
    order = np.lexsort((interactions.partners[inside], interactions.startups[inside]))
    return PairCounts(
        rows=np.searchsorted(startups, interactions.startups[inside][order]),
        partners=interactions.partners[inside][order],
        wants=interactions.wanted_weights[inside][order],
        expected=expected[inside][order],
    )
