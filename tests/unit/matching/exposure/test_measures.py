import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchmaker.matching.exposure.measures import gini


def test_gini_by_hand() -> None:
    assert gini(np.array([3, 3, 3])) == pytest.approx(0.0)
    assert gini(np.array([0, 0, 9])) == pytest.approx(2 / 3)
    assert gini(np.array([1, 3])) == pytest.approx(0.25)
    assert gini(np.array([0, 0])) == 0.0
    with pytest.raises(ValueError, match="got -1"):
        gini(np.array([-1, 2]))


@given(st.lists(st.integers(0, 99), min_size=1, max_size=9).filter(any))
def test_gini_is_half_the_relative_mean_difference(exposure: list[int]) -> None:
    values = np.array(exposure)
    difference = np.abs(values[:, None] - values[None, :]).mean() / (2 * values.mean())
    assert gini(values) == pytest.approx(difference)
