"""Head starts for the lists of a market, fitted without the database."""

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
"""Pairs that are looked at: all of them for ten thousand startups and the plan's 700 partners. In a larger market a
part of the startups stands for all, and they, most of whom were not looked at, get no head starts themselves."""

PARTNERS = (PartyKind.MENTOR, PartyKind.INVESTOR)
"""Kinds that startups seek, each a market of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListOrder:
    """How the lists of some kinds are to be ordered: head starts by the candidate's id, and what they change."""

    exposure_boosts: Mapping[tuple[PartyKind, PartyKind], ExposureBoosts]
    spreads: tuple[ListSpread, ...]

    def join(self, other: "ListOrder") -> "ListOrder":
        """Both, of different kinds."""
        return ListOrder(
            exposure_boosts={**self.exposure_boosts, **other.exposure_boosts}, spreads=self.spreads + other.spreads
        )


def order_lists(market: Market, partner: PartyKind, at: datetime) -> ListOrder:
    """Head starts of startups and partners of a kind in each other's lists."""
    startups = _sort(market.view(PartyKind.STARTUP, partner))
    partners = _sort(market.view(partner, PartyKind.STARTUP))
    looked_at = _sample_evenly(startups, most=MAX_PAIRS // max(1, len(partners)))
    pairs = score_pairs(
        looked_at,
        partners,
        calibration=market.calibrations[partner],
        tree=market.tree,
        eligible=market.eligible(looked_at.side, partners.side),
        min_score=MIN_SCORE,
    )
    there, back = (PartyKind.STARTUP, partner), (partner, PartyKind.STARTUP)
    fitted = fit_boosts(pairs, lengths=(LIST_LENGTHS[there], LIST_LENGTHS[back]), places=partners.side.places)
    handicaps = {there: _by_id(fitted.seeker_lists, partners.side.ids)}
    spreads = [_to_spread(fitted, fitted.seeker_lists, there, at)]
    if len(looked_at) == len(startups):
        handicaps[back] = _by_id(fitted.candidate_lists, startups.side.ids)
        spreads.append(_to_spread(fitted, fitted.candidate_lists, back, at))
    return ListOrder(exposure_boosts=handicaps, spreads=tuple(spreads))


def _sort(view: EncodedSide) -> EncodedSide:
    order = np.argsort(view.side.ids, kind="stable")
    return view if (order == np.arange(len(order))).all() else view.take(order)


def _sample_evenly(view: EncodedSide, *, most: int) -> EncodedSide:
    """Everybody, or so many at even distances."""
    if len(view) <= most:
        return view
    return view.take(np.linspace(0, len(view) - 1, max(most, 1)).astype(np.intp))


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
