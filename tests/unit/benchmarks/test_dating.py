import csv
import gzip
import json
from pathlib import Path

import numpy as np
import pytest

from benchmarks._dating_facts import CLASSES, PAIR, PERSON, build_facts, find_reverse, read_columns
from benchmarks.dating import deal_events, predict, run

BANNED = ("dec_o", "like", "attr", "attr_o", "prob", "met", "match_es", "length", "attr1_2", "date_3", "attr1_s")


def write_study(folder: Path, *, poison: float = 0.0) -> Path:
    """Four events of four women and four men; everybody says yes to lovers of sports, and the scores have no effect."""
    rng = np.random.default_rng(0)
    rows = []
    for wave in range(1, 5):
        people = {wave * 10 + k: int(k >= 4) for k in range(8)}
        sports = {person: int(rng.integers(1, 11)) for person in people}
        wants = {(a, b): int(sports[b] > 5) for a in people for b in people if people[a] != people[b]}
        for (a, b), yes in wants.items():
            row: dict[str, object] = {"iid": a, "pid": b, "wave": wave, "gender": people[a], "sports": sports[a]}
            row |= {"dec": yes, "match": yes * wants[b, a], "order": 1, "round": 4, "age": 20 + wave, "income": "1,000"}
            rows.append(row | dict.fromkeys(BANNED, poison * yes))
    path = folder / "study.csv.gz"
    with gzip.open(path, "wt", newline="", encoding="latin1") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


def test_dating_benchmark_finds_who_is_wanted_in_events_it_has_not_seen(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    out = tmp_path / "out.csv"
    assert run([str(write_study(tmp_path)), "--predictions", str(out)]) == 0
    figures = json.loads(capsys.readouterr().out)
    assert figures["decision_auc"] > 0.8
    assert figures["match_auc"] > 0.8
    rows = list(csv.DictReader(out.read_text().splitlines()))
    assert len(rows) == 4 * 32
    assert set(rows[0]) == {"iid", "pid", "decision", "match"}


@pytest.mark.parametrize("seed", [None, 1])
def test_dating_folds_keep_events_whole_and_test_each_row_once(seed: int | None):
    waves = np.repeat(np.arange(10, 31), 4)
    folds = deal_events(waves, seed)
    assert len(folds) == 7
    assert sorted(np.concatenate([test for _, test in folds]).tolist()) == list(range(len(waves)))
    assert all(not set(waves[train]) & set(waves[test]) for train, test in folds)


def test_dating_events_are_dealt_out_by_the_seed():
    waves = np.arange(21)
    first, again, other = ([test.tolist() for _, test in deal_events(waves, seed)] for seed in (1, 1, 2))
    assert first == again != other


def test_dating_facts_of_the_chooser_are_marked_as_own(tmp_path: Path):
    facts = build_facts(read_columns(write_study(tmp_path)))
    rows = np.flatnonzero(facts.values[:, PERSON.index("sports")] >= 0)
    assert set(range(len(PERSON))) <= set(facts.own)
    assert len(PERSON) not in facts.own
    assert len(rows) == len(facts.values)


def test_dating_predictions_do_not_change_when_banned_columns_give_the_answer_away(tmp_path: Path):
    (tmp_path / "honest").mkdir()
    (tmp_path / "poisoned").mkdir()
    honest = predict(read_columns(write_study(tmp_path / "honest")))
    poisoned = predict(read_columns(write_study(tmp_path / "poisoned", poison=7.0)))
    assert np.array_equal(honest, poisoned)


def test_dating_facts_read_no_banned_column():
    used = {*PERSON, *CLASSES, *PAIR}
    assert not used & set(BANNED)
    assert not {name for name in used if name.endswith(("_s", "_2", "_3", "_o"))}
    assert not used & {"dec", "match", "you_call", "them_cal"}


def test_dating_facts_hold_the_partner_beside_the_chooser(tmp_path: Path):
    columns = read_columns(write_study(tmp_path))
    facts, reverse = build_facts(columns), find_reverse(columns)
    mine, yours = PERSON.index("sports"), len(PERSON) + PERSON.index("sports")
    assert np.array_equal(facts.values[reverse, mine], facts.values[:, yours])
    assert columns["income"][0] == 1000.0
    assert set(facts.sides.tolist()) == {-1, 1}


def test_dating_benchmark_reports_when_the_file_is_missing(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit):
        run([str(tmp_path / "nowhere.csv")])
    assert "no file" in capsys.readouterr().err
