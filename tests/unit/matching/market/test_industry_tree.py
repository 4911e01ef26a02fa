import numpy as np
import pytest

from matchmaker.domain.vocabulary import Industry
from matchmaker.matching.market.industry_tree import CLASS_SHARE, INDUSTRIES, build_industry_tree, set_distances
from tests.unit.matching.sample_market import ROWS, small_tree

ENERGY, MEDICINE, SOFTWARE = (
    INDUSTRIES.index(i) for i in (Industry.NEW_ENERGY, Industry.BIOMEDICINE, Industry.INFORMATION_TECHNOLOGY)
)


def only(*columns: int) -> np.ndarray:
    row = np.zeros((1, len(INDUSTRIES)), bool)
    row[0, list(columns)] = True
    return row


def test_class_distance_counts_the_way_over_the_meeting_point() -> None:
    tree = small_tree()
    assert tree.class_distance("C3841", "C3841") == 0.0
    assert tree.class_distance("C3841", "C3849") == pytest.approx(1 - 2 * 3 / 8)
    assert tree.class_distance("C3841", "C2740") == pytest.approx(1 - 2 * 1 / 7)
    assert tree.class_distance("C3841", "I65") == 1.0


def test_industries_lie_as_far_apart_as_their_classes_when_they_are_mapped() -> None:
    between = small_tree().between
    assert between[ENERGY, ENERGY] == 0.0
    assert between[ENERGY, MEDICINE] == pytest.approx(1 - 2 / 7)
    assert between[ENERGY, SOFTWARE] == 1.0
    assert np.array_equal(between, between.T)


def test_set_distance_takes_the_nearest_industry_when_no_class_is_known() -> None:
    tree = small_tree()
    distance = set_distances(tree, (only(ENERGY), [None]), (only(MEDICINE, SOFTWARE), ["C2740"]))
    assert distance[0, 0] == pytest.approx(tree.between[ENERGY, MEDICINE])


def test_set_distance_is_refined_by_classes_when_both_are_known() -> None:
    tree = small_tree()
    distance = set_distances(tree, (only(ENERGY), ["C3841"]), (only(ENERGY), ["C3849"]))
    assert distance[0, 0] == pytest.approx(CLASS_SHARE * 0.25)


def test_set_distance_falls_back_to_industries_when_a_class_is_strange_to_the_standard() -> None:
    distance = set_distances(small_tree(), (only(ENERGY), ["X99"]), (only(ENERGY), ["C3849"]))
    assert distance[0, 0] == 0.0


def test_set_distance_is_one_when_a_side_names_no_industry() -> None:
    assert set_distances(small_tree(), (only(), [None]), (only(ENERGY), [None]))[0, 0] == 1.0


def test_build_refuses_a_code_that_the_standard_does_not_have() -> None:
    with pytest.raises(ValueError, match="X99"):
        build_industry_tree(ROWS, [(Industry.NEW_ENERGY, "X99")])


def test_build_refuses_a_parent_that_is_missing() -> None:
    with pytest.raises(ValueError, match="C9"):
        build_industry_tree([("C99", "", "group", "C9")], [])
