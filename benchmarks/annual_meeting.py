"""``python -m benchmarks annual-meeting INSTANCE.json.gz``: an event of city scale, planned by the product.

The instance is JSON:

- ``slots``, ``tables`` (the same number in every slot) and ``founders`` are numbers;
- ``open`` has the slots of each person, founders first;
- ``wishes`` has (founder, person number of the investor, rank on either side, 0 without one).

Every wish counts one: the figure is how many are placed. The timetable is written as {"placed": [[wish, slot], ...],
"tables": [...]}.
"""

import argparse
import gzip
import json
import resource
from pathlib import Path
from typing import Any

from matchmaker.scheduling.explaining.unmet_reasons import explain_unmet
from matchmaker.scheduling.model.problem import MeetingPair, Person, Problem
from matchmaker.scheduling.model.timetable import PlannedTimetable
from matchmaker.scheduling.model.validation import validate
from matchmaker.scheduling.planning.solver import solve


def read_instance(path: Path, *, floor: int) -> Problem:
    """The event in a file, with a floor of meetings for every founder."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        event = json.load(file)
    people = tuple(
        Person(frozenset(slots), max_meetings=len(slots), min_meetings=floor if index < event["founders"] else 0)
        for index, slots in enumerate(event["open"])
    )
    pairs = tuple(
        MeetingPair(founder, investor, value=1, is_mutual=all(ranks)) for founder, investor, *ranks in event["wishes"]
    )
    return Problem(event["slots"], (event["tables"],) * event["slots"], people, pairs)


def summarise(problem: Problem, timetable: PlannedTimetable) -> dict[str, Any]:
    """Figures of a plan; a founder below the floor has a reason when every missing wish has one."""
    reasons = {unmet.pair for unmet in explain_unmet(problem, timetable)}
    short = {it.person for it in timetable.shortages}
    missing = {person: [p for p in timetable.unmet_wishes if person in problem.pairs[p].people] for person in short}
    return {
        "wishes": len(problem.pairs),
        "placed": len(timetable.placed),
        "bound": timetable.bound,
        "proven": timetable.proven,
        "breaks": timetable.breaks,
        "breaks_bound": timetable.breaks_bound,
        "most_breaks": timetable.max_breaks,
        "table_moves": timetable.table_moves,
        "table_moves_bound": timetable.table_moves_bound,
        "floor_met": sum(person.min_meetings > 0 for person in problem.people) - len(short),
        "floor_reasons": sum(reasons.issuperset(pairs) for pairs in missing.values()),
        "violations": len(validate(problem, timetable.placed)),
        "seconds_to_placed": round(timetable.seconds_to_placed, 3),
        "seconds": round(timetable.seconds, 3),
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


def run(argv: list[str]) -> int:
    """Plan the instance, print its figures as JSON; 1 when the timetable breaks a rule."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks annual-meeting", description=__doc__.split("\n")[0])
    parser.add_argument("instance", type=Path)
    parser.add_argument("--time-limit", type=float, default=60.0, help="seconds (default: %(default)s)")
    parser.add_argument("--floor", type=int, default=3, help="meetings every founder should get (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--out", type=Path, help="where to write the timetable")
    options = parser.parse_args(argv)
    problem = read_instance(options.instance, floor=options.floor)
    timetable = solve(problem, time_limit=options.time_limit, seed=options.seed)
    if options.out:
        placed = [[it.pair, it.slot] for it in timetable.placed]
        options.out.write_text(json.dumps({"placed": placed, "tables": [it.table for it in timetable.placed]}))
    figures = summarise(problem, timetable)
    print(json.dumps(figures))
    return int(figures["violations"] > 0)
