import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from matchmaker.encoding.batches import BatchLimits, encode_in_batches, iter_batches

LENGTHS = st.lists(st.integers(0, 500), max_size=60)
LIMITS = st.builds(BatchLimits, texts=st.integers(1, 9), characters=st.integers(1, 900))


def test_longest_come_first_and_limits_hold_when_known_by_hand():
    batches = list(iter_batches([5, 50, 7, 40, 6], BatchLimits(texts=3, characters=100)))
    assert batches == [[1, 3], [2, 4, 0]]


@given(LENGTHS, LIMITS)
def test_every_text_is_in_one_batch_and_no_batch_is_over_a_limit(lengths, limits):
    batches = list(iter_batches(lengths, limits))
    assert sorted(index for batch in batches for index in batch) == list(range(len(lengths)))
    for batch in batches:
        assert 1 <= len(batch) <= limits.texts
        assert len(batch) == 1 or max(lengths[i] for i in batch) * len(batch) <= limits.characters


@given(st.lists(st.text(max_size=20), max_size=40), LIMITS)
def test_results_keep_the_order_of_the_input_and_progress_reaches_the_total(texts, limits):
    seen: list[tuple[int, int]] = []
    vectors = encode_in_batches(
        texts,
        lambda batch: np.array([[len(text)] for text in batch], dtype=np.float32),
        dimension=1,
        limits=limits,
        progress=lambda done, total: seen.append((done, total)),
    )
    assert vectors[:, 0].tolist() == [len(text) for text in texts]
    assert len(seen) == len(list(iter_batches([len(text) for text in texts], limits)))
    assert seen == sorted(seen)
    assert not texts or seen[-1] == (len(texts), len(texts))
