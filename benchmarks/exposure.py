"""Effect of ordering lists for the market as a whole, in an invented network: matches, evenness and cost."""

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
    markets = {partner.value: _describe_spread(order.spreads) for partner, order in orders.items()}
    figures = {"startups": options.startups, "partners": options.partners, "seconds": round(seconds, 2)}
    print(json.dumps({**figures, "markets": markets}))
    return 0


def _describe_spread(spreads: tuple[ListSpread, ...]) -> dict[str, Any]:
    """Figures of the lists in which startups and one kind of partner meet."""
    first = spreads[0]
    matches = {"before": round(first.matches_before, DIGITS), "after": round(first.matches_after, DIGITS)}
    lists = {
        f"{spread.candidate_kind}s_seen_by_{spread.seeker_kind}s": {
            "candidates": spread.candidates,
            "before": _round(spread.before),
            "after": _round(spread.after),
            "given_up": round(spread.given_up, DIGITS),
        }
        for spread in spreads
    }
    return {"expected_matches": matches, **lists}


def _round(evenness: Evenness) -> dict[str, float]:
    return {
        "gini": round(evenness.gini, DIGITS),
        "coverage": round(evenness.coverage, DIGITS),
        "below_floor": round(evenness.below_floor, DIGITS),
    }
