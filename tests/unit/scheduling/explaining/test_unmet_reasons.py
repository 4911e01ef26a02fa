from collections import Counter
from dataclasses import replace

from hypothesis import given, settings

from matchmaker.scheduling.explaining.openings import Opening, OpeningKind, find_opening
from matchmaker.scheduling.explaining.unmet_reasons import Standing, UnmetMeeting, UnmetMeetingReason, explain_unmet
from matchmaker.scheduling.model.problem import MeetingPair, PairOrigin, Problem
from matchmaker.scheduling.model.rules import list_resource_uses
from matchmaker.scheduling.model.timetable import PlannedTimetable
from matchmaker.scheduling.model.validation import list_broken_rules
from matchmaker.scheduling.planning.solver import solve
from tests.unit.scheduling.brute_force import list_timetables
from tests.unit.scheduling.sample_events import events, make_event, open_person


def explain(problem: Problem) -> tuple[UnmetMeeting, ...]:
    return explain_unmet(problem, solve(problem, time_limit=5.0))


def test_reason_is_vetoed_and_proves_it():
    problem = make_event([open_person(0)] * 2, [(0, 1, 1)], tables=(1,), vetoed=frozenset({frozenset({0, 1})}))
    assert explain(problem) == (UnmetMeeting(0, UnmetMeetingReason.VETOED, (), (), proven=True, opening=None),)


def test_reason_is_no_common_slot_and_who_could_open_one():
    problem = make_event([open_person(0), open_person(1)], [(0, 1, 1)], tables=(1, 1))
    opening = Opening(OpeningKind.SLOT, 1, 0)
    assert explain(problem) == (
        UnmetMeeting(0, UnmetMeetingReason.NO_COMMON_SLOT, (), (), proven=True, opening=opening),
    )


def test_reason_is_person_full_with_the_place_in_the_list():
    people = [open_person(0, 1, max_meetings=1), open_person(0, 1), open_person(0, 1)]
    problem = make_event(people, [(0, 1, 5), (0, 2, 3)], tables=(2, 2))
    (unmet,) = explain(problem)
    assert (unmet.pair, unmet.reason, unmet.proven) == (1, UnmetMeetingReason.PERSON_FULL, False)
    assert unmet.people == (Standing(0, meetings=1, max_meetings=1, position=2, wishes=2),)
    assert unmet.opening is not None
    assert (unmet.opening.kind, unmet.opening.person) == (OpeningKind.MEETING, 0)


def test_why_proves_person_full_when_no_meeting_is_allowed_at_all():
    problem = make_event([open_person(0, max_meetings=0), open_person(0)], [(0, 1, 1)], tables=(1,))
    (unmet,) = explain(problem)
    assert (unmet.reason, unmet.proven) == (UnmetMeetingReason.PERSON_FULL, True)


def test_reason_is_no_table_when_both_are_free():
    people = [open_person(0) for _ in range(4)]
    problem = make_event(people, [(0, 1, 5), (2, 3, 3)], tables=(1,))
    (unmet,) = explain(problem)
    assert (unmet.reason, unmet.people, unmet.common_slots) == (UnmetMeetingReason.NO_TABLE, (), (0,))
    assert unmet.opening == Opening(OpeningKind.TABLE, None, 0)


def test_reason_is_outranked_when_a_dearer_wish_holds_the_slot():
    problem = make_event([open_person(0)] * 3, [(0, 1, 5), (0, 2, 3)], tables=(2,))
    (unmet,) = explain(problem)
    assert (unmet.reason, [it.person for it in unmet.people]) == (UnmetMeetingReason.OUTRANKED, [0])
    assert unmet.people[0].position == 2


def test_reason_is_fair_share_when_the_floor_and_not_the_value_decided():
    people = [open_person(0), open_person(0), open_person(0, min_meetings=1)]
    problem = make_event(people, [(0, 1, 9), (0, 2, 1)], tables=(2,))
    (unmet,) = explain(problem)
    assert (unmet.pair, unmet.reason, [it.person for it in unmet.people]) == (0, UnmetMeetingReason.FAIR_SHARE, [0])


def test_reason_is_busy_when_a_wish_of_equal_value_holds_the_slot():
    problem = make_event([open_person(0)] * 3, [(0, 1, 5), (0, 2, 5)], tables=(2,))
    (unmet,) = explain(problem)
    assert (unmet.reason, [it.person for it in unmet.people]) == (UnmetMeetingReason.BUSY_AT_COMMON_SLOTS, [0])


def test_why_names_the_side_that_is_full_with_wishes_when_the_other_is_full_with_suggestions():
    people = [
        open_person(0, 1, max_meetings=1),
        open_person(0, 1, max_meetings=1),
        open_person(0, 1),
        open_person(0, 1),
    ]
    problem = make_event(people, [(0, 2, 9), (0, 1, 5)], tables=(4, 4))
    problem = replace(problem, pairs=(*problem.pairs, MeetingPair(1, 3, 1, PairOrigin.SUGGESTED)))
    (unmet,) = explain(problem)
    assert (unmet.pair, unmet.reason) == (1, UnmetMeetingReason.PERSON_FULL)
    assert unmet.people == (Standing(0, meetings=1, max_meetings=1, position=2, wishes=2),)
    assert unmet.opening is not None
    assert (unmet.opening.kind, unmet.opening.person) == (OpeningKind.MEETING, 0)


def test_why_names_the_side_with_the_dearer_wishes_first_when_both_are_full():
    people = [open_person(0, 1, max_meetings=1) for _ in range(2)] + [open_person(0, 1)] * 2
    problem = make_event(people, [(0, 2, 6), (1, 3, 9), (0, 1, 8)], tables=(4, 4))
    (unmet,) = explain(problem)
    assert (unmet.pair, unmet.reason) == (2, UnmetMeetingReason.PERSON_FULL)
    assert [(it.person, it.position) for it in unmet.people] == [(1, 2), (0, 1)]


def test_reason_is_two_for_one_when_only_both_meetings_together_are_dearer():
    people = [open_person(0, 1, max_meetings=1) for _ in range(2)] + [open_person(0, 1)] * 2
    problem = make_event(people, [(0, 2, 6), (1, 3, 7), (0, 1, 8)], tables=(4, 4))
    (unmet,) = explain(problem)
    assert (unmet.pair, unmet.reason) == (2, UnmetMeetingReason.TWO_FOR_ONE)
    assert [it.person for it in unmet.people] == [1, 0]


def test_why_names_the_busy_side_when_the_full_one_could_drop_something_cheaper():
    people = [open_person(0, 1, max_meetings=1), open_person(0), open_person(1), open_person(0)]
    problem = make_event(people, [(0, 2, 2), (1, 3, 9), (0, 1, 8)], tables=(4, 4))
    (unmet,) = explain(problem)
    assert (unmet.pair, unmet.reason) == (2, UnmetMeetingReason.OUTRANKED)
    assert unmet.people[0] == Standing(1, meetings=1, max_meetings=9, position=2, wishes=2)


def test_why_counts_the_place_behind_placed_wishes_of_equal_value():
    people = [open_person(0, 1, 2, max_meetings=2)] + [open_person(0, 1, 2)] * 3
    problem = make_event(people, [(0, 1, 5), (0, 2, 5), (0, 3, 5)], tables=(4, 4, 4))
    (unmet,) = explain(problem)
    assert unmet.people == (Standing(0, meetings=2, max_meetings=2, position=3, wishes=3),)


def test_reason_is_group_when_a_colleague_comes():
    people = [open_person(0, 1), open_person(0, 1, group=1), open_person(0, 1, group=1)]
    problem = make_event(people, [(0, 1, 5), (0, 2, 3)], tables=(2, 2))
    (unmet,) = explain(problem)
    assert (unmet.pair, unmet.reason, [it.person for it in unmet.people]) == (1, UnmetMeetingReason.GROUP, [0])


def test_reason_is_still_possible_when_the_run_was_cut_short():
    problem = make_event([open_person(0)] * 2, [(0, 1, 1)], tables=(1,))
    nothing = PlannedTimetable((), (0,), value=0, bound=1, proven=False)
    (unmet,) = explain_unmet(problem, nothing)
    assert (unmet.reason, unmet.proven) == (UnmetMeetingReason.STILL_POSSIBLE, False)


@settings(max_examples=150, deadline=None)
@given(events())
def test_why_claims_impossible_exactly_when_no_timetable_holds_the_pair(problem: Problem):
    timetable = solve(problem, time_limit=5.0)
    possible = {pair for meetings in list_timetables(problem) for pair, _ in meetings}
    if timetable.broken_rules:
        return
    found = explain_unmet(problem, timetable)
    assert tuple(unmet.pair for unmet in found) == timetable.unmet_wishes
    for unmet in found:
        assert unmet.proven == (unmet.pair not in possible)
        assert unmet.reason is not UnmetMeetingReason.STILL_POSSIBLE
        if unmet.reason is UnmetMeetingReason.PERSON_FULL:
            assert all(it.meetings == it.max_meetings for it in unmet.people)
            assert unmet.proven or unmet.people[0].position > unmet.people[0].max_meetings - len(problem.fixed)


@settings(max_examples=150, deadline=None)
@given(events())
def test_opening_places_the_pair_with_all_else_unchanged(problem: Problem):
    timetable = solve(problem, time_limit=5.0)
    meetings = [(it.pair, it.slot) for it in timetable.placed]
    for pair in timetable.unmet_wishes if not timetable.broken_rules else ():
        taken = Counter(use for placed, slot in meetings for use in list_resource_uses(problem, placed, slot))
        opening = find_opening(problem, pair, taken)
        if opening is not None:
            opened = open_up(problem, opening)
            assert list_broken_rules(opened, [*meetings, (pair, opening.slot)]) == ()


def open_up(problem: Problem, opening: Opening) -> Problem:
    """The problem after the change that an opening asks for."""
    if opening.person is None:
        tables = [number + (slot == opening.slot) for slot, number in enumerate(problem.tables)]
        return replace(problem, tables=tuple(tables))
    person = problem.people[opening.person]
    more = (
        replace(person, open_slots=person.open_slots | {opening.slot})
        if opening.kind is OpeningKind.SLOT
        else replace(person, max_meetings=person.max_meetings + 1)
    )
    people = (*problem.people[: opening.person], more, *problem.people[opening.person + 1 :])
    return replace(problem, people=people)


def test_reason_is_busy_when_an_earlier_meeting_stands_in_the_only_common_slot():
    # 0 meets 1 in slot 1, fixed; its wish for 2 must come later, and 2 is there in slot 0 only.
    people = [open_person(0, 1), open_person(1), open_person(0)]
    problem = make_event(people, [(0, 1, 1), (0, 2, 1)], tables=(1, 1), fixed=((0, 1),), precedences=((0, 1),))
    (unmet,) = explain(problem)
    assert (unmet.pair, unmet.reason, unmet.proven) == (1, UnmetMeetingReason.BUSY_AT_COMMON_SLOTS, True)


def test_reason_is_no_common_slot_when_the_session_is_over_before_they_come():
    problem = make_event([open_person(1)] * 2, [(0, 1, 1)], tables=(1, 1))
    problem = replace(problem, pairs=(replace(problem.pairs[0], session=frozenset({0})),))
    assert explain(problem) == (UnmetMeeting(0, UnmetMeetingReason.NO_COMMON_SLOT, (), (), proven=True, opening=None),)
