"""Counting a track: what is known of people's decisions today."""

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
"""Startups that are looked at as neighbours, those of the latest decisions: their likeness with all is computed."""

SAMPLE = 1000
"""Startups whose likeness stands for that of all."""


def fit_interactions(
    interactions: Interactions, investments: Investments, startups: EncodedSide, *, today: float
) -> InteractionTables:
    """What people did until today.

    Parameters
    ----------
    deeds : Deeds
        Known today.
    investments : Investments
    startups : View
        Those of the market; decisions of and about others count in popularity only.
    today : float
        In days, as ``Deeds.at``.

    Returns
    -------
    Track
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
    """The span of likeness among startups, from a sample that depends on nothing but the profiles.

    Parameters
    ----------
    startups : View

    Returns
    -------
    Span
    """
    vectors = startups.profile[sample_evenly(startups.side.ids, SAMPLE)]
    vectors = vectors[vectors.any(axis=1)]
    cosines = vectors @ vectors.T * np.float32(1.0 / GRID**2)
    return fit_span(cosines[~np.eye(len(vectors), dtype=np.bool_)])


def count_co_investments(investments: Investments) -> tuple[Ids, Ids, sparse.csr_matrix]:
    """How many investments each investor made together with the investors of each startup, in other startups.

    Parameters
    ----------
    investments : Investments

    Returns
    -------
    (int64 (u,), int64 (v,), float64 (u, v))
        Startups, investors, and the counts, 0 where the investor is one of the startup's.
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


def _latest(deeds: Interactions) -> Ids:
    """Ids of the startups whose last decision is latest, at most ``MOST_STARTUPS``."""
    order = np.argsort(-deeds.known_at, kind="stable")
    ids, first = np.unique(deeds.startups[order], return_index=True)
    return ids[np.argsort(first, kind="stable")[:MOST_STARTUPS]]


def _popularity(ids: Ids, deeds: Interactions, expected: Doubles, rows: NDArray[np.bool_]) -> ProfileValues:
    """Wants against what the places bring; of who was found without a list, against an even share of all such wants."""
    found, place = np.unique(ids[rows], return_inverse=True)
    wants = np.bincount(place, deeds.wanted_weights[rows], minlength=len(found)).astype(np.float64)
    by_chance = deeds.wanted_weights[rows & deeds.is_off_list].sum() / max(len(found), 1)
    hoped = np.bincount(place, np.where(deeds.is_off_list, 0.0, expected)[rows], minlength=len(found)) + by_chance
    is_told = np.bincount(place, minlength=len(found)) >= MIN_PEOPLE
    return ProfileValues(ids=found[is_told], values=effect_of_rate(wants[is_told], hoped[is_told], prior=PRIOR_WANTS))


def _recency(deeds: Interactions, today: float) -> ProfileValues:
    own = deeds.take(deeds.has_acted & ~deeds.by_startup)
    found, place = np.unique(own.partners, return_inverse=True)
    last = np.full(len(found), -np.inf)
    np.maximum.at(last, place, own.known_at)
    return ProfileValues(ids=found, values=effect_of_age(np.maximum(today - last, 0.0)))


def _count_pairs(deeds: Interactions, expected: Doubles, rows: NDArray[np.bool_], startups: Ids) -> PairCounts:
    inside = rows & np.isin(deeds.startups, startups)
    order = np.lexsort((deeds.partners[inside], deeds.startups[inside]))
    return PairCounts(
        rows=np.searchsorted(startups, deeds.startups[inside][order]),
        partners=deeds.partners[inside][order],
        wants=deeds.wanted_weights[inside][order],
        expected=expected[inside][order],
    )
