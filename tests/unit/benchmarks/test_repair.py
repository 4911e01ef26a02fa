import gzip
import json
from pathlib import Path

import pytest

from benchmarks import repair as benchmark
from benchmarks._least_moved import count_least_moved
from matchmaker.scheduling.repairing.disruption import lengthen_speech
from matchmaker.scheduling.repairing.repair import find_repairs
from matchmaker.scheduling.seating import seat_meetings
from tests.unit.scheduling.sample_events import make_event, open_person


def test_repair_benchmark_prints_its_figures(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    wishes = [[founder, investor, 1, 1] for founder in range(3) for investor in (3, 4)]
    event = {"slots": 3, "tables": 1, "founders": 3, "open": [[0, 1, 2]] * 5, "wishes": wishes}
    path = tmp_path / "event.json.gz"
    with gzip.open(path, "wt", encoding="utf-8") as file:
        json.dump(event, file)
    assert benchmark.run([str(path), "--events", "12", "--plan-seconds", "0.1"]) == 0
    figures = json.loads(capsys.readouterr().out)
    assert (figures["meetings"], figures["events"], figures["no_shows"], figures["invalid"]) == (3, 12, 2, 0)
    assert figures["moved"] >= figures["least_moved"] > 0


def test_count_least_moved_knows_that_a_chain_needs_three():
    people = [open_person(0, 1, 2), open_person(0, 1), open_person(0, 2)]
    problem = make_event(people, [(0, 1, 1), (0, 2, 1)], tables=(1, 1, 1))
    placed = seat_meetings(problem, [(0, 1), (1, 0)])
    speech = lengthen_speech(frozenset({0, 1, 2}), slots=frozenset({1}))
    found = find_repairs(problem, placed, speech, now=0)
    least = [count_least_moved(found.problem, placed, speech, now=0, goal=it) for it in found.alternatives]
    assert least == [2, 3]
