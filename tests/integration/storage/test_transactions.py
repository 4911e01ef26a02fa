import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import DBAPIError, ResourceClosedError

from matchmaker.config import ROOT
from matchmaker.domain.errors import DatabaseBusy, Invalid, StateConflict
from matchmaker.storage import open_database
from matchmaker.storage.engine import UNCHECKED_SECONDS

WORKERS, RUNNERS = 4, 12


@pytest.fixture
def statements(database):
    """Statements that SQLite receives, in their order."""
    executed = []
    event.listen(database.engine, "before_cursor_execute", lambda *arguments: executed.append(arguments[2]))
    return executed


def test_a_unit_that_writes_takes_the_write_lock_at_once(database, statements):
    with database.unit():
        assert statements == ["PRAGMA query_only = 0", "BEGIN IMMEDIATE"]


def test_a_unit_that_reads_takes_no_lock(database, statements):
    with database.unit(readonly=True):
        assert statements == ["PRAGMA query_only = 1", "BEGIN"]


def test_sqlite_is_set_up_for_several_processes(database):
    with database.engine.connect() as connection:
        pragmas = ("journal_mode", "foreign_keys", "synchronous", "busy_timeout")
        found = {name: connection.execute(text(f"PRAGMA {name}")).scalar_one() for name in pragmas}

    assert found == {"journal_mode": "wal", "foreign_keys": 1, "synchronous": 1, "busy_timeout": 10_000}


def test_a_unit_keeps_nothing_when_it_is_left_without_commit(any_database, startup_draft):
    with any_database.unit() as unit:
        unit.startups.add(startup_draft)

    with any_database.unit() as unit:
        assert unit.startups.count() == 0


def test_a_unit_keeps_nothing_when_it_fails(any_database, startup_draft):
    def fail():
        with any_database.unit() as unit:
            unit.startups.add(startup_draft)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()

    with any_database.unit() as unit:
        assert unit.startups.count() == 0


def test_a_unit_is_over_when_it_is_committed(any_database, startup_draft):
    with any_database.unit() as unit:
        unit.commit()
        with pytest.raises(ResourceClosedError):
            unit.startups.add(startup_draft)


def test_what_was_gathered_is_written_when_the_unit_commits(any_database, startup_draft):
    def gather(unit):
        unit.before_commit(lambda: unit.startups.add(startup_draft))

    with any_database.unit() as unit:
        gather(unit)
    with any_database.unit() as unit:
        gather(unit)
        assert unit.startups.count() == 0
        unit.commit()
    with any_database.unit(readonly=True) as unit:
        assert unit.startups.count() == 1


def test_a_connection_that_died_while_it_was_idle_is_replaced(postgres_database):
    with postgres_database.engine.connect() as other:
        with postgres_database.engine.connect() as connection:
            number = connection.scalar(text("SELECT pg_backend_pid()"))
        other.execute(text("SELECT pg_terminate_backend(:number)"), {"number": number})
    time.sleep(UNCHECKED_SECONDS)

    with postgres_database.unit(readonly=True) as unit:
        assert unit.startups.count() == 0


def test_a_readonly_unit_cannot_write(any_database, world, startup_draft):
    with any_database.unit(readonly=True) as unit, pytest.raises(DBAPIError):
        unit.startups.add(replace(startup_draft, external_id=None))

    with any_database.unit() as unit:
        unit.startups.add(replace(startup_draft, external_id=None))
        unit.commit()


def test_a_readonly_unit_cannot_lock(any_database, world):
    with any_database.unit(readonly=True) as unit, pytest.raises(RuntimeError, match="readonly"):
        unit.mentors.get_for_update(world.mentor)


def test_a_readonly_unit_sees_one_moment(any_database, world, startup_draft):
    with any_database.unit(readonly=True) as reader:
        assert reader.startups.count() == 1
        with any_database.unit() as writer:
            writer.startups.add(replace(startup_draft, external_id=None))
            writer.commit()
        assert reader.startups.count() == 1


def test_a_number_that_no_column_holds_is_refused(any_database, startup_draft):
    with any_database.unit() as unit, pytest.raises(Invalid) as refused:
        unit.startups.add(replace(startup_draft, funding_sought=10**30))
    assert refused.value.code == "value_out_of_range"


def test_a_unit_is_refused_as_busy_when_another_writes_too_long(database):
    impatient = open_database(str(database.engine.url))
    event.listen(impatient.engine, "connect", lambda connection, _: connection.execute("PRAGMA busy_timeout = 0"))
    with database.unit(), pytest.raises(DatabaseBusy), impatient.unit():
        pass
    impatient.dispose()


def race(run):
    """Outcome of each run, several at the same time."""
    with ThreadPoolExecutor(WORKERS) as pool:
        return [future.result(timeout=60) for future in [pool.submit(run) for _ in range(RUNNERS)]]


def test_the_last_places_of_a_mentor_are_taken_once_when_many_ask(any_database, world):
    def accept():
        with any_database.unit() as unit:
            if unit.mentors.get_for_update(world.mentor).places_left == 0:
                return "full"
            unit.mentors.take_place(world.mentor)
            unit.commit()
            return "accepted"

    outcomes = race(accept)

    assert sorted(outcomes) == ["accepted"] * 2 + ["full"] * (RUNNERS - 2)
    with any_database.unit() as unit:
        assert unit.mentors.get(world.mentor).mentees == 2


def test_the_database_refuses_more_than_the_capacity_when_nobody_looks(any_database, world):
    def accept():
        try:
            with any_database.unit() as unit:
                unit.mentors.take_place(world.mentor)
                unit.commit()
        except StateConflict as refused:
            return refused.code
        return "accepted"

    assert sorted(race(accept)) == ["accepted"] * 2 + ["mentor_full"] * (RUNNERS - 2)


def test_one_job_is_claimed_by_one_worker(any_database, now):
    with any_database.unit() as unit:
        for _ in range(RUNNERS - 2):
            unit.jobs.add(kind="plan", payload={}, created_by=None, created_at=now)
        unit.commit()

    def claim():
        with any_database.unit() as unit:
            job = unit.jobs.claim(now, "w")
            unit.commit()
            return 0 if job is None else job.id

    claimed = [job_id for job_id in race(claim) if job_id]
    assert len(claimed) == len(set(claimed)) == RUNNERS - 2


def test_failures_of_logins_are_all_counted_when_they_come_at_once(any_database, now):
    def fail():
        with any_database.unit() as unit:
            unit.login_failures.add("a@b.cn", "::1", now)
            unit.commit()

    race(fail)

    with any_database.unit(readonly=True) as unit:
        assert unit.login_failures.find("a@b.cn", "::1").count == RUNNERS


PROCESS = """
import sys
from matchmaker.domain.errors import StateConflict
from matchmaker.storage import open_database

database, outcomes = open_database(sys.argv[1]), []
for _ in range(10):
    try:
        with database.unit() as unit:
            unit.mentors.get_for_update(int(sys.argv[2]))
            unit.mentors.take_place(int(sys.argv[2]))
            unit.commit()
            outcomes.append("accepted")
    except StateConflict as refused:
        outcomes.append(refused.code)
print(" ".join(outcomes))
"""


def test_places_are_never_oversold_when_processes_race(database, mentor_draft):
    with database.unit() as unit:
        mentor_id = unit.mentors.add(replace(mentor_draft, capacity=17))
        unit.commit()
    command = [sys.executable, "-c", PROCESS, str(database.engine.url), str(mentor_id)]

    racers = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) for _ in range(3)]
    outcomes = [word for racer in racers for word in racer.communicate(timeout=60)[0].split()]

    assert sorted(outcomes) == ["accepted"] * 17 + ["mentor_full"] * 13
    with database.unit(readonly=True) as unit:
        assert unit.mentors.get(mentor_id).mentees == 17


def test_a_unit_makes_a_repository_when_it_is_first_asked_for_and_keeps_it(database):
    with database.unit(readonly=True) as unit:
        opened = {name for name in vars(unit) if not name.startswith("_")}
        first = unit.startups

        assert opened == set()
        assert unit.startups is first
        assert {name for name in vars(unit) if not name.startswith("_")} == {"startups"}


def test_two_units_share_no_repository(database):
    with database.unit(readonly=True) as one, database.unit(readonly=True) as other:
        assert one.startups is not other.startups
