from matchmaker.scheduling.model.problem import Placement
from matchmaker.scheduling.repairing.repair import Move, PersonChanges, list_changes
from tests.unit.scheduling.sample_events import make_event, open_person

DAY = make_event([open_person(0, 1)] * 4, [(0, 1, 1), (0, 2, 1), (2, 3, 1)], tables=(2, 2))


def test_list_changes_is_empty_when_nothing_changed():
    same = [Placement(0, 0, 0), Placement(2, 1, 0)]
    assert list_changes(DAY, same, reversed(same)) == ()


def test_list_changes_gives_each_person_what_is_new():
    before = [Placement(0, 0, 0), Placement(2, 0, 1)]
    after = [Placement(1, 0, 0), Placement(2, 1, 1)]
    move = Move(Placement(2, 0, 1), Placement(2, 1, 1))
    assert list_changes(DAY, before, after) == (
        PersonChanges(0, (Placement(1, 0, 0),), (Placement(0, 0, 0),), ()),
        PersonChanges(1, (), (Placement(0, 0, 0),), ()),
        PersonChanges(2, (Placement(1, 0, 0),), (), (move,)),
        PersonChanges(3, (), (), (move,)),
    )


def test_list_changes_counts_another_table_as_a_move():
    changes = list_changes(DAY, [Placement(0, 0, 0)], [Placement(0, 0, 1)])
    assert [(it.person, it.moved) for it in changes] == [
        (person, (Move(Placement(0, 0, 0), Placement(0, 0, 1)),)) for person in (0, 1)
    ]
