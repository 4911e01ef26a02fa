"""``python -m benchmarks why INSTANCE.json.gz``: a reason for every unmet wish of a planned event.

Printed are the unmet wishes, those with a reason, the reasons, and how many are proven impossible.
"""

import argparse
import json
import time
from collections import Counter
from pathlib import Path
from typing import Any

from benchmarks.annual_meeting import read_instance
from matchmaker.scheduling.explaining.unmet_reasons import UnmetMeetingReason, explain_unmet
from matchmaker.scheduling.model.problem import Problem
from matchmaker.scheduling.planning.solver import solve


def measure(problem: Problem, *, plan_seconds: float, floor: int) -> dict[str, Any]:
    """Plan the event, then explain the unmet wishes."""
    timetable = solve(problem, time_limit=plan_seconds)
    start = time.perf_counter()
    found = explain_unmet(problem, timetable)
    seconds = time.perf_counter() - start
    unmet = len(problem.pairs) - len(timetable.placed)
    return {
        "floor": floor,
        "unmet": unmet,
        "with_reason": sum(it.reason is not UnmetMeetingReason.STILL_POSSIBLE for it in found),
        "proven": sum(it.proven for it in found),
        "with_opening": sum(it.opening is not None for it in found),
        "reasons": Counter(it.reason.value for it in found),
        "seconds": round(seconds, 3),
    }


def run(argv: list[str]) -> int:
    """Print the figures as JSON; 1 when a wish has no reason."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks why", description=__doc__.split("\n")[0])
    parser.add_argument("instance", type=Path)
    parser.add_argument("--plan-seconds", type=float, default=10.0, help="time for the plan (default: %(default)s)")
    parser.add_argument("--floor", type=int, default=3, help="meetings every founder should get (default: %(default)s)")
    options = parser.parse_args(argv)
    problem = read_instance(options.instance, floor=options.floor)
    figures = measure(problem, plan_seconds=options.plan_seconds, floor=options.floor)
    print(json.dumps(figures))
    return int(figures["with_reason"] < figures["unmet"])
