"""All suggestions of a network, computed, explained and stored by the code of the ``recommend`` command."""

import argparse
import json
import os
import time

from benchmarks._past import live_through
from benchmarks._town import open_town, peak_megabytes, size_of
from matchmaker.services.suggestions.full_run import recommend_all
from matchmaker.services.suggestions.vectors import encode_profiles


def run(argv: list[str]) -> int:
    """Print seconds (encoding apart), peak MiB and what was computed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks suggestions", description=__doc__)
    parser.add_argument("--startups", type=int, default=7272)
    parser.add_argument("--partners", type=int, default=700)
    parser.add_argument(
        "--decisions", type=int, default=10_000, help="applications of the last year; 0: none, and no interactions"
    )
    options = parser.parse_args(argv)
    with open_town(size_of(options.startups, options.partners)) as context:
        live_through(context, options.decisions)
        encode_profiles(context)
        started, busy = time.perf_counter(), sum(os.times()[:4])
        stored = recommend_all(context)
        seconds, cpu_seconds = time.perf_counter() - started, sum(os.times()[:4]) - busy
    print(
        json.dumps(
            {
                "startups": options.startups,
                "partners": options.partners,
                "decisions": options.decisions,
                "suggestions": stored,
                "seconds": round(seconds, 2),
                "cpu_seconds": round(cpu_seconds, 2),
                "peak_mb": peak_megabytes(),
            }
        )
    )
    return 0
