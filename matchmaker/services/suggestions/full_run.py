"""All suggestions anew: how lists are to be ordered for the market, then the lists of everybody, block by block."""

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
"""Seekers computed at a time: the candidates' texts are made ready once for each block, its values live at once."""


def recommend_all(context: Context, progress: ProgressCallback = ignore_progress) -> int:
    """Compute and store the suggestions of everybody; how many there are."""
    with context.open_unit(readonly=True) as unit:
        seekers = unit.startups.count() + unit.mentors.count() + unit.investors.count()
    with WorkerPool(seekers=seekers) as crew, _without_garbage_collection():
        market = get_market_cache(context).load(progress)
        crew.set_market(market, context.now())
        _save_order(context, crew.compute_order())
        blocks = {it: _list_blocks(*it, size=len(market.sides[it[0]])) for it in LISTS}
        total = sum(block.stop - block.start for it in LISTS for block in blocks[it])
        done = stored = 0
        progress("recommend", done, total)
        computed = crew.compute([block for it in LISTS for block in blocks[it]])
        for seeker, candidate in LISTS:
            rows: list[PackedSuggestion] = []
            for block in blocks[seeker, candidate]:
                rows += next(computed)
                done += block.stop - block.start
                progress("recommend", done, total)
            with context.open_unit() as unit:
                plain = unit.personal.list_without_suggestions(seeker)
                wanted = [it for it in rows if it.seeker_id not in plain] if plain else rows
                stored += unit.suggestions.replace_all(seeker, candidate, wanted)
                unit.commit()
    return stored


def _save_order(context: Context, order: ListOrder) -> None:
    """Store what profiles that are refreshed later go by, and what the operator is told."""
    with context.open_unit() as unit:
        unit.exposure_boosts.replace_all(order.exposure_boosts, context.now())
        unit.exposure_boosts.replace_spreads(order.spreads)
        unit.commit()


def _list_blocks(seeker: PartyKind, candidate: PartyKind, *, size: int) -> list[SeekerBlock]:
    return [SeekerBlock(seeker, candidate, it, min(it + BLOCK, size)) for it in range(0, size, BLOCK)]


@contextmanager
def _without_garbage_collection() -> Iterator[None]:
    """No search for reference cycles: hundreds of thousands of values without one would be walked again and again,
    which doubles the time.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
