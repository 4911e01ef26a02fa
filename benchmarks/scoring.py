"""Scores of all pairs of startups and partners, and the best of each startup, by the call that ``recommend`` makes."""

import argparse
import json
import random
import time
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from benchmarks._past import live_through
from benchmarks._town import open_town, peak_megabytes, size_of
from matchmaker.domain.vocabulary import PartyKind
from matchmaker.matching.scoring.recommender import Recommendations, recommend
from matchmaker.matching.scoring.score import MIN_SCORE
from matchmaker.services.platform.context import Context
from matchmaker.services.suggestions.exposure_boost import order_lists
from matchmaker.services.suggestions.full_run import BLOCK, recommend_all
from matchmaker.services.suggestions.market import PARTNERS, Market
from matchmaker.services.suggestions.market_cache import MarketCache
from matchmaker.services.suggestions.ranked_lists import LIST_LENGTHS, suggest
from matchmaker.services.suggestions.vectors import encode_profiles

TOP, COMPARED = 50, 100

STORED_WHOLE = 20_000
"""Up to this many startups, all suggestions are stored for the comparison; above it, only the compared ones."""


def run(argv: list[str]) -> int:
    """Print seconds, those of the processor (loading, encoding and order apart), peak MiB, and how many of 100 lists
    differ from the stored ones.
    """
    parser = argparse.ArgumentParser(prog="python -m benchmarks scoring", description=__doc__)
    parser.add_argument("--startups", type=int, default=10_000)
    parser.add_argument("--partners", type=int, default=700)
    parser.add_argument(
        "--decisions", type=int, default=10_000, help="applications of the last year; 0: none, and no interactions"
    )
    options = parser.parse_args(argv)
    with open_town(size_of(options.startups, options.partners)) as context:
        live_through(context, options.decisions)
        encode_profiles(context)
        market = _order(context, MarketCache(context).load())
        started, busy = time.perf_counter(), time.process_time()
        best = {partner: _score(market, partner) for partner in PARTNERS}
        seconds, cpu_seconds = time.perf_counter() - started, time.process_time() - busy
        peak = peak_megabytes()
        differing = _count_differing(context, market, best)
    figures = {
        "startups": options.startups,
        "partners": options.partners,
        "decisions": options.decisions,
        "seconds": round(seconds, 2),
    }
    figures["cpu_seconds"] = round(cpu_seconds, 2)
    compared = min(COMPARED, options.startups)
    print(json.dumps({**figures, "peak_mb": peak, "compared": compared, "differing": differing}))
    return int(differing > 0)


def _order(context: Context, market: Market) -> Market:
    """The market with the exposure boosts that ``recommend`` fits first; they order its lists."""
    orders = [order_lists(market, partner, context.now()) for partner in PARTNERS]
    return replace(
        market, exposure_boosts={kinds: found for it in orders for kinds, found in it.exposure_boosts.items()}
    )


def _score(market: Market, partner: PartyKind) -> np.ndarray:
    """Ids of the best ``TOP`` partners of each startup, block by block, so that memory does not grow with the pairs."""
    startups, partners = market.view(PartyKind.STARTUP, partner), market.view(partner, PartyKind.STARTUP)
    found = []
    for start in range(0, len(startups), BLOCK):
        block = startups.take(np.arange(start, min(start + BLOCK, len(startups))))
        lists: Recommendations = recommend(
            block,
            partners,
            k=TOP,
            calibration=market.calibration(PartyKind.STARTUP, partner),
            tree=market.tree,
            eligible=market.eligible(block.side, partners.side),
            min_score=MIN_SCORE,
            boost=market.exposure_boost(PartyKind.STARTUP, partners.side),
        )
        found.append(lists.ids)
    return np.concatenate(found)


def _count_differing(context: Context, market: Market, best: dict[PartyKind, np.ndarray]) -> int:
    """How many of ``COMPARED`` startups have stored suggestions that differ from the computed ones."""
    startups = market.sides[PartyKind.STARTUP]
    rows = sorted(random.Random(0).sample(range(len(startups)), min(COMPARED, len(startups))))  # noqa: S311 -- a sample
    if len(startups) <= STORED_WHOLE:
        recommend_all(context)
    else:
        _store(context, market, rows)
    differing = 0
    with context.open_unit(readonly=True) as unit:
        for row in rows:
            seeker_id = int(startups.ids[row])
            for partner in PARTNERS:
                stored = unit.suggestions.list_for(PartyKind.STARTUP, seeker_id, candidate_kind=partner)
                wanted = [int(it) for it in best[partner][row, : LIST_LENGTHS[PartyKind.STARTUP, partner]] if it >= 0]
                differing += [it.candidate_id for it in stored] != wanted
    return differing


def _store(context: Context, market: Market, rows: Sequence[int]) -> None:
    for partner in PARTNERS:
        seekers = market.view(PartyKind.STARTUP, partner).take(np.asarray(rows, np.intp))
        made = suggest(market, seekers, market.view(partner, PartyKind.STARTUP), at=context.now())
        with context.open_unit() as unit:
            for seeker_id in seekers.side.ids.tolist():
                own = [it for it in made if it.seeker_id == seeker_id]
                unit.suggestions.replace_for(PartyKind.STARTUP, seeker_id, candidate_kind=partner, suggestions=own)
            unit.commit()
