"""Compute all suggestions again: first the boosts for the whole market, then the lists of everybody, in blocks."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from matchmaker.domain.packing import PackedSuggestion
from matchmaker.domain.vocabulary import PartyKind
from matchmaker.services.platform.context import Context, ProgressCallback, ignore_progress
from matchmaker.services.suggestions.exposure_boost import ListOrder
from matchmaker.services.suggestions.market_cache import get_market_cache
from matchmaker.services.suggestions.ranked_lists import LISTS
from matchmaker.services.suggestions.worker_pool import SeekerBlock, WorkerPool

BLOCK = 512
"""Seekers in a block. Each block prepares the candidates' texts once, and has all its values in memory together."""


def recommend_all(context: Context, progress: ProgressCallback = ignore_progress) -> int:
    """Compute and store the suggestions of everybody. Returns how many were stored."""
    with context.open_unit(readonly=True) as unit:
        seekers = unit.startups.count() + unit.mentors.count() + unit.investors.count()
    with WorkerPool(seekers=seekers) as pool, _without_garbage_collection():
        market = get_market_cache(context).load(progress)
        pool.set_market(market, context.now())
        _save_order(context, pool.compute_order())
        blocks = {it: _list_blocks(*it, size=len(market.sides[it[0]])) for it in LISTS}
        total = sum(block.stop - block.start for it in LISTS for block in blocks[it])
        done = stored = 0
        progress("recommend", done, total)
        computed = pool.compute([block for it in LISTS for block in blocks[it]])
        for seeker, candidate in LISTS:
            rows: list[PackedSuggestion] = []
            for block in blocks[seeker, candidate]:
                rows += next(computed)
                done += block.stop - block.start
                progress("recommend", done, total)
            with context.open_unit() as unit:
                without_suggestions = unit.personal.list_without_suggestions(seeker)
                wanted = [it for it in rows if it.seeker_id not in without_suggestions] if without_suggestions else rows
                stored += unit.suggestions.replace_all(seeker, candidate, wanted)
                unit.commit()
    return stored


def _save_order(context: Context, order: ListOrder) -> None:
    """Store the boosts for later refreshes of single profiles, and the figures for the operator."""
    with context.open_unit() as unit:
        unit.exposure_boosts.replace_all(order.exposure_boosts, context.now())
        unit.exposure_boosts.replace_spreads(order.spreads)
        unit.commit()


def _list_blocks(seeker: PartyKind, candidate: PartyKind, *, size: int) -> list[SeekerBlock]:
    return [SeekerBlock(seeker, candidate, it, min(it + BLOCK, size)) for it in range(0, size, BLOCK)]


@contextmanager
def _without_garbage_collection() -> Iterator[None]:
    """Switch the search for reference cycles off.

    The run makes hundreds of thousands of values without cycles. Searching them again and again doubles the time.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
