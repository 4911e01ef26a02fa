from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from matchmaker.app import build_context
from matchmaker.config import read_settings
from matchmaker.domain.profiles import Mentor
from matchmaker.services.people import accounts
from tests.journeys.conftest import PASSWORD, PHONE, Site, fits_its_width, log_in

PATIENCE = 40
"""How often a person reloads the page, a second apart."""

GOAL = "半年内完成中试线的方案评审，并找到第一家试用单位。"
TRIED = "自己做过两轮小试，放大后良率掉到六成。"


def give_logins(site: Site, count: int) -> list[tuple[Mentor, str]]:
    """Mentors with a free place and no application, and an e-mail each that logs in with the demo's password."""
    context = build_context(read_settings(site.environment))
    with context.open_unit(readonly=True) as unit:
        people = [(it, unit.accounts.get(it.account_id)) for it in unit.mentors.iterate_all() if it.account_id]
        free = [
            (mentor, account)
            for mentor, account in people
            if mentor.mentees == 0 and account.email != "mentor@demo.example" and len(account.roles) == 1
        ][:count]
    for _, account in free:
        accounts.set_password(context, None, account.id, password=PASSWORD)
    return [(mentor, account.email) for mentor, account in free]


def withdraw_pending(founder: Page) -> None:
    """Withdraw all pending applications, to begin again."""
    founder.goto("/mentorships")
    founder.on("dialog", lambda it: it.accept())
    withdraw = founder.get_by_role("button", name="撤回")
    for left in range(withdraw.count(), 0, -1):
        expect(withdraw).to_have_count(left)
        withdraw.first.click()
    expect(withdraw).to_have_count(0)


def apply(founder: Page, mentor_id: int) -> None:
    founder.goto(f"/mentors/{mentor_id}")
    founder.get_by_role("link", name="申请这位导师").click()
    founder.get_by_label("希望一起达成的目标").fill(GOAL)
    founder.get_by_label("已经做过哪些尝试").fill(TRIED)
    founder.get_by_role("button", name="提交申请").click()
    founder.wait_for_url("**/mentorships")


def log_in_as(visit: Callable[..., Page], email: str, size: dict[str, int]) -> Page:
    page = visit(None, size)
    log_in(page, email)
    page.goto("/mentorships")
    return page


def application(page: Page) -> Locator:
    return page.get_by_role("listitem").filter(has_text=GOAL).first


def wait_for_reasons(page: Page) -> None:
    """Reload until the worker has computed the fit of a pair that was never suggested."""
    reasons = application(page).get_by_role("list", name="推荐理由")
    for _ in range(PATIENCE):
        if reasons.count():
            break
        page.wait_for_timeout(1000)
        page.reload()
    expect(reasons.get_by_role("listitem").first).to_be_visible()


def test_first_mentor_declines_the_second_accepts_on_a_phone_and_the_third_is_released(
    visit: Callable[..., Page], site: Site
):
    (first, first_email), (second, second_email), (third, _) = give_logins(site, 3)
    founder = visit("founder", PHONE)
    withdraw_pending(founder)
    for mentor in (first, second, third):
        apply(founder, mentor.id)
    assert fits_its_width(founder)
    main = founder.locator("main")
    expect(main).to_contain_text("3 个申请名额已用完")
    choices = founder.locator("ol.choices > li")
    expect(choices.nth(0)).to_contain_text(first.name)
    expect(choices.nth(0)).to_contain_text("等待答复")
    expect(choices.nth(1)).to_contain_text("排队中")
    expect(choices.nth(2)).to_contain_text("排队中")

    declining = log_in_as(visit, first_email, PHONE)
    expect(application(declining)).to_contain_text(TRIED)
    declining.get_by_role("link", name="婉拒").first.click()
    declining.get_by_label("给创始人的理由").fill("我的经验不在这个方向。")
    declining.get_by_role("button", name="婉拒").click()

    founder.goto("/mentorships")
    expect(main).to_contain_text("还可申请 1 位导师")
    expect(main).to_contain_text("我的经验不在这个方向。")
    expect(choices.nth(0)).to_contain_text(second.name)
    expect(choices.nth(0)).to_contain_text("还有 14 天答复时间")

    accepting = log_in_as(visit, second_email, PHONE)
    wait_for_reasons(accepting)
    assert fits_its_width(accepting)
    accepting.get_by_role("button", name="接受").first.click()
    expect(accepting.get_by_role("region", name="正在辅导的企业").get_by_role("listitem").first).to_contain_text(GOAL)

    founder.goto("/mentorships")
    expect(founder.locator(".card").filter(has_text=second.name).filter(has_text=GOAL)).to_contain_text("辅导中")
    expect(main).to_contain_text("还可申请 3 位导师")
    expect(founder.get_by_role("row").filter(has_text=third.name)).to_contain_text("已释放")
    assert fits_its_width(founder)
    founder.goto("/notices")
    expect(founder.locator("main")).to_contain_text(f"给{third.name}的申请已释放")


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


def test_a_mentor_puts_a_startup_on_the_waiting_list_and_pauses(visit: Callable[..., Page]):
    mentor = visit("mentor", PHONE)
    mentor.goto("/mentorships")
    mentor.get_by_role("button", name="放入候补").first.click()
    line = mentor.get_by_role("region", name="候补名单")
    expect(line.get_by_role("listitem").first).to_contain_text("第 1 位")
    assert fits_its_width(mentor)

    mentor.get_by_role("link", name="暂停接收新的申请").click()
    mentor.get_by_role("button", name="暂停接收").click()
    expect(mentor.locator("main")).to_contain_text("您已暂停接收新的申请")
    mentor.get_by_role("button", name="恢复接收申请").click()
    expect(mentor.get_by_role("link", name="暂停接收新的申请")).to_be_visible()
