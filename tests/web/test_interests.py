"""Pages of the conflict ledger: declaring, what sides see, rulings of the operator, the step that asks for a reason."""

import io

import pytest
from openpyxl import load_workbook

from matchmaker.domain.interests import ConflictKind, ConflictLevel, PartnerPair
from matchmaker.domain.vocabulary import PartyKind, Role
from matchmaker.services import interests
from tests.web.annual_meeting import create_annual_meeting
from tests.web.browser import Browser
from tests.web.filled_network import get_actor
from tests.web.small_network import NOW, SmallNetwork

APPLY = {"startup_id": "1", "goal": "完成量产", "tried": "自己试过三次"}


def declare(
    world: SmallNetwork, role: Role = Role.OPERATOR, kind: ConflictKind = ConflictKind.RELATIVE, mentor: int = 0
) -> int:
    pair = PartnerPair(world.startups[0], PartyKind.MENTOR, world.mentors[mentor])
    return interests.declare_conflict(
        world.context, get_actor(world, role), pair, kind=kind, words="总经理的兄弟", since=NOW.date()
    )


def test_a_founder_declares_a_conflict_and_takes_it_back(founder: Browser, world: SmallNetwork) -> None:
    assert "没有声明" in founder.get("/conflicts").text
    found = founder.get("/conflicts/choose?own=startup:1&kind=mentor&q=何静")
    (link,) = [it for it in found.links() if "/declare/" in it]
    fields = {"kind": "competitor", "words": "同做隔膜", "since": "2026-03-01", "until": "2026-12-31"}
    shown = founder.post(link, page=link, **fields)

    assert shown.h1 == "我的利益冲突"
    assert all(word in shown.text for word in ("何静", "竞争关系", "同做隔膜", "2026年12月31日"))
    shown = founder.post("/conflicts/1/withdraw", page="/conflicts")
    assert "同做隔膜" not in shown.text


def test_a_declaration_needs_words_and_days_in_order(founder: Browser, world: SmallNetwork) -> None:
    path = "/conflicts/declare/1/mentor/2"
    shown = founder.post(path, status=400, page=path, kind="relative", words="", since="2026-03-02", until="")
    assert "必" in shown.text or "填" in shown.text
    shown = founder.post(path, status=400, page=path, kind="", words="兄弟", since="2026-03-02", until="")
    assert "请选择" in shown.text
    days = {"since": "2026-03-02", "until": "2026-03-01"}
    shown = founder.post(path, status=400, page=path, kind="relative", words="兄弟", **days)
    assert "早于" in shown.text


def test_a_declaration_of_one_side_is_not_shown_to_the_other(
    mentor: Browser, founder: Browser, world: SmallNetwork
) -> None:
    declare(world, Role.MENTOR)
    assert "总经理的兄弟" in mentor.get("/conflicts").text
    assert "总经理的兄弟" not in founder.get("/conflicts").text

    shown = founder.post("/mentors/1/apply", status=400, page="/mentors/1/apply", **APPLY)
    assert "利益冲突登记" in shown.text
    assert "亲属" not in shown.text
    assert world.mentors[0] == 1


def test_the_operator_searches_rules_lifts_and_sets_levels(operator: Browser, world: SmallNetwork) -> None:
    declare(world, kind=ConflictKind.SHAREHOLDER)
    declare(world, Role.FOUNDER, mentor=1)
    rows = operator.get("/conflicts/ledger").rows()
    assert [row[2] for row in rows] == ["禁止配对", "说明理由"]
    assert len(operator.get("/conflicts/ledger?q=何静&level=block&kind=relative&side=startup").rows()) == 1
    assert "没有" in operator.get("/conflicts/ledger?q=无此人").text

    entry = "/conflicts/entries/declared-1"
    assert "总经理的兄弟" in operator.get(entry).text
    operator.post(entry, status=400, page=entry, level="ignore", reason="")
    shown = operator.post(entry, page=entry, level="ignore", reason="股份已转让")
    assert [row[2] for row in shown.rows()] == ["禁止配对", "不处理 已裁定"]
    shown = operator.post(f"{entry}/lift", page=entry)
    assert [row[2] for row in shown.rows()] == ["禁止配对", "说明理由"]

    levels = {kind.value: "ignore" for kind in ConflictKind}
    operator.post("/conflicts/levels", page="/conflicts/levels", **levels)
    known = interests.list_levels(world.context, get_actor(world, Role.OPERATOR))
    assert set(known.values()) == {ConflictLevel.IGNORE}
    log = operator.get("/admin/audit").text
    assert all(word in log for word in ("声明了利益冲突", "裁定了一条利益冲突", "股份已转让"))


def test_the_ledger_is_a_workbook_of_what_the_filters_find(operator: Browser, world: SmallNetwork) -> None:
    declare(world)
    declare(world, Role.FOUNDER, mentor=1)
    sent = operator.client.get("/conflicts/ledger.xlsx?q=何静")
    rows = list(load_workbook(io.BytesIO(sent.data)).worksheets[0].values)
    assert rows[0][:3] == ("企业", "导师或投资人", "冲突类型")
    assert [row[:5] for row in rows[1:]] == [("河谷膜材料", "何静", "亲属", "禁止配对", "企业")]


def test_a_warned_application_asks_why_and_goes_on(founder: Browser, operator: Browser, world: SmallNetwork) -> None:
    declare(world, Role.FOUNDER, kind=ConflictKind.SHAREHOLDER)
    asked = founder.post("/mentors/1/apply", status=400, page="/mentors/1/apply", **APPLY)
    assert asked.h1 == "请说明理由"
    assert "股东" in asked.text  # the founder declared it and may know the kind
    form_fields = {it.get("name"): it.get("value") for it in asked.tree.iter("input")}
    assert form_fields["goal"] == APPLY["goal"]
    assert form_fields["page_before"] == "/mentors/1/apply"

    shown = founder.post("/mentors/1/apply", **form_fields, conflict_reason="持股比例很小")
    assert shown.h1 == "申请"
    assert "持股比例很小" in operator.get("/conflicts/entries/declared-1").text


def test_a_warned_acceptance_asks_why_and_goes_on(founder: Browser, mentor: Browser, world: SmallNetwork) -> None:
    founder.post("/mentors/1/apply", page="/mentors/1/apply", **APPLY)
    declare(world, kind=ConflictKind.SHAREHOLDER)
    asked = mentor.post("/mentorships/1/accept", status=400, page="/mentorships")
    assert "股东" not in asked.text  # the operator declared it; the mentor learns only that there is an entry
    form_fields = {it.get("name"): it.get("value") for it in asked.tree.iter("input")}

    again = mentor.post("/mentorships/1/accept", status=400, **form_fields, conflict_reason="  ")
    assert again.h1 == "请说明理由"
    shown = mentor.post("/mentorships/1/accept", **form_fields, conflict_reason="已向联盟说明")
    assert "已开始辅导" in shown.response.text or "河谷膜材料" in shown.text


def test_a_warned_wish_asks_why_and_a_blocked_one_is_refused(world: SmallNetwork, founder: Browser) -> None:
    annual = create_annual_meeting(world)
    pair = PartnerPair(world.startups[0], PartyKind.INVESTOR, world.investors[0])
    actor = get_actor(world, Role.OPERATOR)
    declaration = {"words": "持股", "since": NOW.date()}
    interests.declare_conflict(world.context, actor, pair, kind=ConflictKind.SHAREHOLDER, **declaration)
    wishes = f"/events/{annual.event_id}/participations/{annual.startups[0]}/wishes"
    path = f"{wishes}/{annual.investors[0]}/add"

    asked = founder.post(path, status=400, page=wishes)
    form_fields = {it.get("name"): it.get("value") for it in asked.tree.iter("input")}
    shown = founder.post(path, **form_fields, conflict_reason="只谈渠道合作")
    assert "赵敏" in shown.text

    founder.post(f"{wishes}/{annual.investors[0]}/remove", page=wishes)
    interests.declare_conflict(world.context, actor, pair, kind=ConflictKind.COMPETITOR, **declaration)
    shown = founder.post(path, page=wishes)
    assert "利益冲突登记" in shown.response.text


@pytest.mark.parametrize(
    "path",
    [
        "/conflicts/declare/2/mentor/1",
        "/conflicts/declare/1/startup/1",
        "/conflicts/declare/1/mentor/99",
        "/conflicts/choose?own=mentor:1&kind=investor",
    ],
)
def test_a_pair_that_is_none_of_ones_own_looks_absent(founder: Browser, world: SmallNetwork, path: str) -> None:
    founder.get(path, status=404)
