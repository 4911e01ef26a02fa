import json
from pathlib import Path

import numpy as np
import pytest

from benchmarks._published import BARS
from benchmarks._studies import STUDIES, count_proven, list_missing, list_tasks, read_json
from benchmarks.all import COLUMNS, StudyResult, draw_table, run


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Papers and reviewers, and similarity of texts: two sets of data in their formats, and nothing else."""
    papers, texts = tmp_path / "assignment_midl", tmp_path / "similarity_zh"
    for path in (papers, texts):
        path.mkdir()
    np.save(papers / "scores.npy", np.array([[0.9, 0.6], [0.8, 0.1], [0.0, 0.0]]))
    for name, loads in {"covs": [1, 1], "loads": [1, 1, 1], "loads-lb": [0, 0, 1]}.items():
        np.save(papers / f"{name}.npy", np.array(loads))
    lines = ["甘肃马铃薯\t甘肃马铃薯\t5", "甘肃马铃薯\t甘肃马铃薯种植\t3", "甘肃马铃薯\t工业软件\t0"]
    (texts / "stsb_zh_dev.txt").write_text("\n".join(lines), encoding="utf-8")
    (texts / "other.txt").write_text("\n".join(lines), encoding="utf-8")
    return tmp_path


def test_all_benchmarks_print_one_table_and_name_what_is_missing(folder: Path, capsys: pytest.CaptureFixture[str]):
    out = folder / "out"
    command = [str(folder), "--out", str(out), "--only", "assignment", "similarity", "dating", "--encoder", "hashing"]
    assert run([*command, "--markdown"]) == 0

    printed = capsys.readouterr()
    table = [[cell.strip() for cell in line.strip("|").split("|")] for line in printed.out.splitlines()]
    assert table[0] == list(COLUMNS)
    ours = {row[0]: row[3] for row in table[2:]}
    assert ours["assignment assignment_midl: greatest total"] == "1.4"
    assert ours["assignment assignment_midl: best minimum / total at it"] == "0.6 / 1.4"
    assert ours["similarity stsb_zh_dev: Spearman"] == "1"
    assert "missing: dating speed_dating" in printed.err.splitlines()
    assert "investors" not in printed.err
    assert (out / "table.md").read_text(encoding="utf-8") == printed.out
    pairs = json.loads((out / "assignment-assignment_midl.json").read_text())
    assert pairs["total_upper"] == [[0, 1], [1, 0]]
    assert json.loads((out / "figures.json").read_text())["similarity other"]["figures"] == [
        {"spearman": 1.0, "pairs": 3}
    ]


def test_all_benchmarks_go_on_when_one_fails(folder: Path, capsys: pytest.CaptureFixture[str]):
    (folder / "similarity_zh" / "other.txt").write_text("only one part", encoding="utf-8")

    assert run([str(folder), "--only", "similarity", "--encoder", "hashing", "--json"]) == 1

    printed = capsys.readouterr()
    assert json.loads(printed.out)["similarity stsb_zh_dev"]["figures"] == [{"spearman": 1.0, "pairs": 3}]
    assert "similarity other: failed" in printed.err
    assert "got 1 parts" in printed.err


@pytest.mark.parametrize("name", ["", "nowhere"])
def test_all_benchmarks_report_when_there_is_nothing_to_measure(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    assert run([str(tmp_path / name)]) == 2
    assert str(tmp_path / name) in capsys.readouterr().err


def test_tasks_are_found_by_their_files_whatever_the_folder_is_called(tmp_path: Path):
    for path in ("deals_2030/edges.csv", "two_sided_small/a.npz", "two_sided_small/b.npz", "fair/mon.dzn"):
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).touch()

    tasks = list_tasks(tmp_path)

    names = [task.name for task in tasks]
    lists = [f"two-sided {goal} {file}" for goal in ("fair", "total") for file in "ab"]
    assert names == ["investors deals_2030", *lists, "meetings fair"]
    assert tasks[0].build_command(Path("o"), seed=2, encoder="default") == [
        "investors",
        str(tmp_path / "deals_2030"),
        "--predictions",
        "o/investors-deals_2030-2.csv",
        "--seed",
        "2",
    ]
    assert set(list_missing(tasks)) == {name for name, _ in BARS}


def test_every_bar_belongs_to_a_row_of_a_study():
    rows = {(" ".join(study.command), label) for study in STUDIES for label in study.rows}
    assert {(name.rsplit(" ", 1)[0], label) for name, label in BARS} <= rows


def test_figures_of_several_seeds_are_printed_with_their_spread(tmp_path: Path):
    (task,) = [it for it in list_tasks(make_deals(tmp_path)) if it.study.command == ("investors",)]
    outcome = StudyResult(task, [{"recall10": 0.25, "ndcg10": 0.5}, {"recall10": 0.35, "ndcg10": 0.5}], 7.4)

    (row,) = outcome.list_rows()

    assert row[3] == "0.3 ± 0.0500 / 0.5 ± 0.0000"
    assert row[-1] == "7"
    assert draw_table([row], is_markdown=False).splitlines()[0].split("  ")[0] == COLUMNS[0]


def make_deals(folder: Path) -> Path:
    (folder / "deals").mkdir()
    (folder / "deals" / "edges.csv").touch()
    return folder


def test_figures_are_read_from_what_is_printed():
    assert read_json('a warning\n{"spearman": 0.5}\n') == {"spearman": 0.5}
    printed = "a status=optimal cost=0\nb status=feasible cost=3\nc status=infeasible cost=None"
    assert count_proven(printed) == {"proven": 2, "events": 3}
