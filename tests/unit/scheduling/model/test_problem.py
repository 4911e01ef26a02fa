import pytest

from matchmaker.scheduling.model.problem import MeetingPair, Problem
from tests.unit.scheduling.sample_events import make_event, open_person

TWO = (open_person(0), open_person(0))


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"slots": 2}, "tables: got 1, expected one number a slot, 2"),
        ({"tables": (-1,)}, "tables: got .*, expected at least 0 each"),
        ({"days": (0, 1)}, "days: got 2, expected none or 1"),
        ({"people": (open_person(1), open_person(0))}, r"person 0 open_slots: got \[1\], expected in 0..0"),
        (
            {"people": (open_person(0, max_meetings=-1), open_person(0))},
            "person 0 max_meetings: got -1, expected at least 0",
        ),
        (
            {"people": (open_person(0, min_meetings=-1), open_person(0))},
            "person 0 min_meetings: got -1, expected at least 0",
        ),
        ({"pairs": (MeetingPair(0, 0, 1),)}, r"pair 0: got \(0, 0\), expected two different people in 0..1"),
        ({"pairs": (MeetingPair(0, 2, 1),)}, r"pair 0: got \(0, 2\)"),
        ({"pairs": (MeetingPair(0, 1, 0),)}, "pair 0 value: got 0, expected above 0"),
        (
            {"pairs": (MeetingPair(0, 1, 1), MeetingPair(1, 0, 1))},
            r"pair 1: got \(1, 0\), expected every two people once",
        ),
        ({"vetoed": frozenset({frozenset({0})})}, r"vetoed: got \[0\], expected two people in 0..1"),
        ({"fixed": ((0, 1),)}, r"fixed: got \(0, 1\), expected pair in 0..0, slot in 0..0"),
        ({"fixed": ((0, 0), (0, 0))}, r"fixed: got \(0, 0\), expected every pair once"),
    ],
)
def test_problem_names_got_and_expected_when_it_makes_no_sense(changes: dict[str, object], message: str):
    sound: dict[str, object] = {"slots": 1, "tables": (1,), "people": TWO, "pairs": (MeetingPair(0, 1, 1),)}
    with pytest.raises(ValueError, match=message):
        Problem(**{**sound, **changes})  # type: ignore[arg-type]  # fields by name


def test_problem_rejects_days_that_run_backwards():
    with pytest.raises(ValueError, match="in the order of time"):
        make_event(TWO, [], tables=(1, 1), days=(1, 0))
