import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.conftest import PHONE, fits_its_width


def open_everybody(page: Page, name: str) -> None:
    """The wish list's list of all who are registered, narrowed to ``name``."""
    page.goto("/events")
    page.get_by_role("link", name="投资人年会").first.click()
    page.get_by_role("link", name="意愿清单").first.click()
    page.get_by_role("link", name=re.compile("^全部已报名")).click()
    page.get_by_label("按名称搜索").fill(name)
    page.get_by_role("button", name="搜索").click()


def wish(page: Page, name: str) -> None:
    open_everybody(page, name)
    on_list = page.get_by_role("button", name=f"从清单移除{name}")
    if on_list.count() == 0:
        page.get_by_role("button", name=f"想与{name}会面").click()
    expect(page.get_by_role("button", name=f"从清单移除{name}").first).to_be_visible()


def name_of(page: Page, address: str) -> str:
    page.goto(address)
    return page.get_by_role("heading", level=1).inner_text()


def row_of(page: Page, name: str):
    page.goto("/events")
    page.get_by_role("link", name="投资人年会").first.click()
    page.get_by_role("link", name="意愿清单").first.click()
    return page.get_by_role("listitem").filter(has=page.get_by_role("button", name=f"从清单移除{name}"))


def test_an_investor_and_a_founder_wish_each_other_and_both_see_it(visit: Callable[..., Page]):
    founder, investor = visit("founder", PHONE), visit("investor")
    startup, backer = name_of(founder, "/my/startups"), name_of(investor, "/my/investor")

    wish(founder, backer)
    expect(row_of(founder, backer)).to_be_visible()
    expect(row_of(founder, backer).get_by_text("双方互选")).to_have_count(0)
    wish(investor, startup)

    expect(row_of(investor, startup).get_by_text("双方互选")).to_be_visible()
    expect(row_of(founder, backer).get_by_text("双方互选")).to_be_visible()
    assert fits_its_width(founder)
    founder.goto("/notices")
    expect(founder.locator("main")).to_contain_text(backer)
