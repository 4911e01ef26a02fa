"""Accepting among very many mentorships: how long one decision takes, and how many a second several processes make."""

import argparse
import json
import time
from functools import partial

from benchmarks._databases import name_of, open_context, open_settings
from benchmarks._pool import Pool, build_pool
from benchmarks._racing import quantile, race
from matchmaker.config import Settings
from matchmaker.domain.ids import ApplicationId
from matchmaker.services.mentoring import applications
from matchmaker.services.platform.retry import run_with_retry

LIMIT_MS = 50
LEAST_A_SECOND = 100
WARM_UP = 20
"""Decisions before the measurement: a process compiles its statements on first use."""


def run(argv: list[str]) -> int:
    """Print p95 in ms and decisions a second; 1 when one of them misses its limit."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks accept", description=__doc__)
    parser.add_argument("--mentorships", type=int, default=100_000)
    parser.add_argument("--decisions", type=int, default=2000, help="decisions that are measured, of all processes")
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--database-url", help="an empty database, or: embedded (a PostgreSQL of the benchmark's own)")
    options = parser.parse_args(argv)
    with open_settings(options.database_url) as settings:
        each = -(-options.decisions // options.processes) + WARM_UP
        with open_context(settings) as context:
            pool = build_pool(context, mentorships=options.mentorships, decided=each * options.processes)
        times, elapsed = measure(settings, pool, processes=options.processes)
        lost = count_lost(settings, pool)
    figures = {
        "database": name_of(settings),
        "mentorships": options.mentorships,
        "processes": options.processes,
        "decisions": len(times),
        "p50_ms": round(quantile(times, 50), 1),
        "p95_ms": round(quantile(times, 95), 1),
        "a_second": round(len(times) / elapsed, 1),
        "lost": lost,
    }
    print(json.dumps(figures))
    is_slow = figures["p95_ms"] > LIMIT_MS if options.processes == 1 else figures["a_second"] < LEAST_A_SECOND
    return int(is_slow or lost > 0)


def measure(settings: Settings, pool: Pool, *, processes: int) -> tuple[list[float], float]:
    """Milliseconds of each decision, and the seconds from the first to the last of all processes."""
    shares = [pool.pick(number, processes) for number in range(processes)]
    if processes == 1:
        times, began, ended = _decide(settings, shares[0], None)
        return times, ended - began
    results = race(_decide, [(settings, share) for share in shares], module=__name__)
    elapsed = max(ended for _, _, ended in results) - min(began for _, began, _ in results)
    return [spent for times, _, _ in results for spent in times], elapsed


def _decide(settings: Settings, share: list[tuple], start: object) -> tuple[list[float], float, float]:
    """Milliseconds of the decisions, and when the first began and the last ended (seconds of the machine's clock)."""
    times = []
    began = 0.0
    with open_context(settings) as context:
        for number, (actor, mentorship_id) in enumerate(share):
            if number == WARM_UP:
                if start is not None:
                    start.wait()
                began = time.monotonic()
            asked = time.perf_counter()
            run_with_retry(context, partial(applications.accept_application, actor=actor, application_id=mentorship_id))
            times.append((time.perf_counter() - asked) * 1000)
        ended = time.monotonic()
    return times[WARM_UP:], began, ended


def count_lost(settings: Settings, pool: Pool) -> int:
    """Decisions that were acknowledged and are not in the database."""
    with open_context(settings) as context, context.open_unit(readonly=True) as unit:
        states = [unit.applications.get(ApplicationId(it)).state.value for _, it in pool.waiting]
    return sum(state != "accepted" for state in states)
