import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.methods.expertise.person_scores import gather_people, less_centre, score_people, weigh_words

TEXTS = ["solar panels and batteries", "wind turbines", "clinical trials of vaccines", "hospital software"]
OWNERS = np.array([0, 0, 1, 1])


def test_people_fit_the_text_that_speaks_of_their_work():
    texts, items = weigh_words(TEXTS, ["a battery maker: batteries for solar panels", "vaccines in a hospital"])
    scores = score_people(gather_people(texts, OWNERS, 2), items)
    assert scores[0, 0] > scores[1, 0]
    assert scores[1, 1] > scores[0, 1]


def test_people_fit_chinese_texts_by_pairs_of_characters():
    texts, items = weigh_words(["太阳能电池组件", "疫苗临床试验"], ["光伏与太阳能", "医院疫苗管理"])
    scores = score_people(gather_people(texts, np.array([0, 1]), 2), items)
    assert scores[0, 0] > scores[1, 0]
    assert scores[1, 1] > scores[0, 1]


def test_a_person_is_the_direction_of_their_texts_together():
    vectors = np.array([[1.0, 0.0], [0.0, 1.0], [0.0, 1.0]])
    people = gather_people(vectors, np.array([0, 0, 1]), 3)
    assert np.allclose(people, [[2**-0.5, 2**-0.5], [0.0, 1.0], [0.0, 0.0]])


def test_who_is_near_everything_counts_for_less_than_who_is_near_this():
    """Person 0 has similarity .7 to both texts, person 1 .6 and 0: 1.4 - .7 against 1.2 - .3."""
    people = np.array([[0.7, 0.7], [0.6, 0.0]])
    scores = score_people(people, np.eye(2))
    assert scores == pytest.approx(np.array([[0.7, 0.7], [0.9, -0.3]]))


def test_vectors_less_their_centre_separate_what_was_alike():
    moved = less_centre(np.array([[1.0, 0.1], [1.0, -0.1]]), np.array([1.0, 0.0]))
    assert np.allclose(moved, [[0.0, 1.0], [0.0, -1.0]])


def test_scores_of_no_texts_are_empty_and_no_neighbours_are_refused():
    assert score_people(np.ones((2, 3)), np.ones((0, 3))).shape == (2, 0)
    with pytest.raises(ValueError, match="neighbours"):
        score_people(np.ones((1, 1)), np.ones((1, 1)), neighbours=0)


@given(st.integers(0, 1000))
def test_scores_follow_people_when_they_are_reordered(seed: int):
    rng = np.random.default_rng(seed)
    people, items = rng.normal(size=(5, 3)), rng.normal(size=(4, 3))
    order = rng.permutation(5)
    assert np.allclose(score_people(people, items)[order], score_people(people[order], items))


@given(st.integers(0, 1000))
def test_words_give_the_same_scores_sparse_and_dense(seed: int):
    rng = np.random.default_rng(seed)
    owners = rng.integers(0, 3, len(TEXTS))
    texts, items = weigh_words(TEXTS, ["vaccines", "solar wind"])
    sparse = score_people(gather_people(texts, owners, 3), items)
    dense = score_people(gather_people(texts.toarray(), owners, 3), items.toarray())
    assert np.allclose(sparse, dense)
