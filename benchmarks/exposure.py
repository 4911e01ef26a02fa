"""What ordering lists for the market as a whole changes, in an invented town: matches, evenness, and what it costs."""

import argparse
import json
import time
from typing import Any

from benchmarks._town import open_town, size_of
from matchmaker.domain.exposure import Evenness, ListSpread
from matchmaker.services.suggestions.exposure_boost import order_lists
from matchmaker.services.suggestions.market import PARTNERS
from matchmaker.services.suggestions.market_cache import MarketCache
from matchmaker.services.suggestions.vectors import encode_profiles

DIGITS = 4


def run(argv: list[str]) -> int:
    """Print for each kind of list expected matches, Gini, coverage and share below the floor, before and after."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks exposure", description=__doc__)
    parser.add_argument("--startups", type=int, default=7272)
    parser.add_argument("--partners", type=int, default=700)
    options = parser.parse_args(argv)
    with open_town(size_of(options.startups, options.partners)) as context:
        encode_profiles(context)
        market = MarketCache(context).load()
        started = time.perf_counter()
        orders = {partner: order_lists(market, partner, context.now()) for partner in PARTNERS}
        seconds = time.perf_counter() - started
    told = {partner.value: _describe_spread(order.spreads) for partner, order in orders.items()}
    figures = {"startups": options.startups, "partners": options.partners, "seconds": round(seconds, 2)}
    print(json.dumps({**figures, "markets": told}))
    return 0


def _describe_spread(spreads: tuple[ListSpread, ...]) -> dict[str, Any]:
    """Figures of the lists in which startups and one kind of partner meet."""
    first = spreads[0]
    matches = {"before": round(first.matches_before, DIGITS), "after": round(first.matches_after, DIGITS)}
    lists = {
        f"{it.candidate_kind}s_seen_by_{it.seeker_kind}s": {
            "candidates": it.candidates,
            "before": _round(it.before),
            "after": _round(it.after),
            "given_up": round(it.given_up, DIGITS),
        }
        for it in spreads
    }
    return {"expected_matches": matches, **lists}


def _round(evenness: Evenness) -> dict[str, float]:
    return {
        "gini": round(evenness.gini, DIGITS),
        "coverage": round(evenness.coverage, DIGITS),
        "below_floor": round(evenness.below_floor, DIGITS),
    }
