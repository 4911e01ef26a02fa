from dataclasses import replace
from datetime import timedelta

import pytest

from matchmaker.domain.errors import Invalid, NotAllowed, NotFound, StateConflict
from matchmaker.domain.pipeline import CloseReason, DealState, DealStepDraft
from matchmaker.services.meetings import events, pipeline, timetables
from matchmaker.services.meetings.timetables.planning import plan_event
from matchmaker.services.platform import audit
from tests.integration.services.meetings.test_club import list_notice_kinds
from tests.integration.services.sample_network import register_everybody


@pytest.fixture
def met(context):
    return DealStepDraft(state=DealState.MET, happened_on=context.now().date(), note="团队扎实")


@pytest.fixture
def deal(context, town, met):
    investor = town.investors[0]
    return pipeline.start_deal(context, investor, investor.investor_id, town.startups[0], met)


def move(context, town, deal, state, **others):
    step = DealStepDraft(**({"state": state, "happened_on": context.now().date()} | others))
    pipeline.add_step(context, town.investors[0], deal, step)


def test_a_deal_goes_from_a_meeting_to_an_investment(context, town, deal, clock):
    for state, others in (
        (DealState.FOLLOWING_UP, {}),
        (DealState.DUE_DILIGENCE, {}),
        (DealState.TERM_SHEET, {"amount": 300}),
        (DealState.INVESTED, {"amount": 280}),
    ):
        clock.move(timedelta(days=7))
        move(context, town, deal, state, **others)
    view = pipeline.get_deal(context, town.investors[0], deal)

    assert (view.deal.state, view.deal.amount, view.startup.id) == (DealState.INVESTED, 280, town.startups[0])
    assert [it.state for it in view.steps][:2] == [DealState.MET, DealState.FOLLOWING_UP]
    totals = {it.state: (it.count, it.amount) for it in pipeline.get_totals(context, town.operator)}
    assert totals[DealState.INVESTED] == (1, 280)
    assert totals[DealState.MET] == (0, 0)


def test_a_step_that_the_table_lacks_is_refused(context, town, deal):
    with pytest.raises(StateConflict) as refused:
        move(context, town, deal, DealState.INVESTED, amount=100)
    assert refused.value.code == "deal_cannot_move"


def test_a_deal_is_closed_with_a_reason_and_taken_up_again(context, town, deal):
    with pytest.raises(Invalid):
        move(context, town, deal, DealState.CLOSED)
    move(context, town, deal, DealState.CLOSED, close_reason=CloseReason.VALUATION)
    move(context, town, deal, DealState.FOLLOWING_UP)

    assert pipeline.get_deal(context, town.investors[0], deal).deal.state is DealState.FOLLOWING_UP


def test_steps_stay_in_the_order_of_their_days(context, town, deal):
    yesterday = context.now().date() - timedelta(days=1)
    with pytest.raises(Invalid) as refused:
        move(context, town, deal, DealState.FOLLOWING_UP, happened_on=yesterday)

    assert refused.value.data["fields"] == {"happened_on": "before_last_step"}


def test_a_pair_has_one_pipeline(context, town, deal, met):
    with pytest.raises(StateConflict) as refused:
        pipeline.start_deal(context, town.investors[0], town.investors[0].investor_id, town.startups[0], met)
    assert refused.value.code == "already_in_pipeline"


def test_the_founder_sees_exactly_what_is_shared(context, town, deal):
    founder, investor = town.founders[0], town.investors[0]
    assert pipeline.list_shared(context, founder) == ()
    move(context, town, deal, DealState.DUE_DILIGENCE, note="核对专利", message="请准备财务报表", is_shared=True)
    move(context, town, deal, DealState.TERM_SHEET, amount=300, note="上限四百")

    (shared,) = pipeline.list_shared(context, founder)
    assert (shared.investor.id, shared.startup.id) == (investor.investor_id, town.startups[0])
    assert [(it.state, it.message, it.amount) for it in shared.steps] == [
        (DealState.DUE_DILIGENCE, "请准备财务报表", None)
    ]
    assert pipeline.list_shared(context, town.founders[1]) == ()
    assert list_notice_kinds(context, founder) == ["deal_shared"]


def test_sharing_can_be_changed_later_and_notifies_only_changes(context, town, deal):
    founder, investor = town.founders[0], town.investors[0]
    move(context, town, deal, DealState.DUE_DILIGENCE)
    move(context, town, deal, DealState.TERM_SHEET, amount=300)
    last = pipeline.get_deal(context, investor, deal).last
    draft = DealStepDraft(state=last.state, happened_on=last.happened_on, amount=300, is_shared=True)
    pipeline.change_step(context, investor, deal, last.id, draft)
    pipeline.change_step(context, investor, deal, last.id, replace(draft, note="再看一周"))
    assert list_notice_kinds(context, founder) == ["deal_shared"]

    pipeline.change_step(context, investor, deal, last.id, replace(draft, is_amount_shared=True, amount=320))
    (shared,) = pipeline.list_shared(context, founder)
    assert [it.amount for it in shared.steps] == [320]
    assert pipeline.get_deal(context, investor, deal).deal.amount == 320
    pipeline.change_step(context, investor, deal, last.id, replace(draft, is_shared=False))
    assert pipeline.list_shared(context, founder) == ()


def test_nobody_else_reads_or_moves_a_deal(context, town, deal, met):
    for actor in (town.investors[1], town.founders[0], town.operator, town.organizer):
        with pytest.raises(NotFound):
            pipeline.get_deal(context, actor, deal)
        with pytest.raises(NotFound):
            pipeline.add_step(context, actor, deal, replace(met, state=DealState.FOLLOWING_UP))
        with pytest.raises(NotFound):
            pipeline.list_deals(context, actor, town.investors[0].investor_id)
    with pytest.raises(NotAllowed):
        pipeline.get_totals(context, town.investors[0])


def test_the_log_holds_no_state_amount_or_word_of_a_deal(context, town, deal):
    move(context, town, deal, DealState.FOLLOWING_UP, note="很有希望")
    entries = [it.entry for it in audit.list_entries(context, town.operator).items[:2]]

    assert [it.action for it in entries] == ["deal.move", "deal.start"]
    assert "很有希望" not in str(entries)
    assert "following" not in str(entries)


def test_past_meetings_are_offered_until_they_are_in_the_pipeline(context, town, clock, met):
    investor, there = town.investors[0], register_everybody(context, town)
    events.add_wish(context, investor, participation_id=there.investors[0], wished_id=there.startups[0])
    timetables.publish_timetable(context, town.organizer, plan_event(context, town.event))
    assert pipeline.list_new_meetings(context, investor, investor.investor_id) == ()
    clock.move(timedelta(days=31))

    offered = pipeline.list_new_meetings(context, investor, investor.investor_id)
    assert [it.startup.id for it in offered if it.startup.id == town.startups[0]] == [town.startups[0]]
    pipeline.start_deal(context, investor, investor.investor_id, town.startups[0], met, event_id=town.event)
    left = pipeline.list_new_meetings(context, investor, investor.investor_id)
    assert town.startups[0] not in {it.startup.id for it in left}
