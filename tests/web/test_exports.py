"""Lists for Excel: what the page shows, in columns that an import reads again."""

import io

import pytest
from openpyxl import load_workbook

from matchmaker.domain.candidacies import CandidacyDraft, Review
from matchmaker.domain.vocabulary import CandidacyState, Nominator, Role, SupportMeasure
from matchmaker.services.people import candidacies
from tests.web.browser import Browser
from tests.web.filled_network import get_actor
from tests.web.small_network import SmallNetwork


def fetch(browser: Browser, path: str) -> list[dict[str, object]]:
    """The rows of a workbook by heading."""
    answer = browser.client.get(path)
    assert answer.status_code == 200
    assert "filename*=UTF-8" in answer.headers["Content-Disposition"]
    header, *rows = load_workbook(io.BytesIO(answer.data)).worksheets[0].iter_rows(values_only=True)
    return [dict(zip(header, row, strict=True)) for row in rows]


@pytest.fixture
def reviewed(world: SmallNetwork) -> None:
    """Two years of candidacies, one with scores and a plan."""
    actor = get_actor(world, Role.OPERATOR)
    for year, startup in ((2025, 0), (2026, 1)):
        draft = CandidacyDraft(startup_id=world.startups[startup], year=year, nominator=Nominator.SELF)
        candidacies.nominate(world.context, actor, draft)
    for reviewer, score in (("张三", 85), ("李四", 90)):
        candidacies.add_review(world.context, actor, 1, Review(reviewer=reviewer, score=score))
    for state in (CandidacyState.REVIEWED, CandidacyState.SELECTED):
        candidacies.move_candidacy(world.context, actor, 1, state)
    candidacies.set_measures(world.context, actor, 1, [SupportMeasure.MENTOR, SupportMeasure.BANK_LOAN])


def test_startups_come_as_a_workbook_with_words_instead_of_codes(operator: Browser, world: SmallNetwork) -> None:
    clinic, membranes = sorted(fetch(operator, "/startups.xlsx"), key=lambda row: row["融资需求(万元)"])

    assert clinic["企业名称"] == "黄河云诊"
    assert (membranes["行业领域"], membranes["融资轮次"], membranes["所在区域"]) == ("新材料", "天使轮", "高新区")
    assert (membranes["所在孵化器"], membranes["演示数据"]) == ("兰州大学科技园", "是")


def test_workbook_holds_what_the_filters_of_the_page_find(operator: Browser) -> None:
    page = operator.get("/startups?q=云诊&industry=&page=1")
    [link] = [it for it in page.links() if it.startswith("/startups.xlsx")]

    assert [row["企业名称"] for row in fetch(operator, link)] == ["黄河云诊"]
    assert [row["导师姓名"] for row in fetch(operator, "/mentors.xlsx?kind=management")] == ["何静"]
    assert [row["投资人姓名"] for row in fetch(operator, "/investors.xlsx?stage=angel")] == ["赵敏"]


def test_mentors_and_investors_export_sets_and_numbers(operator: Browser) -> None:
    [manager] = fetch(operator, "/mentors.xlsx?q=何静")
    assert (manager["行业领域"], manager["容量(可带企业数)"], manager["在带企业数"]) == ("生物医药、现代服务业", 1, 0)

    [fund] = fetch(operator, "/investors.xlsx?q=赵敏")
    assert (fund["单笔最低(万元)"], fund["天使俱乐部会员"], fund["投资阶段"]) == (100, "是", "种子轮、天使轮")


@pytest.mark.parametrize("kind", ["startup", "mentor", "investor", "candidacy"])
def test_exported_list_changes_nothing_when_it_is_imported_again(operator: Browser, reviewed: None, kind: str) -> None:
    path = "/candidacies.xlsx" if kind == "candidacy" else f"/{kind}s.xlsx"
    content = operator.client.get(path).data

    page = operator.post("/admin/imports", kind=kind, file=(io.BytesIO(content), "名单.xlsx"))

    facts = {div[0].text: div[1].text for div in page.tree.iterfind(".//dl/div")}
    assert facts == {"文件行数": "2", "新增": "0", "更新": "2", "不能导入": "0"}


def test_candidacies_come_with_all_scores(operator: Browser, organizer: Browser, reviewed: None) -> None:
    assert [row["年度"] for row in fetch(organizer, "/candidacies.xlsx")] == [2026, 2025]

    [row] = fetch(operator, "/candidacies.xlsx?state=selected")
    assert (row["企业名称"], row["评审分数"], row["平均分"]) == ("河谷膜材料", "张三:85、李四:90", 87.5)
    assert (row["状态"], row["扶持措施"], row["行业领域"]) == ("已入选", "银行贷款、创业导师", "新材料")


def test_candidacies_are_listed_latest_year_first_with_scores(operator: Browser, reviewed: None) -> None:
    rows = operator.get("/candidacies").rows()

    assert [row[1] for row in rows] == ["2026", "2025"]
    assert rows[1][4:] == ["张三 85、李四 90", "87.5"]
    assert rows[0][4:] == ["—", "—"]


def test_filters_of_candidacies_stay_when_the_page_is_turned(operator: Browser, world: SmallNetwork) -> None:
    actor = get_actor(world, Role.OPERATOR)
    for startup_id in world.add_startups(21):
        draft = CandidacyDraft(startup_id=startup_id, year=2026, nominator=Nominator.SELF)
        candidacies.nominate(world.context, actor, draft)
    query = "q=企业&year=2026&state=nominated&industry=new_materials"

    first = operator.get(f"/candidacies?{query}")
    [further] = [it for it in first.links() if "page=2" in it]
    second = operator.get(further)

    assert (len(first.rows()), len(second.rows())) == (20, 1)
    chosen = [it.get("value") for it in second.tree.iter("option") if it.get("selected") is not None]
    assert chosen == ["2026", "nominated", "new_materials"]


def test_links_to_workbooks_are_shown_to_those_who_may(mentor: Browser, organizer: Browser) -> None:
    assert not [it for it in mentor.get("/startups").links() if ".xlsx" in it]
    assert not [it for it in mentor.get("/candidacies").links() if ".xlsx" in it]
    assert [it for it in organizer.get("/candidacies").links() if ".xlsx" in it] == ["/candidacies.xlsx"]
