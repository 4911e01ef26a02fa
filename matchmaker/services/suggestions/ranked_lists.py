"""The lists of some seekers: ranked, explained, and returned as ``Suggestion`` objects."""

from datetime import datetime

from matchmaker.domain.suggestions import Suggestion
from matchmaker.domain.vocabulary import PartyKind
from matchmaker.matching.explaining.explain import explain
from matchmaker.matching.market.encoded_sides import EncodedSide
from matchmaker.matching.scoring.recommender import recommend
from matchmaker.matching.scoring.score import MIN_SCORE
from matchmaker.services.suggestions.market import Market

LIST_LENGTHS = {
    (PartyKind.STARTUP, PartyKind.MENTOR): 10,
    (PartyKind.STARTUP, PartyKind.INVESTOR): 20,
    (PartyKind.INVESTOR, PartyKind.STARTUP): 20,
    (PartyKind.MENTOR, PartyKind.STARTUP): 20,
}
"""Every kind of list (seekers, candidates) and its length.

A startup gets a page of ten mentors, computed again whenever one of them has no place left. The other lists have
twenty, since an event must find pairs among those who take part.
"""

LISTS = tuple(LIST_LENGTHS)


def suggest(
    market: Market, encoded_seekers: EncodedSide, encoded_candidates: EncodedSide, *, at: datetime
) -> list[Suggestion]:
    """The lists of the seekers in their order, each with the best candidate first. ``at`` is their time stamp."""
    seekers, candidates = encoded_seekers.side, encoded_candidates.side
    calibration = market.calibration(seekers.kind, candidates.kind)
    lists = recommend(
        encoded_seekers,
        encoded_candidates,
        k=LIST_LENGTHS[seekers.kind, candidates.kind],
        calibration=calibration,
        tree=market.tree,
        eligible=market.eligible(seekers, candidates),
        min_score=MIN_SCORE,
        boost=market.exposure_boost(seekers.kind, candidates),
    )
    fits = explain(lists, seekers, candidates, calibration=calibration)
    return [
        Suggestion(
            seeker_kind=seekers.kind,
            seeker_id=int(lists.seeker_ids[row]),
            candidate_kind=candidates.kind,
            candidate_id=int(lists.ids[row, place]),
            rank=place + 1,
            fit=fit,
            computed_at=at,
        )
        for row, listed in enumerate(fits)
        for place, fit in enumerate(listed)
    ]
