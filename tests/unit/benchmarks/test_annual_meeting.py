import gzip
import json
from pathlib import Path

import pytest

from benchmarks import annual_meeting


def write_event(folder: Path) -> Path:
    """Two founders want the one investor, who is there for two slots; a third wish cannot be met."""
    event = {
        "slots": 2,
        "tables": 1,
        "founders": 3,
        "open": [[0, 1], [0, 1], [1], [0, 1]],
        "wishes": [[0, 3, 1, 2], [1, 3, 1, 0], [2, 3, 1, 1]],
    }
    path = folder / "event.json.gz"
    with gzip.open(path, "wt", encoding="utf-8") as file:
        json.dump(event, file)
    return path


def test_annual_meeting_prints_its_figures_and_writes_the_timetable(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    out = tmp_path / "timetable.json"
    argv = [str(write_event(tmp_path)), "--time-limit", "0.1", "--floor", "1", "--out", str(out)]
    assert annual_meeting.run(argv) == 0
    figures = json.loads(capsys.readouterr().out)
    wanted = {"wishes": 3, "placed": 2, "bound": 2, "proven": True, "floor_met": 2, "floor_reasons": 1, "violations": 0}
    assert {name: figures[name] for name in wanted} == wanted
    placed = json.loads(out.read_text())["placed"]
    assert sorted(slot for _, slot in placed) == [0, 1]
