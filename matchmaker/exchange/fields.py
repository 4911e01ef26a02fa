"""The fields of each kind of file: the name of a column, the parser of its cells, and an example."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from matchmaker.domain.imports import ImportKind
from matchmaker.domain.profile_rules import (
    CANDIDACY,
    INVESTOR,
    LONGEST_EXTERNAL_ID,
    LONGEST_NAME,
    MENTOR,
    REVIEW,
    STARTUP,
    Rules,
)
from matchmaker.domain.vocabulary import (
    CandidacyState,
    FundingStage,
    Industry,
    MentorKind,
    Nominator,
    SupportMeasure,
    Zone,
)
from matchmaker.exchange.cells import (
    SEPARATORS,
    CellRefused,
    Parsed,
    Parser,
    is_blank,
    parse_code,
    parse_codes,
    parse_count,
    parse_date,
    parse_flag,
    parse_share,
    parse_text,
    text_of,
)
from matchmaker.exchange.labels import list_labels
from matchmaker.exchange.money import parse_money, parse_money_range
from matchmaker.exchange.synonyms import list_synonyms
from matchmaker.exchange.table import Cell

MIN_TEXT_LENGTH = 10
"""Least characters of a description that is useful for matching; a row with fewer gets a note, it is not refused."""

_REVIEW = re.compile(r"(?:(.+?)\s*[:：]\s*)?(-?\d{1,9})分?")


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportField:
    """A column of an import file.

    ``name`` is the draft's attribute. ``label`` is the header in our own files. ``choices`` are the words we write.
    ``default`` is used when the cell is empty and the draft must have a value; it never changes stored values.
    """

    name: str
    label: str
    parse: Parser
    synonyms: tuple[str, ...] = ()
    is_required: bool = False
    example: str | int = ""
    choices: tuple[str, ...] = ()
    is_in_template: bool = True
    default: StrEnum | None = None


def _parse_class(cell: Cell, _: str) -> Parsed:
    text = text_of(cell).upper()
    if is_blank(text):
        return Parsed(None)
    if re.fullmatch(r"[A-T](\d{2,4})?", text):
        return Parsed(text)
    return Parsed(None, (("unknown_value_ignored", text),))


def _parse_reviews(cell: Cell, _: str) -> Parsed:
    """Scores such as ``张三:85、李四:90`` or ``85、90`` as pairs (reviewer, score)."""
    reviews: list[tuple[str, int]] = []
    for word in SEPARATORS.split(text_of(cell)):
        if is_blank(word):
            continue
        found = _REVIEW.fullmatch(word.strip())
        if not found:
            raise CellRefused("not_a_number")
        reviewer, score = found[1] or f"评委{len(reviews) + 1}", int(found[2])
        _refuse_outside(REVIEW["score"], score)
        _refuse_longer(REVIEW["reviewer"], reviewer)
        reviews.append((reviewer, score))
    return Parsed(tuple(reviews) or None)


def _refuse_outside(rule: Any, number: int) -> None:
    if rule.find_fault(number):
        raise CellRefused("number_out_of_range", least=rule.least, most=rule.most)


def _refuse_longer(rule: Any, text: str) -> None:
    if len(text) > rule.most:
        raise CellRefused("text_too_long", length=len(text), limit=rule.most)


def _text(name: str, label: str, example: str = "", *, rules: Rules) -> ImportField:
    """A text that is cut to the limit of its rule; a required text that is very short gets a note."""
    rule = rules[name]
    parse = parse_text(most=rule.most, least=MIN_TEXT_LENGTH if rule.is_required else 0, is_trimmed=True)
    return ImportField(name=name, label=label, parse=parse, is_required=rule.is_required, example=example)


def _name(label: str, example: str, *, rules: Rules) -> ImportField:
    """A name. It is refused when it is too long, as a cut name would be wrong."""
    parse = parse_text(most=rules["name"].most)
    return ImportField(name="name", label=label, parse=parse, is_required=rules["name"].is_required, example=example)


def _code(name: str, label: str, enum: type[StrEnum], *, example: str, is_required: bool = False) -> ImportField:
    """One code. An unknown word is left empty in optional profile fields, and refused in all others."""
    parse = parse_code(enum, is_lenient=enum in {Industry, Zone, FundingStage})
    choices = list_labels(enum)
    return ImportField(name=name, label=label, parse=parse, example=example, choices=choices, is_required=is_required)


def _codes(name: str, label: str, enum: type[StrEnum], *, example: str) -> ImportField:
    return ImportField(name=name, label=label, parse=parse_codes(enum), example=example, choices=list_labels(enum))


def _count(name: str, label: str, *, rules: Rules, example: int, is_required: bool = False) -> ImportField:
    """A whole number. Without ``is_required`` an empty cell gets the default of the draft."""
    parse = parse_count(least=rules[name].least, most=rules[name].most)
    return ImportField(name=name, label=label, parse=parse, example=example, is_required=is_required)


_EXTERNAL_ID = ImportField(
    name="external_id", label="外部编号", parse=parse_text(most=LONGEST_EXTERNAL_ID), example="示例-001"
)
_GBT_CLASS = ImportField(name="gbt_class", label="国民经济行业代码", parse=_parse_class)
_INDUSTRY_MARK = ImportField(
    name="industry_confidence", label="行业为系统建议(把握)", parse=parse_share, is_in_template=False
)
_CLASS_MARK = ImportField(
    name="class_confidence", label="行业代码为系统建议(把握)", parse=parse_share, is_in_template=False
)
"""Columns in our own lists that mark unconfirmed values. So an import of such a list does not confirm them."""

_ZONE = _code("zone", "所在区域", Zone, example="高新区")
_INCUBATOR = ImportField(name="incubator", label="所在孵化器", parse=parse_text(most=LONGEST_NAME, is_trimmed=True))
_INDUSTRIES = _codes("industries", "行业领域", Industry, example="新材料、新能源")

_STARTUPS = (
    _name("企业名称", "示例:某某科技有限公司", rules=STARTUP),
    _text("description", "企业简介", "研发锂电池隔膜材料,产品用于储能电站。", rules=STARTUP),
    _text("needs", "企业需求", "需要量产工艺方面的导师和首批客户", rules=STARTUP),
    _code("industry", "行业领域", Industry, example="新材料"),
    _GBT_CLASS,
    _code("stage", "融资轮次", FundingStage, example="天使轮"),
    ImportField(name="funding_sought", label="融资需求(万元)", parse=parse_money, example=500),
    _text("team", "团队介绍", "创始人曾任某研究所高级工程师", rules=STARTUP),
    _INCUBATOR,
    _ZONE,
    _EXTERNAL_ID,
    _INDUSTRY_MARK,
    _CLASS_MARK,
)

_MENTORS = (
    _name("导师姓名", "示例:张某某", rules=MENTOR),
    replace(_code("kind", "导师类别", MentorKind, example="行业技术"), default=MentorKind.TECHNOLOGY),
    _text("expertise", "专长", "高分子材料配方、中试放大与量产工艺", rules=MENTOR),
    _text("experience", "从业经验", "二十年材料企业研发与生产管理", rules=MENTOR),
    _text("organisation", "工作单位", "某某新材料股份有限公司", rules=MENTOR),
    _text("title", "职务职称", "总工程师", rules=MENTOR),
    _INDUSTRIES,
    _GBT_CLASS,
    _ZONE,
    _count("capacity", "容量(可带企业数)", rules=MENTOR, example=3),
    ImportField(name="certified_until", label="证书有效期至", parse=parse_date, example="2027-12-31"),
    _EXTERNAL_ID,
)

_INVESTORS = (
    _name("投资人姓名", "示例:李某某", rules=INVESTOR),
    _text("thesis", "投资方向", "关注西北地区新材料与新能源的早期硬科技项目", rules=INVESTOR),
    _text("organisation", "所属机构", "某某创业投资基金", rules=INVESTOR),
    _INDUSTRIES,
    _GBT_CLASS,
    _codes("stages", "投资阶段", FundingStage, example="种子轮、天使轮"),
    ImportField(name="ticket_min", label="单笔最低(万元)", parse=parse_money, example=100),
    ImportField(name="ticket_max", label="单笔最高(万元)", parse=parse_money, example=1000),
    ImportField(name="ticket", label="单笔投资额(万元)", parse=parse_money_range, is_in_template=False),
    _codes("zones", "关注区域", Zone, example="兰州新区、高新区"),
    _count("capacity", "容量(每日会面数)", rules=INVESTOR, example=12),
    ImportField(name="is_club_member", label="天使俱乐部会员", parse=parse_flag, example="是", choices=("是", "否")),
    _EXTERNAL_ID,
)

_CANDIDACIES = (
    ImportField(name="startup", label="企业名称", parse=parse_text(most=LONGEST_NAME), is_required=True,
          example="示例:某某科技有限公司"),
    _count("year", "年度", rules=CANDIDACY, example=2020, is_required=True),
    _code("nominator", "推荐方式", Nominator, example="孵化器推荐", is_required=True),
    _text("nominated_by", "推荐单位", "某某孵化器", rules=CANDIDACY),
    _INCUBATOR,
    _text("evidence", "推荐理由", "年度营收增长 60%", rules=CANDIDACY),
    _code("state", "状态", CandidacyState, example="已推荐"),
    _codes("measures", "扶持措施", SupportMeasure, example="创业导师、银行贷款"),
    ImportField(name="reviews", label="评审分数", parse=_parse_reviews, example="评委甲:85、评委乙:90"),
)  # fmt: skip


def _with_synonyms(kind: ImportKind, fields: Sequence[ImportField]) -> tuple[ImportField, ...]:
    return tuple(replace(field, synonyms=list_synonyms(kind, field.name)) for field in fields)


FIELDS: dict[ImportKind, tuple[ImportField, ...]] = {
    ImportKind.STARTUP: _with_synonyms(ImportKind.STARTUP, _STARTUPS),
    ImportKind.MENTOR: _with_synonyms(ImportKind.MENTOR, _MENTORS),
    ImportKind.INVESTOR: _with_synonyms(ImportKind.INVESTOR, _INVESTORS),
    ImportKind.CANDIDACY: _with_synonyms(ImportKind.CANDIDACY, _CANDIDACIES),
}
"""The fields of each kind; the first one holds the name of the row."""
