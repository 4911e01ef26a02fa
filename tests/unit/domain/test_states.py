import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchmaker.domain.states import StateMachine, make_moves

LAMP = StateMachine({("off", "press"): "on", ("on", "press"): "off", ("on", "drop"): "broken"})
STEPS = st.dictionaries(st.tuples(st.integers(0, 5), st.sampled_from("ab")), st.integers(0, 5))


def test_an_action_leads_only_where_the_table_allows():
    assert LAMP.next_state("off", "press") == "on"
    assert LAMP.next_state("off", "drop") is None
    assert LAMP.can("on", "drop")
    assert not LAMP.can("broken", "press")


def test_actions_come_in_the_order_of_the_table():
    assert LAMP.actions_from("on") == ("press", "drop")
    assert LAMP.actions_from("broken") == ()


def test_all_later_states_are_reachable_and_the_last_one_is_left_no_more():
    assert LAMP.reachable("off") == {"off", "on", "broken"}
    assert LAMP.reachable("broken") == {"broken"}


def test_the_table_cannot_be_changed():
    with pytest.raises(TypeError):
        LAMP.steps["broken", "press"] = "on"


def test_a_table_of_following_states_has_each_as_its_own_action():
    moves = make_moves({"new": ("paid", "dropped"), "paid": ("sent",), "sent": ()})

    assert moves.actions_from("new") == ("paid", "dropped")
    assert moves.next_state("paid", "sent") == "sent"
    assert not moves.can("sent", "new")


@given(STEPS, st.integers(0, 5))
def test_reachable_states_are_closed_under_every_step(steps, start):
    machine = StateMachine(steps)

    reached = machine.reachable(start)

    assert start in reached
    assert all(machine.steps[state, action] in reached for state, action in machine.steps if state in reached)
