import io
import json
import re
import zipfile
from collections.abc import Callable

from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from tests.journeys.conftest import PHONE, fits_its_width, read_download

NAME, EMAIL, SECRET = "欧阳试雪", "hanxue@demo.example", "一句很长很长的密码短语"
STARTUP = "陇上韩雪生物"


def ask_for_account(page: Page) -> None:
    page.goto("/login")
    page.get_by_role("link", name="申请账号").click()
    page.get_by_label("我的身份").select_option(label="创业者")
    page.get_by_label("您的姓名").fill(NAME)
    page.get_by_label("邮箱或手机号").fill(EMAIL)
    page.get_by_label("设置密码").fill(SECRET)
    page.get_by_label("我已阅读").check()
    page.get_by_role("button", name="提交申请").click()
    expect(page.get_by_role("heading", name="申请已提交")).to_be_visible()


def approve(page: Page) -> None:
    page.goto("/admin/registrations")
    page.get_by_role("button", name=f"批准{NAME}的申请").click()
    expect(page.get_by_role("heading", name=NAME)).to_be_visible()


def log_in(page: Page) -> None:
    page.get_by_label("邮箱或手机号").fill(EMAIL)
    page.get_by_label("密码").fill(SECRET)
    page.get_by_role("button", name="登录").click()
    page.wait_for_url(lambda url: "/login" not in url)


def test_a_person_takes_the_data_along_and_leaves(visit: Callable[..., Page]):
    person = visit(None, PHONE)
    ask_for_account(person)
    approve(visit("operator"))
    person.goto("/login")
    log_in(person)
    person.goto("/startups/new")
    person.get_by_label("企业名称").fill(STARTUP)
    person.get_by_label("企业做什么").fill("从高原植物中提取护肤原料，已完成小试。")
    person.get_by_role("button", name="添加企业").click()
    expect(person.get_by_role("heading", name=STARTUP)).to_be_visible()

    person.goto("/account/privacy")
    assert fits_its_width(person)
    packed = read_download(person, person.get_by_role("link", name="下载我的数据").click)
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        exported = json.loads(archive.read("data.json"))
        assert "账号" in load_workbook(io.BytesIO(archive.read("data.xlsx"))).sheetnames
    assert [it["name"] for it in exported["data"]["startups"]] == [STARTUP]

    leaving = person.get_by_role("region", name="注销账号")
    leaving.get_by_role("link", name=re.compile("^删除我的数据")).click()
    assert fits_its_width(person)
    expect(person.locator("main")).to_contain_text(STARTUP)
    person.get_by_label("您的密码").fill(SECRET)
    person.get_by_label("我已了解").check()
    person.get_by_role("button", name="删除我的数据").click()
    expect(person.get_by_role("heading", name="再见")).to_be_visible()

    looking = visit("operator")
    looking.goto(f"/startups?q={STARTUP}")
    expect(looking.locator("main")).not_to_contain_text("高原植物")
    looking.goto(f"/admin/accounts?q={NAME}")
    expect(looking.get_by_role("link", name=NAME)).to_have_count(0)


def test_what_was_written_is_there_again_after_a_lost_session(visit: Callable[..., Page]):
    page = visit("founder")
    page.goto("/account/privacy")
    page.get_by_label("电话").fill("0931 7654321")
    page.context.clear_cookies()

    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("填写的内容仍会保留")).to_be_visible()
    page.get_by_label("邮箱或手机号").fill("founder@demo.example")
    page.get_by_label("密码").fill("matchmaker-demo")
    page.get_by_role("button", name="登录").click()

    expect(page.get_by_label("电话")).to_have_value("0931 7654321")
    expect(page.get_by_text("您登录前填写的内容已恢复")).to_be_visible()
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("联系方式已保存")).to_be_visible()
    expect(page.get_by_text("您登录前填写的内容已恢复")).to_be_hidden()
