"""Consents, contact data, one's data as files and leaving, as people see them."""

import io
import json
import zipfile

import pytest
from openpyxl import load_workbook

from matchmaker.domain.ids import ApplicationId
from matchmaker.domain.vocabulary import Role
from matchmaker.services.mentoring import applications
from matchmaker.services.people import accounts
from tests.web.browser import Browser
from tests.web.filled_network import get_actor
from tests.web.small_network import SmallNetwork

PASSWORD = "a long enough password"
AGREE = {"is_given": "1"}


def pair_up(world: SmallNetwork) -> ApplicationId:
    found = applications.apply_to_mentor(
        world.context,
        get_actor(world, Role.FOUNDER),
        startup_id=world.startups[0],
        mentor_id=world.mentors[0],
        goal="半年内完成量产",
    )
    applications.accept_application(world.context, get_actor(world, Role.MENTOR), found)
    return found


def test_contact_data_opens_step_by_step(founder: Browser, mentor: Browser, world: SmallNetwork) -> None:
    assert "双方达成一致后" in founder.get("/contacts/mentor/1").text
    pair_up(world)
    mentor.post("/account/privacy", phone="0931 7654321", email="", wechat="ma")
    page = founder.get("/contacts/mentor/1")
    assert "还差一步" in page.text
    assert "7654321" not in page.text
    page = founder.post("/account/consents/contact", **AGREE, next="/contacts/mentor/1")
    assert "尚未同意" in page.text
    mentor.post("/account/consents/contact", **AGREE)

    assert "0931 7654321" in founder.get("/contacts/mentor/1").text

    assert "王小兰" in mentor.get("/account/privacy").text
    assert [row[0] for row in mentor.get("/account/privacy/views").rows()] == ["王小兰"]
    mentor.post("/account/consents/contact", is_given="0")
    assert "7654321" not in founder.get("/contacts/mentor/1").text


@pytest.mark.parametrize("wrong", [{"phone": "abc"}, {"email": "somebody"}])
def test_contact_data_that_reaches_nobody_is_refused_beside_its_field(founder: Browser, wrong: dict[str, str]) -> None:
    shown = founder.post("/account/privacy", status=400, **{"phone": "0931-12345 转 8", "email": "a@b.cn"} | wrong)

    assert shown.tree.find(f".//*[@id='{next(iter(wrong))}-errors']") is not None
    founder.post("/account/privacy", phone="0931-12345 转 8", email="", wechat="a")


def test_consent_is_asked_on_the_start_page_until_it_is_given(mentor: Browser) -> None:
    assert "请阅读个人信息处理说明" in mentor.get("/").text

    mentor.post("/account/consents/processing", **AGREE)

    assert "请阅读个人信息处理说明" not in mentor.get("/").text
    assert "2026-01" in mentor.get("/account/privacy").text


def test_consent_to_the_processing_ends_by_leaving_only(mentor: Browser, world: SmallNetwork) -> None:
    mentor.post("/account/consents/processing", page="/account/privacy", is_given="1")
    page = mentor.get("/account/privacy")
    assert "/account/privacy/leave" in page.links()

    answer = mentor.use_locale("en").post("/account/consents/processing", page="/account/privacy", is_given="0")

    assert answer.h1 == "Delete my data"
    assert "Your consent is withdrawn." not in answer.text


def test_suggestions_are_plain_lists_when_they_are_switched_off(founder: Browser) -> None:
    founder.post("/account/suggestions", is_personalised="0")

    page = founder.get("/matches")

    assert "推荐已关闭" in page.text
    assert {"/startups", "/mentors", "/investors"} <= set(page.links())


def test_ones_data_is_a_zip_in_ones_language(founder: Browser, world: SmallNetwork) -> None:
    pair_up(world)

    answer = founder.client.get("/account/privacy/data.zip")

    assert answer.headers["Cache-Control"] == "no-store"
    with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
        answer = json.loads(archive.read("data.json"))
        book = load_workbook(io.BytesIO(archive.read("data.xlsx")))
    assert answer["data"]["mentorships"][0]["goal"] == "半年内完成量产"
    assert {"账号", "申请与结对", "操作日志"} <= set(book.sheetnames)
    assert {"邮箱", "姓名"} & {str(cell.value) for cell in book["账号"][1]}
    founder.use_locale("en")
    with zipfile.ZipFile(io.BytesIO(founder.client.get("/account/privacy/data.zip").data)) as archive:
        assert "Applications and mentorships" in load_workbook(io.BytesIO(archive.read("data.xlsx"))).sheetnames


def test_a_person_leaves_for_good(founder: Browser, mentor: Browser, world: SmallNetwork) -> None:
    pair_up(world)
    operator = get_actor(world, Role.OPERATOR)
    accounts.set_password(world.context, operator, world.accounts[Role.MENTOR], password=PASSWORD)
    mentor.log_in(world.accounts[Role.MENTOR])
    assert "1 项申请或结对" in mentor.get("/account/privacy/leave").text
    mentor.post("/account/privacy/leave", status=400, password="wrong", is_sure="y")
    mentor.post("/account/privacy/leave", status=400, password=PASSWORD)

    page = mentor.post("/account/privacy/leave", password=PASSWORD, is_sure="y")

    assert page.h1 == "再见"
    mentor.post("/login", status=400, login="mentor@example.org", password=PASSWORD)
    assert "马建国" not in founder.get("/mentors").text
    assert "已注销导师 1" in founder.get("/mentors/1").h1


def test_who_must_stay_reads_the_reason_and_gets_no_button(operator: Browser) -> None:
    shown = operator.get("/account/privacy/leave")

    assert shown.tree.find(".//div[@role='alert']") is not None
    assert shown.tree.find(".//input[@type='password']") is None


def test_looking_at_a_log_in_name_is_written_down(operator: Browser, mentor: Browser, world: SmallNetwork) -> None:
    number = world.accounts[Role.MENTOR]
    assert "mentor@example.org" not in operator.get(f"/admin/accounts/{number}").text

    assert "mentor@example.org" in operator.get(f"/admin/accounts/{number}?login=shown").text

    assert "联盟管理员" in mentor.get("/account/privacy").text


def test_the_operator_adds_a_mentor_and_an_investor_by_hand(operator: Browser) -> None:
    page = operator.post("/mentors/new", name="吴\u202e海", kind="technology", expertise="光伏运维", capacity="2")
    assert page.h1 == "吴海"
    operator.post("/mentors/new", status=400, name="", kind="technology", expertise="x", capacity="2")

    assert operator.post("/investors/new", name="林若兰", thesis="早期硬科技", capacity="6").h1 == "林若兰"


def test_a_startup_sent_twice_is_one_startup(founder: Browser) -> None:
    founder.post("/startups/new", name="陇上光能", description="光伏清洗机器人")

    page = founder.post("/startups/new", page="/startups/new", name=" 陇上光能 ", description="光伏清洗机器人")

    assert "您已有同名企业" in page.response.text
