import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchmaker.demo.generate.random_streams import RandomStream
from matchmaker.demo.generate.texts import LONGEST, SHORTEST, Writer, draw_length

FRAME = "我们把{product}卖给{market}，已经做了{years}年，现在想认识更多愿意长期合作的本地伙伴和朋友。"


def write(writer: Writer, *, phrases: dict[str, list[str]], parts: list[str], length: int = SHORTEST) -> str:
    return writer.write(RandomStream.of(1, "text", 1), parts, phrases=phrases, facts={"years": "九"}, length=length)


def test_text_is_the_frame_with_its_gaps_filled_when_there_is_one_choice() -> None:
    writer = Writer({"what": [FRAME]})
    text = write(writer, phrases={"product": ["铜箔"], "market": ["电缆厂"]}, parts=["what"])
    assert text == "我们把铜箔卖给电缆厂，已经做了九年，现在想认识更多愿意长期合作的本地伙伴和朋友。"


def test_text_uses_no_phrase_twice_when_a_frame_repeats_its_kind() -> None:
    frame = "产品有{product}和{product}，" + "说明" * 18 + "。"
    text = write(Writer({"what": [frame]}), phrases={"product": ["甲", "乙"]}, parts=["what"])
    assert text.startswith("产品有甲和乙，")


def test_writing_is_refused_when_no_unwritten_text_is_left() -> None:
    writer = Writer({"what": [FRAME]})
    phrases = {"product": ["铜箔"], "market": ["电缆厂"]}
    write(writer, phrases=phrases, parts=["what"])
    with pytest.raises(ValueError, match="larger vocabulary"):
        write(writer, phrases=phrases, parts=["what"])


def test_frame_is_passed_over_when_its_phrases_are_used_up() -> None:
    plain = "没有空格的句子" + "长" * 40 + "。"
    writer = Writer({"what": [FRAME], "more": [FRAME, plain]})
    phrases = {"product": ["铜箔"], "market": ["电缆厂"]}
    text = write(writer, phrases=phrases, parts=["what", "more"], length=80)
    assert text.endswith(plain)


@given(seed=st.integers(), mean=st.integers(60, 200), length=st.integers(0, LONGEST))
def test_text_stays_within_bounds_when_any_length_is_wanted(seed: int, mean: int, length: int) -> None:
    draw = RandomStream.of(seed, "text", 1)
    assert SHORTEST <= draw_length(draw, mean) <= LONGEST
    sentences = [f"第{n}句话说得不长也不短，刚好可以接在别的话后面。" for n in range(40)]
    text = Writer({"any": sentences}).write(draw, ["any"] * 30, phrases={}, facts={}, length=length)
    assert SHORTEST <= len(text) <= LONGEST
    assert len(text) >= min(length, LONGEST - len(sentences[-1]))
