"""Everybody as the recommender sees them: sides of arrays, what is usual in each market, and who may meet whom."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import numpy as np
from numpy.typing import NDArray

from matchmaker.domain.vocabulary import PartyKind
from matchmaker.matching.exposure.fit_boosts import DEFAULT_BOOST
from matchmaker.matching.market.calibration import Calibration
from matchmaker.matching.market.eligibility import Eligibility, find_eligible
from matchmaker.matching.market.encoded_sides import EncodedSide, encode_side
from matchmaker.matching.market.industry_tree import IndustryTree
from matchmaker.matching.market.sides import MarketSide

Pairs = frozenset[tuple[int, int]]
ExposureBoosts = Mapping[int, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Market:
    """``calibrations`` by the partner's kind: mentors and investors are two markets.

    ``handicaps`` by the kinds of seekers and candidates: head starts by the candidate's id, by which lists are ordered
    for the market as a whole. A kind of list without any is ordered by score alone. ``views`` by the own and the
    partner's kind: sides as the calibrations see them.
    """

    sides: Mapping[PartyKind, MarketSide]
    calibrations: Mapping[PartyKind, Calibration]
    forbidden: Mapping[PartyKind, Pairs]
    blocked_partners: Mapping[PartyKind, frozenset[int]]
    tree: IndustryTree
    today: date
    exposure_boosts: Mapping[tuple[PartyKind, PartyKind], ExposureBoosts] = field(default_factory=dict)
    views: Mapping[tuple[PartyKind, PartyKind], EncodedSide] = field(default_factory=dict)

    def view(self, own: PartyKind, other: PartyKind) -> EncodedSide:
        """The side of ``own`` as it is seen where these two kinds meet."""
        partner = other if own is PartyKind.STARTUP else own
        seen = self.views.get((own, partner))
        return encode_side(self.sides[own], self.calibrations[partner]) if seen is None else seen

    def exposure_boost(self, seeker: PartyKind, candidates: MarketSide) -> NDArray[np.float32] | None:
        """Float32 (m,) for these candidates in the lists of a kind; who has none yet gets the one in the middle."""
        known = self.exposure_boosts.get((seeker, candidates.kind))
        if not known:
            return None
        return np.array([known.get(it, DEFAULT_BOOST) for it in candidates.ids.tolist()], np.float32)

    def calibration(self, seeker: PartyKind, candidate: PartyKind) -> Calibration:
        """What is usual among these two kinds."""
        return self.calibrations[candidate if seeker is PartyKind.STARTUP else seeker]

    def eligible(self, seekers: MarketSide, candidates: MarketSide) -> Eligibility:
        """Who of these may be suggested to whom."""
        startups_seek = seekers.kind is PartyKind.STARTUP
        partner = candidates.kind if startups_seek else seekers.kind
        pairs, closed = self.forbidden[partner], self.blocked_partners[partner]
        turned = pairs if startups_seek else frozenset((partner, startup) for startup, partner in pairs)
        return find_eligible(
            seekers,
            candidates,
            today=self.today,
            forbidden=turned,
            inactive_seekers=() if startups_seek else closed,
            inactive_candidates=closed if startups_seek else (),
        )
