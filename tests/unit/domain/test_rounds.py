from datetime import UTC, datetime, timedelta

import pytest

from matchmaker.domain.rounds import (
    CHOICE_SHARE,
    EXCLUDED_OUTCOMES,
    ROUND_STEPS,
    ChoiceTally,
    Emphasis,
    LineOutcome,
    Round,
    RoundFigures,
    RoundObstacle,
    RoundOptions,
    RoundState,
    find_undo_deadline,
    list_actions,
)

NOON = datetime(2026, 6, 1, 4, tzinfo=UTC)
FOUND = RoundFigures(round=ChoiceTally(placed=3, first=3, total=2.1))


def make(state=RoundState.DRAFT, **others):
    return Round(
        id=1, state=state, options=RoundOptions(), created_by=1, created_at=NOON, **({"figures": FOUND} | others)
    )


@pytest.mark.parametrize(
    ("state", "actions"),
    [
        ("draft", {"edit", "compute", "apply", "discard"}),
        ("applied", {"undo"}),
        ("undone", set()),
        ("discarded", set()),
    ],
)
def test_a_round_takes_the_steps_of_its_state(state, actions):
    assert list_actions(RoundState(state)) == actions


def test_every_state_can_be_reached_from_the_draft():
    assert ROUND_STEPS.reachable(RoundState.DRAFT) == set(RoundState)


def test_the_choice_counts_less_from_emphasis_to_emphasis():
    shares = [CHOICE_SHARE[it] for it in (Emphasis.CHOICE, Emphasis.BALANCED, Emphasis.FIT)]
    assert shares == sorted(shares, reverse=True)
    assert all(0 < it < 1 for it in shares)


def test_a_draft_is_applied_only_as_it_was_computed():
    assert make(computed_revision=1).can_be_applied
    assert not make(computed_revision=1, revision=2).can_be_applied
    assert not make().can_be_applied
    assert not make(RoundState.APPLIED, computed_revision=1).can_be_applied
    assert not make(computed_revision=1, figures=RoundFigures()).can_be_applied
    stuck = RoundFigures(round=FOUND.round, obstacle=RoundObstacle.LOCK_LEFT_OUT)
    assert not make(computed_revision=1, figures=stuck).can_be_applied


def test_an_applied_round_can_be_undone_for_some_days():
    applied = make(RoundState.APPLIED, applied_at=NOON)
    assert find_undo_deadline(applied, 7) == NOON + timedelta(days=7)
    assert find_undo_deadline(make(), 7) is None


def test_who_is_left_out_was_not_weighed_against_others():
    assert LineOutcome.PLACED not in EXCLUDED_OUTCOMES
    assert LineOutcome.MENTOR_TAKEN not in EXCLUDED_OUTCOMES
    assert LineOutcome.MENTOR_FULL in EXCLUDED_OUTCOMES
