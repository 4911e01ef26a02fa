import csv
import gzip
import json
from pathlib import Path

import pytest

from benchmarks.expertise import read_judged, run, score_by_words

PEOPLE = {"ann": ["solar panels", "wind turbines"], "bob": ["vaccines", "clinical trials"]}
ITEMS = {"farm": "a farm of solar panels and turbines", "ward": "trials of vaccines on a ward"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with gzip.open(tmp_path / "people.jsonl.gz", "wt", encoding="utf-8") as file:
        file.writelines(json.dumps({"person_id": who, "texts": texts}) + "\n" for who, texts in PEOPLE.items())
    with gzip.open(tmp_path / "items.jsonl.gz", "wt", encoding="utf-8") as file:
        file.writelines(json.dumps({"item_id": what, "text": text}) + "\n" for what, text in ITEMS.items())
    rows = ["person_1,item_1,score_1,person_2,item_2,score_2", "ann,farm,5,bob,farm,2", "ann,ward,4,bob,ward,3"]
    (tmp_path / "pairs.csv").write_text("\n".join(rows), encoding="utf-8")
    return tmp_path


def test_expertise_benchmark_weighs_mistakes_by_the_judged_gap(folder: Path, capsys: pytest.CaptureFixture[str]):
    """Bob's texts fit the ward better, against the second judgement: 1 of 3 + 1 points is lost."""
    out = folder / "out.csv"
    assert run([str(folder), "--predictions", str(out)]) == 0
    assert json.loads(capsys.readouterr().out) == {"pairs": 2, "loss": 0.25, "accuracy": 0.5, "standard_error": 0.3536}
    rows = {
        (row["person_id"], row["item_id"]): float(row["score"]) for row in csv.DictReader(out.read_text().splitlines())
    }
    assert set(rows) == {(who, what) for who in PEOPLE for what in ITEMS}
    assert rows["ann", "farm"] > rows["bob", "farm"]


def test_expertise_benchmark_asks_an_encoder_too(folder: Path, capsys: pytest.CaptureFixture[str]):
    assert run([str(folder), "--encoder", "hashing"]) == 0
    assert json.loads(capsys.readouterr().out)["pairs"] == 2


def test_expertise_benchmark_learns_nothing_from_judgements(folder: Path):
    before = score_by_words(read_judged(folder))
    turned = (folder / "pairs.csv").read_text().replace(",5,", ",1,")
    (folder / "pairs.csv").write_text(turned)
    assert (score_by_words(read_judged(folder)) == before).all()


def test_expertise_benchmark_reports_when_the_folder_is_missing(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit):
        run([str(tmp_path / "nowhere")])
    assert "no people.jsonl.gz" in capsys.readouterr().err
