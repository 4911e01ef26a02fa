import io
import re
from collections.abc import Callable

from icalendar import Calendar
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from tests.journeys.conftest import PHONE, fits_its_width, read_download

PLAN_MILLISECONDS = 90_000


def open_wishes(page: Page) -> None:
    page.goto("/events")
    page.get_by_role("link", name="投资人年会").first.click()
    page.get_by_role("link", name="意愿清单").first.click()


def wished_names(page: Page) -> list[str]:
    buttons = page.get_by_role("button", name=re.compile("^从清单移除"))
    return [str(it.get_attribute("aria-label") or it.inner_text()).removeprefix("从清单移除") for it in buttons.all()]


def test_a_suggestion_becomes_a_wish_with_one_tap_and_moves_up(visit: Callable[..., Page]):
    founder = visit("founder", PHONE)
    open_wishes(founder)
    before = wished_names(founder)

    tap = founder.get_by_role("button", name=re.compile("^想与.+会面$")).first
    name = str(tap.get_attribute("aria-label")).removeprefix("想与").removesuffix("会面")
    tap.click()
    expect(founder.get_by_role("button", name=f"从清单移除{name}")).to_be_visible()
    assert wished_names(founder) == [*before, name]

    founder.get_by_role("button", name=f"将{name}上移").click()
    expect(founder.get_by_role("button", name=f"从清单移除{name}")).to_be_visible()
    assert wished_names(founder) == [*before[:-1], name, before[-1]]
    assert fits_its_width(founder)


def test_an_investor_passes_and_takes_it_back(visit: Callable[..., Page]):
    investor = visit("investor", PHONE)
    open_wishes(investor)

    tap = investor.get_by_role("button", name=re.compile("^略过")).first
    name = str(tap.get_attribute("aria-label")).removeprefix("略过")
    tap.click()
    undo = investor.get_by_role("button", name=re.compile(f"(撤销|恢复|取消).*{name}"))
    expect(undo).to_be_visible()
    expect(investor.get_by_role("button", name=f"想与{name}会面")).to_have_count(0)
    undo.click()

    expect(undo).to_have_count(0)


def test_the_organizer_plans_publishes_and_exports(visit: Callable[..., Page]):
    organizer = visit("organizer")
    organizer.goto("/events")
    organizer.get_by_role("link", name="投资人年会").first.click()
    organizer.get_by_role("link", name="组织管理").click()
    page_of_event = organizer.url
    organizer.get_by_role("button", name=re.compile("排期")).click()
    newest = organizer.get_by_role("link", name="第 2 版")
    organizer.goto(page_of_event)
    expect(newest).to_be_visible(timeout=PLAN_MILLISECONDS)

    newest.click()
    expect(organizer.get_by_role("region", name="时段与桌位总表")).to_be_visible()
    expect(organizer.locator("main")).to_contain_text("已证明最优")
    book = read_download(organizer, organizer.get_by_role("link", name="导出 Excel").click)
    organizer.get_by_role("link", name=re.compile("^未满足的意愿")).click()
    expect(organizer.locator("main")).to_contain_text("会面已满")
    organizer.go_back()
    organizer.get_by_role("link", name=re.compile("发布")).first.click()
    organizer.get_by_role("button", name=re.compile("发布")).click()
    expect(organizer.locator("main")).to_contain_text("已发布")
    assert max(sheet.max_row for sheet in load_workbook(io.BytesIO(book))) > 20

    founder = visit("founder", PHONE)
    founder.goto("/events")
    founder.get_by_role("link", name="投资人年会").first.click()
    founder.get_by_role("link", name="查看我的会面").click()
    assert fits_its_width(founder)
    shown = founder.get_by_text("桌号").count()
    calendar = Calendar.from_ical(read_download(founder, founder.get_by_role("link", name="加入手机日历").click))
    assert len(calendar.walk("VEVENT")) == shown > 0
