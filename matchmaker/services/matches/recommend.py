"""All suggestions anew: the lists of everybody, computed block by block and stored kind by kind."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from matchmaker.services.context import Context, Progress, ignore_progress
from matchmaker.services.matches.crew import Block, Crew
from matchmaker.services.matches.market import load_market
from matchmaker.services.matches.suggest import LISTS
from matchmaker.storage.packing import PackedSuggestion

BLOCK = 1024
"""Seekers computed at a time: the candidates' texts are made ready once for each block, its values live at once."""


def recommend_all(context: Context, progress: Progress = ignore_progress) -> int:
    """Compute and store the suggestions of everybody; how many there are."""
    market = load_market(context, progress)
    total = sum(len(market.sides[seeker]) for seeker, _ in LISTS)
    done = stored = 0
    progress("recommend", done, total)
    with Crew(market, context.now()) as crew, _uncollected():
        for seeker, candidate in LISTS:
            size = len(market.sides[seeker])
            blocks = [Block(seeker, candidate, it, min(it + BLOCK, size)) for it in range(0, size, BLOCK)]
            rows: list[PackedSuggestion] = []
            for block, packed in zip(blocks, crew.compute(blocks), strict=True):
                rows += packed
                done += block.stop - block.start
                progress("recommend", done, total)
            with context.open_unit() as unit:
                stored += unit.suggestions.replace_all_packed(seeker, candidate, rows)
                unit.commit()
    return stored


@contextmanager
def _uncollected() -> Iterator[None]:
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
