"""Guessing the meaning of columns, and refusing an impossible mapping."""

import pytest

from matchmaker.domain.errors import Invalid
from matchmaker.domain.imports import ImportKind
from matchmaker.exchange import FIELDS, Table, check_mapping, guess_mapping, missing_fields


def table_of(*columns, header_row_number=1):
    return Table(columns=columns, rows=(), row_numbers=(), header_row_number=header_row_number, encoding="utf-8")


@pytest.mark.parametrize(
    ("kind", "columns", "expected"),
    [
        (
            ImportKind.STARTUP,
            ("序号", "公司名称", "项目描述", "所属行业", "融资需求（万元）", "所在区域"),
            {"name": "公司名称", "description": "项目描述", "industry": "所属行业",
             "funding_sought": "融资需求（万元）", "zone": "所在区域"},
        ),
        (
            ImportKind.STARTUP,
            ("company_id", "name", "description", "sector", "tags", "region", "city"),
            {"external_id": "company_id", "name": "name", "description": "description", "industry": "sector",
             "zone": "region"},
        ),
        (
            ImportKind.MENTOR,
            ("姓 名", "导师类别*", "专长", "从业经验", "容量"),
            {"name": "姓 名", "kind": "导师类别*", "expertise": "专长", "experience": "从业经验", "capacity": "容量"},
        ),
        (
            ImportKind.INVESTOR,
            ("Name", "Investment Thesis", "Fund", "Ticket size", "Stages"),
            {"name": "Name", "thesis": "Investment Thesis", "organisation": "Fund", "ticket": "Ticket size",
             "stages": "Stages"},
        ),
        (
            ImportKind.CANDIDACY,
            ("企业名称", "推荐方式", "年度", "推荐单位"),
            {"startup": "企业名称", "nominator": "推荐方式", "year": "年度", "nominated_by": "推荐单位"},
        ),
    ],
)  # fmt: skip
def test_guess_mapping_finds_the_columns_when_headers_are_known(kind, columns, expected):
    assert guess_mapping(columns, kind) == expected


def test_guess_mapping_prefers_the_better_name_when_two_columns_fit():
    mapping = guess_mapping(("项目名称", "企业名称", "简介", "企业简介"), ImportKind.STARTUP)
    assert (mapping["name"], mapping["description"]) == ("企业名称", "企业简介")


@pytest.mark.parametrize("kind", list(ImportKind))
def test_guess_mapping_finds_every_field_when_the_headers_are_our_own(kind):
    labels = [field.label for field in FIELDS[kind]]
    assert guess_mapping(labels, kind) == {field.name: field.label for field in FIELDS[kind]}


@pytest.mark.parametrize("kind", list(ImportKind))
def test_guess_mapping_finds_every_field_when_the_headers_are_field_names(kind):
    names = [field.name for field in FIELDS[kind]]
    assert guess_mapping(names, kind) == dict(zip(names, names, strict=True))


def test_missing_fields_names_the_required_ones_when_they_are_not_mapped():
    assert missing_fields(ImportKind.MENTOR, {"name": "姓名"}) == ("expertise",)


@pytest.mark.parametrize(
    ("mapping", "code", "column"),
    [
        ({"name": "名称"}, "column_missing", "企业简介"),
        ({"name": "名称", "description": "缺"}, "column_unknown", "缺"),
        ({"name": "名称", "description": "名称"}, "column_used_twice", "名称"),
        ({"name": "名称", "colour": "简介"}, "field_unknown", "简介"),
    ],
)
def test_check_mapping_names_row_and_column_when_it_refuses(mapping, code, column):
    with pytest.raises(Invalid) as refusal:
        check_mapping(table_of("名称", "简介", header_row_number=3), ImportKind.STARTUP, mapping)
    assert refusal.value.code == code
    assert (refusal.value.data["row"], refusal.value.data["column"]) == (3, column)
    assert code in refusal.value.data["fields"].values()
