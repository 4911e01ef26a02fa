import csv
import json
from pathlib import Path

import pytest

from benchmarks import similarity, tagging
from matchmaker.encoding import HashingEncoder

SUBJECTS = {"教育": "在线课程辅导", "物流": "冷链仓储运输"}


def write_described(path: Path, n: int) -> Path:
    rows = [(f"c{row}", f"{SUBJECTS[sector]}{row}", sector) for row in range(n) for sector in SUBJECTS]
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(
            [("company_id", "description", "sector"), *rows, ("x", "", "教育"), ("y", "光", "光")]
        )
    return path


def test_tagging_benchmark_tags_each_row_out_of_fold(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    file, out = write_described(tmp_path / "companies.csv", 10), tmp_path / "out.csv"

    assert tagging.run([str(file), "--encoder", "hashing", "--least", "5", "--predictions", str(out)]) == 0

    figures = json.loads(capsys.readouterr().out)
    assert (figures["rows"], figures["accuracy"], figures["macro_f1"]) == (20, 1.0, 1.0)
    rows = list(csv.DictReader(out.read_text(encoding="utf-8").splitlines()))
    assert [row["sector"] for row in rows] == list(SUBJECTS) * 10


def test_tagging_benchmark_keeps_sectors_with_enough_described_rows(tmp_path: Path):
    ids, texts, sectors = tagging.read_described(write_described(tmp_path / "companies.csv", 3), 3)

    assert len(ids) == len(texts) == 6
    assert set(sectors) == set(SUBJECTS)


def test_similarity_correlates_cosines_with_judgements(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    lines = ["甘肃马铃薯\t甘肃马铃薯\t5", "甘肃马铃薯\t甘肃马铃薯种植\t3", "甘肃马铃薯\t工业软件\t0"]
    file = tmp_path / "pairs.txt"
    file.write_text("\n".join(lines), encoding="utf-8")

    assert similarity.run([str(file), "--encoder", "hashing"]) == 0
    assert json.loads(capsys.readouterr().out) == {"spearman": 1.0, "pairs": 3}
    assert similarity.correlate(HashingEncoder(), *similarity.read_pairs(file)) == pytest.approx(1.0)


def test_similarity_names_the_line_that_is_no_pair(tmp_path: Path):
    file = tmp_path / "pairs.txt"
    file.write_text("a\tb\t1\nonly one part", encoding="utf-8")

    with pytest.raises(ValueError, match="line 2: got 1 parts"):
        similarity.read_pairs(file)


@pytest.mark.parametrize("run", [similarity.run, tagging.run])
def test_text_benchmarks_name_what_is_missing(run, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    file = tmp_path / "file"
    with pytest.raises(SystemExit):
        run([str(file)])
    assert f"no file {file}" in capsys.readouterr().err
    file.touch()
    with pytest.raises(SystemExit):
        run([str(file), "--encoder", "nobody/none", "--models", str(tmp_path)])
    assert "nobody/none" in capsys.readouterr().err
