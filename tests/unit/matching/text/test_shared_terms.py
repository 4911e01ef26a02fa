import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchmaker.matching.text.shared_terms import FUNCTION_CHARACTERS, MOST_TERMS, prepare_texts, shared_terms
from matchmaker.matching.text.word_grams import count_grams, fit_lexicon

CORPUS = (
    "镁基储氢材料中试", "固态储氢装置", "镁基合金压铸", "新能源汽车维修", "能源汽车租赁", "数据管理平台", "管理咨询",
    "科学管理", "大数据分析", "数据采集", "管道检测", "油气管道", "供水管道", "可穿戴设备", "在线教育", "中药材种植",
    "工业机器人", "AI芯片设计", "汽车零部件", "数据标注", "管理软件",
)  # fmt: skip

FILLING = tuple(chr(0x5000 + 2 * n) + chr(0x5001 + 2 * n) for n in range(200))


def shared(first: str, second: str) -> tuple[str, ...]:
    texts = (*CORPUS, *FILLING, first, second)
    lexicon = fit_lexicon(count_grams(texts))
    return shared_terms(*prepare_texts([first, second], lexicon), lexicon)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("研发镁基储氢材料", "看好镁基储氢方向", ("镁基储氢",)),
        ("我们做新能源汽车", "投资能源汽车租赁", ("能源汽车",)),
        ("数据管理系统", "数据管道搭建", ("数据",)),  # 管 belongs to 管理 and 管道
        ("镁基和铝基", "镁基和钛基", ("镁基",)),
        ("用AI芯片做终端", "ai芯片与传感器", ("ai芯片",)),
        ("XAI方案", "ai方案", ()),  # a word within a longer word is another word
        ("做储氢的可穿戴设备", "卖可穿戴设备", ("可穿戴设备",)),
        ("希望企业成长", "希望企业壮大", ()),
        ("储氢", "铜箔", ()),
        ("", "铜箔", ()),
    ],
)
def test_shared_terms_are_whole_words_that_both_texts_use(first: str, second: str, expected: tuple[str, ...]) -> None:
    assert shared(first, second) == expected


def test_shared_terms_name_the_rarest_first_and_none_twice() -> None:
    found = shared("固态储氢，中药材，工业机器人，储氢", "工业机器人；固态储氢；中药材；数据")
    assert found[0] == "工业机器人"
    assert len(found) == MOST_TERMS
    assert set(found) == {"工业机器人", "固态储氢", "中药材"}


TEXT = st.text(alphabet="镁基储氢材料数据管理的和可在线用ai1，", max_size=24)


@given(TEXT, TEXT)
def test_shared_terms_stand_in_both_texts_and_end_well(first: str, second: str) -> None:
    for term in shared(first, second):
        assert len(term) >= 2
        assert term in first
        assert term in second
        assert term[-1] not in FUNCTION_CHARACTERS or term.endswith("用")
