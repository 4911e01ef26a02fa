"""The steps of the investors' club."""

from hypothesis import given
from hypothesis import strategies as st

from matchmaker.domain.club import CLUB_STEPS, OPERATOR_ACTIONS, ClubAction, ClubState, list_actions


def test_a_member_is_made_by_approval_or_by_accepting_an_invitation():
    into_club = {(state, action) for (state, action), to in CLUB_STEPS.steps.items() if to is ClubState.MEMBER}

    assert into_club == {(ClubState.REQUESTED, ClubAction.APPROVE), (ClubState.INVITED, ClubAction.ACCEPT)}


def test_every_state_has_a_row_and_can_be_reached():
    assert {state for state, _ in CLUB_STEPS.steps} == {None, *ClubState}
    assert CLUB_STEPS.reachable(None) == {None, *ClubState}


@given(st.sampled_from([None, *ClubState]))
def test_actions_of_both_sides_are_apart_and_all_the_table_has(state):
    ours, theirs = (set(list_actions(state, is_operator=it)) for it in (True, False))

    assert ours | theirs == set(CLUB_STEPS.actions_from(state))
    assert ours <= OPERATOR_ACTIONS
    assert not theirs & OPERATOR_ACTIONS


@given(st.lists(st.sampled_from(ClubAction), max_size=12))
def test_nobody_becomes_a_member_without_both_sides(actions):
    state, sides = None, set()
    for action in actions:
        state, done = CLUB_STEPS.next_state(state, action) or state, CLUB_STEPS.next_state(state, action) is not None
        if not done:
            continue
        sides = (
            {action in OPERATOR_ACTIONS}
            if action in {ClubAction.INVITE, ClubAction.REQUEST}
            else sides | {action in OPERATOR_ACTIONS}
        )
        if state is ClubState.MEMBER:
            assert sides == {True, False}
