import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchmaker.matching.text.word_grams import BUCKETS, count_grams, fit_lexicon, gram_bucket, weigh_grams


def buckets(text: str) -> set[int]:
    return set(count_grams([text]).indices.tolist())


def test_count_grams_takes_pairs_of_chinese_and_whole_latin_words() -> None:
    assert buckets("镁基储氢 AI芯片") == {gram_bucket(unit) for unit in ("镁基", "基储", "储氢", "ai", "芯片")}


def test_count_grams_passes_over_joining_characters_single_letters_and_plain_numbers() -> None:
    assert buckets("铜的箔, x 2024") == set()
    assert buckets("铜箔3d") == {gram_bucket("铜箔"), gram_bucket("3d")}


def test_count_grams_counts_repeats_and_keeps_texts_apart() -> None:
    counts = count_grams(["铜箔铜箔", "", "铜", "箔"])
    assert counts[0, gram_bucket("铜箔")] == 2
    assert np.diff(counts.indptr).tolist() == [2, 0, 0, 0]


def test_count_grams_folds_full_width_and_capitals() -> None:
    assert buckets("ＡＩ") == buckets("ai")


def test_lexicon_gives_rarity_by_documents_and_none_to_what_is_common() -> None:
    texts = ["铜箔"] * 6 + ["镁合"] * 5 + ["钛丝"] * 29
    lexicon = fit_lexicon(count_grams(texts))
    assert lexicon.idf[gram_bucket("镁合")] == pytest.approx(np.log(41 / 6))
    assert lexicon.idf[gram_bucket("钛丝")] == 0.0
    assert lexicon.idf[gram_bucket("铜箔")] == 0.0  # six of 40
    assert lexicon.counts[gram_bucket("铜箔")] == 6


def test_weigh_grams_gives_unit_rows_and_leaves_out_what_has_no_rarity() -> None:
    idf = np.zeros(BUCKETS, np.float32)
    idf[gram_bucket("铜箔")], idf[gram_bucket("镁合")] = 3.0, 4.0
    weighed = weigh_grams(count_grams(["铜箔，镁合，钛丝", "钛丝"]), idf)
    assert weighed[0, gram_bucket("铜箔")] == pytest.approx(0.6)
    assert weighed[0, gram_bucket("镁合")] == pytest.approx(0.8)
    assert np.diff(weighed.indptr).tolist() == [2, 0]


@given(st.lists(st.text(max_size=30), max_size=5))
def test_count_grams_of_a_text_do_not_depend_on_the_others(texts: list[str]) -> None:
    together = count_grams(texts)
    for row, text in enumerate(texts):
        assert (together[row] != count_grams([text])).nnz == 0
