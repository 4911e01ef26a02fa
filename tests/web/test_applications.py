from dataclasses import replace

import pytest

from matchmaker.domain.ids import ApplicationId
from matchmaker.domain.vocabulary import MentorKind, Role
from matchmaker.services.mentoring import applications
from matchmaker.services.suggestions.full_run import recommend_all
from tests.web.annual_meeting import act_as
from tests.web.small_network import CHEMIST
from tests.web.statement_count import count_statements


def test_operator_joins_two_profiles_of_one_name_and_parts_them(operator, founder, world):
    with world.context.open_unit() as unit:
        twin = unit.mentors.add(replace(CHEMIST, kind=MentorKind.MANAGEMENT, capacity=2))
        unit.mentors.take_place(world.mentors[0])
        unit.commit()
    page = f"/mentors/{world.mentors[0]}/person"
    assert page in operator.get(f"/mentors/{world.mentors[0]}").links()
    assert "1 place left" not in founder.use_locale("en").get(f"/mentors/{twin}").text

    operator.post(f"{page}/{twin}", page=page)

    assert "1 place left" in founder.get(f"/mentors/{twin}").text, "the mentee of the other profile counts"
    assert f"/mentors/{twin}/part" in operator.get(page).actions()
    operator.post(f"/mentors/{twin}/part", page=page)
    assert "2 places left" in founder.get(f"/mentors/{twin}").text


@pytest.fixture
def asked(world) -> ApplicationId:
    """The founder has applied to the mentor."""
    recommend_all(world.context)
    return applications.apply_to_mentor(
        world.context,
        act_as(world, Role.FOUNDER),
        startup_id=world.startups[0],
        mentor_id=world.mentors[0],
        goal="半年内完成量产工艺",
    )


def test_form_shows_mentor_fit_places_and_budget(founder, world):
    recommend_all(world.context)

    shown = founder.use_locale("en").get(f"/mentors/{world.mentors[0]}/apply")

    assert "2 places left" in shown.text
    assert "You can apply to 3 more mentors." in shown.text
    assert "This would be the first choice" in shown.text
    assert shown.tree.find(".//ul[@class='reasons']") is not None


def test_application_is_sent_once_and_then_refused_in_a_plain_sentence(founder, world):
    path = f"/mentors/{world.mentors[0]}/apply"
    fields = {"startup_id": str(world.startups[0]), "goal": "半年内完成量产工艺", "tried": "换过两种设备"}
    assert "还可申请 2 位导师" in founder.post(path, **fields).text

    again = founder.use_locale("en").post(path, status=400, page=path, **fields | {"goal": "再试一次"})

    assert "There is an open application or mentorship with this mentor already." in again.text
    assert "再试一次" in again.response.text


def test_form_is_absent_where_nothing_can_be_sent(founder, world, asked):
    shown = founder.get(f"/mentors/{world.mentors[0]}/apply")

    assert shown.tree.find(".//textarea") is None
    assert f"/mentorships/{asked}" in shown.response.text


@pytest.mark.parametrize("missing", ["goal", "tried"])
def test_application_needs_a_goal_and_what_was_tried(founder, world, missing):
    path = f"/mentors/{world.mentors[0]}/apply"
    fields = {"goal": "目标", "tried": "尝试"} | {missing: "  "}

    shown = founder.post(path, status=400, startup_id=str(world.startups[0]), **fields)

    assert shown.tree.find(f".//*[@id='{missing}-errors']") is not None


def test_startup_of_somebody_else_cannot_be_chosen(founder, world):
    path = f"/mentors/{world.mentors[0]}/apply"

    founder.post(path, status=400, startup_id=str(world.startups[1]), goal="目标")
    founder.get(f"{path}?startup={world.startups[1]}", status=404)


def test_mentor_sees_goal_and_reasons_and_accepts(mentor, world, asked):
    shown = mentor.get("/mentorships")
    assert "半年内完成量产工艺" in shown.text
    assert shown.tree.find(".//ul[@class='reasons']") is not None

    after = mentor.use_locale("en").post(f"/mentorships/{asked}/accept", page="/mentorships")

    assert "You accompany 1 of at most 2 startups. 1 place is left." in after.text
    assert f"/mentorships/{asked}/accept" not in after.actions()


def test_full_mentor_reads_it_when_accepting(mentor, world, asked):
    with world.context.open_unit() as unit:
        unit.mentors.take_place(world.mentors[0])
        unit.mentors.take_place(world.mentors[0])
        unit.commit()

    shown = mentor.use_locale("en").post(f"/mentorships/{asked}/accept", page="/mentorships")

    assert "This mentor has no place left." in shown.text
    assert f"/mentorships/{asked}/accept" not in shown.actions()


def test_founder_reads_the_reason_when_declined(mentor, founder, asked):
    path = f"/mentorships/{asked}/decline"
    assert mentor.post(path, status=400, reason="").tree.find(".//*[@id='reason-errors']") is not None

    mentor.post(path, reason="近期没有时间")

    assert "近期没有时间" in founder.get("/mentorships").text
    assert "近期没有时间" in founder.get(f"/mentorships/{asked}").text
    late = mentor.use_locale("en").post(path, reason="再说一次")
    assert "This application was declined already." in late.text, "an old tab shows how things stand"
    assert late.h1


def test_founder_withdraws_and_the_budget_comes_back(founder, asked):
    assert "You can apply to 2 more mentors." in founder.use_locale("en").get("/mentorships").text

    founder.post(f"/mentorships/{asked}/withdraw", page="/mentorships")

    assert "You can apply to 3 more mentors." in founder.get("/mentors/1/apply").text


def test_second_click_on_accept_shows_a_friendly_sentence(mentor, asked):
    mentor.post(f"/mentorships/{asked}/accept", page="/mentorships")

    shown = mentor.use_locale("en").post(f"/mentorships/{asked}/accept", page="/mentorships")

    assert "This application was accepted already." in shown.text


def test_mentor_puts_an_application_on_the_waiting_list_and_both_see_the_position(mentor, founder, asked):
    shown = mentor.post(f"/mentorships/{asked}/wait", page="/mentorships")

    assert "第 1 位" in shown.text
    assert "候补第 1 位" in founder.get("/mentorships").text
    assert "候补第 1 位" in founder.get(f"/mentorships/{asked}").text


def test_mentor_calls_the_first_of_the_list_while_a_place_is_free(mentor, world, asked):
    call = f"/mentors/{world.mentors[0]}/call"
    assert call not in mentor.get("/mentorships").actions()
    assert call in mentor.post(f"/mentorships/{asked}/wait", page="/mentorships").actions()

    shown = mentor.post(call, page="/mentorships")

    assert f"/mentorships/{asked}/accept" in shown.actions()
    assert call not in shown.actions()


def test_founder_moves_a_choice_up_and_its_mentor_is_asked(founder, world, asked):
    second = applications.apply_to_mentor(
        world.context,
        act_as(world, Role.FOUNDER),
        startup_id=world.startups[0],
        mentor_id=world.mentors[1],
        goal="融资准备",
    )
    shown = founder.get("/mentorships").text
    assert shown.index("第1志愿") < shown.index("马建国") < shown.index("第2志愿") < shown.index("何静")

    founder.post(f"/mentorships/{second}/move", page="/mentorships", to="up")

    shown = founder.get("/mentorships").text
    assert shown.index("何静") < shown.index("第2志愿") < shown.index("马建国")
    with world.context.open_unit(readonly=True) as unit:
        assert unit.application_queue.find_unanswered(world.startups[0]).id == second


def test_mentor_pauses_and_founders_see_it(mentor, founder, world):
    path = f"/mentors/{world.mentors[0]}/pause"
    assert mentor.post(path, status=400, until="2020-01-01").tree.find(".//*[@id='until-errors']") is not None

    mentor.post(path, until="2026-05-01")

    assert "恢复接收申请" in mentor.get("/mentorships").text
    page = founder.get(f"/mentors/{world.mentors[0]}")
    assert "暂停接收新的申请" in page.text
    assert f"/mentors/{world.mentors[0]}/apply" not in page.links()
    refused = founder.post(
        f"/mentors/{world.mentors[0]}/apply", status=400, startup_id=str(world.startups[0]), goal="目标", tried="尝试"
    )
    assert "暂时不接收新的申请" in refused.text
    assert f"/mentors/{world.mentors[0]}/resume" not in mentor.post(f"/mentors/{world.mentors[0]}/resume").actions()


@pytest.mark.parametrize("side", ["mentor", "founder"])
def test_either_side_ends_a_mentorship(request, mentor, asked, side):
    mentor.post(f"/mentorships/{asked}/accept")
    browser = request.getfixturevalue(side)
    browser.get(f"/mentorships/{asked}/end")

    browser.post(f"/mentorships/{asked}/end", outcome="reached", reason="目标已达成")

    assert "目标已达成" in browser.get("/mentorships").text


def test_application_is_hidden_from_strangers_to_it(investor, organizer, asked):
    investor.get(f"/mentorships/{asked}", status=404)
    organizer.get("/mentorships", status=403)
    investor.post(f"/mentorships/{asked}/accept", status=403)


def test_list_sends_as_many_queries_for_three_rows_as_for_one(founder, mentor, world, asked, database):
    mentor.get("/mentorships")
    with count_statements(database) as few:
        mentor.get("/mentorships")
    others = world.add_startups(3)
    with world.context.open_unit() as unit:
        for startup_id in others:
            unit.applications.add(
                startup_id=startup_id,
                mentor_id=world.mentors[0],
                applied_by=world.accounts[Role.FOUNDER],
                goal="g",
                applied_at=world.clock(),
                fit=None,
            )
        unit.commit()
    with count_statements(database) as many:
        mentor.get("/mentorships")

    assert len(many) == len(few)
