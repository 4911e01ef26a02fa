"""A process killed at any of 200 random moments leaves accepting, publishing and importing complete or undone."""

import json
import random
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from statistics import median

import pytest

from matchmaker.config import ROOT
from tests.integration.faults.killed_process import make_context
from tests.integration.faults.scenario import FaultScenario, build_scenario

KILLS = {"accept": 70, "publish": 60, "import": 70}
UNHARMED = 3
"""Undisturbed runs of each action; they show how long one takes and which rows belong to it."""

Counts = dict[str, int]


class ForkingProcess:
    """The running process that forks a child for every use-case."""

    def __init__(self, url: str, var: Path) -> None:
        command = [sys.executable, "-m", "tests.integration.faults.killed_process", url, str(var)]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT)

    def order(self, act: str, ids: tuple[int, int], seconds: float | None = None) -> tuple[bool, float]:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        print(json.dumps({"act": act, "ids": ids, "seconds": seconds}), file=self._process.stdin, flush=True)
        answer = json.loads(self._process.stdout.readline())
        return answer["is_done"], answer["lived"]

    def close(self) -> None:
        self._process.communicate()


@pytest.fixture(scope="module")
def path(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copyfile(migrated_file, tmp_path_factory.mktemp("faults") / "matchmaker.db"))


@pytest.fixture(scope="module")
def scenario(path: Path) -> FaultScenario:
    return build_scenario(make_context(f"sqlite:///{path}", path.parent), each=max(KILLS.values()) + UNHARMED + 1)


@pytest.fixture(scope="module")
def victims(path: Path, scenario: FaultScenario) -> Iterator[ForkingProcess]:
    started = ForkingProcess(f"sqlite:///{path}", path.parent)
    yield started
    started.close()


def ask(path: Path, query: str) -> list[tuple]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(query).fetchall()


COUNTED_BY_STATE = ("mentorships", "imports", "timetables")


def count_rows(path: Path) -> Counts:
    """Number of rows of every table, and of objects in each state: the effect of a use-case."""
    with closing(sqlite3.connect(path)) as connection:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        parts = [f"SELECT '{it}', count(*) FROM {it}" for it in tables]  # noqa: S608 -- names come from the schema
        for it in COUNTED_BY_STATE:
            parts += [f"SELECT '{it}.' || state, count(*) FROM {it} GROUP BY state"]  # noqa: S608 -- our own names
        parts += ["SELECT 'mentees', sum(mentees) FROM mentors"]
        return dict(connection.execute(" UNION ALL ".join(parts)).fetchall())


def list_faults(path: Path) -> dict[str, list[tuple]]:
    """Conditions that must never hold, with the rows that meet them."""
    with closing(sqlite3.connect(path)) as connection:
        found = {fault: connection.execute(query).fetchall() for fault, query in FAULTS.items()}
    return {fault: rows for fault, rows in found.items() if rows}


def subtract(after: Counts, before: Counts) -> Counts:
    """What was added to each count; unchanged counts are left out."""
    return {key: after[key] - before.get(key, 0) for key in after if after[key] != before.get(key, 0)}


FAULTS = {
    "a mentor's mentees are not the accepted ones": """
        SELECT id FROM mentors WHERE mentees <> (
            SELECT count(*) FROM mentorships WHERE mentor_id = mentors.id AND state = 'accepted')""",
    "an accepted mentorship without one entry in the log": """
        SELECT id FROM mentorships WHERE (state = 'accepted') <> (
            SELECT count(*) FROM audit_entries WHERE action = 'mentorship.accept' AND subject_id = mentorships.id)""",
    "a published timetable without one entry in the log": """
        SELECT id FROM timetables WHERE (state <> 'draft') <> (
            SELECT count(*) FROM audit_entries WHERE action = 'timetable.publish' AND subject_id = timetables.id)""",
    "rows of an import that was not applied": """
        SELECT n FROM (SELECT count(*) AS n FROM startups WHERE name LIKE '名单%')
        WHERE n <> 20 * (SELECT count(*) FROM imports WHERE state = 'applied')""",
    "an import without one entry in the log": """
        SELECT id FROM imports WHERE (state = 'applied') <> (
            SELECT count(*) FROM audit_entries WHERE action = 'import.apply' AND subject_id = imports.id)""",
    "more than one timetable is published": """
        SELECT event_id FROM timetables WHERE state = 'published' GROUP BY event_id HAVING count(*) > 1""",
    "an entry of the log without its seal": """
        SELECT id FROM audit_entries WHERE id NOT IN (SELECT entry_id FROM audit_seals)""",
    "a calendar entry that is not as published": """
        SELECT c.* FROM calendar_entries c WHERE NOT EXISTS (
            SELECT 1 FROM meetings m JOIN timetables t ON t.id = m.timetable_id JOIN slots s ON s.id = m.slot_id
            WHERE t.state = 'published' AND s.starts_at = c.starts_at AND m.table_number = c.table_number
            AND m.startup_participation_id = c.startup_participation_id)""",
}


@pytest.mark.parametrize("act", KILLS)
def test_use_case_is_complete_or_undone_when_its_process_is_killed(
    victims: ForkingProcess, scenario: FaultScenario, path: Path, act: str
) -> None:
    dice = random.Random(f"killed while {act}")  # noqa: S311 -- chance, no secret
    things = list(scenario.things[act])
    actor = scenario.actors[act]
    times, whole = [], {}
    for _ in range(UNHARMED):
        before = count_rows(path)
        is_done, lived = victims.order(act, (actor, things.pop(0)))
        assert is_done
        times.append(lived)
        whole = subtract(count_rows(path), before)
    acknowledged = done = 0
    for _ in range(KILLS[act]):
        before = count_rows(path)
        is_acknowledged, _ = victims.order(act, (actor, things.pop(0)), dice.uniform(0, median(times)))
        added = subtract(count_rows(path), before)

        assert added in ({}, whole), "half of it was saved"
        assert added or not is_acknowledged, "what was acknowledged is lost"
        assert not list_faults(path)
        acknowledged += is_acknowledged
        done += bool(added)

    assert done < KILLS[act], "no kill came in time"
    assert ask(path, "PRAGMA integrity_check") == [("ok",)]
    assert victims.order(act, (actor, things.pop(0)))[0], "the next one cannot go on"
