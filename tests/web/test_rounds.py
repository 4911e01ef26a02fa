"""The operator runs a matching round: dry run, locks, apply, undo; founders and mentors read the result."""

from dataclasses import replace
from datetime import timedelta

import pytest

from matchmaker.domain.interests import ConflictKind, PartnerPair
from matchmaker.domain.vocabulary import JobKind, PartyKind, Role
from matchmaker.jobs.job_kinds import run_handler
from matchmaker.jobs.running import JobRun
from matchmaker.services import interests
from matchmaker.services.mentoring import applications
from tests.web.filled_network import get_actor


@pytest.fixture
def asked(world):
    """The founder's startup asks the mentor; both are certified for long."""
    founder = get_actor(world, Role.FOUNDER)
    with world.context.open_unit() as unit:
        until = (world.context.now() + timedelta(days=400)).date()
        for mentor_id in world.mentors:
            unit.mentors.save(replace(unit.mentors.get(mentor_id), certified_until=until))
        unit.commit()
    return applications.apply_to_mentor(
        world.context, founder, startup_id=world.startups[0], mentor_id=world.mentors[0], goal="半年内完成量产"
    )


def begin(operator, world):
    """A dry run by the form, computed as the worker does it."""
    shown = operator.post("/rounds", page="/rounds", goal="total", emphasis="balanced")
    assert shown.h1 == "撮合轮次 1"
    assert "排队等待中" in shown.text
    work(world)
    return operator.get("/rounds/1")


def work(world):
    """Compute the waiting round as the worker does; queued jobs for fits stay."""
    job = None
    while job is None or job.kind is not JobKind.ROUND:
        with world.context.open_unit() as unit:
            job = unit.jobs.claim(world.context.now(), "w")
            unit.commit()
        assert job is not None
    run_handler(world.context, job, JobRun(world.context, job, "w"))


def test_a_round_goes_from_the_dry_run_to_its_undoing(world, operator, founder, mentor, asked):
    shown = begin(operator, world)
    assert "得到导师的企业" in shown.text
    assert "不做本轮" in shown.text
    assert founder.get(f"/mentorships/{asked}").text.count("撮合轮次") == 0

    shown = operator.post("/rounds/1/apply", page="/rounds/1")
    assert "已结成1对" in shown.text
    assert "由联盟的撮合轮次安排" in founder.get(f"/mentorships/{asked}").text
    assert "撮合轮次为您安排了企业" in mentor.get("/notices").text

    shown = operator.post("/rounds/1/undo", page="/rounds/1")
    assert "本轮已撤销" in shown.text
    assert "撤销了撮合轮次" in founder.get("/notices").text


def test_marks_and_limits_ask_for_a_new_computation(world, operator, asked):
    begin(operator, world)

    shown = operator.post(f"/rounds/1/pairs/{asked}", page="/rounds/1", kind="must", view="pairs")
    assert "改动之前的结果" in shown.text
    assert "/rounds/1/apply" not in shown.actions()
    shown = operator.post(f"/rounds/1/mentors/{world.mentors[0]}", page="/rounds/1", most="0", view="mentors")
    assert "已记下" in shown.text
    operator.post("/rounds/1/compute", page="/rounds/1")
    work(world)
    assert "锁定的各对无法同时满足" in operator.get("/rounds/1").text
    operator.post(f"/rounds/1/pairs/{asked}", page="/rounds/1", kind="")
    operator.post("/rounds/1/compute", page="/rounds/1")
    work(world)
    assert "本轮不给" in operator.get("/rounds/1?view=none").text


def test_what_changed_meanwhile_is_shown_and_nothing_is_applied(world, operator, founder, asked):
    begin(operator, world)
    founder.post(f"/mentorships/{asked}/withdraw", page=f"/mentorships/{asked}")

    shown = operator.get("/rounds/1")
    assert "试算之后有1处变化" in shown.text
    assert "/rounds/1/apply" not in shown.actions()
    assert "没有执行" in operator.post("/rounds/1/apply", page="/rounds/1").text


def test_every_part_of_the_page_and_the_workbook_are_there(world, operator, asked):
    begin(operator, world)
    for view in ("pairs", "none", "mentors", "objections", "changed"):
        operator.get(f"/rounds/1?view={view}")
    assert "撮合轮次 1" in operator.get("/rounds").text
    assert operator.post("/rounds/1/discard", page="/rounds/1").h1 == "撮合轮次"
    assert "从未执行" in operator.get("/rounds/1").text


def test_a_limit_that_is_no_number_is_refused_in_words(world, operator, asked):
    begin(operator, world)

    for typed in ("x", "9" * 5000):
        shown = operator.post(f"/rounds/1/mentors/{world.mentors[0]}", page="/rounds/1", most=typed)
        assert "上限应是不超过99的整数" in shown.text


def test_what_the_ledger_warns_of_is_locked_with_a_reason(world, operator, asked):
    pair = PartnerPair(world.startups[0], PartyKind.MENTOR, world.mentors[0])
    interests.declare_conflict(
        world.context,
        get_actor(world, Role.MENTOR),
        pair,
        kind=ConflictKind.SHAREHOLDER,
        words="持股 1%",
        since=world.context.now().date(),
    )
    begin(operator, world)
    assert "利益冲突登记要求说明理由" in operator.get("/rounds/1?view=none").text

    shown = operator.post(f"/rounds/1/pairs/{asked}", page="/rounds/1?view=none", kind="must", view="none")
    assert "请写明理由" in shown.text
    shown = operator.post(
        f"/rounds/1/pairs/{asked}", page="/rounds/1?view=none", kind="must", reason="双方知情", view="none"
    )
    assert "您的理由：双方知情" in shown.text
