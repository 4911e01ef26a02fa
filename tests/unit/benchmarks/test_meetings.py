import json
from pathlib import Path

import pytest

from benchmarks import meetings

EVENT = """nBusiness = 3;
nMeetings = 3;
nTables = 1;
nTotalSlots = 4;
nMorningSlots = 2;

requested = [|1, 2,1,
|1, 3,2,
|2, 3,3|];
nMeetingsBusiness = [2,2,2];
fixed = [{fixed}];
forbidden = [{{3}},
{{}},
{{}}];
precedences = [{{}},
{{1}},
{{1,0}}];
"""


def solve_event(folder: Path, *, fixed: str) -> dict[str, object]:
    (folder / "event.dzn").write_text(EVENT.format(fixed=fixed))
    meetings.run([str(folder), "--schedules", str(folder / "out"), "--time-limit", "30"])
    result: dict[str, object] = json.loads((folder / "out" / "event.json").read_text())
    return result


def test_meetings_writes_the_proven_timetable(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    # 1 meets 3 in slot 4, as slot 3 is closed to it, and 2 before noon: one break for 1, none for 2 and 3.
    found = solve_event(tmp_path, fixed="2,0,0")
    assert {name: found[name] for name in ("status", "cost", "bound", "slots")} == {
        "status": "optimal",
        "cost": 1,
        "bound": 1,
        "slots": [2, 4, 3],
    }
    assert "event status=optimal cost=1" in capsys.readouterr().out


def test_meetings_reports_infeasible_when_a_fixed_meeting_cannot_be(tmp_path: Path):
    found = solve_event(tmp_path, fixed="3,0,0")
    assert (found["status"], found["slots"]) == ("infeasible", [])


def test_read_instance_counts_from_0(tmp_path: Path):
    path = tmp_path / "event.dzn"
    path.write_text(EVENT.format(fixed="0,4,0"))
    problem = meetings.read_instance(path)
    assert [sorted(person.open_slots) for person in problem.people] == [[0, 1, 3], [0, 1, 2, 3], [0, 1, 2, 3]]
    assert [pair.session for pair in problem.pairs] == [frozenset({0, 1}), frozenset({2, 3}), None]
    assert problem.fixed == ((1, 3),)
    assert problem.precedences == ((0, 1), (0, 2))
    assert problem.tables == (1, 1, 1, 1)
