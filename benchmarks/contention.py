"""Processes that compete for the last places of mentors, for the same slots, and for places on waiting lists."""

import argparse
import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from benchmarks._contests import Attempt, Contests, build_contests
from benchmarks._databases import name_of, open_context, open_settings
from benchmarks._facts import count_lost, count_violations
from benchmarks._racing import quantile, race
from matchmaker.config import Settings
from matchmaker.domain.errors import DatabaseBusy, Refused
from matchmaker.domain.ids import ApplicationId, OfficeHourId
from matchmaker.services.mentoring import applications
from matchmaker.services.mentoring.mentorships import book_hour
from matchmaker.services.platform.context import Context
from matchmaker.services.platform.retry import run_with_retry

ACCEPTED, REFUSED, BUSY = "accepted", "refused", "busy"


@dataclass(frozen=True)
class AttemptOutcome:
    """``milliseconds`` until the answer came."""

    attempt: Attempt
    answer: str
    milliseconds: float


def run(argv: list[str]) -> int:
    """Print the result; 1 when a place stayed empty or was given twice, or when an answer was lost."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks contention", description=__doc__)
    parser.add_argument("--processes", type=int, default=8)
    parser.add_argument("--attempts", type=int, default=400)
    parser.add_argument("--database-url", help="an empty database, or: embedded (a PostgreSQL of the benchmark's own)")
    options = parser.parse_args(argv)
    with open_settings(options.database_url) as settings:
        with open_context(settings) as context:
            contests = build_contests(context, attempts=options.attempts)
        outcomes = compete(settings, contests, processes=options.processes)
        accepted = [it.attempt for it in outcomes if it.answer == ACCEPTED]
        figures = {
            "database": name_of(settings),
            "processes": options.processes,
            "attempts": len(outcomes),
            "places": contests.places,
            "accepted": len(accepted),
            "violations": count_violations(settings.database_url),
            "lost": count_lost(settings.database_url, accepted),
            "busy": sum(it.answer == BUSY for it in outcomes),
            "p95_ms": round(quantile([it.milliseconds for it in outcomes], 95), 1),
        }
    print(json.dumps(figures))
    is_right = figures["accepted"] == figures["places"]
    return int(not is_right or any(figures[fault] for fault in ("violations", "lost", "busy")))


def compete(settings: Settings, contests: Contests, *, processes: int) -> list[AttemptOutcome]:
    """Outcomes of all attempts; attempts for one object are neighbours, so different processes make them."""
    shares = [(settings, contests.attempts[number::processes]) for number in range(processes)]
    return [outcome for share in race(_attempt_all, shares, module=__name__) for outcome in share]


def _attempt_all(settings: Settings, attempts: list[Attempt], start: object) -> list[AttemptOutcome]:
    with open_context(settings) as context:
        with context.open_unit(readonly=True):
            start.wait()
        return [_attempt(context, it) for it in attempts]


def _attempt(context: Context, attempt: Attempt) -> AttemptOutcome:
    asked = time.perf_counter()
    try:
        run_with_retry(context, partial(ACTS[attempt.contest], attempt=attempt))
        answer = ACCEPTED
    except DatabaseBusy:
        answer = BUSY
    except Refused:
        answer = REFUSED
    return AttemptOutcome(attempt, answer, (time.perf_counter() - asked) * 1000)


def _accept(context: Context, *, attempt: Attempt) -> None:
    applications.accept_application(context, attempt.actor, ApplicationId(attempt.thing))


def _wait_list(context: Context, *, attempt: Attempt) -> None:
    applications.wait_list_application(context, attempt.actor, ApplicationId(attempt.thing))


def _book(context: Context, *, attempt: Attempt) -> None:
    startup_id = next(iter(attempt.actor.startup_ids))
    book_hour(context, attempt.actor, OfficeHourId(attempt.thing), startup_id=startup_id, reason="请教股权安排")


ACTS: dict[str, Callable[..., None]] = {"place": _accept, "line": _wait_list, "slot": _book}
