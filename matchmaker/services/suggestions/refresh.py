"""Refresh the suggestions around one changed profile.

Its own lists come first, since the person who changed it waits for them. Then follow the lists of others that it enters
or leaves.
"""

from collections.abc import Sequence

import numpy as np

from matchmaker.domain.vocabulary import PartyKind
from matchmaker.matching.scoring.recommender import recommend
from matchmaker.matching.scoring.score import MIN_SCORE
from matchmaker.services.platform.context import Context, ProgressCallback, ignore_progress
from matchmaker.services.suggestions.market import Market
from matchmaker.services.suggestions.market_cache import get_market_cache
from matchmaker.services.suggestions.ranked_lists import LIST_LENGTHS, LISTS, suggest

ROUNDING = 1e-6
"""A tolerance above the rounding error of score plus boost, so that no seeker whose list changes is missed."""


def refresh_profile(
    context: Context, kind: PartyKind, profile_id: int, progress: ProgressCallback = ignore_progress
) -> int:
    """Compute the lists that depend on one profile again. Returns how many were written."""
    market = get_market_cache(context).refresh(progress)
    candidate_kinds = [candidate for seeker, candidate in LISTS if seeker is kind]
    seeker_kinds = [seeker for seeker, candidate in LISTS if candidate is kind]
    written, total = 0, len(candidate_kinds) + len(seeker_kinds)
    for done, candidate in enumerate(candidate_kinds):
        progress("recommend", done, total)
        written += _store(context, market, kind, candidate, seeker_ids=[profile_id])
    for done, seeker in enumerate(seeker_kinds, len(candidate_kinds)):
        progress("recommend", done, total)
        affected = _list_affected(context, market, seeker, kind, profile_id=profile_id)
        written += _store(context, market, seeker, kind, seeker_ids=affected)
    progress("recommend", total, total)
    return written


def _store(
    context: Context, market: Market, seeker: PartyKind, candidate: PartyKind, *, seeker_ids: Sequence[int]
) -> int:
    seekers = market.view(seeker, candidate)
    rows = seekers.side.find_rows(seeker_ids)
    suggestions = suggest(market, seekers.take(rows[rows >= 0]), market.view(candidate, seeker), at=context.now())
    with context.open_unit() as unit:
        without_suggestions = unit.personal.list_without_suggestions(seeker)
        for seeker_id in seeker_ids:
            own = [] if seeker_id in without_suggestions else [it for it in suggestions if it.seeker_id == seeker_id]
            unit.suggestions.replace_for(seeker, seeker_id, candidate_kind=candidate, suggestions=own)
        unit.commit()
    return len(seeker_ids)


def _list_affected(
    context: Context, market: Market, seeker: PartyKind, kind: PartyKind, *, profile_id: int
) -> list[int]:
    """Seekers whose list contains the profile, and those whose list it may enter now."""
    seekers, profiles = market.view(seeker, kind), market.view(kind, seeker)
    rows = profiles.side.find_rows([profile_id])
    candidate = profiles.take(rows[rows >= 0])
    calibration = market.calibration(seeker, kind)
    eligible = market.eligible(seekers.side, candidate.side)
    fits = recommend(
        seekers, candidate, k=1, calibration=calibration, tree=market.tree, eligible=eligible, min_score=MIN_SCORE
    )
    with context.open_unit(readonly=True) as unit:
        listed = unit.suggestions.list_seekers_of(seeker, kind, candidate_id=profile_id)
        last_scores = unit.suggestions.list_scores_at(seeker, kind, rank=LIST_LENGTHS[seeker, kind])
    boosts = market.exposure_boost(seeker, candidate.side)
    margin = ROUNDING if boosts is None or not len(boosts) else float(boosts[0]) + ROUNDING
    filled = np.flatnonzero(fits.is_filled[:, 0])
    scores = zip(seekers.side.ids[filled].tolist(), fits.scores[filled, 0].tolist(), strict=True)
    entering = {seeker_id for seeker_id, score in scores if score + margin >= last_scores.get(seeker_id, 0.0)}
    return sorted(entering | set(listed))
