from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text

from matchmaker.domain.audit import AuditEntry, AuditSearch
from matchmaker.domain.errors import NotFound, StateConflict
from matchmaker.domain.imports import ImportKind, ImportState, Upload, UploadDraft
from matchmaker.domain.jobs import LEASE, MAX_ATTEMPTS, Job
from matchmaker.domain.vocabulary import JobKind, JobState
from matchmaker.storage.queries.subject_names import NAMED
from matchmaker.storage.tables import AuditRow
from tests.rows import count_rows


def queue(unit, now, kind=JobKind.PLAN, **payload):
    return unit.jobs.add(kind=kind, payload=payload, created_by=None, created_at=now)


def test_a_job_waits_runs_and_is_done(any_database, now):
    with any_database.unit() as unit:
        job_id = queue(unit, now, event_id=7)
        waiting = Job(id=job_id, kind=JobKind.PLAN, state=JobState.QUEUED, payload={"event_id": 7}, created_at=now)
        assert unit.jobs.get(job_id) == unit.jobs.get_for_update(job_id) == waiting

        claimed = unit.jobs.claim(now, "w1")
        assert claimed == replace(waiting, state=JobState.RUNNING, attempts=1, lease_until=now + LEASE)
        assert unit.jobs.claim(now, "w2") is None

        later = now + timedelta(seconds=5)
        assert unit.jobs.heartbeat(job_id, "w1", now=later, phase="solve", done=3, total=9)
        beaten = replace(claimed, lease_until=later + LEASE, phase="solve", done=3, total=9)
        assert unit.jobs.get(job_id) == beaten
        assert unit.jobs.list_open(JobKind.PLAN) == (beaten,)

        assert unit.jobs.finish(job_id, "w1", now=later, result={"timetable_id": 1})
        done = replace(beaten, state=JobState.DONE, result={"timetable_id": 1}, finished_at=later, lease_until=None)
        assert unit.jobs.get(job_id) == done
        assert unit.jobs.list_open() == ()
        with pytest.raises(NotFound):
            unit.jobs.get(99)


def test_jobs_are_claimed_oldest_first(any_database, now):
    with any_database.unit() as unit:
        ids = [queue(unit, now), queue(unit, now, JobKind.ENCODE)]
        assert [unit.jobs.claim(now, "w").id for _ in ids] == ids
        assert unit.jobs.list_page(kind=JobKind.ENCODE).total == 1
        assert unit.jobs.list_page(state=JobState.QUEUED).total == 0
        assert [job.id for job in unit.jobs.list_page().items] == ids[::-1]


def test_a_job_is_taken_over_when_its_lease_ran_out(any_database, now):
    with any_database.unit() as unit:
        assert not unit.jobs.has_claimable(now)
        job_id = queue(unit, now)
        assert unit.jobs.has_claimable(now)
        unit.jobs.claim(now, "lost")
        assert not unit.jobs.has_claimable(now + LEASE - timedelta(seconds=1))
        assert unit.jobs.claim(now + LEASE - timedelta(seconds=1), "heir") is None
        after = now + LEASE
        assert unit.jobs.has_claimable(after)
        taken = unit.jobs.claim(after, "heir")
        assert (taken.id, taken.attempts, taken.lease_until) == (job_id, 2, after + LEASE)
        assert not unit.jobs.heartbeat(job_id, "lost", now=after, phase="", done=0, total=0)
        assert not unit.jobs.finish(job_id, "lost", now=after, result={})
        assert not unit.jobs.fail(job_id, "lost", now=after, error_code="x")
        assert unit.jobs.fail(job_id, "heir", now=after, error_code="solver")
        failed = unit.jobs.get(job_id)
        assert (failed.state, failed.error_code, failed.is_finished) == (JobState.FAILED, "solver", True)
        assert not unit.jobs.has_claimable(after + LEASE)


def test_a_job_fails_when_its_workers_were_lost_too_often(any_database, now):
    with any_database.unit() as unit:
        job_id = queue(unit, now)
        for attempt in range(MAX_ATTEMPTS):
            assert unit.jobs.claim(now + attempt * LEASE, "w").id == job_id
        end = now + MAX_ATTEMPTS * LEASE
        assert unit.jobs.claim(end, "w") is None
        failed = unit.jobs.get(job_id)
        assert (failed.state, failed.error_code, failed.finished_at) == (JobState.FAILED, "worker_lost", end)


def test_a_cancelled_job_stops_its_worker(any_database, now):
    with any_database.unit() as unit:
        job_id = queue(unit, now)
        unit.jobs.claim(now, "w")
        assert unit.jobs.cancel(job_id, now)
        assert not unit.jobs.cancel(job_id, now)
        assert not unit.jobs.heartbeat(job_id, "w", now=now, phase="", done=0, total=0)
        assert unit.jobs.get(job_id).state is JobState.CANCELLED


def test_the_latest_job_is_found_by_its_payload(any_database, now):
    with any_database.unit() as unit:
        queue(unit, now, event_id=1)
        second = queue(unit, now, event_id=1, again=True)
        queue(unit, now, event_id=2)
        assert unit.jobs.find_latest(JobKind.PLAN, {"event_id": 1}).id == second
        assert unit.jobs.find_latest(JobKind.PLAN, {"event_id": 3}) is None
        assert unit.jobs.find_latest(JobKind.ENCODE, {}) is None


def test_an_upload_waits_for_its_mapping_and_is_applied(any_database, now):
    draft = UploadDraft(
        kind=ImportKind.MENTOR,
        filename="导师.xlsx",
        content=b"PK\x00\xff",
        mapping={"name": "姓名"},
        created_at=now,
    )
    with any_database.unit() as unit:
        import_id = unit.imports.add(draft)
        uploaded = Upload(id=import_id, **{name: getattr(draft, name) for name in draft.__slots__})
        assert unit.imports.get(import_id) == unit.imports.get_for_update(import_id) == uploaded
        applied = replace(
            uploaded, mapping={"name": "导师"}, state=ImportState.APPLIED, applied_at=now, result={"created": 2}
        )
        unit.imports.save(applied)
        assert unit.imports.get(import_id) == applied
        with pytest.raises(NotFound):
            unit.imports.get(99)
        with pytest.raises(NotFound):
            unit.imports.save(replace(applied, id=99))


def test_marks_are_set_and_set_again(any_database):
    with any_database.unit() as unit:
        assert unit.flags.find("demo") is None
        unit.flags.set("demo", "1")
        unit.flags.set("demo", "2")
        assert unit.flags.find("demo") == "2"


@pytest.fixture
def entry(world, now):
    return AuditEntry(
        at=now,
        actor=world.founder,
        action="mentorship.accept",
        subject_kind="mentorship",
        subject_id=5,
        before={"state": "applied"},
        after={"state": "accepted", "理由": "契合"},
    )


def test_audit_entries_are_listed_newest_first_and_searched(any_database, entry):
    second = replace(entry, action="account.create", subject_kind="account", subject_id=None, actor=None)
    with any_database.unit() as unit:
        unit.audit.add(entry)
        unit.audit.add_many([second])
        unit.audit.add_many([])
        assert unit.audit.list_page().items == (second, entry)
        assert count_rows(unit, AuditRow) == 2


def test_audit_entries_are_searched_by_person_action_thing_and_time(any_database, entry):
    second = replace(entry, action="account.create", subject_kind="account", subject_id=None, actor=None)
    later = replace(second, at=entry.at + timedelta(days=1))
    with any_database.unit() as unit:
        unit.audit.add_many([entry, second, later])

        def search(**by):
            return unit.audit.list_page(AuditSearch(**by)).items

        assert search(person="李创") == search(person="FOUNDER@example") == (entry,)
        assert search(person="王") == ()
        assert search(action="mentorship.accept") == (entry,)
        assert search(subject_kind="mentorship", subject_id=5) == (entry,)
        assert search(since=later.at) == (later,)
        assert search(until=later.at) == (second, entry)
        assert search(action="account.create", since=entry.at, until=later.at) == (second,)


def test_things_are_named_by_kind_and_number_in_one_query(any_database, world):
    with any_database.unit(readonly=True) as unit:
        wanted = [("account", world.founder), ("account", 99), ("job", 1)]

        assert unit.names.list_names(wanted) == {("account", world.founder): "李创"}
        assert unit.names.list_names([]) == {}


def test_participants_and_pairs_are_named_by_their_profiles(any_database, world, now):
    with any_database.unit() as unit:
        startup, mentor = unit.startups.get(world.startup).name, unit.mentors.get(world.mentor).name
        investor = unit.investors.get(world.investor).name
        mentorship = unit.applications.add(
            startup_id=world.startup, mentor_id=world.mentor, applied_by=world.founder, goal="量产", applied_at=now
        )
        wanted = [("mentorship", mentorship), ("participation", world.startup_there)]
        wanted += [("participation", world.investor_there), *((kind, 1) for kind in NAMED)]

        named = unit.names.list_names(wanted)

    assert named["mentorship", mentorship] == f"{startup} · {mentor}"
    assert named["participation", world.startup_there] == startup
    assert named["participation", world.investor_there] == investor


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entries SET action = 'nothing'",
        "DELETE FROM audit_entries",
    ],
)
def test_the_audit_log_is_never_changed(any_database, entry, statement):
    with any_database.unit() as unit:
        unit.audit.add(entry)
        unit.commit()

    with any_database.engine.begin() as connection, pytest.raises(StateConflict) as refused:
        connection.execute(text(statement))

    assert refused.value.code == "audit_append_only"
    with any_database.unit(readonly=True) as unit:
        assert unit.audit.list_page().items == (entry,)


def test_the_audit_log_is_not_replaced_row_by_row_on_sqlite(database):
    insert = "INSERT OR REPLACE INTO audit_entries VALUES (1, '2026-01-01', NULL, :action, 'x', 1, '{}', '{}')"
    with database.engine.begin() as connection:
        connection.execute(text(insert), {"action": "first"})
        with pytest.raises(StateConflict, match="audit_append_only"):
            connection.execute(text(insert), {"action": "second"})


def test_the_audit_log_is_not_truncated_on_postgresql(postgres_database):
    with postgres_database.engine.begin() as connection, pytest.raises(StateConflict, match="audit_append_only"):
        connection.execute(text("TRUNCATE audit_entries CASCADE"))
