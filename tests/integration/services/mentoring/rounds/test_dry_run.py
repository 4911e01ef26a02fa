from dataclasses import replace
from datetime import date

import pytest

from matchmaker.domain.errors import Invalid, NotAllowed, NotFound, StateConflict
from matchmaker.domain.ids import ApplicationId
from matchmaker.domain.interests import ConflictKind, PartnerPair
from matchmaker.domain.rounds import PairRuleKind, RoundGoal, RoundObstacle, RoundOptions, RoundState
from matchmaker.domain.vocabulary import PartyKind
from matchmaker.services import interests
from matchmaker.services.mentoring import applications, rounds


@pytest.fixture
def any_database(database):
    """SQLite only: nothing here depends on how rows are locked."""
    return database


def mark(steps, key, application, kind, reason=""):
    rounds.set_pair_rule(steps.context, steps.operator, key, application, kind=kind, reason=reason)


def declare(steps, number, kind):
    """Let the mentor of a number declare a conflict of interest with the startup of that number."""
    pair = PartnerPair(steps.startup(number), PartyKind.MENTOR, steps.mentor(number))
    interests.declare_conflict(
        steps.context, steps.mentors[number], pair, kind=kind, words="家人", since=date(2026, 5, 1)
    )


def look(steps, key):
    return rounds.get_round(steps.context, steps.operator, key)


def test_a_dry_run_lists_the_pairs_and_changes_nothing(make_round):
    steps = make_round(2, 1, 1)
    first, other = steps.apply(0, 0, 0.9), steps.apply(0, 1, 0.8)
    rival = steps.apply(1, 0, 0.7)
    before = [steps.get(it) for it in (first, other, rival)]

    key = steps.start()

    assert steps.outcomes(key) == {first: "startup_placed", other: "placed", rival: "placed"}
    assert [steps.get(it) for it in (first, other, rival)] == before
    found = look(steps, key)
    assert (found.round.figures.round.placed, found.round.figures.round.first) == (2, 1)
    assert found.round.figures.round.total == pytest.approx(1.5)
    assert found.round.figures.is_proven
    assert found.round.figures.objections == (first,)
    assert found.round.figures.usual.placed == 1
    assert found.changes == ()


def test_every_reason_to_be_left_out_is_reported(make_round):
    steps = make_round(7, 1, 1, 1, 1, 1, 1, 1)
    full = steps.apply(0, 0)
    applications.accept_application(steps.context, steps.mentors[0], full)
    keys = [steps.apply(n, n) for n in range(1, 7)]
    waits = steps.apply(0, 1)
    with steps.context.open_unit() as unit:
        for number, until in ((2, None), (3, date(2026, 5, 1))):
            unit.mentors.save(replace(unit.mentors.get(steps.mentor(number)), certified_until=until))
        unit.commit()
    applications.pause_mentor(steps.context, steps.mentors[4], steps.mentor(4))
    declare(steps, 5, ConflictKind.COMPETITOR)

    key = steps.start()
    rounds.set_cap(steps.context, steps.operator, key, steps.mentor(6), most=0)
    steps.compute(key)

    assert [steps.outcomes(key)[it] for it in keys[1:]] == [
        "mentor_uncertified",
        "mentor_lapsed",
        "mentor_paused",
        "conflict",
        "mentor_capped",
    ]
    assert {steps.outcomes(key)[it] for it in (keys[0], waits)} == {"placed", "mentor_taken"}
    lenient = steps.start(takes_uncertified=True)
    assert steps.outcomes(lenient)[keys[1]] == "placed"


def test_a_full_mentor_takes_part_for_nobody(make_round):
    steps = make_round(2, 1)
    applications.accept_application(steps.context, steps.mentors[0], steps.apply(0, 0))
    late = steps.apply(1, 0)

    assert steps.outcomes(steps.start()) == {late: "mentor_full"}


def test_two_profiles_of_one_person_share_their_places(make_round):
    steps = make_round(3, 2, 1)
    applications.join_profiles(steps.context, steps.operator, mentor_id=steps.mentor(0), other_id=steps.mentor(1))
    ids = [
        steps.apply(0, 0, 0.9),
        steps.apply(1, 0, 0.8),
        steps.apply(2, 1, 0.7),
        steps.apply(0, 1, 0.9),
    ]

    found = steps.outcomes(steps.start())

    assert [found[it] for it in ids] == ["placed", "mentor_taken", "mentor_taken", "same_person"]


def test_locks_and_bans_are_respected_and_what_changed_is_marked(make_round):
    steps = make_round(2, 1)
    better, worse = steps.apply(0, 0, 0.9), steps.apply(1, 0, 0.2)
    key = steps.start()
    assert not look(steps, key).has_changed

    mark(steps, key, worse, PairRuleKind.REQUIRED)
    assert not look(steps, key).round.is_current
    with pytest.raises(StateConflict, match="round_stale"):
        steps.apply_round(key)
    steps.compute(key)

    assert steps.outcomes(key) == {better: "mentor_taken", worse: "placed"}
    found = look(steps, key)
    assert found.has_changed
    assert found.views[worse].is_new
    assert found.views[better].is_lost
    mark(steps, key, worse, PairRuleKind.FORBIDDEN)
    steps.compute(key)
    assert steps.outcomes(key) == {better: "placed", worse: "forbidden"}
    mark(steps, key, worse, None)
    steps.compute(key)
    assert steps.outcomes(key)[worse] == "mentor_taken"


def test_locks_that_cannot_all_be_are_named_and_nobody_is_placed(make_round):
    steps = make_round(2, 1)
    first, second = steps.apply(0, 0), steps.apply(1, 0)
    key = steps.start()
    mark(steps, key, first, PairRuleKind.REQUIRED)
    mark(steps, key, second, PairRuleKind.REQUIRED)
    steps.compute(key)

    figures = look(steps, key).round.figures
    assert figures.obstacle is RoundObstacle.LOCKS_BEYOND_PLACES
    assert figures.in_the_way == (first, second)
    assert "placed" not in steps.outcomes(key).values()
    with pytest.raises(StateConflict, match="round_stale"):
        steps.apply_round(key)


def test_a_locked_pair_whose_mentor_pauses_is_in_the_way(make_round):
    steps = make_round(1, 1)
    only = steps.apply(0, 0)
    key = steps.start()
    mark(steps, key, only, PairRuleKind.REQUIRED)
    applications.pause_mentor(steps.context, steps.mentors[0], steps.mentor(0))
    steps.compute(key)

    assert look(steps, key).round.figures.obstacle is RoundObstacle.LOCK_LEFT_OUT


def test_what_does_not_exist_is_neither_locked_nor_ruled_out(make_round):
    steps = make_round(1, 1)
    key = steps.start()
    for kind in PairRuleKind:
        with pytest.raises(NotFound, match="mentorship_not_found"):
            mark(steps, key, ApplicationId(987), kind)


def test_a_startup_is_locked_once(make_round):
    steps = make_round(1, 1, 1)
    first, second = steps.apply(0, 0), steps.apply(0, 1)
    key = steps.start()
    mark(steps, key, first, PairRuleKind.REQUIRED)

    with pytest.raises(StateConflict, match="round_startup_locked"):
        mark(steps, key, second, PairRuleKind.REQUIRED)


def test_what_the_ledger_warns_of_is_left_out_until_the_operator_gives_a_reason(make_round):
    steps = make_round(1, 1)
    only = steps.apply(0, 0)
    declare(steps, 0, ConflictKind.SHAREHOLDER)
    key = steps.start()
    assert steps.outcomes(key) == {only: "conflict_reason"}

    with pytest.raises(StateConflict, match="round_reason_needed"):
        mark(steps, key, only, PairRuleKind.REQUIRED)
    mark(steps, key, only, PairRuleKind.REQUIRED, "双方知情并同意")
    steps.compute(key)
    assert steps.outcomes(key) == {only: "placed"}
    steps.apply_round(key)
    with steps.context.open_unit(readonly=True) as unit:
        pair = PartnerPair(steps.startup(0), PartyKind.MENTOR, steps.mentor(0))
        assert unit.conflicts.has_disclosed(steps.operator.account_id, pair, frozenset({ConflictKind.SHAREHOLDER}))


def test_goal_and_limit_can_be_changed_on_a_draft_only(make_round):
    steps = make_round(2, 2)
    steps.apply(0, 0, 0.9)
    steps.apply(1, 0, 0.2)
    key = steps.start()
    rounds.set_options(steps.context, steps.operator, key, RoundOptions(goal=RoundGoal.STABLE, most_new=1))
    steps.compute(key)

    assert sorted(steps.outcomes(key).values()) == ["mentor_taken", "placed"]
    with pytest.raises(Invalid):
        rounds.set_options(steps.context, steps.operator, key, RoundOptions(most_new=0))
    rounds.discard_round(steps.context, steps.operator, key)
    assert look(steps, key).round.state is RoundState.DISCARDED
    for action in (
        lambda: rounds.set_options(steps.context, steps.operator, key, RoundOptions()),
        lambda: rounds.set_cap(steps.context, steps.operator, key, steps.mentor(0), most=1),
        lambda: rounds.start_computing(steps.context, steps.operator, key),
        lambda: steps.compute(key),
        lambda: steps.apply_round(key),
        lambda: steps.undo(key),
        lambda: rounds.discard_round(steps.context, steps.operator, key),
    ):
        with pytest.raises(StateConflict, match="round_closed"):
            action()


def test_a_fit_that_nobody_looked_at_is_computed_and_saved(make_round):
    steps = make_round(1, 1)
    only = steps.apply(0, 0)
    with steps.context.open_unit() as unit:
        unit.applications.save(replace(unit.applications.get_for_update(only), fit=None))
        unit.commit()

    key = steps.start()

    assert steps.outcomes(key) == {only: "placed"}
    assert steps.get(only).fit is not None


def test_rounds_are_the_operators(make_round):
    steps = make_round(1, 1)
    steps.apply(0, 0)
    key = steps.start()
    for actor in (steps.founders[0], steps.mentors[0]):
        with pytest.raises(NotAllowed):
            rounds.get_round(steps.context, actor, key)
        with pytest.raises(NotAllowed):
            rounds.apply_round(steps.context, actor, key)
        with pytest.raises(NotAllowed):
            rounds.create_round(steps.context, actor, RoundOptions())


def test_computing_that_is_under_way_is_answered_once(make_round):
    steps = make_round(1, 1)
    steps.apply(0, 0)
    key = steps.start()

    assert rounds.start_computing(steps.context, steps.operator, key) == rounds.start_computing(
        steps.context, steps.operator, key
    )
