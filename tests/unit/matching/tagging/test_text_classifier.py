import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matchmaker.matching.tagging.text_classifier import Confidence, TextClassifier, measure_confidence

SUBJECTS = {
    "医疗健康": ["手术机器人", "肿瘤诊断", "基因检测"],
    "教育": ["在线课程", "家长辅导", "考试题库"],
    "物流": ["冷链运输", "仓储配送", "货运调度"],
}


def make_texts(n: int, *, seed: int) -> tuple[list[str], np.ndarray, list[str]]:
    """Descriptions whose subject names their class, and vectors that lean to one direction a class."""
    rng = np.random.default_rng(seed)
    labels = [list(SUBJECTS)[row % 3] for row in range(n)]
    texts = [f"公司{rng.integers(1000)}专注{rng.choice(SUBJECTS[label])}服务" for label in labels]
    vectors = rng.standard_normal((n, 8)) * 0.3
    vectors[np.arange(n), np.arange(n) % 3] += 1.0
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return texts, vectors.astype(np.float32), labels


@pytest.fixture(scope="module")
def tagger() -> TextClassifier:
    return TextClassifier(*make_texts(90, seed=0))


def test_tagger_names_the_class_of_unseen_texts(tagger: TextClassifier):
    texts, vectors, labels = make_texts(30, seed=1)

    assert tagger.predict(texts, vectors) == labels


def test_tagger_reads_the_text_when_the_vector_has_no_information(tagger: TextClassifier):
    nothing = np.full((1, 8), 8**-0.5, np.float32)

    assert tagger.predict(["面向社区医院的肿瘤诊断"], nothing) == ["医疗健康"]


def test_margins_have_mean_zero_and_a_column_a_class(tagger: TextClassifier):
    texts, vectors, _ = make_texts(5, seed=2)

    margins = tagger.compute_margins(texts, vectors)

    assert margins.shape == (5, 3)
    np.testing.assert_allclose(margins.mean(axis=1), 0.0, atol=1e-12)


@settings(max_examples=15, deadline=None)
@given(order=st.permutations(range(6)))
def test_tags_do_not_depend_on_the_company_they_come_in(order: list[int]):
    texts, vectors, _ = make_texts(6, seed=3)
    tagger = TextClassifier(*make_texts(30, seed=0))

    moved = tagger.compute_margins([texts[row] for row in order], vectors[order])

    np.testing.assert_allclose(moved, tagger.compute_margins(texts, vectors)[order], rtol=1e-5, atol=1e-6)


def test_two_classes_have_two_margins():
    texts, vectors, labels = make_texts(30, seed=0)
    remaining = [row for row in range(30) if labels[row] != "物流"]
    tagger = TextClassifier([texts[row] for row in remaining], vectors[remaining], [labels[row] for row in remaining])

    assert tagger.classes == ("医疗健康", "教育")
    assert tagger.predict(["家长辅导", "基因检测"], vectors[[1, 0]]) == ["教育", "医疗健康"]


def test_confidence_grows_with_the_lead():
    confidence = Confidence(offset=0.0, slope=np.log(3.0))

    assert confidence.estimate(np.array([[0.5, 0.5, -1.0], [2.0, 1.0, -3.0]])) == pytest.approx([0.5, 0.75])


def test_confidence_is_measured_on_unseen_texts():
    texts, vectors, labels = make_texts(90, seed=0)
    rng = np.random.default_rng(0)
    noisy = [rng.choice(list(SUBJECTS)) if rng.random() < 0.3 else label for label in labels]

    sure = TextClassifier(texts, vectors, noisy).compute_margins(texts, vectors)
    chance = measure_confidence(texts, vectors, noisy).estimate(sure).mean()

    assert 0.6 < chance < 0.95  # a fifth of the labels is wrong, whatever the tagger knows


def test_confidence_is_cautious_when_all_were_right():
    confidence = measure_confidence(*make_texts(60, seed=0))

    assert confidence.estimate(np.array([[1.0, 0.0, -1.0]]))[0] == pytest.approx(61 / 62)


def test_tagger_refuses_one_class_and_unequal_lengths():
    texts, vectors, labels = make_texts(6, seed=0)
    with pytest.raises(ValueError, match="got 1 classes"):
        TextClassifier(texts, vectors, ["教育"] * 6)
    with pytest.raises(ValueError, match="got 6 texts, 5 vectors"):
        TextClassifier(texts, vectors[:5], labels)


def test_tagger_learns_the_same_twice(tagger: TextClassifier):
    texts, vectors, _ = make_texts(10, seed=4)
    again = TextClassifier(*make_texts(90, seed=0))

    assert np.array_equal(tagger.compute_margins(texts, vectors), again.compute_margins(texts, vectors))
