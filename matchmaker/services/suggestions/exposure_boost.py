"""Exposure boosts for the lists of a market, fitted without the database."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from matchmaker.domain.exposure import Evenness, ListSpread
from matchmaker.domain.vocabulary import PartyKind
from matchmaker.matching.exposure.candidate_pairs import score_pairs
from matchmaker.matching.exposure.fit_boosts import FittedBoosts, FittedLists, fit_boosts
from matchmaker.matching.exposure.measures import ExposureFigures
from matchmaker.matching.market.encoded_sides import EncodedSide
from matchmaker.matching.scoring.score import MIN_SCORE
from matchmaker.services.suggestions.market import ExposureBoosts, Market
from matchmaker.services.suggestions.ranked_lists import LIST_LENGTHS

MAX_PAIRS = 8_000_000
"""The most pairs that are scored. It is enough for all pairs of ten thousand startups and the plan's 700 partners. In a
larger market a sample represents all startups. The startups then get no boosts, since most of them are not scored."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListOrder:
    """The order of some kinds of lists.

    ``exposure_boosts`` has the boosts by kind of list and candidate id. ``spreads`` has the effect of the boosts.
    """

    exposure_boosts: Mapping[tuple[PartyKind, PartyKind], ExposureBoosts]
    spreads: tuple[ListSpread, ...]

    def join(self, other: "ListOrder") -> "ListOrder":
        """Join this order with one for other kinds of lists."""
        return ListOrder(
            exposure_boosts={**self.exposure_boosts, **other.exposure_boosts}, spreads=self.spreads + other.spreads
        )


def order_lists(market: Market, partner: PartyKind, at: datetime) -> ListOrder:
    """Fit the boosts of startups and one kind of partner in each other's lists."""
    startups = _sort(market.view(PartyKind.STARTUP, partner))
    partners = _sort(market.view(partner, PartyKind.STARTUP))
    sample = _sample_evenly(startups, size=MAX_PAIRS // max(1, len(partners)))
    pairs = score_pairs(
        sample,
        partners,
        calibration=market.calibrations[partner],
        tree=market.tree,
        eligible=market.eligible(sample.side, partners.side),
        min_score=MIN_SCORE,
    )
    to_partner, to_startup = (PartyKind.STARTUP, partner), (partner, PartyKind.STARTUP)
    fitted = fit_boosts(
        pairs, lengths=(LIST_LENGTHS[to_partner], LIST_LENGTHS[to_startup]), places=partners.side.places
    )
    boosts = {to_partner: _by_id(fitted.seeker_lists, partners.side.ids)}
    spreads = [_to_spread(fitted, fitted.seeker_lists, to_partner, at)]
    if len(sample) == len(startups):
        boosts[to_startup] = _by_id(fitted.candidate_lists, startups.side.ids)
        spreads.append(_to_spread(fitted, fitted.candidate_lists, to_startup, at))
    return ListOrder(exposure_boosts=boosts, spreads=tuple(spreads))


def _sort(encoded: EncodedSide) -> EncodedSide:
    order = np.argsort(encoded.side.ids, kind="stable")
    return encoded if (order == np.arange(len(order))).all() else encoded.take(order)


def _sample_evenly(encoded: EncodedSide, *, size: int) -> EncodedSide:
    """All rows, or ``size`` rows at even distances."""
    if len(encoded) <= size:
        return encoded
    return encoded.take(np.linspace(0, len(encoded) - 1, max(size, 1)).astype(np.intp))


def _by_id(listing: FittedLists, ids: NDArray[np.int64]) -> ExposureBoosts:
    return dict(zip(ids.tolist(), listing.boosts.astype(np.float64).tolist(), strict=True))


def _to_spread(
    fitted: FittedBoosts, listing: FittedLists, kinds: tuple[PartyKind, PartyKind], at: datetime
) -> ListSpread:
    return ListSpread(
        seeker_kind=kinds[0],
        candidate_kind=kinds[1],
        candidates=listing.after.candidates,
        before=_evenness(listing.before),
        after=_evenness(listing.after),
        given_up=listing.after.score_loss,
        matches_before=fitted.matches_before,
        matches_after=fitted.matches_after,
        computed_at=at,
    )


def _evenness(spread: ExposureFigures) -> Evenness:
    return Evenness(gini=spread.gini, coverage=spread.coverage, below_floor=spread.below_floor)
