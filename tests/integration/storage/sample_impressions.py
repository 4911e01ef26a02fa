"""Impressions for tests."""

from matchmaker.domain.evidence import Impression, Surface
from matchmaker.domain.vocabulary import Band


def add_impression(unit, at, *, seeker, candidate, surface=Surface.EVENT, position=1, band=Band.GOOD):
    (seeker_kind, seeker_id), (candidate_kind, candidate_id) = seeker, candidate
    impression = Impression(
        seeker_kind=seeker_kind,
        seeker_id=seeker_id,
        candidate_kind=candidate_kind,
        candidate_id=candidate_id,
        surface=surface,
        position=position,
        band=band,
        score=0.6,
        shown_at=at,
    )
    unit.impressions.record([impression], at.date())
