"""Single cells: the typed text and the value read, or the reason of the refusal."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchmaker.domain.vocabulary import CandidacyState, FundingStage, Industry, MentorKind, SupportMeasure, Zone
from matchmaker.exchange.cells import (
    CellRefused,
    parse_code,
    parse_codes,
    parse_count,
    parse_date,
    parse_flag,
    parse_text,
)
from matchmaker.exchange.labels import find_code, label_of
from matchmaker.exchange.money import parse_money, parse_money_range


def refusal_of(parse, cell, header=""):
    with pytest.raises(CellRefused) as refusal:
        parse(cell, header)
    return refusal.value


@pytest.mark.parametrize(
    ("cell", "header", "expected"),
    [
        (500, "融资需求(万元)", 500),
        ("500万", "融资需求", 500),
        ("500 万元", "融资需求", 500),
        ("500w", "融资需求", 500),
        ("1.2亿", "融资需求", 12000),
        ("3000000元", "融资需求", 300),
        ("￥3,000,000元", "融资需求(万元)", 300),
        (3000000, "融资需求(元)", 300),
        (3000000.0, "融资需求（元）", 300),
        ("2", "融资需求（单位：亿元）", 20000),
        ("５００", "融资需求", 500),
        ("约500万元人民币", "融资需求", 500),
        ("2千万", "融资需求", 2000),
        (1234.5, "融资需求", 1235),
        ("面议", "融资需求", None),
        ("暂无", "融资需求", None),
        (None, "融资需求", None),
        (0, "融资需求", 0),
    ],
)
def test_parse_money_gives_ten_thousands_when_the_unit_differs(cell, header, expected):
    assert parse_money(cell, header).value == expected


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("abc", "not_a_number"),
        ("五百万", "not_a_number"),
        ("100万美元", "currency_unknown"),
        ("$5", "currency_unknown"),
        (50_000_000, "number_out_of_range"),
        (date(2020, 1, 1), "not_a_number"),
        (True, "not_a_number"),
        ("-5", "number_out_of_range"),
        (-5, "number_out_of_range"),
        ("-1.5亿元", "number_out_of_range"),
        ("-五", "not_a_number"),
    ],
)
def test_parse_money_refuses_when_the_cell_is_no_amount_of_yuan(cell, code):
    assert refusal_of(parse_money, cell, "融资需求").code == code


def test_parse_money_takes_the_upper_end_when_the_cell_is_a_range():
    parsed = parse_money("500-1000万元", "融资需求")
    assert parsed.value == 1000
    assert parsed.notes == (("range_upper_used", "500-1000万元"),)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("100-1000万", (100, 1000)),
        ("500万至1亿", (500, 10000)),
        ("300", (300, 300)),
        ("100~200", (100, 200)),
        ("", None),
    ],
)
def test_parse_money_range_gives_both_ends_when_units_are_shared(cell, expected):
    assert parse_money_range(cell, "单笔投资额(万元)").value == expected


def test_parse_money_range_refuses_when_the_ends_are_reversed():
    assert refusal_of(parse_money_range, "1亿-500万").code == "range_reversed"


@given(st.integers(min_value=0, max_value=1_000_000))
def test_parse_money_agrees_with_itself_when_one_amount_is_written_three_ways(amount):
    read = {parse_money(text, "金额").value for text in (f"{amount}万元", f"{amount}0000元", amount)}
    assert read == {amount}


@pytest.mark.parametrize(
    "cell",
    [date(2027, 12, 31), datetime(2027, 12, 31, 8, 0), "2027-12-31", "2027/12/31", "2027.12.31", "20271231",  # noqa: DTZ001 -- cells have no zone
     "2027年12月31日", "2027年12月", "2027-12", 46752, "46752", "2027/12/31 0:00:00", "２０２７-１２-３１"],
)  # fmt: skip
def test_parse_date_gives_the_day_when_the_format_differs(cell):
    assert parse_date(cell, "").value == date(2027, 12, 31)


@pytest.mark.parametrize("cell", ["2027-13-01", "2027-02-30", "2027-13", "明年", "12/31/2027", 5, True])
def test_parse_date_refuses_when_the_cell_is_no_day(cell):
    assert refusal_of(parse_date, cell).code == "not_a_date"


@pytest.mark.parametrize(("cell", "expected"), [(3, 3), ("3", 3), ("３家", 3), ("3 人", 3), (3.0, 3), ("无", None)])
def test_parse_count_gives_a_whole_number_when_a_counting_word_follows(cell, expected):
    assert parse_count(least=0, most=100)(cell, "").value == expected


@pytest.mark.parametrize(
    ("cell", "code"),
    [("abc", "not_a_number"), (2.5, "not_a_whole_number"), (101, "number_out_of_range"), (-1, "number_out_of_range"),
     (True, "not_a_number"), ("#REF!", "formula_error"), (date(2020, 1, 1), "not_a_number")],
)  # fmt: skip
def test_parse_count_refuses_when_the_cell_is_no_such_number(cell, code):
    assert refusal_of(parse_count(least=0, most=100), cell).code == code


@pytest.mark.parametrize(
    ("enum", "text", "code"),
    [
        (Industry, "新材料", Industry.NEW_MATERIALS),
        (Industry, "新材料产业", Industry.NEW_MATERIALS),
        (Industry, "new_materials", Industry.NEW_MATERIALS),
        (Industry, "New materials", Industry.NEW_MATERIALS),
        (Industry, "装备制造行业", Industry.ADVANCED_MANUFACTURING),
        (Zone, "兰州高新区", Zone.HIGHTECH),
        (Zone, "高新区", Zone.HIGHTECH),
        (Zone, "城关区", Zone.SUBURBS),
        (FundingStage, "天使轮", FundingStage.ANGEL),
        (FundingStage, "Ａ轮", FundingStage.SERIES_A),
        (FundingStage, "pre-a 轮", FundingStage.PRE_A),
        (FundingStage, "D轮", None),
        (MentorKind, "技术导师", MentorKind.TECHNOLOGY),
        (Zone, "上海", None),
    ],
)
def test_find_code_knows_the_words_when_people_write_them_their_way(enum, text, code):
    assert find_code(enum, text) is code


@pytest.mark.parametrize("enum", [Industry, Zone, FundingStage, MentorKind, CandidacyState, SupportMeasure])
def test_find_code_reads_back_every_label_when_we_wrote_it(enum):
    assert [find_code(enum, label_of(code)) for code in enum] == list(enum)


def test_parse_code_notes_or_refuses_a_stranger_as_asked():
    parsed = parse_code(Zone, is_lenient=True)("上海", "")
    assert (parsed.value, parsed.notes) == (None, (("unknown_value_ignored", "上海"),))
    assert refusal_of(parse_code(MentorKind, is_lenient=False), "厨师").code == "unknown_value"


@pytest.mark.parametrize(
    "text", ["新材料、新能源", "新材料,新能源", "新材料；新能源", "新能源/新材料", "新材料\n新能源"]
)
def test_parse_codes_gives_the_set_when_separators_differ(text):
    assert parse_codes(Industry)(text, "").value == {Industry.NEW_MATERIALS, Industry.NEW_ENERGY}


def test_parse_codes_keeps_what_is_known_when_a_stranger_stands_beside():
    parsed = parse_codes(Industry)("新材料、区块链", "")
    assert parsed.value == {Industry.NEW_MATERIALS}
    assert parsed.notes == (("unknown_value_ignored", "区块链"),)


@pytest.mark.parametrize(
    ("cell", "expected"), [("是", True), (True, True), (1, True), ("否", False), ("No", False), ("", None)]
)
def test_parse_flag_gives_yes_or_no_when_words_differ(cell, expected):
    assert parse_flag(cell, "").value is expected


def test_parse_flag_refuses_when_the_word_is_neither():
    assert refusal_of(parse_flag, "也许").code == "not_a_flag"


def test_parse_text_cuts_or_refuses_when_the_text_is_too_long():
    parsed = parse_text(most=10, is_trimmed=True)("长" * 11, "")
    assert (parsed.value, parsed.notes[0][0]) == ("长" * 10, "text_trimmed")
    refusal = refusal_of(parse_text(most=10), "长" * 11)
    assert (refusal.code, refusal.data) == ("text_too_long", {"length": 11, "limit": 10})


def test_parse_text_writes_whole_numbers_without_a_point_when_a_cell_is_a_number():
    parse = parse_text(most=20)
    assert [parse(cell, "").value for cell in (1001.0, 1001, date(2020, 1, 2), "a\x00b\u200bc_x000D_")] == [
        "1001", "1001", "2020-01-02", "abc",
    ]  # fmt: skip


@given(st.one_of(st.text(), st.floats(), st.integers(), st.booleans(), st.dates(), st.none()), st.text(max_size=20))
def test_parsers_give_or_refuse_and_never_fail_when_the_cell_is_anything(cell, header):
    parsers = [parse_money, parse_money_range, parse_date, parse_flag, parse_count(least=0, most=9), parse_text(most=9)]
    for parse in [*parsers, parse_codes(Industry), parse_code(Zone, is_lenient=True)]:
        try:
            parse(cell, header)
        except CellRefused as refusal:
            assert refusal.code  # noqa: PT017 -- either outcome is right, another exception is not
