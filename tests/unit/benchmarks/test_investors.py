import csv
import json
from pathlib import Path

import numpy as np
import pytest

from benchmarks.investors import parse_companies, read_folds, run

COLUMNS = ["company_id", "name", "description", "sector", "tags", "region", "city", "founded_year", "fold"]


def write_folder(folder: Path, *, is_dated: bool = False) -> Path:
    """Twenty train and four test companies; North backs the north, South the south, Rare one company."""
    rng = np.random.default_rng(0)
    regions = ["North" if row % 2 else "South" for row in range(24)]
    companies = [
        [f"c{row:02}", "", "text", "Software, Games", "", regions[row], "", 2000 + row % 3, "test" if row > 19 else "0"]
        for row in range(24)
    ]
    edges = [[f"c{row:02}", regions[row], f"{2005 + rng.integers(3)}-03-01"] for row in range(24)]
    edges += [["c00", "Rare", ""], ["c23", "Rare", ""]]
    write(folder / "companies.csv", COLUMNS, companies)
    width = 3 if is_dated else 2
    write(folder / "edges.csv", ["company_id", "investor", "date"][:width], [edge[:width] for edge in edges])
    (folder / "meta.json").write_text(json.dumps({"min_train_edges": 5, "test_folds": ["test"], "language": "en"}))
    return folder


def write(path: Path, header: list[str], rows: list[list[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([header, *rows])


@pytest.mark.parametrize("is_dated", [True, False])
def test_investors_benchmark_ranks_from_train_folds(tmp_path: Path, capsys: pytest.CaptureFixture[str], is_dated: bool):
    folder, out = write_folder(tmp_path, is_dated=is_dated), tmp_path / "out.csv"

    assert run([str(folder), "--predictions", str(out)]) == 0

    figures = json.loads(capsys.readouterr().out)
    assert (figures["companies"], figures["recall10"], figures["ndcg10"]) == (4, 1.0, 1.0)
    rows = list(csv.DictReader(out.read_text(encoding="utf-8").splitlines()))
    assert [row["investor"] for row in rows if row["rank"] == "1"] == ["South", "North", "South", "North"]
    assert {row["investor"] for row in rows} == {"North", "South"}


def test_folds_hide_the_deals_of_the_test_companies(tmp_path: Path):
    (fold,) = read_folds(write_folder(tmp_path, is_dated=True))

    assert fold.ids == ("c20", "c21", "c22", "c23")
    assert (len(fold.known), len(fold.deals)) == (20, 21)
    assert [[fold.names[one] for one in wanted] for wanted in fold.truth] == [
        ["South"],
        ["North"],
        ["South"],
        ["North"],
    ]
    assert np.isfinite(fold.deals.time).sum() == 20
    assert np.nanmin(fold.deals.time) >= 2005.1


def test_companies_are_parsed_cell_by_cell():
    companies = parse_companies([{"sector": "A, B;C", "tags": "", "region": " 甘肃 ", "founded_year": "2008.0"}, {}])

    assert companies.sectors == (("A", "B", "C"), ())
    assert companies.regions == ("甘肃", "")
    assert companies.founded[0] == 2008.0
    assert np.isnan(companies.founded[1])


def test_investors_benchmark_names_the_missing_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit) as stopped:
        run([str(tmp_path)])
    assert stopped.value.code == 2
    assert "no companies.csv" in capsys.readouterr().err
