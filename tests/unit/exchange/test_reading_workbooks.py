"""Workbooks: real, titled, cut, bloated, locked, misnamed."""

import io
import zipfile
from datetime import date, datetime

import pytest
from openpyxl import Workbook

from matchmaker.domain.errors import Invalid
from matchmaker.exchange import read_table
from matchmaker.exchange.table import MAX_COLUMNS, MAX_ROWS
from matchmaker.exchange.workbooks import MAX_UNPACKED_BYTES

LIMIT = 20 * 1024 * 1024
HEADER = ("企业名称", "企业简介", "融资需求(万元)")


def refusal_of(content, filename="名单.xlsx"):
    with pytest.raises(Invalid) as refusal:
        read_table(filename, content, limit_bytes=LIMIT)
    return refusal.value


def rewrite(content, old, new):
    """The workbook with ``new`` in place of ``old`` in each of its parts, for what openpyxl cannot write."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(stream, "w") as target:
        for name in source.namelist():
            target.writestr(name, source.read(name).replace(old, new))
    return stream.getvalue()


def test_read_table_gives_typed_cells_when_the_workbook_holds_numbers_and_dates(make_workbook):
    rows = [("name", "n", "day", "at", "yes"), ("甲", 3.0, datetime(2027, 12, 31), datetime(2027, 1, 2, 9, 30), True)]  # noqa: DTZ001 -- cells have no zone
    table = read_table("a.xlsx", make_workbook({"导师": rows}), limit_bytes=LIMIT)
    assert table.rows == (("甲", 3, date(2027, 12, 31), datetime(2027, 1, 2, 9, 30), True),)  # noqa: DTZ001 -- as above
    assert (table.encoding, table.sheet) == ("xlsx", "导师")


def test_read_table_skips_the_title_and_blank_rows_when_they_stand_above_the_header(make_workbook):
    rows = [
        ("兰州市科技型企业名单",),
        (),
        ("填报单位", "某孵化器", "2020-06-01"),
        HEADER,
        ("甲", "研发锂电池隔膜", 500),
        (),
        ("乙", "中成药", None),
    ]
    table = read_table("a.xlsx", make_workbook({"Sheet1": rows}), limit_bytes=LIMIT)
    assert table.columns == HEADER
    assert table.rows == (("甲", "研发锂电池隔膜", 500), ("乙", "中成药", None))
    assert table.row_numbers == (5, 7)


def test_read_table_takes_the_width_as_a_sign_when_no_header_is_known(make_workbook):
    rows = [("某表",), ("甲列", "乙列", "丙列"), ("a", "b", 1), ("c", "d", 2)]
    assert read_table("a.xlsx", make_workbook({"S": rows}), limit_bytes=LIMIT).columns == ("甲列", "乙列", "丙列")


def test_read_table_names_columns_by_letter_when_they_have_no_header(make_workbook):
    rows = [("名称", None, "简介", None), ("甲", "x", "研发", None)]
    table = read_table("a.xlsx", make_workbook({"S": rows}), limit_bytes=LIMIT)
    assert table.columns == ("名称", "(B)", "简介")
    assert table.rows == (("甲", "x", "研发"),)


def test_read_table_takes_the_sheet_with_known_headers_when_another_is_longer(make_workbook):
    sheets = {
        "说明": [(f"第 {i} 条", "请认真填写") for i in range(30)],
        "企业": [HEADER, ("甲", "研发", 1)],
        "旧": [HEADER, *[("乙", "研发", 1)] * 5],
    }
    table = read_table("a.xlsx", make_workbook(sheets, hidden=["旧"]), limit_bytes=LIMIT)
    assert table.sheet == "企业"


def test_read_table_takes_the_longest_sheet_when_all_have_known_headers(make_workbook):
    sheets = {"一": [HEADER, ("甲", "研发", 1)], "二": [HEADER, ("乙", "研发", 1), ("丙", "研发", 1)]}
    assert read_table("a.xlsx", make_workbook(sheets), limit_bytes=LIMIT).sheet == "二"


def test_read_table_gives_the_value_when_a_cell_holds_a_formula(make_workbook):
    content = make_workbook({"S": [HEADER, ("甲", "研发", "=100*5")]})
    content = rewrite(content, b"<f>100*5</f><v />", b"<f>100*5</f><v>500</v>")
    assert read_table("a.xlsx", content, limit_bytes=LIMIT).rows == (("甲", "研发", 500),)


def test_read_table_trusts_the_bytes_when_the_name_ends_in_csv(make_workbook):
    table = read_table("名单.csv", make_workbook({"S": [HEADER, ("甲", "研发", 1)]}), limit_bytes=LIMIT)
    assert table.encoding == "xlsx"


def test_read_table_does_not_fill_gaps_when_a_stray_cell_is_far_below(make_workbook):
    book = Workbook()
    book.active.append(HEADER)
    book.active.append(("甲", "研发", 1))
    book.active.cell(200_000, 1, "乙")
    stream = io.BytesIO()
    book.save(stream)
    table = read_table("a.xlsx", stream.getvalue(), limit_bytes=LIMIT)
    assert table.row_numbers == (2, 200_000)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_read_table_reports_damaged_when_the_workbook_is_cut(make_workbook, share):
    content = make_workbook({"S": [HEADER, *[(f"企业{i}", "研发石化装备", i) for i in range(300)]]})
    refusal = refusal_of(content[: int(len(content) * share)])
    assert refusal.code == "file_damaged"
    assert (refusal.data["row"], refusal.data["column"]) == (1, "A")


def test_read_table_reports_damaged_when_a_part_has_a_wrong_checksum(make_workbook):
    content = bytearray(make_workbook({"S": [HEADER, *[(f"企业{i}", "研发", i) for i in range(300)]]}))
    place = content.index(b"xl/worksheets/sheet1.xml") + 200
    content[place : place + 20] = bytes(20)
    assert refusal_of(bytes(content)).code == "file_damaged"


def test_read_table_reports_damaged_when_the_workbook_part_is_no_xml():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "not xml at all")
    assert refusal_of(stream.getvalue()).code == "file_damaged"


def test_read_table_refuses_a_bomb_when_a_small_archive_unpacks_to_much():
    stream = io.BytesIO()
    deflated = zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1)
    with deflated as archive, archive.open("xl/worksheets/sheet1.xml", "w") as part:
        for _ in range(MAX_UNPACKED_BYTES // (1 << 20) + 2):
            part.write(bytes(1 << 20))
    assert len(stream.getvalue()) < LIMIT
    assert refusal_of(stream.getvalue()).code == "file_unpacks_too_large"


def test_read_table_refuses_the_type_when_an_archive_holds_no_workbook():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    assert refusal_of(stream.getvalue(), "名单.xlsx").code == "file_type_unknown"


def test_read_table_names_the_column_when_there_are_too_many(make_workbook):
    wide = [f"列{i}" for i in range(MAX_COLUMNS + 1)]
    refusal = refusal_of(make_workbook({"S": [wide, ["x"] * len(wide)]}))
    assert (refusal.code, refusal.data["column"], refusal.data["row"]) == ("too_many_columns", "GS", 1)


def test_read_table_reports_empty_when_the_workbook_has_no_cell(make_workbook):
    assert refusal_of(make_workbook({"S": []})).code == "file_empty"


def test_read_table_reads_the_older_format_when_the_file_is_xls(make_old_workbook):
    content = make_old_workbook(
        "导师", [("姓名", "容量", "有效期"), ("张三", 3.0, date(2027, 12, 31)), ("李四", "", 2.5)]
    )
    table = read_table("导师.xls", content, limit_bytes=LIMIT)
    assert table.rows == (("张三", 3, date(2027, 12, 31)), ("李四", None, 2.5))
    assert (table.encoding, table.sheet) == ("xls", "导师")


@pytest.mark.parametrize(
    ("stream", "code"), [("EncryptedPackage", "file_protected"), ("WordDocument", "file_type_unknown")]
)
def test_read_table_gives_the_reason_when_a_compound_file_is_no_open_workbook(make_old_workbook, stream, code):
    assert refusal_of(make_old_workbook("S", [("a", "b")], name=stream)).code == code


def test_read_table_reports_damaged_when_an_old_workbook_is_cut(make_old_workbook):
    content = make_old_workbook("S", [("姓名", "专长")] * 100)
    assert refusal_of(content[:1600]).code == "file_damaged"


def test_read_table_names_the_first_row_too_many_when_a_workbook_is_too_long(make_workbook):
    rows = b"".join(b"<row><c><v>1</v></c></row>" for _ in range(MAX_ROWS + 1))
    content = rewrite(make_workbook({"S": []}), b"<sheetData></sheetData>", b"<sheetData>" + rows + b"</sheetData>")
    refusal = refusal_of(content)
    assert (refusal.code, refusal.data["row"], refusal.data["limit"]) == ("too_many_rows", MAX_ROWS + 1, MAX_ROWS)
