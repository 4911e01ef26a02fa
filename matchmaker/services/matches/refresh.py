"""The suggestions around one changed profile: its own lists, and the lists of all others where it enters or leaves."""

import numpy as np

from matchmaker.domain.vocabulary import PartyKind
from matchmaker.matching.bands import LEAST
from matchmaker.matching.recommender import recommend
from matchmaker.services.context import Context, Progress, ignore_progress
from matchmaker.services.matches.market import load_market
from matchmaker.services.suggesting.market import Market
from matchmaker.services.suggesting.suggest import KEPT, LISTS, suggest


def refresh_profile(context: Context, kind: PartyKind, profile_id: int, progress: Progress = ignore_progress) -> int:
    """Renew what depends on one profile; how many lists were written."""
    market = load_market(context, progress)
    wanted = [(seeker, candidate) for seeker, candidate in LISTS if kind in (seeker, candidate)]
    written = 0
    for done, (seeker, candidate) in enumerate(wanted):
        progress("recommend", done, len(wanted))
        if seeker is kind:
            written += _store(context, market, seeker, candidate, seeker_ids=[profile_id])
        else:
            affected = _list_affected(context, market, seeker, kind, profile_id=profile_id)
            written += _store(context, market, seeker, candidate, seeker_ids=affected)
    progress("recommend", len(wanted), len(wanted))
    return written


def _store(context: Context, market: Market, seeker: PartyKind, candidate: PartyKind, *, seeker_ids: list[int]) -> int:
    side = market.sides[seeker]
    rows = side.find_rows(seeker_ids)
    suggestions = suggest(market, side.take(rows[rows >= 0]), market.sides[candidate], at=context.now())
    with context.open_unit() as unit:
        plain = unit.personal.list_plain(seeker)
        for seeker_id in seeker_ids:
            own = [] if seeker_id in plain else [it for it in suggestions if it.seeker_id == seeker_id]
            unit.suggestions.replace_for(seeker, seeker_id, candidate_kind=candidate, suggestions=own)
        unit.commit()
    return len(seeker_ids)


def _list_affected(
    context: Context, market: Market, seeker: PartyKind, kind: PartyKind, *, profile_id: int
) -> list[int]:
    """Seekers in whose list the profile stands, and those in whose list it would stand now."""
    side, profiles = market.sides[seeker], market.sides[kind]
    rows = profiles.find_rows([profile_id])
    alone = profiles.take(rows[rows >= 0])
    calibration = market.calibration(seeker, kind)
    eligible = market.eligible(side, alone)
    now = recommend(side, alone, k=1, calibration=calibration, tree=market.tree, eligible=eligible, least=LEAST)
    with context.open_unit(readonly=True) as unit:
        listed = unit.suggestions.list_among(seeker, kind, seeker_ids=side.ids.tolist(), candidate_ids=[profile_id])
        bars = unit.suggestions.list_scores_at(seeker, kind, rank=KEPT[seeker, kind])
    fitting = np.flatnonzero(now.is_filled[:, 0])
    entering = {int(side.ids[row]) for row in fitting if float(now.scores[row, 0]) >= bars.get(int(side.ids[row]), 0.0)}
    return sorted(entering | {it.seeker_id for it in listed})
