from datetime import timedelta

import pytest

from matchmaker.domain.vocabulary import Role
from matchmaker.services.mentoring import mentorships
from tests.web.annual_meeting import act_as
from tests.web.mentorship_network import add_office_hours, begin_mentorship, make_draft
from tests.web.statement_count import count_statements

SESSION = {"held_on": "2026-03-02", "minutes": "90", "mode": "in_person", "place": "创业大厦"}


@pytest.fixture
def inside(world) -> str:
    """Address of the mentorship of the founder and the mentor."""
    return f"/mentorships/{begin_mentorship(world)}"


def test_session_is_recorded_and_private_notes_stay_private(mentor, founder, inside):
    mentor.post(f"{inside}/sessions/new", **SESSION, notes="谈了样机", own_notes="还要再看")

    own, other = mentor.get(f"{inside}/mentoring").text, founder.use_locale("en").get(f"{inside}/mentoring").text
    assert "还要再看" in own
    assert "谈了样机" in other
    assert "还要再看" not in other
    assert "1 session, 1.5 hours in all" in other


def test_session_of_tomorrow_is_refused_beside_its_field(mentor, inside):
    shown = mentor.post(f"{inside}/sessions/new", status=400, **SESSION | {"held_on": "2026-03-03"})

    assert shown.tree.find(".//*[@id='held_on-errors']") is not None


def test_operator_sees_hours_and_no_words(mentor, operator, inside):
    mentor.post(f"{inside}/sessions/new", **SESSION, notes="谈了样机")
    mentor.post(f"{inside}/steps/new", text="整理清单", side="startup")

    shown = operator.use_locale("en").get(f"{inside}/mentoring")

    assert "90 minutes" in shown.text
    assert "谈了样机" not in shown.text
    assert "整理清单" not in shown.text
    assert not [it for it in shown.actions() if "/mentorships/" in it]


def test_step_is_ticked_off(mentor, founder, inside):
    mentor.post(f"{inside}/steps/new", text="整理客户名单", side="startup", due_on="2026-03-09")
    (mark,) = [it for it in founder.get(f"{inside}/mentoring").actions() if it.endswith("/mark")]

    shown = founder.post(mark, is_done="1", page=f"{inside}/mentoring")

    assert shown.tree.find(".//li[@class='step step-done']") is not None


def test_evaluation_of_the_other_shows_after_the_own(mentor, founder, inside):
    mentor.post(f"{inside}/evaluation", score="4", words="执行力强")
    assert "执行力强" not in founder.get(f"{inside}/mentoring").text

    assert "执行力强" in founder.post(f"{inside}/evaluation", score="5", words="收获很大").text
    founder.get(f"{inside}/evaluation", status=409)


def test_extension_is_proposed_and_agreed(mentor, founder, inside):
    mentor.post(f"{inside}/extension", months="3", reason="再做一家客户")
    asked = founder.get(f"{inside}/mentoring")
    assert "再做一家客户" in asked.text

    shown = founder.use_locale("en").post(f"{inside}/extension/answer", answer="agree", page=f"{inside}/mentoring")

    assert "The mentorship lasts until December 2, 2026." in shown.text


def test_mentorship_ends_with_an_outcome(mentor, founder, inside):
    assert mentor.post(f"{inside}/end", status=400, reason="x").tree.find(".//*[@id='outcome-errors']") is not None

    mentor.post(f"{inside}/end", outcome="reached", reason="样机已量产")

    shown = founder.use_locale("en").get(f"{inside}/mentoring")
    assert "Goal reached" in shown.text
    assert "样机已量产" in shown.text


def test_hours_are_offered_in_a_row_for_some_weeks(mentor, founder):
    form = {"day": "2026-03-09", "starts": "14:00", "minutes": "30", "count": "2", "weeks": "2", "mode": "online"}
    mentor.post("/office-hours/new", **form)

    assert len([it for it in founder.get("/office-hours").links() if it.endswith("/book")]) == 4
    again = mentor.use_locale("en").post("/office-hours/new", status=400, **form)
    assert "There is something else at March 9, 2026 14:00 already." in again.text


def test_hour_is_booked_and_the_mentor_reads_the_reason(mentor, founder, world):
    hour = add_office_hours(world)[0]

    founder.post(f"/office-hours/{hour}/book", startup_id=str(world.startups[0]), reason="请教定价")

    assert "请教定价" in mentor.get("/office-hours").text
    assert founder.client.get(f"/office-hours/{hour}/book").location == f"/office-hours/{hour}"


def test_booking_is_given_up_and_offered_again(founder, world):
    hour = add_office_hours(world, count=1)[0]
    founder.post(f"/office-hours/{hour}/book", startup_id=str(world.startups[0]), reason="请教定价")

    shown = founder.post(f"/office-hours/{hour}/cancel", reason="")

    assert f"/office-hours/{hour + 1}/book" in shown.links()
    assert f"/office-hours/{hour}.ics" not in founder.get(f"/office-hours/{hour}").links()


def test_booking_is_a_calendar_file(founder, world):
    hour = add_office_hours(world)[0]
    founder.post(f"/office-hours/{hour}/book", startup_id=str(world.startups[0]), reason="请教定价")

    answer = founder.client.get(f"/office-hours/{hour}.ics")

    assert answer.mimetype == "text/calendar"
    assert f"UID:office-hour-{hour}@matchmaker" in answer.text


def test_hour_of_others_is_hidden(founder, investor, world):
    hour = add_office_hours(world)[0]
    founder.post(f"/office-hours/{hour}/book", startup_id=str(world.startups[0]), reason="请教定价")

    investor.get(f"/office-hours/{hour}", status=403)


def test_list_sends_as_many_queries_for_three_rows_as_for_one(founder, world, database):
    add_office_hours(world, count=1)
    founder.get("/office-hours")
    with count_statements(database) as few:
        founder.get("/office-hours")
    mentor = act_as(world, Role.MENTOR)
    start = world.clock() + timedelta(days=20)
    mentorships.offer_hours(world.context, mentor, [make_draft(start + timedelta(hours=n)) for n in range(3)])

    with count_statements(database) as many:
        founder.get("/office-hours")

    assert len(many) == len(few)
