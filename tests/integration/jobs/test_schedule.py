from datetime import timedelta

import pytest

from matchmaker.domain.accounts import AccountDraft
from matchmaker.domain.profiles import MentorDraft, StartupDraft
from matchmaker.domain.vocabulary import ApplicationState, MentorKind, Role
from matchmaker.jobs.schedule import run_schedule
from tests.integration.jobs.waiting import wait_until


@pytest.fixture
def silent(context):
    """An application that nobody answered for fifteen days."""
    with context.open_unit() as unit:
        draft = AccountDraft(email="a@b.cn", name="王小兰", roles=frozenset({Role.FOUNDER}), created_at=context.now())
        mentorship_id = unit.applications.add(
            startup_id=unit.startups.add(StartupDraft(name="河谷膜材料", description="隔膜")),
            mentor_id=unit.mentors.add(MentorDraft(name="马建国", kind=MentorKind.TECHNOLOGY, expertise="中试")),
            applied_by=unit.accounts.add(draft, password_hash=None),
            goal="目标",
            applied_at=context.now() - timedelta(days=15),
        )
        unit.commit()
    return mentorship_id


def state_of(context, mentorship_id):
    with context.open_unit(readonly=True) as unit:
        return unit.applications.get(mentorship_id).state


def test_clock_closes_what_nobody_answered_and_looks_again(context, silent):
    with run_schedule(context, every=0.05):
        wait_until(lambda: state_of(context, silent) is ApplicationState.EXPIRED, what="the end of the application")
        with context.open_unit() as unit:
            again = unit.applications.get(silent)
            later = unit.applications.add(
                startup_id=again.startup_id,
                mentor_id=again.mentor_id,
                applied_by=again.applied_by,
                goal="目标",
                applied_at=context.now() - timedelta(days=15),
            )
            unit.commit()
        wait_until(lambda: state_of(context, later) is ApplicationState.EXPIRED, what="a second look")


def test_a_worker_does_what_is_due(context, start, silent):
    start("worker")

    wait_until(lambda: state_of(context, silent) is ApplicationState.EXPIRED, what="the worker's look at the clock")


def test_tick_does_once_what_is_due_and_reports_it(context, start, silent):
    assert start("tick").wait() == 0

    assert state_of(context, silent) is ApplicationState.EXPIRED
