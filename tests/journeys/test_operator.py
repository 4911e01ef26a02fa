from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.journeys.conftest import fits_its_width, log_in, read_download

HEADER = "企业名称,公司简介,融资需求(万元),所在区域\n"
GOOD = "陇原试样科技有限公司,面向西北冷链企业提供果蔬预冷设备与温湿度远程监测服务，已有三家合作社试用。,300,高新区\n"
WRONG = "错列科技有限公司,面向化工园区提供管廊巡检机器人与泄漏预警服务，正在兰州新区试点。,三百多,高新区\n"


def test_an_operator_imports_a_gbk_table_and_sees_what_was_refused(visit: Callable[..., Page], tmp_path: Path):
    path = tmp_path / "企业名单.csv"
    path.write_text(HEADER + GOOD + WRONG + GOOD, encoding="gb18030")
    operator = visit("operator")

    operator.goto("/admin/imports")
    operator.get_by_label("文件内容").select_option(label="企业")
    operator.get_by_label("文件（").set_input_files(path)
    operator.get_by_role("button", name="上传并查看").click()
    main = operator.locator("main")
    expect(main).to_contain_text("陇原试样科技有限公司")
    expect(main).to_contain_text("三百多")
    refused = read_download(operator, operator.locator("a[href$='rejected.xlsx']").click)
    operator.get_by_role("button", name="导入").last.click()

    operator.goto("/startups?q=陇原试样")
    expect(operator.get_by_role("link", name="陇原试样科技有限公司")).to_have_count(1)
    operator.goto("/startups?q=错列科技")
    expect(operator.get_by_role("link", name="错列科技有限公司")).to_have_count(0)
    assert refused[:2] == b"PK"


def test_a_new_account_with_two_roles_can_log_in(visit: Callable[..., Page]):
    operator = visit("operator")
    operator.goto("/admin/accounts/new")
    operator.get_by_label("姓名").fill("双角色人员")
    operator.get_by_label("邮箱").fill("both@demo.example")
    operator.get_by_label("新密码").fill("matchmaker-demo")
    operator.get_by_label("导师").check()
    operator.get_by_label("投资人").check()
    operator.get_by_role("button", name="创建账号").click()
    expect(operator.locator("h1")).to_contain_text("双角色人员")

    page = visit()
    log_in(page, "both@demo.example")

    expect(page.locator("main")).to_contain_text("导师")
    expect(page.locator("main")).to_contain_text("投资人")


def test_anyone_sees_the_27_incubators_without_scrolling_sideways(visit: Callable[..., Page]):
    page = visit(None, {"width": 390, "height": 844})
    page.goto("/")

    expect(page.locator("main")).to_contain_text("107.62")
    expect(page.locator("main a[href^='/incubators/']")).to_have_count(27)
    assert fits_its_width(page)
