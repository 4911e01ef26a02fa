"""A process that is killed: a running parent forks a child for each use-case and kills it after a while.

``python -m tests.integration.faults.killed_process URL VAR`` reads orders as JSON, one a line: ``act``, ``ids``
(the actor's account and the object) and ``seconds`` until the kill (null: it may live). It answers each with one line:
whether the use-case was acknowledged, and the seconds it took when it was not killed.
"""

import json
import os
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from matchmaker.app import build_context
from matchmaker.config import read_settings
from matchmaker.domain.accounts import Actor
from matchmaker.domain.ids import AccountId, ApplicationId, ImportId, RoundId, TimetableId
from matchmaker.services.meetings import timetables
from matchmaker.services.mentoring import applications, rounds
from matchmaker.services.people import imports
from matchmaker.services.platform.context import Context
from tests.actors import find_actor

READY, DONE = b"r", b"d"

ACTS: dict[str, Callable[[Context, Actor, int], object]] = {
    "accept": lambda context, actor, key: applications.accept_application(context, actor, ApplicationId(key)),
    "publish": lambda context, actor, key: timetables.publish_timetable(context, actor, TimetableId(key)),
    "import": lambda context, actor, key: imports.apply_import(context, actor, ImportId(key)),
    "apply_round": lambda context, actor, key: rounds.apply_round(context, actor, RoundId(key)),
    "undo_round": lambda context, actor, key: rounds.undo_round(context, actor, RoundId(key)),
}


def make_context(url: str, var: Path) -> Context:
    return build_context(replace(read_settings({}), database_url=url, var=var, encoder="hashing"))


def run_child(url: str, var: Path, act: str, ids: tuple[int, int], status_writer: int) -> None:
    """Run in the child: open the database, report that it is ready, run the use-case and report that it is done."""
    context = make_context(url, var)
    actor = find_actor(context, AccountId(ids[0]))
    assert actor is not None
    os.write(status_writer, READY)
    ACTS[act](context, actor, ids[1])
    os.write(status_writer, DONE)


def run_and_kill(url: str, var: Path, act: str, ids: tuple[int, int], seconds: float | None) -> tuple[bool, float]:
    """Whether a forked child finished before it was killed, and how long it lived after it was ready."""
    status_reader, status_writer = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            run_child(url, var, act, ids, status_writer)
        finally:
            os._exit(0)
    os.close(status_writer)
    assert os.read(status_reader, 1) == READY
    began = time.perf_counter()
    if seconds is not None:
        while time.perf_counter() - began < seconds:
            pass
        os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    lived = time.perf_counter() - began
    is_done = os.read(status_reader, 1) == DONE
    os.close(status_reader)
    return is_done, lived


def main() -> None:
    url, var = sys.argv[1], Path(sys.argv[2])
    for line in sys.stdin:
        order = json.loads(line)
        is_done, lived = run_and_kill(url, var, order["act"], tuple(order["ids"]), order["seconds"])
        print(json.dumps({"is_done": is_done, "lived": lived}), flush=True)


if __name__ == "__main__":
    main()
