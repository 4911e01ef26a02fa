from dataclasses import replace
from itertools import permutations, product

from hypothesis import given, settings

from matchmaker.scheduling.model.problem import Person, Placement, Problem
from matchmaker.scheduling.model.validation import validate
from matchmaker.scheduling.seating import bound_table_moves, count_table_moves, seat_meetings
from tests.unit.scheduling.brute_force import list_timetables
from tests.unit.scheduling.sample_events import events, make_event, open_person


def test_seat_leaves_an_investor_at_the_same_table():
    people = [open_person(0, 1, 2)] + [open_person(0, 1, 2) for _ in range(3)] + [open_person(1)] * 2
    problem = make_event(people, [(0, 1, 1), (0, 2, 1), (0, 3, 1), (4, 5, 1)], tables=(2, 2, 2))
    placed = seat_meetings(problem, [(0, 0), (1, 1), (3, 1), (2, 2)])
    assert len({it.table for it in placed if it.pair != 3}) == 1
    assert count_table_moves(problem, placed) == 0
    assert validate(problem, placed) == ()


def test_seat_puts_an_owner_at_the_own_table():
    people = [Person(frozenset({0}), max_meetings=1, table=1), open_person(0), open_person(0), open_person(0)]
    problem = make_event(people, [(0, 1, 1), (2, 3, 1)], tables=(2,))
    assert seat_meetings(problem, [(0, 0), (1, 0)]) == (Placement(1, 0, 0), Placement(0, 0, 1))


def test_count_table_moves_counts_each_person_who_changes():
    people = [open_person(0, 1), open_person(0), open_person(1)]
    problem = make_event(people, [(0, 1, 1), (0, 2, 1)], tables=(2, 2))
    assert count_table_moves(problem, [Placement(0, 0, 0), Placement(1, 1, 1)]) == 1
    assert count_table_moves(problem, [Placement(0, 0, 1), Placement(1, 1, 1)]) == 0


def test_seat_stays_in_the_room_when_the_table_is_gone():
    people = [open_person(0, 1), open_person(0), open_person(1)]
    problem = make_event(people, [(0, 1, 1), (0, 2, 1)], tables=(4, 4), rooms=(0, 1, 0, 1))
    problem = replace(problem, people=(*people[:1], replace(people[1], table=1), people[2]), lost_tables={(1, 1)})
    assert [it.table for it in seat_meetings(problem, [(0, 0), (1, 1)])] == [1, 3]


def test_bound_table_moves_counts_two_who_come_from_different_tables():
    problem = make_event([open_person(0, 1)] * 4, [(0, 1, 1), (2, 3, 1), (0, 2, 1), (1, 3, 1)], tables=(2, 2))
    meetings = [(0, 0), (1, 0), (2, 1), (3, 1)]
    assert bound_table_moves(problem, meetings) == 2
    assert count_table_moves(problem, seat_meetings(problem, meetings)) == 2


@settings(max_examples=40, deadline=None)
@given(events(most_pairs=4))
def test_bound_table_moves_holds_for_every_seating(problem: Problem):
    meetings = max(list_timetables(problem), key=len, default=())
    slots = sorted({slot for _, slot in meetings})
    here = [[pair for pair, at in meetings if at == slot] for slot in slots]
    orders = [permutations(range(problem.tables[slot]), len(pairs)) for slot, pairs in zip(slots, here, strict=True)]
    fewest = min(
        count_table_moves(
            problem,
            [
                Placement(pair, slot, table)
                for slot, pairs, tables in zip(slots, here, chosen, strict=True)
                for pair, table in zip(pairs, tables, strict=True)
            ],
        )
        for chosen in product(*orders)
    )
    assert (
        bound_table_moves(problem, meetings) <= fewest <= count_table_moves(problem, seat_meetings(problem, meetings))
    )
