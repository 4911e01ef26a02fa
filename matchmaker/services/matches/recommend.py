"""All suggestions anew: the lists of everybody, computed block by block and stored kind by kind."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np

from matchmaker.domain.suggestions import Suggestion
from matchmaker.domain.vocabulary import PartyKind
from matchmaker.matching.explain import explain
from matchmaker.matching.recommender import recommend
from matchmaker.matching.sides import Side
from matchmaker.services.context import Context, Progress, ignore_progress
from matchmaker.services.matches.market import Market, load_market

KEPT = {PartyKind.STARTUP: 10, PartyKind.INVESTOR: 20, PartyKind.MENTOR: 20}
"""Candidates kept, by who seeks: a page of ten for the thousands of startups, two for the few who face thousands."""

BLOCK = 512
"""Seekers computed at a time: bounds the memory of reasons, and is often enough for a progress bar."""

LISTS = (
    (PartyKind.STARTUP, PartyKind.MENTOR),
    (PartyKind.STARTUP, PartyKind.INVESTOR),
    (PartyKind.INVESTOR, PartyKind.STARTUP),
    (PartyKind.MENTOR, PartyKind.STARTUP),
)
"""Seekers and candidates of every kind of list."""


def recommend_all(context: Context, progress: Progress = ignore_progress) -> int:
    """Compute and store the suggestions of everybody; how many there are."""
    market = load_market(context, progress)
    total = sum(len(market.sides[seeker]) for seeker, _ in LISTS)
    done = stored = 0
    for seeker, candidate in LISTS:
        with _uncollected():
            suggestions: list[Suggestion] = []
            for block in list_blocks(market, market.sides[seeker], candidate, context=context):
                suggestions += block
                done += min(BLOCK, len(market.sides[seeker]))
                progress("recommend", min(done, total), total)
            with context.open_unit() as unit:
                stored += unit.suggestions.replace_all(seeker, candidate, suggestions)
                unit.commit()
    return stored


@contextmanager
def _uncollected() -> Iterator[None]:
    """No search for reference cycles: half a million live values without one would be walked again and again, which
    doubles the time.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def list_blocks(market: Market, seekers: Side, candidate: PartyKind, *, context: Context) -> Iterator[list[Suggestion]]:
    """Suggestions for ``seekers``, a block of seekers at a time."""
    for start in range(0, len(seekers), BLOCK):
        rows = np.arange(start, min(start + BLOCK, len(seekers)))
        yield suggest(market, seekers.take(rows), market.sides[candidate], context=context)


def suggest(market: Market, seekers: Side, candidates: Side, *, context: Context) -> list[Suggestion]:
    """The lists of some seekers, in their order, each best first."""
    calibration = market.calibration(seekers.kind, candidates.kind)
    lists = recommend(
        seekers,
        candidates,
        k=KEPT[seekers.kind],
        calibration=calibration,
        tree=market.tree,
        eligible=market.eligible(seekers, candidates),
    )
    fits = explain(lists, seekers, candidates, calibration=calibration)
    now = context.now()
    return [
        Suggestion(
            seeker_kind=seekers.kind,
            seeker_id=int(lists.seeker_ids[row]),
            candidate_kind=candidates.kind,
            candidate_id=int(lists.ids[row, place]),
            rank=place + 1,
            fit=fit,
            computed_at=now,
        )
        for row, listed in enumerate(fits)
        for place, fit in enumerate(listed)
    ]
