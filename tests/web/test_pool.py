from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook

from matchmaker.domain.vocabulary import Role
from matchmaker.services.mentoring import applications, pool
from tests.web.annual_meeting import act_as
from tests.web.mentorship_network import DRAFT
from tests.web.small_network import MANAGER
from tests.web.statement_count import count_statements

FORM = {
    "name": "周岚",
    "kind": "management",
    "expertise": "股权与融资",
    "experience": "十年投资机构经验",
    "evidence": "三家企业的辅导证明",
    "zone": "hightech",
    "capacity": "2",
}


@pytest.fixture
def application(world) -> str:
    """Address of the investor's application."""
    return f"/pool/applications/{pool.apply_to_pool(world.context, act_as(world, Role.INVESTOR), DRAFT)}"


def test_person_applies_and_reads_how_it_stands(investor, operator):
    shown = investor.use_locale("en").post("/pool/apply", **FORM)

    assert "Being reviewed" in shown.text
    assert "周岚" in operator.get("/pool/applications").text


def test_application_without_evidence_is_refused_beside_its_field(investor):
    shown = investor.post("/pool/apply", status=400, **FORM | {"evidence": " "})

    assert shown.tree.find(".//*[@id='evidence-errors']") is not None


def test_application_is_given_back_and_completed(investor, operator, application):
    operator.post(f"{application}/answer", decision="return", reason="请补充聘书")
    shown = investor.get("/pool/apply")
    assert "请补充聘书" in shown.text

    investor.post("/pool/apply", **FORM | {"evidence": "聘书编号 2026-01"})

    assert "聘书编号 2026-01" in operator.get(application).text


def test_application_is_approved_and_the_mentor_has_a_seat(investor, operator, world, application):
    shown = operator.use_locale("en").post(f"{application}/approve", page=application)

    assert "周岚" in shown.h1
    assert "Certified" in shown.text
    assert "/pool/mentors/3" in investor.get("/pool/apply").links()
    assert operator.get(application).actions().count(f"{application}/approve") == 0


def test_seats_are_shown_by_state(operator, world):
    with world.context.open_unit() as unit:
        unit.mentors.save(replace(unit.mentors.get(world.mentors[0]), certified_until=date(2026, 3, 20)))
        unit.mentors.save(replace(unit.mentors.get(world.mentors[1]), certified_until=date(2026, 1, 1)))
        unit.commit()

    shown = operator.use_locale("en").get("/pool")

    assert "2 of 500 seats are taken." in shown.text
    assert [row[3] for row in shown.rows()] == ["Lapsed", "Due for renewal"]
    assert [row[0].split()[0] for row in operator.get("/pool?state=due").rows()] == ["马建国"]
    assert operator.get("/pool?state=vacant").rows() == []


def test_list_is_a_workbook(operator, world):
    answer = operator.client.get("/pool.xlsx?q=何静")

    rows = list(load_workbook(BytesIO(answer.data)).worksheets[0].values)
    assert len(rows) == 2
    assert (rows[0][0], rows[1][0], rows[1][4]) == ("姓名", "何静", "尚未聘任")


def test_mentor_asks_for_renewal_and_the_operator_renews(mentor, operator, world):
    path = f"/pool/mentors/{world.mentors[0]}"
    assert f"{path}/ask" in mentor.get(path).actions()
    mentor.post(f"{path}/ask", page=path)
    assert "asks for renewal" in operator.use_locale("en").get("/pool").text

    shown = operator.post(f"{path}/renewal", page=path)

    assert "The certificate holds until March 2, 2028." in shown.text


def test_level_is_confirmed_with_a_comment_and_renewal_then_needs_a_reason(operator, world):
    path = f"/pool/mentors/{world.mentors[0]}"
    assess = f"{path}/levels/2026"
    operator.use_locale("en").post(assess, status=400, level="unqualified", comment="")

    shown = operator.post(assess, level="unqualified", comment="全年没有辅导")

    assert "全年没有辅导" in shown.text
    operator.post(f"{path}/renewal", status=409, reason="")
    operator.post(f"{path}/renewal", reason="本行业仅此一位")


def test_mentor_leaves_and_waiting_founders_read_the_reason(mentor, founder, world):
    asked = applications.apply_to_mentor(
        world.context,
        act_as(world, Role.FOUNDER),
        startup_id=world.startups[0],
        mentor_id=world.mentors[0],
        goal="量产",
    )

    shown = mentor.use_locale("en").post(f"/pool/mentors/{world.mentors[0]}/exit", reason="调离兰州")

    assert "Applications closed: 1." in shown.text
    assert "调离兰州" in founder.get(f"/mentorships/{asked}").text


def test_mentor_who_does_not_answer_is_listed(operator, world):
    applications.apply_to_mentor(
        world.context,
        act_as(world, Role.FOUNDER),
        startup_id=world.startups[0],
        mentor_id=world.mentors[0],
        goal="量产",
    )
    world.clock.pass_time(timedelta(days=9))

    assert [row[2:4] for row in operator.get("/pool/waiting").rows()] == [["1", "9"]]


def test_other_mentors_seat_is_not_shown(mentor, world):
    mentor.get(f"/pool/mentors/{world.mentors[1]}", status=403)
    mentor.get("/pool", status=403)


@pytest.mark.parametrize("path", ["/pool", "/pool/assessments", "/pool/applications", "/pool/waiting"])
def test_list_sends_few_queries_when_it_grows(operator, world, database, path, application):
    operator.get(path)
    with count_statements(database) as few:
        operator.get(path)
    with world.context.open_unit() as unit:
        unit.mentors.add_many(replace(MANAGER, name=f"导师{n}") for n in range(3))
        unit.commit()
    with count_statements(database) as many:
        operator.get(path)

    assert len(many) == len(few)
