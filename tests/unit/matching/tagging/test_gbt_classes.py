import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from matchmaker.matching.tagging.gbt_classes import NEIGHBOURS, fit_class_tagger

CODES = ["C2651", "C2652", "C3841", "M7320"]


def make_profiles(n: int, *, seed: int, noise: float) -> tuple[np.ndarray, list[str]]:
    """Vectors around one direction a group; the two classes of the first group look the same."""
    rng = np.random.default_rng(seed)
    codes = [CODES[row % 4] for row in range(n)]
    groups = sorted({code[:4] for code in CODES})
    vectors = rng.standard_normal((n, 6)) * noise
    vectors[np.arange(n), [groups.index(code[:4]) for code in codes]] += 1.0
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32), codes


def test_group_is_suggested_when_the_neighbours_agree():
    vectors, codes = make_profiles(120, seed=0, noise=0.05)
    fresh, truth = make_profiles(20, seed=1, noise=0.05)

    found = fit_class_tagger(vectors, codes, ["x"] * 120).suggest(fresh, ["x"] * 20, min_chances=[0.7] * 20)

    assert [it[0] for it in found] == [code[:4] for code in truth]
    assert all(0.7 <= it[1] <= 1 for it in found)


def test_section_is_suggested_when_the_groups_below_it_are_mixed_up():
    """Each division of section C is as likely as the other, so that only C itself can be trusted."""
    rng = np.random.default_rng(0)
    codes = [["C265", "C384", "M732"][it] for it in rng.integers(0, 3, 300)]
    vectors = rng.standard_normal((300, 6)) * 0.1
    vectors[np.arange(300), [0 if code[0] == "C" else 1 for code in codes]] += 1.0
    vectors = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)

    found = fit_class_tagger(vectors, codes, ["x"] * 300).suggest(
        np.eye(6, dtype=np.float32)[:1], ["x"], min_chances=[0.8]
    )

    assert found[0] is not None
    assert found[0][0] == "C"


def test_nothing_is_suggested_when_more_is_asked_for_than_can_be_trusted():
    vectors, codes = make_profiles(120, seed=0, noise=2.0)

    found = fit_class_tagger(vectors, codes, ["x"] * 120).suggest(vectors[:5], ["x"] * 5, min_chances=[0.999] * 5)

    assert found == [None] * 5


def test_only_profiles_of_the_same_industry_are_asked():
    vectors, codes = make_profiles(120, seed=0, noise=0.05)
    industries = ["a" if code.startswith("C") else "b" for code in codes]

    found = fit_class_tagger(vectors, codes, industries).suggest(vectors[:4], ["b"] * 4, min_chances=[0.0] * 4)

    assert {it[0][0] for it in found if it} == {"M"}


def test_nothing_is_suggested_when_few_profiles_state_a_class():
    vectors, codes = make_profiles(2 * NEIGHBOURS - 1, seed=0, noise=0.05)

    tagger = fit_class_tagger(vectors, codes, ["x"] * len(codes))

    assert tagger.suggest(vectors[:2], ["x"] * 2, min_chances=[0.0, 0.0]) == [None, None]
    nobody = fit_class_tagger(np.zeros((0, 6), np.float32), [], [])
    assert nobody.suggest(vectors[:1], ["x"], min_chances=[0.0]) == [None]


@settings(max_examples=20, deadline=None)
@given(st.permutations(range(6)), st.floats(0.0, 1.0))
def test_suggestions_do_not_depend_on_the_company_they_come_in(order, least):
    vectors, codes = make_profiles(80, seed=0, noise=0.4)
    fresh, _ = make_profiles(6, seed=1, noise=0.4)
    tagger = fit_class_tagger(vectors, codes, ["x"] * 80)

    alone = [tagger.suggest(fresh[[it]], ["x"], min_chances=[least])[0] for it in order]
    together = tagger.suggest(fresh[list(order)], ["x"] * 6, min_chances=[least] * 6)

    assert [it and it[0] for it in alone] == [it and it[0] for it in together]
