import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchmaker.matching.text.profile_texts import (
    LEAST_REPEATS,
    find_common_clauses,
    is_thin,
    needs_texts,
    profile_text,
    profile_texts,
    remove_repeated_clauses,
)
from tests.unit.matching.sample_market import investor, mentor, startup

POLITE = "愿意与创业者一起成长"


def test_profile_text_joins_expertise_and_experience_when_a_mentor_gives_both() -> None:
    assert profile_text(mentor(1, " 铜箔 ", experience="做过电解铜箔")) == "铜箔\n做过电解铜箔"
    assert profile_text(mentor(1, "铜箔")) == "铜箔"
    assert profile_text(investor(1, "投铜箔")) == "投铜箔"
    assert profile_text(startup(1, "做铜箔")) == "做铜箔"


def test_profile_texts_leave_out_what_ten_profiles_repeat() -> None:
    everyone = [mentor(n, f"擅长第{'甲乙丙丁戊己庚辛壬癸'[n]}类工艺。{POLITE}。") for n in range(LEAST_REPEATS)]
    assert profile_texts(everyone) == [f"擅长第{'甲乙丙丁戊己庚辛壬癸'[n]}类工艺" for n in range(LEAST_REPEATS)]


def test_profile_texts_keep_what_nine_profiles_repeat() -> None:
    everyone = [mentor(n, f"工艺。{POLITE}{n // 20}") for n in range(LEAST_REPEATS - 1)]
    assert all(POLITE in text for text in profile_texts(everyone))


def test_clauses_that_differ_in_numbers_only_are_one_clause() -> None:
    texts = [f"累计交付{n}套，产品{chr(0x4E00 + n)}" for n in range(LEAST_REPEATS)]
    assert remove_repeated_clauses(texts) == [f"产品{chr(0x4E00 + n)}" for n in range(LEAST_REPEATS)]


def test_distil_keeps_the_whole_text_when_all_of_it_is_common() -> None:
    assert remove_repeated_clauses([f"{POLITE}。"] * LEAST_REPEATS) == [f"{POLITE}。"] * LEAST_REPEATS


def test_needs_texts_stay_empty_when_nothing_was_stated() -> None:
    assert needs_texts([startup(1, "做铜箔"), startup(2, "", needs=" 找人 ")]) == ["", "找人"]


@pytest.mark.parametrize(("text", "thin"), [("", True), ("短" * 19, True), (" 字" * 19, True), ("字" * 20, False)])
def test_is_thin_counts_characters_without_white_space(text: str, thin: bool) -> None:
    assert is_thin(text) is thin


@given(st.text(max_size=60), st.lists(st.text(max_size=5), max_size=3))
def test_distil_never_empties_a_text(text: str, others: list[str]) -> None:
    texts = [text, *others * LEAST_REPEATS]
    assert [bool(rest.strip()) for rest in remove_repeated_clauses(texts)] == [bool(it.strip()) for it in texts]


def test_common_clauses_are_left_out_of_a_text_that_came_later() -> None:
    everyone = [startup(n, f"{POLITE}，做第{n}种炉料", needs="寻找合作") for n in range(LEAST_REPEATS)]
    common = find_common_clauses(everyone)
    later = [startup(99, f"{POLITE}，做铜箔", needs="寻找合作，会冶炼")]
    assert profile_texts(later, common) == ["做铜箔"]
    assert needs_texts(later, common) == ["会冶炼"]
    assert profile_texts(everyone, common) == profile_texts(everyone)
