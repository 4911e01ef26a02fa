"""The invented annual meeting, planned by the code of the ``plan`` command."""

import argparse
import json
import time

from benchmarks._town import open_town
from matchmaker.demo import seeding
from matchmaker.demo.seeding.network import DemoSize
from matchmaker.domain.timetables import Timetable
from matchmaker.scheduling.model.problem import Placement
from matchmaker.scheduling.model.validation import validate
from matchmaker.services.meetings.timetables.planning import load_input, plan_event
from matchmaker.services.meetings.timetables.planning_problem import PlanInput, make_problem
from matchmaker.services.suggestions.full_run import recommend_all
from matchmaker.services.suggestions.vectors import encode_profiles


def run(argv: list[str]) -> int:
    """Print the size of the meeting, the wishes met, the solver's bound, and whether every rule is kept."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks plan", description=__doc__)
    parser.add_argument("--seconds", type=int, default=20, help="the planner's time limit")
    options = parser.parse_args(argv)
    with open_town(DemoSize(), plan_seconds=options.seconds) as context:
        encode_profiles(context)
        recommend_all(context)
        event_id = seeding.find_demo_event(context)
        assert event_id is not None  # noqa: S101 -- seeded two lines above
        started = time.perf_counter()
        timetable_id = plan_event(context, event_id)
        seconds = time.perf_counter() - started
        with context.open_unit(readonly=True) as unit:
            given = load_input(unit, event_id, context.now())
            timetable = unit.timetables.get(timetable_id)
    print(json.dumps({**_describe_size(given), "seconds": round(seconds, 2), **_describe_answer(given, timetable)}))
    return 0


def _describe_size(given: PlanInput) -> dict[str, int]:
    kinds = [it.kind.value for it in given.participations]
    return {
        "startups": kinds.count("startup"),
        "investors": kinds.count("investor"),
        "slots": len(given.event.slots),
        "tables": max(slot.tables for slot in given.event.slots),
        "wishes": sum(not wish.is_veto for wish in given.wishes),
    }


def _describe_answer(given: PlanInput, timetable: Timetable) -> dict[str, object]:
    """The planner's figures, and the check of the stored meetings against the rules."""
    planned = make_problem(given)
    slots = {slot.id: index for index, slot in enumerate(given.event.slots)}
    placements = [
        Placement(
            planned.pair_of[frozenset((meeting.startup_participation_id, meeting.investor_participation_id))],
            slots[meeting.slot_id],
            meeting.table - 1,
        )
        for meeting in timetable.meetings
    ]
    quality = timetable.quality
    return {
        "wished_pairs": quality.wishes,
        "met": quality.met,
        "suggested": quality.suggested,
        "value": quality.value,
        "bound": quality.bound,
        "proven": quality.is_proven,
        "below_floor": quality.below_floor,
        "valid": not validate(planned.problem, placements),
    }
