"""Head starts for the lists of a market, fitted without the database."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from matchmaker.domain.exposure import Evenness, ListSpread
from matchmaker.domain.vocabulary import PartyKind
from matchmaker.matching.bands import LEAST
from matchmaker.matching.handicaps.fit import Fitted, Listing, fit_handicaps
from matchmaker.matching.handicaps.measures import Spread
from matchmaker.matching.handicaps.pairs import find_pairs
from matchmaker.matching.views import View
from matchmaker.services.suggesting.market import Handicaps, Market
from matchmaker.services.suggesting.suggest import KEPT

MOST_PAIRS = 8_000_000
"""Pairs that are looked at: all of them for ten thousand startups and the plan's 700 partners. In a larger market a
part of the startups stands for all, and they, most of whom were not looked at, get no head starts themselves."""

PARTNERS = (PartyKind.MENTOR, PartyKind.INVESTOR)
"""Kinds that startups seek, each a market of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """How the lists of some kinds are to be ordered: head starts by the candidate's id, and what they change."""

    exposure_boosts: Mapping[tuple[PartyKind, PartyKind], Handicaps]
    spreads: tuple[ListSpread, ...]

    def join(self, other: "Order") -> "Order":
        """Both, of different kinds."""
        return Order(
            exposure_boosts={**self.exposure_boosts, **other.exposure_boosts}, spreads=self.spreads + other.spreads
        )


def order_lists(market: Market, partner: PartyKind, at: datetime) -> Order:
    """Head starts of startups and partners of a kind in each other's lists."""
    startups = _sort(market.view(PartyKind.STARTUP, partner))
    partners = _sort(market.view(partner, PartyKind.STARTUP))
    looked_at = _choose(startups, most=MOST_PAIRS // max(1, len(partners)))
    pairs = find_pairs(
        looked_at,
        partners,
        calibration=market.calibrations[partner],
        tree=market.tree,
        eligible=market.eligible(looked_at.side, partners.side),
        min_score=LEAST,
    )
    there, back = (PartyKind.STARTUP, partner), (partner, PartyKind.STARTUP)
    fitted = fit_handicaps(pairs, lengths=(KEPT[there], KEPT[back]), places=partners.side.places)
    handicaps = {there: _by_id(fitted.seeker_lists, partners.side.ids)}
    spreads = [_tell(fitted, fitted.seeker_lists, there, at)]
    if len(looked_at) == len(startups):
        handicaps[back] = _by_id(fitted.candidate_lists, startups.side.ids)
        spreads.append(_tell(fitted, fitted.candidate_lists, back, at))
    return Order(exposure_boosts=handicaps, spreads=tuple(spreads))


def _sort(view: View) -> View:
    order = np.argsort(view.side.ids, kind="stable")
    return view if (order == np.arange(len(order))).all() else view.take(order)


def _choose(view: View, *, most: int) -> View:
    """Everybody, or so many at even distances."""
    if len(view) <= most:
        return view
    return view.take(np.linspace(0, len(view) - 1, max(most, 1)).astype(np.intp))


def _by_id(listing: Listing, ids: NDArray[np.int64]) -> Handicaps:
    return dict(zip(ids.tolist(), listing.boosts.astype(np.float64).tolist(), strict=True))


def _tell(fitted: Fitted, listing: Listing, kinds: tuple[PartyKind, PartyKind], at: datetime) -> ListSpread:
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


def _evenness(spread: Spread) -> Evenness:
    return Evenness(gini=spread.gini, coverage=spread.coverage, below_floor=spread.below_floor)
