from dataclasses import replace

import pytest

from matchmaker.domain.accounts import AccountDraft
from matchmaker.domain.errors import DatabaseBusy
from matchmaker.domain.jobs import MAX_ATTEMPTS
from matchmaker.domain.profiles import StartupDraft
from matchmaker.domain.vocabulary import JobKind, JobState, Role
from matchmaker.jobs.running import JobRun, JobStopped
from matchmaker.jobs.worker import run_next
from matchmaker.services.platform import jobs
from matchmaker.services.platform.context import UseCase
from matchmaker.services.platform.jobs import queue_job
from matchmaker.services.platform.retry import RETRY_ATTEMPTS


def add_job(context, kind=JobKind.ENCODE, **payload):
    with context.open_unit() as unit:
        job_id = queue_job(UseCase.start(context, unit, None), kind=kind, payload=payload)
        unit.commit()
    return job_id


def get(context, job_id):
    with context.open_unit(readonly=True) as unit:
        return unit.jobs.get(job_id)


def claim(context, worker):
    with context.open_unit() as unit:
        job = unit.jobs.claim(context.now(), worker)
        unit.commit()
    return job


@pytest.fixture
def operator(context):
    with context.open_unit() as unit:
        draft = AccountDraft(email="o@town.cn", name="运营", roles=frozenset({Role.OPERATOR}), created_at=context.now())
        account_id = unit.accounts.add(draft, password_hash=None)
        unit.commit()
    with context.open_unit(readonly=True) as unit:
        return unit.accounts.find_actor(account_id)


def test_jobs_run_in_the_order_they_came(context):
    with context.open_unit() as unit:
        unit.startups.add(StartupDraft(name="公司", description="研发工业软件"))
        unit.commit()
    first, second = add_job(context), add_job(context, JobKind.RECOMMEND)

    assert run_next(context, "worker")
    assert (get(context, first).state, get(context, second).state) == (JobState.DONE, JobState.QUEUED)
    assert get(context, first).result == {"texts": 1, "encoded": 1}
    assert run_next(context, "worker")
    assert not run_next(context, "worker")
    assert get(context, second).state is JobState.DONE


def test_a_refused_job_keeps_the_code(context):
    job_id = add_job(context, JobKind.PLAN, event_id=99)

    assert run_next(context, "worker")
    job = get(context, job_id)
    assert (job.state, job.error_code) == (JobState.FAILED, "event_not_found")


def test_a_missing_encoder_is_named(context):
    def load():
        from matchmaker.encoding import load_encoder  # noqa: PLC0415 -- as the context does

        return load_encoder("default", models_dir=context.settings.var)

    job_id = add_job(context)
    assert run_next(replace(context, get_encoder=load), "worker")
    assert get(context, job_id).error_code == "encoder_missing"


def test_a_cancelled_job_stops_at_its_next_word(context, operator):
    job_id = add_job(context)
    running = JobRun(context, claim(context, "worker"), "worker")
    running.report_progress("encode", 1, 10)
    assert (get(context, job_id).phase, get(context, job_id).done) == ("encode", 1)

    jobs.cancel_job(context, operator, job_id)
    with pytest.raises(JobStopped):
        running.report_progress("recommend", 2, 10)
    with context.open_unit() as unit:
        running.finish_in(unit, {})  # the result of a cancelled plan is saved
    assert get(context, job_id).state is JobState.CANCELLED


def test_a_job_that_another_worker_has_is_not_finished_twice(context):
    job_id = add_job(context)
    late = JobRun(context, claim(context, "late"), "late")
    late.release()
    assert claim(context, "next").attempts == 2

    with pytest.raises(JobStopped):
        late.finish({"texts": 0})
    with pytest.raises(JobStopped):
        late.report_progress("encode", 1, 2)
    assert get(context, job_id).state is JobState.RUNNING


def meet_busy(context, times):
    """The context; loading the encoder finds the database busy the given number of times."""
    left = [DatabaseBusy()] * times

    def load():
        if left:
            raise left.pop()
        return context.get_encoder()

    return replace(context, get_encoder=load)


def test_a_job_that_met_a_busy_database_is_done_at_the_next_attempt(context):
    job_id = add_job(context)
    busy = meet_busy(context, 1)

    assert run_next(busy, "worker")
    assert (get(context, job_id).state, get(context, job_id).error_code) == (JobState.RUNNING, "")
    assert run_next(busy, "next")
    assert (get(context, job_id).state, get(context, job_id).attempts) == (JobState.DONE, 2)


def test_a_job_fails_as_busy_when_no_attempt_is_left(context):
    job_id = add_job(context)
    busy = meet_busy(context, MAX_ATTEMPTS)

    assert [run_next(busy, "worker") for _ in range(MAX_ATTEMPTS + 1)] == [True] * MAX_ATTEMPTS + [False]
    assert (get(context, job_id).state, get(context, job_id).error_code) == (JobState.FAILED, "busy")


@pytest.mark.parametrize(("times", "is_run"), [(2, True), (RETRY_ATTEMPTS, False)])
def test_claiming_is_tried_again_when_the_database_is_busy(context, times, is_run):
    left = [DatabaseBusy()] * times

    def open_unit(*, readonly=False):
        if left and not readonly:
            raise left.pop()
        return context.open_unit(readonly=readonly)

    job_id = add_job(context)
    assert run_next(replace(context, open_unit=open_unit), "worker") is is_run
    assert get(context, job_id).state is (JobState.DONE if is_run else JobState.QUEUED)


def test_an_idle_worker_only_reads(context):
    def open_unit(*, readonly=False):
        assert readonly
        return context.open_unit(readonly=readonly)

    claim_all = replace(context, open_unit=open_unit)
    assert not run_next(claim_all, "worker")
    add_job(context)
    claim(context, "another")
    assert not run_next(claim_all, "worker")
