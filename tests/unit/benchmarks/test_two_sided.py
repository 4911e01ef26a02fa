import json
from pathlib import Path

import numpy as np
import pytest

from benchmarks.two_sided import read_market, run

LEFT = np.array([[0.9, 0.8, 0.5], [0.8, 0.1, 0.4]])
RIGHT = np.array([[1.0, 0.5], [0.5, 1.0], [0.2, 0.3]])


@pytest.fixture
def market(tmp_path: Path) -> Path:
    np.savez(tmp_path / "market.npz", left=LEFT, right=RIGHT)
    return tmp_path / "market.npz"


@pytest.mark.parametrize("objective", ["fair", "total"])
def test_two_sided_benchmark_writes_the_lists_it_measures(
    market: Path, objective: str, capsys: pytest.CaptureFixture[str]
):
    out = market.with_name("lists.npz")
    assert run([str(market), "--objective", objective, "--out", str(out)]) == 0
    figures = json.loads(capsys.readouterr().out)
    with np.load(out) as lists:
        assert (lists["left"].shape, lists["right"].shape) == ((2, 3, 3), (3, 2, 2))
        for side in (lists["left"], lists["right"]):
            assert np.allclose(side.sum(axis=1), 1)
            assert np.allclose(side.sum(axis=2), 1)
        seen_left = lists["left"] @ (1 / np.arange(1, 4))
        seen_right = (lists["right"] @ (1 / np.arange(1, 3))).T
    matches = (LEFT * RIGHT.T * seen_left * seen_right).sum()
    assert figures["expected_matches"] == pytest.approx(matches, abs=1e-4)
    assert objective == "total" or (figures["envy_left"], figures["envy_right"]) == (0, 0)


def test_two_sided_benchmark_reads_the_right_side_either_way_round(market: Path, tmp_path: Path):
    np.savez(tmp_path / "turned.npz", left=LEFT, right=RIGHT.T)
    assert np.array_equal(read_market(tmp_path / "turned.npz"), read_market(market))


def test_two_sided_benchmark_reports_when_the_file_is_missing(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit):
        run([str(tmp_path / "nowhere.npz")])
    assert "no file" in capsys.readouterr().err
