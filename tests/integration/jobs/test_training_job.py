"""Training and suggesting as jobs: what the operator's page shows of their end."""

from pathlib import Path

import pytest

from matchmaker.app import build_context
from matchmaker.config import read_settings
from matchmaker.domain.ids import JobId
from matchmaker.domain.jobs import Job
from matchmaker.domain.vocabulary import JobKind, JobState
from matchmaker.jobs.worker import run_next
from matchmaker.services.platform.context import Context, UseCase
from matchmaker.services.platform.database import upgrade_database
from matchmaker.services.platform.jobs import queue_job
from matchmaker.web.wording.refusals import SENTENCES
from tests.integration.services.suggestions.sample_choices import build_choosers


@pytest.fixture
def context(tmp_path: Path) -> Context:
    settings = read_settings(
        {
            "MATCHMAKER_VAR": str(tmp_path),
            "MATCHMAKER_MODELS": str(tmp_path / "models"),
            "MATCHMAKER_ENCODER": "hashing",
        }
    )
    upgrade_database(settings)
    return build_context(settings)


def run(context: Context, kind: JobKind) -> Job:
    with context.open_unit() as unit:
        job_id = queue_job(UseCase.start(context, unit, None), kind=kind, payload={})
        unit.commit()
    while run_next(context, "worker"):
        pass
    return read(context, job_id)


def read(context: Context, job_id: JobId) -> Job:
    with context.open_unit(readonly=True) as unit:
        return unit.jobs.get(job_id)


def test_a_training_leaves_its_version_and_new_suggestions(context: Context) -> None:
    build_choosers(context)
    job = run(context, JobKind.TRAIN)

    assert job.state is JobState.DONE
    assert job.result["is_promoted"] is True
    with context.open_unit(readonly=True) as unit:
        done = [it.kind for it in unit.jobs.list_page(number=1).items if it.state is JobState.DONE]
    assert done == [JobKind.RECOMMEND, JobKind.TRAIN]


def test_too_little_to_learn_from_is_no_failure(context: Context) -> None:
    build_choosers(context, founders=3)
    job = run(context, JobKind.TRAIN)

    assert job.state is JobState.DONE
    assert job.result == {"version": None, "is_promoted": False}


def test_work_with_a_damaged_version_fails_with_a_sentence(context: Context) -> None:
    build_choosers(context)
    run(context, JobKind.TRAIN)
    (path,) = context.settings.models.glob("preferences/*/preferences.npz")
    path.write_bytes(b"nothing")

    job = run(context, JobKind.RECOMMEND)

    assert (job.state, job.error_code) == (JobState.FAILED, "version_damaged")
    assert job.error_code in SENTENCES
