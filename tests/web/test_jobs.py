from dataclasses import replace
from datetime import UTC, datetime

import pytest
from flask import Flask

from matchmaker.domain.ids import JobId
from matchmaker.domain.jobs import Job
from matchmaker.domain.vocabulary import JobKind, JobState
from matchmaker.scheduling.model.timetable import Phase
from matchmaker.web.locales import set_code
from matchmaker.web.wording.jobs import describe_job
from tests.jobs import list_jobs
from tests.web.browser import Browser
from tests.web.small_network import SmallNetwork


def test_work_is_started_watched_and_stopped(operator: Browser, world: SmallNetwork) -> None:
    page = operator.post("/admin/jobs/start", kind="recommend")
    assert page.h1 == "重新计算全部推荐"
    assert [it.id for it in list_jobs(world.context)] == [JobId(1)]

    state = operator.client.get("/jobs/1/progress").json
    assert state == {"state": "queued", "text": "排队等待中", "done": 0, "total": 0, "finished": False}

    operator.post("/jobs/1/cancel")
    assert operator.client.get("/jobs/1/progress").json["text"] == "已按要求停止"
    assert "已取消" in operator.get("/jobs/1").text


def test_work_is_listed(operator: Browser) -> None:
    assert "还没有后台任务" in operator.get("/admin/jobs").text
    operator.post("/admin/jobs/start", kind="encode")

    assert [row[0] for row in operator.get("/admin/jobs").rows()] == ["重新解读全部资料 #1"]


@pytest.mark.parametrize("kind", ["", "plan", "mine"])
def test_work_is_not_started_when_its_kind_is_not_offered(operator: Browser, kind: str) -> None:
    operator.post("/admin/jobs/start", status=400, kind=kind)


def test_work_is_stopped_once(operator: Browser) -> None:
    operator.post("/admin/jobs/start", kind="encode")
    operator.post("/jobs/1/cancel")

    operator.post("/jobs/1/cancel", status=409)


def test_failed_work_is_tried_again_from_its_page(operator: Browser, world: SmallNetwork) -> None:
    operator.post("/admin/jobs/start", kind="encode")
    operator.post("/jobs/1/retry", status=409)
    with world.context.open_unit() as unit:
        unit.jobs.claim(world.clock(), "w")
        unit.jobs.fail(JobId(1), "w", now=world.clock(), error_code="internal")
        unit.commit()
    assert "/jobs/1/retry" in operator.get("/jobs/1").actions()

    page = operator.post("/jobs/1/retry")

    assert "排队等待中" in page.text
    assert [it.id for it in list_jobs(world.context)] == [JobId(1), JobId(2)]
    operator.post("/jobs/1/retry")
    assert [it.id for it in list_jobs(world.context)] == [JobId(1), JobId(2)], "the same work waits twice"


def test_work_of_others_is_not_found(operator: Browser, founder: Browser) -> None:
    operator.post("/admin/jobs/start", kind="encode")

    founder.get("/jobs/1", status=404)
    assert founder.client.get("/jobs/1/progress", headers={"Accept": "application/json"}).json["error"]


@pytest.mark.parametrize("phase", [it.value for it in Phase])
def test_planning_shows_the_value_reached_and_its_bound(app: Flask, phase: str) -> None:
    job = Job(
        id=JobId(1),
        kind=JobKind.PLAN,
        state=JobState.RUNNING,
        phase=phase,
        done=23_500,
        total=24_000,
        created_at=datetime(2026, 3, 2, tzinfo=UTC),
    )
    with app.test_request_context("/"):
        chinese = describe_job(job)
        set_code("en")
        english = describe_job(job)
        assert describe_job(replace(job, done=0, total=0)) in english

    for text in (chinese, english):
        assert "23,500" in text
        assert "24,000" in text


def test_bar_shows_how_far_the_work_is(operator: Browser, world: SmallNetwork) -> None:
    operator.post("/admin/jobs/start", kind="encode")
    with world.context.open_unit() as unit:
        unit.jobs.claim(world.clock(), "a worker")
        unit.commit()

    page = operator.get("/jobs/1")

    assert page.tree.find(".//progress") is not None
    assert page.tree.find(".//*[@data-progress-url]").get("data-progress-url") == "/jobs/1/progress"
