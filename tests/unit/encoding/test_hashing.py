import os
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchmaker.encoding import HashingEncoder

TEXTS = st.lists(st.text(max_size=60), min_size=1, max_size=12)
ENCODER = HashingEncoder()


def test_no_texts_give_no_rows_of_the_right_width():
    vectors = ENCODER.encode([])
    assert vectors.shape == (0, 256)
    assert vectors.dtype == np.float32


def test_texts_that_share_characters_are_nearer_than_those_that_do_not():
    ours, near, far = ENCODER.encode(["动力电池正极材料研发", "电池材料的研发与生产", "乡村旅游民宿运营"])
    assert ours @ near > ours @ far + 0.2


def test_same_vector_when_text_differs_in_width_case_or_spaces_only():
    vectors = ENCODER.encode(["AI 芯片", " ａｉ\u3000芯片\n", "Ai  芯片"])
    assert (vectors[0] == vectors).all()


def test_blank_texts_share_one_unit_vector():
    vectors = ENCODER.encode(["", "   ", "\n\u3000"])
    assert (vectors[0] == vectors).all()
    assert np.linalg.norm(vectors[0]) == pytest.approx(1.0)


@given(TEXTS)
def test_every_vector_is_finite_and_of_length_one(texts):
    vectors = ENCODER.encode(texts)
    assert vectors.dtype == np.float32
    assert vectors.shape == (len(texts), 256)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-5)


@given(TEXTS)
def test_batch_equals_one_by_one_in_the_order_of_the_input(texts):
    one_by_one = np.vstack([ENCODER.encode([text]) for text in texts])
    assert (ENCODER.encode(texts) == one_by_one).all()


@given(st.text(max_size=30), st.integers(1, 4))
def test_vectors_have_length_one_when_few_dimensions_make_signs_cancel(text, dimension):
    assert np.linalg.norm(HashingEncoder(dimension).encode([text])) == pytest.approx(1.0, abs=1e-5)


def test_vectors_are_the_same_in_another_process_with_another_hash_seed():
    code = (
        "from matchmaker.encoding import HashingEncoder as H; print(H().encode(['兰州新区 hydrogen']).tobytes().hex())"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
            text=True,
        ).stdout.strip()
        for seed in ("1", "2")
    }
    assert outputs == {ENCODER.encode(["兰州新区 hydrogen"]).tobytes().hex()}


def test_names_of_encoders_of_other_widths_differ():
    assert HashingEncoder(128).name != ENCODER.name
    assert HashingEncoder(256).name == ENCODER.name


def test_encoder_refuses_when_it_would_have_no_dimension():
    with pytest.raises(ValueError, match="expected at least 1"):
        HashingEncoder(0)
