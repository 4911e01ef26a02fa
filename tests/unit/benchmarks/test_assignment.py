import json
from pathlib import Path

import numpy as np
import pytest

from benchmarks.assignment import run

# Reviewers by papers. The best total gives both papers their best; the best minimum gives paper 1 reviewer 0.
SCORES = np.array([[0.9, 0.6], [0.8, 0.1], [0.0, 0.0]])


def write_folder(folder: Path, *, needs: int = 1, least: int = 1) -> Path:
    np.save(folder / "scores.npy", SCORES)
    np.save(folder / "covs.npy", np.full(2, needs))
    np.save(folder / "loads.npy", np.full(3, 1))
    np.save(folder / "loads-lb.npy", np.array([0, 0, least]))
    return folder


def test_assignment_benchmark_answers_three_questions(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert run([str(write_folder(tmp_path)), "--out", str(tmp_path / "A.json")]) == 0
    figures = json.loads(capsys.readouterr().out)
    assert figures["total_upper"] == 1.4
    assert figures["total_lower"] == 0.9
    assert (figures["best_minimum"], figures["total_at_best_minimum"]) == (0.6, 1.4)
    assert (figures["proven"], figures["infeasible"]) == (True, {})
    pairs = json.loads((tmp_path / "A.json").read_text())
    assert pairs == {"total_upper": [[0, 1], [1, 0]], "minimum": [[0, 1], [1, 0]], "total_lower": [[0, 0], [1, 2]]}


def test_assignment_benchmark_names_the_obstacle_when_loads_cannot_be(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    assert run([str(write_folder(tmp_path, needs=2))]) == 0
    figures = json.loads(capsys.readouterr().out)
    assert figures["total_upper"] is None
    assert figures["infeasible"]["total_upper"] == "left_demand"


def test_assignment_benchmark_reports_when_the_folder_is_missing(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit) as stopped:
        run([str(tmp_path / "nowhere")])
    assert stopped.value.code == 2
    assert "no scores.npy" in capsys.readouterr().err
