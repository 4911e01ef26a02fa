"""Pages of the club and of the follow-up of meetings."""

import pytest

from matchmaker.domain.club import ClubAction, ClubState
from matchmaker.domain.pipeline import DealState, DealStepDraft
from matchmaker.domain.vocabulary import Role
from matchmaker.services.meetings import club, pipeline
from tests.web.annual_meeting import act_as
from tests.web.small_network import NOW
from tests.web.statement_count import count_statements

OTHER = ClubAction.INVITE


@pytest.fixture
def deal(world):
    met = DealStepDraft(state=DealState.MET, happened_on=NOW.date(), note="团队扎实")
    return pipeline.start_deal(world.context, act_as(world, Role.INVESTOR), world.investors[0], world.startups[0], met)


def test_an_investor_asks_to_join_and_the_operator_approves(investor, operator, world):
    page = f"/club/{world.investors[0]}"
    assert f"{page}/request" in investor.get(page).links()
    investor.post(f"{page}/request", words="在兰投资三年")
    listed = operator.get("/club?state=requested")
    assert "在兰投资三年" in listed.text
    assert f"{page}/approve" in operator.get(page).actions()
    operator.post(f"{page}/approve", page=page)

    counts = club.count_memberships(world.context, act_as(world, Role.OPERATOR))
    assert counts[ClubState.MEMBER] == 1
    assert "会员" in investor.get(page).text


def test_a_refusal_wants_a_reason(investor, operator, world):
    page = f"/club/{world.investors[0]}"
    investor.post(f"{page}/request", words="")
    assert "选填" not in operator.get(f"{page}/refuse").text
    operator.post(f"{page}/refuse", status=400, words=" ")
    operator.post(f"{page}/refuse", words="材料不全")

    assert "材料不全" in investor.get(page).text
    investor.get(f"{page}/approve", status=409)
    investor.get(f"{page}/dance", status=404)


def test_an_invited_investor_reads_it_on_the_start_page(investor, operator, world):
    operator.post(f"/club/{world.investors[0]}/invite", words="欢迎加入")

    assert f"/club/{world.investors[0]}" in investor.get("/").links()
    assert f"/club/{world.investors[1]}" in operator.get("/club/outsiders").links()


def test_a_startup_is_followed_up_step_by_step(investor, world):
    start = f"/startups/{world.startups[0]}/met"
    assert start in investor.get(f"/startups/{world.startups[0]}").links()
    investor.post(start, happened_on="2026-03-01", note="团队扎实")
    assert "/pipeline/1" in investor.get("/pipeline").links()
    assert investor.client.get(start).location == "/pipeline/1"

    investor.post("/pipeline/1/move?to=due_diligence", happened_on="2026-03-02")
    investor.post("/pipeline/1/move?to=term_sheet", status=400, happened_on="2026-03-02", amount="-4")
    investor.post("/pipeline/1/move?to=term_sheet", happened_on="2026-03-02", amount="300")
    assert "300" in investor.get("/pipeline").text
    investor.get("/pipeline/1/move?to=met", status=409)
    investor.post("/pipeline/1/move?to=closed", status=400, happened_on="2026-03-02")
    shown = investor.post("/pipeline/1/move?to=closed", happened_on="2026-03-02", close_reason="valuation")
    assert "估值未谈拢" in shown.text


def test_the_founder_reads_what_is_shared_and_the_operator_only_totals(investor, founder, operator, deal):
    assert "团队扎实" not in founder.get("/my/investors").text
    move = f"/pipeline/{deal}/move?to=due_diligence"
    investor.post(move, happened_on="2026-03-02", note="核对专利", message="请准备财务报表", is_shared="y")

    text = founder.get("/my/investors").text
    assert "请准备财务报表" in text
    assert "核对专利" not in text
    assert "尽职调查" in text
    assert "/my/investors" in founder.get("/").links()
    operator.get(f"/pipeline/{deal}", status=403)
    totals = operator.get("/pipeline/totals")
    assert "尽职调查" in totals.text
    assert "河谷膜材料" not in totals.text


def test_a_step_is_corrected_and_sharing_ends(investor, founder, deal, world):
    step = pipeline.get_deal(world.context, act_as(world, Role.INVESTOR), deal).last
    path = f"/pipeline/{deal}/steps/{step.id}"
    investor.post(path, happened_on="2026-02-27", message="很高兴认识", is_shared="y")
    assert "很高兴认识" in founder.get("/my/investors").text
    investor.post(path, happened_on="2026-02-27", message="很高兴认识")

    assert "很高兴认识" not in founder.get("/my/investors").text
    investor.get(f"/pipeline/{deal}/steps/999", status=404)


@pytest.mark.parametrize("path", ["/pipeline", "/club"])
def test_lists_send_as_many_queries_for_more_rows(investor, operator, world, database, path):
    actor, reader = act_as(world, Role.INVESTOR), investor if path == "/pipeline" else operator

    def add(startup_ids):
        for startup_id in startup_ids:
            met = DealStepDraft(state=DealState.MET, happened_on=NOW.date())
            pipeline.start_deal(world.context, actor, world.investors[0], startup_id, met)

    add(world.startups[:1])
    club.move_membership(world.context, act_as(world, Role.OPERATOR), world.investors[0], OTHER)
    with count_statements(database) as before:
        reader.get(path)
    add(world.add_startups(2))
    club.move_membership(world.context, act_as(world, Role.OPERATOR), world.investors[1], OTHER)
    with count_statements(database) as after:
        reader.get(path)

    assert len(after) == len(before)
