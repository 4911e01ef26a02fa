"""The market that suggestions are computed from: all profiles as arrays, calibrations, and pairs that are forbidden."""

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

PARTNERS = (PartyKind.MENTOR, PartyKind.INVESTOR)
"""Kinds that startups seek. Each has its own calibration."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Market:
    """Everything that a list of suggestions is computed from.

    ``calibrations`` are by the partner's kind, since mentors and investors are calibrated apart. ``forbidden`` and
    ``blocked_partners`` are those of ``MarketRules``. ``exposure_boosts`` are by kind of list (seekers, candidates),
    then by the candidate's id. A kind of list without boosts is ordered by score alone. ``views`` are the sides encoded
    with each calibration, by the own and the partner's kind.
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
        """The side of ``own``, encoded with the calibration of these two kinds."""
        partner = other if own is PartyKind.STARTUP else own
        encoded = self.views.get((own, partner))
        return encode_side(self.sides[own], self.calibrations[partner]) if encoded is None else encoded

    def exposure_boost(self, seeker: PartyKind, candidates: MarketSide) -> NDArray[np.float32] | None:
        """Float32 (m,) boosts of these candidates in the lists of ``seeker``. New candidates get the default."""
        boosts = self.exposure_boosts.get((seeker, candidates.kind))
        if not boosts:
            return None
        return np.array([boosts.get(it, DEFAULT_BOOST) for it in candidates.ids.tolist()], np.float32)

    def calibration(self, seeker: PartyKind, candidate: PartyKind) -> Calibration:
        """The calibration of these two kinds."""
        return self.calibrations[candidate if seeker is PartyKind.STARTUP else seeker]

    def eligible(self, seekers: MarketSide, candidates: MarketSide) -> Eligibility:
        """The pairs of these seekers and candidates that may be suggested."""
        startups_seek = seekers.kind is PartyKind.STARTUP
        partner = candidates.kind if startups_seek else seekers.kind
        pairs, blocked = self.forbidden[partner], self.blocked_partners[partner]
        forbidden = pairs if startups_seek else frozenset((partner, startup) for startup, partner in pairs)
        return find_eligible(
            seekers,
            candidates,
            today=self.today,
            forbidden=forbidden,
            inactive_seekers=() if startups_seek else blocked,
            inactive_candidates=blocked if startups_seek else (),
        )
