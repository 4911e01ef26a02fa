from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.conftest import PHONE, fits_its_width

PATIENCE = 40
"""Times that a person looks again, a second apart."""

GOAL = "半年内完成中试线的方案评审，并找到第一家试用单位。"


def own_name(page: Page) -> str:
    page.goto("/my/mentor")
    return page.locator("h1").inner_text()


def wait_for_reasons(page: Page, goal: str) -> None:
    """The pair was never suggested: the worker looks at it, which a person sees by coming back."""
    reasons = page.get_by_role("listitem").filter(has_text=goal).first.get_by_role("list", name="推荐理由")
    for _ in range(PATIENCE):
        if reasons.count():
            break
        page.wait_for_timeout(1000)
        page.reload()
    expect(reasons.get_by_role("listitem").first).to_be_visible()


def test_a_founder_is_accepted_by_a_mentor_on_a_phone(visit: Callable[..., Page]):
    mentor = visit("mentor", PHONE)
    name = own_name(mentor)
    founder = visit("founder")

    founder.goto("/my/startups")
    startup = founder.locator("h1").inner_text()
    founder.get_by_role("link", name="编辑资料").click()
    founder.get_by_label("需要什么帮助").fill("希望导师帮助我们梳理中试工艺，并介绍第一家试用单位。")
    founder.get_by_role("button", name="保存").click()
    expect(founder.locator("main")).to_contain_text("介绍第一家试用单位")

    founder.goto(f"/mentors?q={name}")
    founder.get_by_role("link", name=name).first.click()
    founder.get_by_role("link", name="申请").last.click()
    founder.get_by_label("希望一起达成的目标").fill(GOAL)
    founder.get_by_role("button", name="提交申请").click()
    founder.goto("/mentorships")
    expect(founder.locator("main")).to_contain_text(name)

    mentor.goto("/mentorships")
    application = mentor.get_by_role("listitem").filter(has_text=GOAL).first
    expect(application).to_contain_text(startup)
    wait_for_reasons(mentor, GOAL)
    assert fits_its_width(mentor)
    mentor.get_by_role("button", name=f"接受“{startup}”").click()
    expect(mentor.get_by_role("region", name="正在辅导的企业")).to_contain_text(startup)

    founder.goto("/mentorships")
    expect(founder.locator("main")).to_contain_text("辅导中")


def test_a_mentor_declines_with_a_reason(visit: Callable[..., Page]):
    mentor = visit("mentor", PHONE)
    mentor.goto("/mentorships")
    waiting = mentor.get_by_role("link", name="婉拒")
    before = waiting.count()
    assert before > 0

    waiting.first.click()
    mentor.get_by_role("button", name="婉拒").click()
    assert "/decline" in mentor.url, "a decline without a reason is not sent"
    mentor.get_by_label("给创始人的理由").fill("我的经验不在这个方向，建议联系熟悉渠道的导师。")
    mentor.get_by_role("button", name="婉拒").click()

    mentor.goto("/mentorships")
    expect(mentor.get_by_role("link", name="婉拒")).to_have_count(before - 1)
    expect(mentor.get_by_role("region", name="以往记录")).to_contain_text("建议联系熟悉渠道的导师")
