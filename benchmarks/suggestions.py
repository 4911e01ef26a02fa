"""All suggestions of a network, computed, explained and stored by the code of the ``recommend`` command."""

import argparse
import json
import os
import time

from benchmarks._town import open_town, peak_megabytes
from matchmaker.services.matches.encode import encode_profiles
from matchmaker.services.matches.recommend import recommend_all
from matchmaker.services.seeding.network import DemoSize

MENTOR_SHARE = 5 / 7
"""The plan's 500 mentors among its 700 partners."""


def run(argv: list[str]) -> int:
    """Print seconds (encoding apart), peak MiB and what was computed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks suggestions", description=__doc__)
    parser.add_argument("--startups", type=int, default=7272)
    parser.add_argument("--partners", type=int, default=700)
    options = parser.parse_args(argv)
    mentors = round(options.partners * MENTOR_SHARE)
    size = DemoSize(
        mentors=mentors,
        investors=options.partners - mentors,
        candidates=0,
        startups=options.startups,
        attending_startups=0,
        attending_investors=0,
    )
    with open_town(size) as context:
        encode_profiles(context)
        started, busy = time.perf_counter(), sum(os.times()[:4])
        stored = recommend_all(context)
        seconds, cpu_seconds = time.perf_counter() - started, sum(os.times()[:4]) - busy
    print(
        json.dumps(
            {
                "startups": options.startups,
                "partners": options.partners,
                "suggestions": stored,
                "seconds": round(seconds, 2),
                "cpu_seconds": round(cpu_seconds, 2),
                "peak_mb": peak_megabytes(),
            }
        )
    )
    return 0
