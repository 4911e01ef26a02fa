import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchmaker.matching.market.profile_arrays import text_field
from matchmaker.matching.market.similarity import (
    CENTRE_PRIOR,
    GRID,
    NEAREST,
    NEIGHBOURS,
    centre_and_round,
    mean_of_nearest,
    round_to_grid,
    shrunken_mean,
    smooth_by_neighbours,
)


def rows(*vectors: tuple[float, ...]) -> np.ndarray:
    return np.array(vectors, np.float32)


def test_centre_is_drawn_to_zero_when_vectors_are_few() -> None:
    assert shrunken_mean(rows((1, 0), (0, 1))) == pytest.approx(np.array([1, 1]) / (2 + CENTRE_PRIOR))


def test_centre_near_follows_the_kind_that_partners_know_when_strangers_are_many() -> None:
    known, strange = [(1.0, 0.0, 0.0)] * NEAREST, [(0.0, 1.0, 0.0)] * 500
    near = mean_of_nearest(rows(*strange, *known), rows((0.9, 0.1, 0.3)))
    assert near == pytest.approx(np.array([NEAREST, 0, 0]) / (NEAREST + CENTRE_PRIOR))


def test_centre_near_is_the_plain_one_when_there_are_no_partners() -> None:
    vectors = rows((1, 0), (0, 1))
    assert np.array_equal(mean_of_nearest(vectors, vectors[:0]), shrunken_mean(vectors))


def test_centred_is_zero_when_a_text_is_empty() -> None:
    field = text_field(["铜箔", " "], rows((0.6, 0.8), (1, 0)))
    assert centre_and_round(field, np.zeros(2, np.float32)).tolist() == [[round(0.6 * GRID), round(0.8 * GRID)], [0, 0]]


def test_with_topic_moves_a_vector_towards_its_neighbours() -> None:
    topic = round_to_grid(rows(*[(1.0, 0.0)] * NEIGHBOURS, *[(-1.0, 0.0)] * NEIGHBOURS))
    moved = smooth_by_neighbours(round_to_grid(rows((0.6, 0.8), (-0.6, 0.8), (0, 0))), topic)
    assert moved[0, 0] > 0.6 * GRID
    assert moved[1, 0] < -0.6 * GRID
    assert not moved[2].any()


def test_with_topic_leaves_vectors_alone_when_there_are_too_few_to_speak_of_topics() -> None:
    vectors = round_to_grid(rows((0.6, 0.8)))
    assert np.array_equal(smooth_by_neighbours(vectors, vectors), vectors)


@given(st.integers(1, 40), st.integers(1, 30))
def test_products_of_whole_vectors_are_exact_in_any_order(n: int, m: int) -> None:
    rng = np.random.default_rng(n * 100 + m)
    first, second = round_to_grid(rng.normal(size=(n, 384))), round_to_grid(rng.normal(size=(m, 384)))
    exact = first.astype(np.int64) @ second.astype(np.int64).T
    assert np.array_equal(first @ second.T, exact)
