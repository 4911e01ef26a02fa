import numpy as np
import pytest

from matchmaker.domain.tagging import ConfidenceLevel, TaggingBasis, find_confidence_level
from matchmaker.matching.tagging.industries import (
    ENOUGH_PROFILES,
    LEAST_STATED,
    Examples,
    find_rare_labels,
    fit_industry_tagger,
    subsample,
)

SUBJECTS = {
    "biomedicine": ["手术机器人", "肿瘤诊断", "基因检测"],
    "new_energy": ["光伏电站", "风电叶片", "储能电池"],
    "new_materials": ["碳纤维", "高温合金", "隔膜材料"],
}


def make_examples(n: int, *, seed: int, noise: float = 0.3, share_wrong: float = 0.0) -> Examples:
    """Descriptions whose subject names their industry; some are labelled by chance."""
    rng = np.random.default_rng(seed)
    subjects = [list(SUBJECTS)[row % 3] for row in range(n)]
    texts = [f"公司{rng.integers(1000)}专注{rng.choice(SUBJECTS[it])}服务" for it in subjects]
    vectors = rng.standard_normal((n, 8)) * noise
    vectors[np.arange(n), np.arange(n) % 3] += 1.0
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    labels = [str(rng.choice(list(SUBJECTS))) if rng.random() < share_wrong else it for it in subjects]
    return Examples(texts, vectors.astype(np.float32), labels)


NOBODY = Examples([], np.zeros((0, 8), np.float32), [])


def test_profiles_are_the_basis_when_there_are_enough():
    tagger = fit_industry_tagger(make_examples(150, seed=0), NOBODY)
    fresh = make_examples(30, seed=1)

    found = tagger.suggest(fresh.texts, fresh.vectors)

    assert (tagger.basis, tagger.example_count) == (TaggingBasis.PROFILES, 150)
    assert [label for label, _ in found] == list(fresh.labels)
    assert all(0.9 < chance <= 1 for _, chance in found)


def test_names_are_the_basis_and_believed_less_when_few_profiles_state_an_industry():
    names = make_examples(60, seed=2, share_wrong=0.1)
    fresh = make_examples(30, seed=1)

    by_names = fit_industry_tagger(make_examples(LEAST_STATED - 1, seed=0), names)
    by_profiles = fit_industry_tagger(make_examples(LEAST_STATED, seed=0, share_wrong=0.1), names)

    assert (by_names.basis, by_profiles.basis) == (TaggingBasis.NAMES, TaggingBasis.PROFILES)
    chances = [
        np.mean([chance for _, chance in it.suggest(fresh.texts, fresh.vectors)]) for it in (by_names, by_profiles)
    ]
    assert chances[0] < chances[1]


def test_names_stand_in_for_an_industry_that_no_profile_states():
    stated = make_examples(300, seed=0)
    known = stated.take(row for row, label in enumerate(stated.labels) if label != "new_energy")
    names = make_examples(90, seed=3)
    stand_ins = names.take(row for row, label in enumerate(names.labels) if label == "new_energy")

    tagger = fit_industry_tagger(known, stand_ins)

    fresh = make_examples(30, seed=1)
    assert [label for label, _ in tagger.suggest(fresh.texts, fresh.vectors)] == list(fresh.labels)


def test_confidence_is_what_is_right_when_a_third_of_the_labels_is_chance():
    tagger = fit_industry_tagger(make_examples(600, seed=0, noise=0.5, share_wrong=0.5), NOBODY)
    fresh = make_examples(300, seed=1, noise=0.5, share_wrong=0.5)

    found = tagger.suggest(fresh.texts, fresh.vectors)

    right = np.mean([label == truth for (label, _), truth in zip(found, fresh.labels, strict=True)])
    assert np.mean([chance for _, chance in found]) == pytest.approx(right, abs=0.08)


def test_names_are_asked_for_where_profiles_are_few():
    assert find_rare_labels([], ["a", "b"]) == {"a", "b"}
    assert find_rare_labels(["a"] * (LEAST_STATED - 1), ["a", "b"]) == {"a", "b"}
    assert find_rare_labels(["a"] * LEAST_STATED + ["b"] * (ENOUGH_PROFILES - 1), ["a", "b"]) == {"b"}
    assert find_rare_labels(["a"] * LEAST_STATED + ["b"] * ENOUGH_PROFILES, ["a", "b"]) == set()


def test_an_even_part_is_read_when_there_are_more_profiles_than_needed():
    many = Examples(["x"] * 7000, np.ones((7000, 1), np.float32), [str(it) for it in range(7000)])

    sampled = subsample(many)

    assert (len(sampled), sampled.labels[0], sampled.labels[-1]) == (3000, "0", "6999")
    assert subsample(sampled) is sampled


def test_nothing_is_suggested_when_nobody_asks():
    assert fit_industry_tagger(make_examples(120, seed=0), NOBODY).suggest([], np.zeros((0, 8), np.float32)) == []


@pytest.mark.parametrize(
    ("confidence", "expected"), [(1.0, "9"), (0.9, "9"), (0.899, "8"), (0.8, "8"), (0.7, "7"), (0.1, "7")]
)
def test_confidence_is_described_as_how_many_of_ten_are_right(confidence, expected):
    assert find_confidence_level(confidence) is ConfidenceLevel(expected)
