"""``python -m benchmarks repair INSTANCE.json.gz --events 60``: a planned event, and what goes wrong on the day.

Equal shares of cancellations, late arrivals, early leaves, lost tables, new guests and no-shows, each on the plan as it
was. On small events the people moved are compared with a minimum that a linear program proves.
"""

import argparse
import json
import random
import statistics
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks._least_moved import count_least_moved
from benchmarks.annual_meeting import read_instance
from matchmaker.scheduling.model.problem import MeetingPair, Person, Placement, Problem
from matchmaker.scheduling.model.validation import validate
from matchmaker.scheduling.planning.solver import solve
from matchmaker.scheduling.repairing.disruption import (
    Disruption,
    DisruptionKind,
    add_guest,
    arrive_late,
    cancel,
    leave_early,
    lose_table,
    mark_no_show,
)
from matchmaker.scheduling.repairing.repair import RepairStrategy, find_repairs

KINDS = (
    DisruptionKind.CANCELLATION,
    DisruptionKind.LATE_ARRIVAL,
    DisruptionKind.EARLY_LEAVE,
    DisruptionKind.TABLE_LOST,
    DisruptionKind.NEW_GUEST,
    DisruptionKind.NO_SHOW,
)

MUSTS = 3
SMALL_EVENTS = 20


def draw_disruption(
    problem: Problem, placements: Sequence[Placement], kind: DisruptionKind, *, now: int, rng: random.Random
) -> Disruption:
    """A random disruption of a kind, for a person with a later meeting."""
    ahead = [it for it in placements if it.slot >= now] or list(placements)
    at = rng.choice(ahead)
    person = rng.choice(sorted(problem.pairs[at.pair].people))
    if kind is DisruptionKind.CANCELLATION:
        return cancel(problem, person, now=now)
    if kind is DisruptionKind.LATE_ARRIVAL:
        return arrive_late(person, now=now, slot=min(now + rng.randint(1, 4), problem.slots))
    if kind is DisruptionKind.EARLY_LEAVE:
        return leave_early(problem, person, slot=max(now, problem.slots - rng.randint(1, 6)))
    if kind is DisruptionKind.TABLE_LOST:
        return lose_table(problem, at.table, slot=now)
    if kind is DisruptionKind.NO_SHOW:
        return mark_no_show(problem, person, now=now)
    guest = Person(frozenset(range(now, problem.slots)), max_meetings=problem.slots)
    musts = rng.sample(range(len(problem.people)), min(MUSTS, problem.slots - now, len(problem.people)))
    return add_guest(guest, tuple(musts))


def measure(problem: Problem, *, events: int, seed: int, plan_seconds: float) -> dict[str, Any]:
    """Time, people moved, refills and broken rules over a number of disruptions."""
    rng = random.Random(seed)  # noqa: S311 - a benchmark, not a secret
    placements = solve(problem, time_limit=plan_seconds, seed=seed).placed
    seconds, moved, refilled, invalid, missing = [], [], 0, 0, 0
    for number in range(events):
        kind, now = KINDS[number % len(KINDS)], rng.randrange(problem.slots)
        disruption = draw_disruption(problem, placements, kind, now=now, rng=rng)
        start = time.perf_counter()
        found = find_repairs(problem, placements, disruption, now=now, seed=seed)
        seconds.append(time.perf_counter() - start)
        moved.append(len(found.alternatives[0].affected_people))
        refills = [it for it in found.alternatives if it.strategy is RepairStrategy.REFILL and it.gained]
        refilled += kind is DisruptionKind.NO_SHOW and bool(refills)
        invalid += sum(bool(validate(found.problem, it.placements)) for it in found.alternatives)
        missing += len(found.alternatives[0].missing_musts)
    return {
        "meetings": len(placements),
        "events": events,
        "median_ms": round(1000 * statistics.median(seconds), 1),
        "p95_ms": round(1000 * sorted(seconds)[max(0, -(-95 * events // 100) - 1)], 1),
        "median_people_moved": statistics.median(moved),
        "no_shows": sum(KINDS[number % len(KINDS)] is DisruptionKind.NO_SHOW for number in range(events)),
        "refilled": refilled,
        "musts_missing": missing,
        "invalid": invalid,
    }


def draw_small_event(rng: random.Random) -> Problem:
    """Sixteen people, six slots, four tables, some thirty wishes."""
    people = tuple(Person(frozenset(rng.sample(range(6), rng.randint(3, 6))), max_meetings=5) for _ in range(16))
    wishes = [(a, b) for a in range(10) for b in range(10, 16) if rng.random() < 0.5]
    return Problem(6, (4,) * 6, people, tuple(MeetingPair(a, b, rng.randint(1, 5), is_mutual=True) for a, b in wishes))


def compare_small(seed: int) -> dict[str, int]:
    """People moved by all alternatives of small events, and the fewest with which the same value is possible."""
    rng = random.Random(seed)  # noqa: S311 - a benchmark, not a secret
    alternatives = moved = least = 0
    for number in range(SMALL_EVENTS):
        problem = draw_small_event(rng)
        placements = solve(problem, time_limit=1.0, seed=seed).placed
        disruption = draw_disruption(problem, placements, KINDS[number % len(KINDS)], now=rng.randrange(3), rng=rng)
        now = min(disruption.slots, default=0)
        found = find_repairs(problem, placements, disruption, now=now, seed=seed)
        for alternative in found.alternatives:
            alternatives += 1
            moved += len(alternative.affected_people)
            least += count_least_moved(found.problem, placements, disruption, now=now, goal=alternative)
    return {"small_events": SMALL_EVENTS, "alternatives": alternatives, "moved": moved, "least_moved": least}


def run(argv: list[str]) -> int:
    """Print the figures as JSON; 1 when a timetable broke a rule."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks repair", description=__doc__.split("\n")[0])
    parser.add_argument("instance", type=Path)
    parser.add_argument("--events", type=int, default=60, help="disruptions (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--plan-seconds", type=float, default=10.0, help="time for the plan (default: %(default)s)")
    options = parser.parse_args(argv)
    problem = read_instance(options.instance, floor=0)
    figures = measure(problem, events=options.events, seed=options.seed, plan_seconds=options.plan_seconds)
    print(json.dumps(figures | compare_small(options.seed)))
    return int(figures["invalid"] > 0)
