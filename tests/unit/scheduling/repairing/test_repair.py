import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matchmaker.scheduling.model.problem import MeetingPair, Person, Placement, Problem
from matchmaker.scheduling.model.validation import validate
from matchmaker.scheduling.repairing.disruption import (
    Disruption,
    add_guest,
    arrive_late,
    cancel,
    is_affected,
    leave_early,
    lengthen_speech,
    lose_table,
    mark_no_show,
)
from matchmaker.scheduling.repairing.repair import RepairStrategy, find_repairs
from matchmaker.scheduling.seating import seat_meetings
from tests.unit.scheduling.brute_force import is_valid, list_timetables, score
from tests.unit.scheduling.sample_events import events, make_event, open_person


def make_day(**other: object) -> tuple[Problem, tuple[Placement, ...]]:
    """Founders 0 and 1, investors 2 and 3, three slots, two tables; 0 meets 2 then 3, 1 meets 3 then 2."""
    people = [open_person(0, 1, 2)] * 4
    problem = make_event(people, [(0, 2, 3), (0, 3, 2), (1, 3, 3), (1, 2, 2)], tables=(2, 2, 2), **other)
    return problem, seat_meetings(problem, [(0, 0), (2, 0), (1, 1), (3, 1)])


def slots_of(placements: tuple[Placement, ...]) -> dict[int, int]:
    return {it.pair: it.slot for it in placements}


def test_repair_lets_only_the_partners_know_when_somebody_cancels():
    problem, placed = make_day()
    found = find_repairs(problem, placed, cancel(problem, 0, now=1), now=1)
    assert [(it.strategy, it.affected_people, it.lost) for it in found.alternatives] == [
        (RepairStrategy.FEWEST, (3,), (1,))
    ]
    assert slots_of(found.alternatives[0].placements) == {0: 0, 2: 0, 3: 1}


def test_repair_moves_the_meeting_when_somebody_is_late():
    problem, placed = make_day()
    found = find_repairs(problem, placed, arrive_late(0, now=0, slot=1), now=0)
    assert found.alternatives[0].affected_people == (2,)
    assert slots_of(found.alternatives[0].placements)[0] == 2


def test_repair_offers_a_chain_when_only_others_can_make_room():
    # 2 leaves before slot 1, where it met 1; in slot 0 it sits with 0, who could come in slot 2 only to 3.
    problem, placed = make_day()
    found = find_repairs(problem, placed, leave_early(problem, 2, slot=1), now=0)
    assert [(it.strategy, it.affected_people, it.lost) for it in found.alternatives] == [
        (RepairStrategy.FEWEST, (1,), (3,))
    ]


def test_repair_offers_to_move_others_when_that_saves_a_meeting():
    # 0 meets 1 in slot 1, which a speech takes; 0 is free in slot 0 only when its meeting with 2 moves to slot 2.
    people = [open_person(0, 1, 2), open_person(0, 1), open_person(0, 2)]
    problem = make_event(people, [(0, 1, 1), (0, 2, 1)], tables=(1, 1, 1))
    placed = seat_meetings(problem, [(0, 1), (1, 0)])
    found = find_repairs(problem, placed, lengthen_speech(frozenset({0, 1, 2}), slots=frozenset({1})), now=0)
    assert [(it.strategy, it.affected_people, it.value) for it in found.alternatives] == [
        (RepairStrategy.FEWEST, (0, 1), 1),
        (RepairStrategy.KEEP, (0, 1, 2), 2),
    ]
    assert slots_of(found.alternatives[1].placements) == {0: 0, 1: 2}


def test_repair_seats_elsewhere_who_lost_the_table():
    problem, placed = make_day(days=(0, 0, 0))
    lost = next(it for it in placed if it.pair == 1)
    roomy = Problem(3, (3, 3, 3), problem.people, problem.pairs)
    found = find_repairs(roomy, placed, lose_table(roomy, lost.table, slot=1), now=1)
    after = next(it for it in found.alternatives[0].placements if it.pair == 1)
    assert (after.slot, after.table) == (1, 2)
    assert found.alternatives[0].affected_people == (0, 3)


def test_repair_moves_one_meeting_when_no_other_table_is_free():
    problem, placed = make_day()
    lost = next(it for it in placed if it.pair == 1)
    found = find_repairs(problem, placed, lose_table(problem, lost.table, slot=1), now=1)
    assert slots_of(found.alternatives[0].placements) == {0: 0, 2: 0, 1: 2, 3: 1}
    assert found.alternatives[0].affected_people == (0, 3)


def test_repair_places_all_musts_of_a_guest_with_fewest_people_moved():
    # Both partners are free in slot 2 only, the guest is one person: one of them must give up another meeting.
    problem, placed = make_day()
    found = find_repairs(problem, placed, add_guest(Person(frozenset({1, 2}), max_meetings=9), (2, 3)), now=1)
    best = found.alternatives[0]
    assert (best.missing_musts, best.gained) == ((), (4, 5))
    assert len(best.affected_people) == 3


def test_repair_names_the_missing_must_when_the_guest_has_no_time():
    problem, placed = make_day()
    found = find_repairs(problem, placed, add_guest(Person(frozenset({2}), max_meetings=9), (2, 3)), now=1)
    assert len(found.alternatives[0].missing_musts) == 1


def test_repair_refills_at_once_with_a_mutual_wish_when_somebody_does_not_come():
    people = [open_person(0), open_person(0), open_person(0), open_person(0)]
    pairs = (MeetingPair(0, 1, 9), MeetingPair(1, 2, 5), MeetingPair(1, 3, 4, is_mutual=True))
    problem = Problem(1, (1,), tuple(people), pairs)
    found = find_repairs(problem, seat_meetings(problem, [(0, 0)]), mark_no_show(problem, 0, now=0), now=0)
    assert [(it.strategy, it.affected_people, it.gained) for it in found.alternatives] == [
        (RepairStrategy.FEWEST, (1,), ()),
        (RepairStrategy.REFILL, (1, 3), (2,)),
    ]


def test_repair_keeps_a_locked_meeting_when_another_can_move():
    problem, placed = make_day()
    lost = next(it for it in placed if it.pair == 1)
    found = find_repairs(problem, placed, lose_table(problem, lost.table, slot=1), now=1, locks=[1])
    assert slots_of(found.alternatives[0].placements) == {0: 0, 2: 0, 1: 1, 3: 2}


def test_repair_rejects_a_timetable_that_breaks_rules():
    problem, _ = make_day()
    with pytest.raises(ValueError, match="expected a valid timetable"):
        find_repairs(problem, [Placement(0, 0, 0), Placement(1, 0, 1)], cancel(problem, 0, now=0), now=0)


@st.composite
def disruptions(draw: st.DrawFn, problem: Problem, now: int) -> Disruption:
    person = draw(st.integers(0, len(problem.people) - 1))
    slot = draw(st.integers(now, problem.slots))
    others = draw(st.lists(st.integers(0, len(problem.people) - 1), max_size=2, unique=True))
    open_slots = draw(st.frozensets(st.integers(0, problem.slots - 1)))
    return draw(
        st.sampled_from(
            (
                cancel(problem, person, now=now),
                mark_no_show(problem, person, now=now),
                arrive_late(person, now=now, slot=slot),
                leave_early(problem, person, slot=slot),
                lengthen_speech(frozenset({person, *others}), slots=frozenset(range(now, slot))),
                lose_table(problem, draw(st.integers(0, 1)), slot=now),
                add_guest(Person(open_slots, max_meetings=2), tuple(others)),
            )
        )
    )


@settings(max_examples=150, deadline=None)
@given(events(most_slots=4), st.data())
def test_repair_gives_valid_timetables_that_keep_the_past_and_disturb_in_order(problem: Problem, data: st.DataObject):
    best = max(list_timetables(problem), key=lambda it: score(problem, it), default=None)
    if best is None:
        return
    placed = seat_meetings(problem, best)
    now = data.draw(st.integers(0, problem.slots - 1))
    disruption = data.draw(disruptions(problem, now))
    locks = data.draw(st.sets(st.sampled_from([pair for pair, _ in best]))) if best else set()
    found = find_repairs(problem, placed, disruption, now=now, locks=locks)
    assert 1 <= len(found.alternatives) <= len(RepairStrategy)
    stay = {it for it in placed if it.slot < now}
    locked = {
        (placement.pair, placement.slot)
        for placement in placed
        if placement.pair in locks and not is_affected(problem, disruption, placement.pair, placement.slot)
    }
    for alternative in found.alternatives:
        assert validate(found.problem, alternative.placements) == ()
        assert is_valid(found.problem, [(at.pair, at.slot) for at in alternative.placements])
        assert stay <= set(alternative.placements)
        if disruption.table is None:
            assert locked <= {(at.pair, at.slot) for at in alternative.placements}
    sizes = [(len(it.affected_people), -it.value) for it in found.alternatives]
    assert sizes == sorted(sizes)


@settings(max_examples=40, deadline=None)
@given(events(most_slots=4))
def test_repair_of_nothing_moves_nothing(problem: Problem):
    best = max(list_timetables(problem), key=lambda it: score(problem, it), default=None)
    if best is None:
        return
    placed = seat_meetings(problem, best)
    first = find_repairs(problem, placed, lengthen_speech(frozenset(), slots=frozenset()), now=0).alternatives[0]
    assert (first.placements, first.affected_people, first.lost, first.gained) == (placed, (), (), ())
