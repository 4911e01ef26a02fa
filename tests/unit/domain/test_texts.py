import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchmaker.domain.privacy import ContactBarrier, Relation, find_contact_barrier, mask_login
from matchmaker.domain.texts import clean_line, clean_text, find_mobile


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("\u202eevil\u202c", "evil"),
        ("a\u200bb\ufeff", "ab"),
        ("甲\x00\x07乙", "甲乙"),
        ("two\nlines", "two lines"),
        ("\u2066兰州\u2069 材料 ", "兰州 材料"),
    ],
)
def test_a_line_is_cleaned_of_deceiving_characters(typed, expected):
    assert clean_line(typed) == expected


def test_a_text_keeps_its_lines():
    assert clean_text(" 第一行\r\n第二行\u202e\r第三行 ") == "第一行\n第二行\n第三行"


@given(st.text())
def test_cleaning_twice_changes_nothing_more(text):
    assert clean_text(clean_text(text)) == clean_text(text)
    assert clean_line(clean_line(text)) == clean_line(text)
    assert "\n" not in clean_line(text)


@given(st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True), st.sampled_from(["", "+86", "86 ", "0086-"]))
def test_a_mobile_number_is_found_however_it_is_typed(number, before):
    wide = "".join(chr(ord(digit) + 0xFEE0) for digit in number)
    assert find_mobile(f"{before}{number[:3]} {number[3:7]}-{number[7:]}") == f"+86{number}"
    assert find_mobile(wide) == f"+86{number}"


@pytest.mark.parametrize("text", ["", "12800138000", "138001380001", "1380013800", "a@b.cn", "+1 13800138000"])
def test_other_texts_are_no_mobile_numbers(text):
    assert find_mobile(text) is None


@pytest.mark.parametrize(
    ("login", "masked"), [("zhang@town.cn", "z***@town.cn"), ("+8613800138000", "+86138****8000"), ("x", "***")]
)
def test_a_masked_name_is_recognised_by_its_owner_only(login, masked):
    assert mask_login(login) == masked


def test_contact_data_stays_closed_until_nothing_is_missing():
    assert find_contact_barrier([], has_own=True, has_theirs=True) is ContactBarrier.NO_RELATION
    for own in (True, False):
        for theirs in (True, False):
            found = find_contact_barrier([Relation.MEETING], has_own=own, has_theirs=theirs)
            assert (found is None) == (own and theirs)
