"""``python -m benchmarks meetings DIR --schedules OUT``: business-to-business events, all meetings, fewest breaks.

Every .dzn of DIR (MiniZinc data as in Bofill et al., JAIR 74, 2022) is solved by the product; OUT/<name>.json
holds {"status", "cost", "bound", "slots": [slot of meeting 1, ...], "seconds"}. Slots and people count from 1 there.
"""

import argparse
import json
import re
from pathlib import Path
from typing import Any

from matchmaker.scheduling.breaks.break_plan import BreakPlan, plan_fewest_breaks
from matchmaker.scheduling.model.problem import MeetingPair, Person, Problem

# Breaks of any two people differ by at most so many, as in the published comparison.
SPREAD = 2

MORNING, AFTERNOON = 1, 2


def read_instance(path: Path) -> Problem:
    """The event in a .dzn file; every meeting is a pair."""
    text = path.read_text(encoding="utf-8")
    slots, morning = _read_number(text, "nTotalSlots"), _read_number(text, "nMorningSlots")
    every = frozenset(range(slots))
    sessions = {MORNING: frozenset(range(morning)), AFTERNOON: frozenset(range(morning, slots))}
    rows = re.findall(r"(\d+)\s*,\s*(\d+)\s*,\s*(\d+)", _read_field(text, "requested"))
    forbidden = _read_sets(text, "forbidden")
    people = tuple(Person(every - {t - 1 for t in closed}, max_meetings=slots) for closed in forbidden)
    fixed = [int(it) for it in re.findall(r"\d+", _read_field(text, "fixed"))]
    meetings = [(int(a) - 1, int(b) - 1, sessions.get(int(when))) for a, b, when in rows]
    return Problem(
        slots,
        (_read_number(text, "nTables"),) * slots,
        people,
        tuple(MeetingPair(a, b, value=1, is_requested=True, session=session) for a, b, session in meetings),
        fixed=tuple((meeting, slot - 1) for meeting, slot in enumerate(fixed) if slot),
        precedences=tuple(
            (before - 1, meeting)
            for meeting, those in enumerate(_read_sets(text, "precedences"))
            for before in sorted(those)
        ),
    )


def _read_field(text: str, name: str) -> str:
    found = re.search(rf"\b{name}\s*=\s*(.*?);", text, re.DOTALL)
    if not found:
        raise ValueError(f"{name}: got no such field, expected one")
    return found[1]


def _read_number(text: str, name: str) -> int:
    return int(_read_field(text, name))


def _read_sets(text: str, name: str) -> list[set[int]]:
    """Sets of numbers; 0 means none."""
    return [
        {int(it) for it in re.findall(r"\d+", one)} - {0} for one in re.findall(r"\{(.*?)\}", _read_field(text, name))
    ]


def describe(plan: BreakPlan) -> dict[str, Any]:
    """The plan as it is written."""
    slots = [slot + 1 for _, slot in sorted(plan.meetings)]
    figures = {"status": plan.status.value, "cost": plan.breaks, "bound": plan.bound}
    return figures | {"slots": slots, "seconds": round(plan.seconds, 2)}


def run(argv: list[str]) -> int:
    """Solve every file and print each when it is done; 1 when one is neither proven nor infeasible."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks meetings", description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--schedules", type=Path, required=True, help="folder for the timetables")
    parser.add_argument("--time-limit", type=float, default=60.0, help="seconds each (default: %(default)s)")
    options = parser.parse_args(argv)
    paths = sorted(options.folder.glob("*.dzn"))
    if not paths:
        parser.error(f"no .dzn in {options.folder}")
    options.schedules.mkdir(parents=True, exist_ok=True)
    unproven = 0
    for path in paths:
        figures = describe(
            plan_fewest_breaks(read_instance(path), time_limit=options.time_limit, max_difference=SPREAD)
        )
        (options.schedules / f"{path.stem}.json").write_text(json.dumps(figures))
        unproven += figures["status"] not in {"optimal", "infeasible"}
        print(path.stem, *(f"{name}={figures[name]}" for name in ("status", "cost", "bound", "seconds")), flush=True)
    return int(unproven > 0)
