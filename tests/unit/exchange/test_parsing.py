"""Rows into drafts: what is accepted, refused and noted, always with row and column."""

from datetime import date

import pytest

from matchmaker.domain.candidacies import CandidacyDraft, Review
from matchmaker.domain.ids import IncubatorId, StartupId
from matchmaker.domain.imports import ImportKind
from matchmaker.domain.profiles import InvestorDraft, MentorDraft, StartupDraft
from matchmaker.domain.vocabulary import FundingStage, Industry, MentorKind, Nominator, SupportMeasure, Zone
from matchmaker.exchange import Lookups, guess_mapping, parse_rows, read_table

STORY = "研发石化装备与核能装备的企业"


def parse(kind, header, *rows, lookups=None):
    text = "\n".join("\t".join(line) for line in (header, *rows))
    table = read_table("名单.tsv", text.encode(), limit_bytes=1_000_000)
    return parse_rows(table, kind, guess_mapping(table.columns, kind), lookups=lookups)


def test_parse_rows_gives_a_startup_when_every_cell_is_good():
    parsed = parse(
        ImportKind.STARTUP,
        ("编号", "企业名称", "简介", "行业", "轮次", "融资需求", "区域", "孵化器", "行业代码", "团队"),
        ("S1", "兰石", STORY, "新材料", "A轮", "1.2亿", "兰州高新区", "联创 智业园", "c26", "无"),
        lookups=Lookups(incubators={"联创智业园": IncubatorId(2)}),
    )
    assert parsed.accepted[0].draft == StartupDraft(
        name="兰石", description=STORY, industry=Industry.NEW_MATERIALS, stage=FundingStage.SERIES_A,
        funding_sought=12000, zone=Zone.HIGHTECH, incubator_id=IncubatorId(2), gbt_class="C26", external_id="S1",
    )  # fmt: skip
    assert parsed.accepted[0].row_number == 2
    assert "team" not in parsed.accepted[0].given
    assert parsed.accepted[0].given >= {"name", "description", "incubator_id", "external_id"}
    assert (parsed.rejected, parsed.warnings) == ((), ())


def test_parse_rows_keeps_a_startup_when_its_industry_zone_and_incubator_are_not_ours():
    parsed = parse(
        ImportKind.STARTUP, ("名称", "简介", "行业", "区域", "孵化器"), ("麦子金服", STORY, "金融", "上海", "张江")
    )
    draft = parsed.accepted[0].draft
    assert (draft.industry, draft.zone, draft.incubator_id) == (None, None, None)
    assert [(w.row_number, w.column, w.code, w.value) for w in parsed.warnings] == [
        (2, "行业", "unknown_value_ignored", "金融"),
        (2, "区域", "unknown_value_ignored", "上海"),
        (2, "孵化器", "unknown_value_ignored", "张江"),
    ]


def test_parse_rows_gives_a_mentor_when_every_cell_is_good():
    parsed = parse(
        ImportKind.MENTOR,
        ("姓名", "导师类别", "专长", "单位", "职务", "行业领域", "容量", "证书有效期至"),
        ("张三", "行业技术", "高分子材料配方与中试", "兰州大学", "教授", "新材料、新能源", "5家", "2027年6月"),
    )
    assert parsed.accepted[0].draft == MentorDraft(
        name="张三", kind=MentorKind.TECHNOLOGY, expertise="高分子材料配方与中试",
        organisation="兰州大学", title="教授",
        industries=frozenset({Industry.NEW_MATERIALS, Industry.NEW_ENERGY}), capacity=5,
        certified_until=date(2027, 6, 30),
    )  # fmt: skip


def test_parse_rows_names_row_column_code_and_value_when_types_are_wrong():
    parsed = parse(
        ImportKind.MENTOR,
        ("姓名", "导师类别", "专长", "容量", "有效期"),
        ("张三", "行业技术", "高分子材料配方与中试", "3", "2027-06-30"),
        ("李四", "厨师", "高分子材料配方与中试", "abc", "后年"),
        ("", "企业管理", "", "2", ""),
    )
    assert [row.row_number for row in parsed.accepted] == [2]
    assert [(r.row_number, r.column, r.code, r.value) for r in parsed.rejected] == [
        (3, "导师类别", "unknown_value", "厨师"),
        (3, "容量", "not_a_number", "abc"),
        (3, "有效期", "not_a_date", "后年"),
        (4, "姓名", "value_missing", ""),
        (4, "专长", "value_missing", ""),
    ]


def test_parse_rows_assumes_the_kind_of_a_mentor_when_none_is_written():
    without = parse(ImportKind.MENTOR, ("姓名", "专长"), ("张三", "高分子材料配方与中试"))
    empty = parse(
        ImportKind.MENTOR,
        ("姓名", "类别", "专长"),
        ("张三", "", "高分子材料配方与中试"),
        ("李四", "企业管理", "高分子材料配方与中试"),
    )
    assert [row.draft.kind for row in without.accepted + empty.accepted] == [
        MentorKind.TECHNOLOGY,
        MentorKind.TECHNOLOGY,
        MentorKind.MANAGEMENT,
    ]
    assert ["kind" in row.given for row in without.accepted + empty.accepted] == [False, False, True]
    noted = [(w.row_number, w.column, w.code, w.value) for w in without.warnings + empty.warnings]
    assert noted == [(2, "导师类别", "kind_assumed", ""), (2, "类别", "kind_assumed", "")]


def test_parse_rows_names_the_bounds_when_a_number_is_negative():
    mentors = parse(ImportKind.MENTOR, ("姓名", "专长", "容量"), ("张三", "高分子材料配方与中试", "-5"))
    startups = parse(ImportKind.STARTUP, ("名称", "简介", "融资需求"), ("甲", STORY, "-5"))
    header = ("企业名称", "年度", "推荐方式", "评审分数")
    reviewed = parse(
        ImportKind.CANDIDACY, header, ("甲", "2020", "大赛", "-5"), lookups=Lookups(startups={"甲": StartupId(1)})
    )
    faults = mentors.rejected + startups.rejected + reviewed.rejected
    assert [(fault.column, fault.code, fault.value) for fault in faults] == [
        ("容量", "number_out_of_range", "-5"),
        ("融资需求", "number_out_of_range", "-5"),
        ("评审分数", "number_out_of_range", "-5"),
    ]


def test_parse_rows_gives_an_investor_when_the_ticket_is_a_range():
    parsed = parse(
        ImportKind.INVESTOR,
        ("姓名", "投资方向", "机构", "投资阶段", "投资额度(万元)", "关注区域", "会员"),
        ("王五", "西北早期硬科技项目投资", "某基金", "天使轮/Pre-A轮/C轮", "100-500", "兰州新区", "是"),
    )
    assert parsed.accepted[0].draft == InvestorDraft(
        name="王五", thesis="西北早期硬科技项目投资", organisation="某基金", is_club_member=True,
        stages=frozenset({FundingStage.ANGEL, FundingStage.PRE_A}), ticket_min=100, ticket_max=500,
        zones=frozenset({Zone.NEW_AREA}),
    )  # fmt: skip
    assert [(w.column, w.value) for w in parsed.warnings] == [("投资阶段", "C轮")]


def test_parse_rows_refuses_an_investor_when_the_ticket_is_reversed():
    header = ("姓名", "投资方向", "单笔最低", "单笔最高")
    [fault] = parse(ImportKind.INVESTOR, header, ("王五", "西北早期硬科技项目", "500万", "100万")).rejected
    assert (fault.row_number, fault.column, fault.code, fault.value) == (2, "单笔最高", "range_reversed", "100万")


def test_parse_rows_gives_a_candidacy_when_the_startup_is_known_by_name_or_id():
    parsed = parse(
        ImportKind.CANDIDACY,
        ("企业名称", "年度", "推荐方式", "扶持措施", "评审分数"),
        ("兰石", "去年", "孵化器推荐", "", ""),
        ("兰石", "2020年", "企业自荐", "导师、银行贷款", "甲:85、90分"),
        ("S7", "2020", "大赛", "", "101"),
        ("无名氏", "2020", "大赛", "", ""),
        lookups=Lookups(startups={"兰石": StartupId(1), "S7": StartupId(7)}),
    )
    assert parsed.accepted[0].draft == CandidacyDraft(
        startup_id=StartupId(1), year=2020, nominator=Nominator.SELF,
        measures=frozenset({SupportMeasure.MENTOR, SupportMeasure.BANK_LOAN}),
        reviews=(Review(reviewer="甲", score=85), Review(reviewer="评委2", score=90)),
    )  # fmt: skip
    assert [(r.row_number, r.column, r.code) for r in parsed.rejected] == [
        (2, "年度", "not_a_number"),
        (4, "评审分数", "number_out_of_range"),
        (5, "企业名称", "startup_unknown"),
    ]


@pytest.mark.parametrize(
    ("header", "first", "second", "column"),
    [
        (("名称", "简介"), ("甲", STORY), ("甲", STORY + "二"), "名称"),
        (("编号", "名称", "简介"), ("1", "甲", STORY), ("1", "乙", STORY), "编号"),
    ],
)
def test_parse_rows_names_the_first_row_when_a_startup_is_repeated(header, first, second, column):
    parsed = parse(ImportKind.STARTUP, header, first, ("x",) * len(header), second)
    [fault] = parsed.rejected
    assert (fault.row_number, fault.column, fault.code, fault.data) == (4, column, "duplicate_row", {"first_row": 2})


def test_parse_rows_keeps_namesakes_when_ids_or_employers_differ():
    startups = parse(ImportKind.STARTUP, ("编号", "名称", "简介"), ("1", "甲", STORY), ("2", "甲", STORY))
    rows = [("王伟", "管理", STORY, employer) for employer in ("甲厂", "乙厂")]
    mentors = parse(ImportKind.MENTOR, ("姓名", "类别", "专长", "单位"), *rows)
    assert (len(startups.accepted), len(mentors.accepted)) == (2, 2)


def test_parse_rows_accepts_the_second_when_the_first_of_two_was_refused():
    parsed = parse(ImportKind.STARTUP, ("名称", "简介", "融资需求"), ("甲", STORY, "abc"), ("甲", STORY, "500万"))
    assert ([r.row_number for r in parsed.accepted], [r.row_number for r in parsed.rejected]) == ([3], [2])


def test_parse_rows_notes_texts_when_they_are_too_short_or_cut():
    parsed = parse(ImportKind.STARTUP, ("名称", "简介"), ("甲", "短"), ("乙", "长" * 4001))
    assert [(w.row_number, w.column, w.code) for w in parsed.warnings] == [
        (2, "简介", "text_too_short"),
        (3, "简介", "text_trimmed"),
    ]
    assert len(parsed.accepted[1].draft.description) == 4000


def test_parse_rows_shows_the_error_when_a_formula_failed():
    [fault] = parse(ImportKind.STARTUP, ("名称", "简介"), ("甲", "#REF!")).rejected
    assert (fault.row_number, fault.column, fault.code, fault.value) == (2, "简介", "formula_error", "#REF!")


def test_parse_rows_notes_a_class_when_it_is_no_code():
    parsed = parse(ImportKind.STARTUP, ("名称", "简介", "行业代码"), ("甲", STORY, "材料"), ("乙", STORY, "无"))
    assert [(w.row_number, w.column, w.code, w.value) for w in parsed.warnings] == [
        (2, "行业代码", "unknown_value_ignored", "材料")
    ]


def test_parse_rows_takes_every_row_when_there_are_6000():
    rows = [(f"企业{i}", f"第 {i} 家企业研发石化装备 🚀", "新材料") for i in range(6000)]
    parsed = parse(ImportKind.STARTUP, ("名称", "简介", "行业"), *rows)
    assert len(parsed.accepted) == 6000
    assert parsed.accepted[-1].row_number == 6001
