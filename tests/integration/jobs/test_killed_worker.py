import signal
import sqlite3

from matchmaker.demo import seeding
from matchmaker.demo.seeding.demo_accounts import EMAILS
from matchmaker.demo.seeding.network import DemoSize
from matchmaker.domain.profiles import StartupDraft
from matchmaker.domain.vocabulary import JobKind, JobState, Role
from matchmaker.matching.text.profile_texts import profile_text
from matchmaker.services.meetings import timetables
from matchmaker.services.platform.context import UseCase
from matchmaker.services.platform.jobs import queue_job
from matchmaker.services.suggestions.vectors import key_of
from matchmaker.storage.tables import TextVectorRow
from tests.integration.jobs.waiting import wait_until
from tests.rows import count_rows

TEXTS = 4000
SMALL = DemoSize(mentors=10, investors=40, candidates=60, startups=20, attending_startups=60, attending_investors=30)


def get(context, job_id):
    with context.open_unit(readonly=True) as unit:
        return unit.jobs.get(job_id)


def let_lease_end(context, job_id):
    """Let the lease end as if time had passed."""
    with sqlite3.connect(context.settings.var / "matchmaker.db") as connection:
        connection.execute("UPDATE jobs SET lease_until = '2000-01-01 00:00:00.000000' WHERE id = ?", (job_id,))
    connection.close()


def count_vectors(context):
    with context.open_unit(readonly=True) as unit:
        return count_rows(unit, TextVectorRow, TextVectorRow.encoder == context.get_encoder().name)


def test_encoding_goes_on_where_a_killed_worker_left_it(context, start):
    with context.open_unit() as unit:
        unit.startups.add_many(
            StartupDraft(name=f"公司{n}", description=f"第{n}家公司研发高温合金与精密铸造技术" * 40)
            for n in range(TEXTS)
        )
        job_id = queue_job(UseCase.start(context, unit, None), kind=JobKind.ENCODE, payload={})
        unit.commit()
    first = start("worker")
    wait_until(lambda: count_vectors(context) > 0, what="the first vectors")
    first.send_signal(signal.SIGKILL)
    first.wait()
    saved = count_vectors(context)
    assert 0 < saved < TEXTS
    assert get(context, job_id).state is JobState.RUNNING
    let_lease_end(context, job_id)

    start("worker")
    wait_until(lambda: get(context, job_id).is_finished, what="the end of the job")
    job = get(context, job_id)
    assert (job.state, job.attempts) == (JobState.DONE, 2)
    assert job.result == {"texts": TEXTS, "encoded": TEXTS - saved}
    assert count_vectors(context) == TEXTS
    with context.open_unit(readonly=True) as unit:
        wanted = {key_of(profile_text(it)) for it in unit.startups.iterate_all()}
        assert unit.vectors.find_many(context.get_encoder().name, "passage", wanted).keys() == wanted


def test_a_plan_is_saved_once_when_its_worker_is_killed(context, start):
    seeding.seed_reference(context)
    seeding.seed_demo(context, size=SMALL)
    event_id = seeding.find_demo_event(context)
    with context.open_unit(readonly=True) as unit:
        organizer = unit.accounts.find_actor(unit.accounts.find_by_email(EMAILS[Role.ORGANIZER]).id)
    job_id = timetables.start_planning(context, organizer, event_id)
    first = start("worker")
    wait_until(lambda: get(context, job_id).phase not in {"", "load"}, what="planning")
    first.send_signal(signal.SIGKILL)
    first.wait()
    assert get(context, job_id).state is JobState.RUNNING
    assert timetables.list_timetables(context, organizer, event_id) == ()
    let_lease_end(context, job_id)

    start("worker")
    wait_until(lambda: get(context, job_id).is_finished, what="the end of the job")
    job = get(context, job_id)
    assert (job.state, job.attempts) == (JobState.DONE, 2)
    (draft,) = timetables.list_timetables(context, organizer, event_id)
    assert job.result == {"timetable_id": draft.id}
    assert draft.quality.met > 0


def test_a_worker_that_goes_home_leaves_its_job_to_the_next(context, start):
    with context.open_unit() as unit:
        unit.startups.add_many(
            StartupDraft(name=f"公司{n}", description=f"第{n}家公司研发传感器与工业软件" * 40) for n in range(TEXTS)
        )
        job_id = queue_job(UseCase.start(context, unit, None), kind=JobKind.ENCODE, payload={})
        unit.commit()
    first = start("worker")
    wait_until(lambda: count_vectors(context) > 0, what="the first vectors")
    first.terminate()
    assert first.wait() == 0
    assert not get(context, job_id).is_finished

    start("worker")
    wait_until(lambda: get(context, job_id).is_finished, what="the end of the job")
    assert get(context, job_id).state is JobState.DONE
    assert count_vectors(context) == TEXTS
