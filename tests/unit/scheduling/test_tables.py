from matchmaker.scheduling.problem import Person, Placement
from matchmaker.scheduling.tables import count_table_moves, seat
from matchmaker.scheduling.validate import validate
from tests.unit.scheduling.cases import make_event, open_person


def test_seat_leaves_an_investor_at_the_same_table():
    people = [open_person(0, 1, 2)] + [open_person(0, 1, 2) for _ in range(3)] + [open_person(1)] * 2
    problem = make_event(people, [(0, 1, 1), (0, 2, 1), (0, 3, 1), (4, 5, 1)], tables=(2, 2, 2))
    placed = seat(problem, [(0, 0), (1, 1), (3, 1), (2, 2)])
    assert len({it.table for it in placed if it.pair != 3}) == 1
    assert count_table_moves(problem, placed) == 0
    assert validate(problem, placed) == ()


def test_seat_puts_an_owner_at_the_own_table():
    people = [Person(frozenset({0}), most=1, table=1), open_person(0), open_person(0), open_person(0)]
    problem = make_event(people, [(0, 1, 1), (2, 3, 1)], tables=(2,))
    assert seat(problem, [(0, 0), (1, 0)]) == (Placement(1, 0, 0), Placement(0, 0, 1))


def test_count_table_moves_counts_each_person_who_changes():
    people = [open_person(0, 1), open_person(0), open_person(1)]
    problem = make_event(people, [(0, 1, 1), (0, 2, 1)], tables=(2, 2))
    assert count_table_moves(problem, [Placement(0, 0, 0), Placement(1, 1, 1)]) == 1
    assert count_table_moves(problem, [Placement(0, 0, 1), Placement(1, 1, 1)]) == 0
