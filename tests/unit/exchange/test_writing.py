"""Written workbooks: text stays text, headers stay visible, and everything reads back unchanged."""

import io
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from matchmaker.domain.imports import ImportKind
from matchmaker.exchange import (
    FIELDS,
    Lookups,
    Sheet,
    guess_mapping,
    parse_rows,
    read_table,
    template_workbook,
    write_csv,
    write_rejected,
    write_workbook,
)
from matchmaker.exchange.table import clean_text

LIMIT = 20 * 1024 * 1024
FORMULAS = ["=HYPERLINK(\"http://x\")", "+1", "-1", "@SUM(A1)", "=1+1", "'=1", "#REF!"]  # fmt: skip

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=30).map(clean_text).filter(bool)
cells = st.one_of(
    st.none(),
    st.integers(min_value=-(10**9), max_value=10**9),
    st.dates(min_value=date(1901, 1, 1)),
    texts.filter(lambda text: "x005F_" not in text and "_x000D_" not in text),
)
rows = st.lists(st.tuples(texts.filter(lambda text: "_x0" not in text), cells, cells), min_size=1, max_size=8)
HEADER = ("名称", "简介", "行业")


def open_book(content):
    return load_workbook(io.BytesIO(content))


def test_write_workbook_freezes_the_header_and_fits_widths_when_rows_are_given():
    book = open_book(write_workbook([Sheet(title="企业", columns=HEADER, rows=[("兰石", "研发石化装备" * 30, None)])]))
    page = book["企业"]
    assert page.freeze_panes == "A2"
    assert [cell.value for cell in page[1]] == list(HEADER)
    assert [page.column_dimensions[letter].width for letter in "ABC"] == [8, 60, 8]


@pytest.mark.parametrize("text", FORMULAS)
def test_write_workbook_keeps_text_when_it_looks_like_a_formula(text):
    cell = open_book(write_workbook([Sheet(title="S", columns=["名称"], rows=[(text,)])])).active["A2"]
    assert (cell.value, cell.data_type) == (text, "s")
    assert cell.quotePrefix is (text != "#REF!")


def test_write_workbook_wraps_a_row_when_one_of_its_texts_needs_more_than_a_line():
    rows = [("兰石", 1), ("兰石\n河谷资本", 2), ("研发石化装备" * 30, 3)]
    page = open_book(write_workbook([Sheet(title="S", columns=HEADER[:2], rows=rows)])).active
    assert [[cell.alignment.wrap_text for cell in row] for row in page["A2:B4"]] == [[None] * 2, [True] * 2, [True] * 2]


@pytest.mark.parametrize("text", FORMULAS)
def test_write_csv_puts_an_apostrophe_when_text_looks_like_a_formula(text):
    content = write_csv(["名称", "简介"], [(text, "甲")])
    assert content.startswith(b"\xef\xbb\xbf")
    assert not content.decode("utf-8-sig").splitlines()[1].lstrip('"').startswith(("=", "+", "-", "@"))
    assert read_table("a.csv", content, limit_bytes=LIMIT).rows == ((text, "甲"),)


@given(rows)
@settings(max_examples=60)
def test_write_workbook_reads_back_unchanged_when_cells_are_of_any_kind(body):
    content = write_workbook([Sheet(title="S", columns=HEADER, rows=body)])
    table = read_table("a.xlsx", content, limit_bytes=LIMIT)
    width = len(table.columns)
    assert table.rows == tuple(row[:width] for row in body)
    assert table.row_numbers == tuple(range(2, len(body) + 2))


@given(st.lists(st.tuples(texts, texts, texts), min_size=1, max_size=8))
def test_write_csv_reads_back_unchanged_when_cells_are_text(body):
    table = read_table("a.csv", write_csv(HEADER, body), limit_bytes=LIMIT)
    assert table.rows == tuple(body)


def test_write_workbook_makes_titles_that_excel_accepts_when_they_are_long_or_repeated():
    titles = ["会面/总表:[一]", "长" * 40, "长" * 40, "", "S", "s"]
    sheets = [Sheet(title=title, columns=["名称"], rows=[]) for title in titles]
    made = open_book(write_workbook(sheets)).sheetnames
    assert made == ["会面 总表  一", "长" * 31, "长" * 27 + " 2", "Sheet", "S", "s 2"]


@pytest.mark.parametrize("sheets", [[], [Sheet(title="S", columns=["a"], rows=[(1, 2)])]])
def test_write_workbook_raises_when_it_is_misused(sheets):
    with pytest.raises(ValueError, match="expected at"):
        write_workbook(sheets)


def test_write_rejected_gives_back_rows_that_can_be_corrected_and_sent_again():
    text = "姓名,类别,专长,容量\n张三,技术,高分子材料配方与中试,3\n李四,厨师,企业战略与股权设计,abc\n"
    table = read_table("a.csv", text.encode(), limit_bytes=LIMIT)
    rejected = parse_rows(table, ImportKind.MENTOR, guess_mapping(table.columns, ImportKind.MENTOR)).rejected
    content = write_rejected(table, rejected, lambda code, data: f"{code} {data['value']} {data['row']}")
    again = read_table("未导入.xlsx", content, limit_bytes=LIMIT)
    assert again.columns == ("姓名", "类别", "专长", "容量", "原行号", "原因")
    reason = "类别: unknown_value 厨师 3\n容量: not_a_number abc 3"
    assert again.rows == (("李四", "厨师", "企业战略与股权设计", "abc", 3, reason),)
    mapping = guess_mapping(again.columns, ImportKind.MENTOR)
    twice = parse_rows(again, ImportKind.MENTOR, mapping).rejected
    third = read_table("c.xlsx", write_rejected(again, twice, lambda code, _: code), limit_bytes=LIMIT)
    assert third.columns == again.columns
    assert third.rows[0][-2:] == (2, "类别: unknown_value\n容量: not_a_number")


@pytest.mark.parametrize("kind", list(ImportKind))
def test_template_workbook_maps_itself_and_skips_its_example_when_sent_back(kind):
    table = read_table("模板.xlsx", template_workbook(kind), limit_bytes=LIMIT)
    mapping = guess_mapping(table.columns, kind)
    assert set(mapping) == {field.name for field in FIELDS[kind] if field.is_in_template and field.name in mapping}
    assert len(table.rows) == 1
    parsed = parse_rows(table, kind, mapping)
    assert (parsed.accepted, parsed.rejected) == ((), ())
    assert [warning.code for warning in parsed.warnings] == ["example_row_skipped"]


@pytest.mark.parametrize("kind", list(ImportKind))
def test_template_workbook_has_a_good_example_when_it_is_made_real(kind):
    table = read_table("模板.xlsx", template_workbook(kind), limit_bytes=LIMIT)
    real = [(str(row[0]).replace("示例:", ""), *row[1:]) for row in table.rows]
    content = write_csv(table.columns, real)
    table = read_table("名单.csv", content, limit_bytes=LIMIT)
    lookups = Lookups(startups={"某某科技有限公司": 1})
    parsed = parse_rows(table, kind, guess_mapping(table.columns, kind), lookups=lookups)
    assert (len(parsed.accepted), parsed.rejected, parsed.warnings) == (1, (), ())


def test_template_workbook_offers_choices_when_a_field_is_a_closed_list():
    page = open_book(template_workbook(ImportKind.MENTOR))["导师"]
    headers = {cell.value: cell for cell in page[1]}
    assert "企业管理" in headers["导师类别"].comment.text
    assert {rule.type for rule in page.data_validations.dataValidation} == {"list"}
