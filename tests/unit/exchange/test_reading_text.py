"""Delimited text in every encoding and with every delimiter that people's programs write."""

import codecs

import pytest

from matchmaker.domain.errors import Invalid
from matchmaker.exchange import read_table
from matchmaker.exchange.table import MAX_ROWS

LIMIT = 20 * 1024 * 1024
TEXT = "企业名称,企业简介,融资需求\r\n兰石重装,研发石化装备与核能装备,500\r\n佛慈制药,中成药的研发与生产,1.2亿\r\n"
ROWS = (("兰石重装", "研发石化装备与核能装备", "500"), ("佛慈制药", "中成药的研发与生产", "1.2亿"))


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (codecs.BOM_UTF8 + TEXT.encode(), "utf-8"),
        (TEXT.encode("gbk"), "gb18030"),
        (TEXT.encode("gb2312"), "gb18030"),
        (TEXT.encode("utf-16"), "utf-16"),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "utf-16"),
        (TEXT.encode("utf-16-le"), "utf-16-le"),
        (TEXT.encode("utf-16-be"), "utf-16-be"),
    ],
)
def test_read_table_gives_the_same_rows_when_the_encoding_differs(content, encoding):
    table = read_table("名单.csv", content, limit_bytes=LIMIT)
    assert table.columns == ("企业名称", "企业简介", "融资需求")
    assert table.rows == ROWS
    assert table.row_numbers == (2, 3)
    assert table.encoding == encoding


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|", "，", "；"])
def test_read_table_finds_the_delimiter_when_it_is_not_a_comma(delimiter):
    text = TEXT.replace(",", delimiter)
    assert read_table("名单.txt", text.encode(), limit_bytes=LIMIT).rows == ROWS


def test_read_table_keeps_commas_in_texts_when_the_delimiter_is_a_semicolon():
    text = "name;description\nA;one, two, three\nB;four, five\n"
    assert read_table("a.csv", text.encode(), limit_bytes=LIMIT).rows == (("A", "one, two, three"), ("B", "four, five"))


def test_read_table_heeds_the_first_line_when_excel_names_the_delimiter():
    table = read_table("a.csv", b"sep=;\r\nname;description\r\nA;one\r\n", limit_bytes=LIMIT)
    assert table.columns == ("name", "description")
    assert (table.header_row_number, table.row_numbers) == (2, (3,))


def test_read_table_counts_rows_as_a_spreadsheet_does_when_a_quoted_text_has_line_ends():
    text = 'name,description\nA,"one\ntwo"\n\nB,"says ""hi"""\n'
    table = read_table("a.csv", text.encode(), limit_bytes=LIMIT)
    assert table.rows == (("A", "one\ntwo"), ("B", 'says "hi"'))
    assert table.row_numbers == (2, 4)


def test_read_table_keeps_emoji_and_rare_characters_when_the_file_is_gb18030():
    text = "名称,简介\n𠮷野家🍚,餐饮连锁品牌运营与供应链服务商\n"
    assert read_table("a.csv", text.encode("gb18030"), limit_bytes=LIMIT).rows[0][0] == "𠮷野家🍚"


def test_read_table_reads_loosely_when_quotes_are_misplaced():
    table = read_table("a.csv", b'name,description\n"A" Ltd,pumps\n', limit_bytes=LIMIT)
    assert table.rows == (("A Ltd", "pumps"),)


@pytest.mark.parametrize(
    ("content", "code", "row"),
    [
        (b"", "file_empty", 1),
        (b"\xef\xbb\xbf\r\n\r\n", "file_empty", 1),
        (b"name,description\n", "file_empty", 2),
        ("name,description\nA,x\nB,café ü\n".encode("latin-1"), "encoding_unknown", 3),
        ("名稱,簡介\n鴻海,電子專業製造服務與雲端網路設備的龍頭廠商\n".encode("big5"), "encoding_unknown", 1),
        ("name,about\nA,x\nB,y".encode("utf-16") + b"!", "encoding_unknown", 3),
        (b'name,description\nA,x\nB,"never closed\nC,y\n', "quote_unclosed", 3),
        (b"1,2,3\n4,5,6\n", "header_missing", 1),
        ("名称,简介,名称\nA,b,c\n".encode(), "duplicate_column", 1),
    ],
)
def test_read_table_names_the_row_when_a_text_is_refused(content, code, row):
    with pytest.raises(Invalid) as refusal:
        read_table("名单.csv", content, limit_bytes=LIMIT)
    assert refusal.value.code == code
    assert refusal.value.data["row"] == row
    assert refusal.value.data["column"]
    assert refusal.value.data["filename"] == "名单.csv"


def test_read_table_names_both_columns_when_a_header_is_repeated():
    with pytest.raises(Invalid) as refusal:
        read_table("a.csv", "名称,简介,名 称,名称\nA,b,c,d\n".encode(), limit_bytes=LIMIT)
    data = refusal.value.data
    assert (data["column"], data["first_letter"], data["second_letter"]) == ("名称", "A", "D")


def test_read_table_refuses_by_size_when_the_file_has_50_megabytes():
    content = b"name,description\n" + b"A,B\n" * (50 * 1024 * 1024 // 4)
    with pytest.raises(Invalid) as refusal:
        read_table("big.csv", content, limit_bytes=LIMIT)
    assert refusal.value.code == "file_too_large"
    assert refusal.value.data == {"bytes": len(content), "limit": LIMIT, "filename": "big.csv"}


def test_read_table_names_the_first_row_too_many_when_there_are_too_many():
    content = b"name,description\n" + b"A,B\n" * MAX_ROWS
    with pytest.raises(Invalid) as refusal:
        read_table("long.csv", content, limit_bytes=LIMIT)
    assert refusal.value.code == "too_many_rows"
    assert refusal.value.data["limit"] == MAX_ROWS
    assert refusal.value.data["row"] == MAX_ROWS + 1


@pytest.mark.parametrize("content", [b"%PDF-1.7 ...", b"\x89PNG\r\n\x1a\n", bytes(range(32)) * 40])
def test_read_table_refuses_the_type_when_the_bytes_are_no_table(content):
    with pytest.raises(Invalid) as refusal:
        read_table("looks-fine.csv", content, limit_bytes=LIMIT)
    assert refusal.value.code == "file_type_unknown"
