import pytest

from matchmaker.encoding.packed import read_packed
from matchmaker.encoding.unigram import build_tokenizer


@pytest.fixture
def tokenizer(whole_encoder):
    return build_tokenizer(read_packed(whole_encoder.pack()).vocabulary)


def test_text_is_cut_into_the_likeliest_pieces_between_start_and_end(tokenizer):
    # "兰州" at -6 beats "兰" and "州" at -10 together.
    assert tokenizer.encode("query: 兰州").tokens == ["<s>", "▁query", ":", "▁", "兰州", "</s>"]
    assert tokenizer.encode("query: 兰州").ids == [0, 10, 11, 4, 7, 2]


def test_unseen_character_is_unknown_and_not_bytes(tokenizer):
    assert tokenizer.encode("兰☂").ids == [0, 4, 5, 3, 2]


def test_nothing_is_left_between_start_and_end_when_text_is_blank(tokenizer):
    assert tokenizer.encode(" \u3000\n").ids == [0, 2]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("Ａ", "A"),  # NFKC
        ("～", "～"),  # unchanged by the vocabulary's map, though NFKC folds it
        ("兰\x7f州", "兰州"),  # dropped by the map
        ("兰\u3000州", "兰 州"),
        ("兰\u200b州", "兰 州"),  # the map makes it a space, NFKC does not change it
    ],
)
def test_characters_follow_the_map_of_the_file(tokenizer, given, expected):
    assert tokenizer.normalizer.normalize_str(given) == expected
