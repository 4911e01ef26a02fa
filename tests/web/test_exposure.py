"""Exposure and fairness: the operator's page and its workbook."""

import io
import re

import pytest
from openpyxl import load_workbook

from matchmaker.domain.exposure import UnlistedReason
from matchmaker.domain.profiles import StartupDraft
from matchmaker.services.suggestions.full_run import recommend_all
from matchmaker.storage import Database
from tests.web.browser import Browser
from tests.web.small_network import SmallNetwork
from tests.web.statement_count import count_statements
from tests.web.test_query_counts import ACTOR, list_reads

LISTS = ("/exposure/startup/mentor", "/exposure/startup/investor", "/exposure/mentor/startup")


@pytest.fixture
def dancers(world: SmallNetwork) -> None:
    """Six startups of a field that no partner knows, in a network whose lists are computed."""
    drafts = (
        StartupDraft(name=f"舞蹈{n}团", description=f"编排古典舞与少儿声乐第{n}课，在剧院巡演传统戏") for n in range(6)
    )
    with world.context.open_unit() as unit:
        unit.startups.add_many(drafts)
        unit.commit()
    recommend_all(world.context)


def test_overview_shows_all_kinds_of_lists_before_and_after_they_are_computed(
    operator: Browser, world: SmallNetwork
) -> None:
    assert operator.get("/exposure").text.count("还没有计算过。") == 4

    recommend_all(world.context)
    page = operator.get("/exposure")
    assert "还没有计算过。" not in page.text
    assert {it for it in page.links() if it.startswith("/exposure/")} >= set(LISTS)
    assert "/exposure" in operator.get("/admin/").links()


def test_page_names_whom_nobody_is_shown_with_the_reason_and_what_to_do(operator: Browser, dancers: None) -> None:
    page = operator.get("/exposure/mentor/startup")

    assert page.h1 == "推荐给导师的企业"
    assert "舞蹈3团" in page.text
    assert re.search("暂无足够契合的对象 [3-6] ", page.text)
    assert "明显偏低" in page.text
    assert "最常见：暂无足够契合的对象。" in page.text
    chosen = operator.get("/exposure/mentor/startup?reason=thin")
    assert "舞蹈3团" not in chosen.text
    assert "没有人因为这个原因被遗漏。" in chosen.text


@pytest.mark.parametrize("reason", list(UnlistedReason))
def test_every_reason_can_be_chosen(operator: Browser, dancers: None, reason: UnlistedReason) -> None:
    assert operator.get(f"/exposure/investor/startup?reason={reason}").h1 == "推荐给投资人的企业"


def test_workbook_has_figures_groups_and_members(operator: Browser, dancers: None) -> None:
    answer = operator.client.get("/exposure/mentor/startup.xlsx")
    sheets = load_workbook(io.BytesIO(answer.data)).worksheets

    assert [it.title for it in sheets] == ["总体数据", "分组情况", "全部名单"]
    rows = list(sheets[2].iter_rows(min_row=2, values_only=True))
    assert ("舞蹈0团", "暂无足够契合的对象") in {(row[0], row[5]) for row in rows}
    assert sheets[0].max_column == 12


def test_kinds_that_are_never_suggested_to_each_other_have_no_page(operator: Browser) -> None:
    operator.get("/exposure/mentor/investor", status=404)
    operator.get("/exposure/startup/startup", status=404)


@pytest.mark.parametrize("path", ["/exposure", "/exposure/mentor/startup"])
def test_page_sends_the_same_few_statements_when_the_network_grows(
    operator: Browser, world: SmallNetwork, database: Database, path: str
) -> None:
    recommend_all(world.context)
    with count_statements(database) as before:
        operator.get(path)
    world.add_startups(3)
    with count_statements(database) as after:
        operator.get(path)

    assert len(after) == len(before)
    assert len(list_reads(after)) - ACTOR <= 5, "\n".join(after)
