from collections.abc import Callable

from playwright.sync_api import Page, expect

from matchmaker.app import build_context
from matchmaker.config import read_settings
from matchmaker.domain.profiles import Mentor
from tests.journeys.conftest import PHONE, Site, fits_its_width
from tests.journeys.test_application import GOAL, TRIED, withdraw_pending


def find_mentor(site: Site) -> Mentor:
    """The last mentor without mentees, whom no other journey uses."""
    with build_context(read_settings(site.environment)).open_unit(readonly=True) as unit:
        return [it for it in unit.mentors.iterate_all() if it.mentees == 0 and it.account_id][-1]


def try_to_apply(founder: Page, mentor: Mentor) -> None:
    founder.goto(f"/mentors/{mentor.id}/apply")
    founder.get_by_label("希望一起达成的目标").fill(GOAL)
    founder.get_by_label("已经做过哪些尝试").fill(TRIED)
    founder.get_by_role("button", name="提交申请").click()


def test_an_operator_resolves_a_conflict_of_interest(visit: Callable[..., Page], site: Site):
    mentor = find_mentor(site)
    founder, operator = visit("founder", PHONE), visit("operator")
    withdraw_pending(founder)

    founder.goto(f"/mentors/{mentor.id}")
    founder.get_by_role("link", name="声明利益冲突").click()
    founder.get_by_label("冲突类型").select_option(label="竞争关系")
    founder.get_by_label("具体说明").fill("导师任职的企业与我们争夺同一家客户。")
    founder.get_by_role("button", name="声明").click()
    expect(founder.locator("main")).to_contain_text("争夺同一家客户")
    assert fits_its_width(founder)
    try_to_apply(founder, mentor)
    expect(founder.locator("main")).to_contain_text("利益冲突登记：双方不能配对（竞争关系）")

    operator.goto("/admin/")
    operator.get_by_role("link", name="利益冲突登记").click()
    operator.get_by_label("冲突类型").select_option(label="竞争关系")
    operator.get_by_role("textbox", name="姓名").fill(mentor.name)
    operator.get_by_role("button", name="筛选").click()
    operator.get_by_role("link", name=mentor.name).first.click()
    expect(operator.locator("main")).to_contain_text("争夺同一家客户")
    operator.get_by_label("本条的处理方式").select_option(label="说明理由")
    operator.get_by_label("原因").fill("双方业务已划清，可以辅导。")
    operator.get_by_role("button", name="作出裁定").click()
    expect(operator.locator("main")).to_contain_text("已裁定")

    try_to_apply(founder, mentor)
    expect(founder.locator("h1")).to_have_text("请说明理由")
    assert fits_its_width(founder)
    founder.get_by_label("为什么仍要继续").fill("只请导师指导工艺，不涉及客户。")
    founder.get_by_role("button", name="提交理由并继续").click()
    founder.wait_for_url("**/mentorships")
    expect(founder.locator("main")).to_contain_text(mentor.name)

    operator.get_by_role("link", name=mentor.name).first.click()
    expect(operator.locator("main")).to_contain_text("不涉及客户")
    withdraw_pending(founder)
