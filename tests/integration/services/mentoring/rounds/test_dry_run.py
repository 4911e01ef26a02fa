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
    """SQLite alone: nothing here depends on how rows are locked."""
    return database


def mark(ring, key, mentorship, kind, reason=""):
    rounds.set_pair_rule(ring.context, ring.operator, key, mentorship, kind=kind, reason=reason)


def declare(ring, number, kind):
    """The mentor of a number declares what ties him to the startup of that number."""
    pair = PartnerPair(ring.startup(number), PartyKind.MENTOR, ring.mentor(number))
    interests.declare_conflict(
        ring.context, ring.mentors[number], pair, kind=kind, words="家人", since=date(2026, 5, 1)
    )


def look(ring, key):
    return rounds.get_round(ring.context, ring.operator, key)


def test_a_dry_run_says_who_would_get_whom_and_touches_nothing(make_ring):
    ring = make_ring(2, 1, 1)
    first, other = ring.apply(0, 0, 0.9), ring.apply(0, 1, 0.8)
    rival = ring.apply(1, 0, 0.7)
    before = [ring.get(it) for it in (first, other, rival)]

    key = ring.start()

    assert ring.outcomes(key) == {first: "startup_placed", other: "placed", rival: "placed"}
    assert [ring.get(it) for it in (first, other, rival)] == before
    found = look(ring, key)
    assert (found.round.figures.round.placed, found.round.figures.round.first) == (2, 1)
    assert found.round.figures.round.total == pytest.approx(1.5)
    assert found.round.figures.is_proven
    assert found.round.figures.objections == (first,)
    assert found.round.figures.usual.placed == 1
    assert found.changes == ()


def test_every_reason_to_be_left_out_is_told(make_ring):
    ring = make_ring(7, 1, 1, 1, 1, 1, 1, 1)
    full = ring.apply(0, 0)
    applications.accept_application(ring.context, ring.mentors[0], full)
    keys = [ring.apply(n, n) for n in range(1, 7)]
    waits = ring.apply(0, 1)
    with ring.context.open_unit() as unit:
        for number, until in ((2, None), (3, date(2026, 5, 1))):
            unit.mentors.save(replace(unit.mentors.get(ring.mentor(number)), certified_until=until))
        unit.commit()
    applications.pause_mentor(ring.context, ring.mentors[4], ring.mentor(4))
    declare(ring, 5, ConflictKind.COMPETITOR)

    key = ring.start()
    rounds.set_cap(ring.context, ring.operator, key, ring.mentor(6), most=0)
    ring.compute(key)

    assert [ring.outcomes(key)[it] for it in keys[1:]] == [
        "mentor_uncertified",
        "mentor_lapsed",
        "mentor_paused",
        "conflict",
        "mentor_capped",
    ]
    assert {ring.outcomes(key)[it] for it in (keys[0], waits)} == {"placed", "mentor_taken"}
    lenient = ring.start(takes_uncertified=True)
    assert ring.outcomes(lenient)[keys[1]] == "placed"


def test_a_full_mentor_takes_part_for_nobody(make_ring):
    ring = make_ring(2, 1)
    applications.accept_application(ring.context, ring.mentors[0], ring.apply(0, 0))
    late = ring.apply(1, 0)

    assert ring.outcomes(ring.start()) == {late: "mentor_full"}


def test_two_profiles_of_one_person_share_their_places(make_ring):
    ring = make_ring(3, 2, 1)
    applications.join_profiles(ring.context, ring.operator, mentor_id=ring.mentor(0), other_id=ring.mentor(1))
    ids = [
        ring.apply(0, 0, 0.9),
        ring.apply(1, 0, 0.8),
        ring.apply(2, 1, 0.7),
        ring.apply(0, 1, 0.9),
    ]

    found = ring.outcomes(ring.start())

    assert [found[it] for it in ids] == ["placed", "mentor_taken", "mentor_taken", "same_person"]


def test_locks_and_bans_are_kept_and_what_changed_is_marked(make_ring):
    ring = make_ring(2, 1)
    better, worse = ring.apply(0, 0, 0.9), ring.apply(1, 0, 0.2)
    key = ring.start()
    assert not look(ring, key).has_changed

    mark(ring, key, worse, PairRuleKind.REQUIRED)
    assert not look(ring, key).round.is_current
    with pytest.raises(StateConflict, match="round_stale"):
        ring.apply_round(key)
    ring.compute(key)

    assert ring.outcomes(key) == {better: "mentor_taken", worse: "placed"}
    found = look(ring, key)
    assert found.has_changed
    assert found.views[worse].is_new
    assert found.views[better].is_lost
    mark(ring, key, worse, PairRuleKind.FORBIDDEN)
    ring.compute(key)
    assert ring.outcomes(key) == {better: "placed", worse: "forbidden"}
    mark(ring, key, worse, None)
    ring.compute(key)
    assert ring.outcomes(key)[worse] == "mentor_taken"


def test_locks_that_cannot_all_be_are_named_and_nobody_is_placed(make_ring):
    ring = make_ring(2, 1)
    first, second = ring.apply(0, 0), ring.apply(1, 0)
    key = ring.start()
    mark(ring, key, first, PairRuleKind.REQUIRED)
    mark(ring, key, second, PairRuleKind.REQUIRED)
    ring.compute(key)

    figures = look(ring, key).round.figures
    assert figures.obstacle is RoundObstacle.LOCKS_BEYOND_PLACES
    assert figures.in_the_way == (first, second)
    assert "placed" not in ring.outcomes(key).values()
    with pytest.raises(StateConflict, match="round_stale"):
        ring.apply_round(key)


def test_a_locked_pair_whose_mentor_pauses_is_in_the_way(make_ring):
    ring = make_ring(1, 1)
    only = ring.apply(0, 0)
    key = ring.start()
    mark(ring, key, only, PairRuleKind.REQUIRED)
    applications.pause_mentor(ring.context, ring.mentors[0], ring.mentor(0))
    ring.compute(key)

    assert look(ring, key).round.figures.obstacle is RoundObstacle.LOCK_LEFT_OUT


def test_what_does_not_exist_is_neither_locked_nor_ruled_out(make_ring):
    ring = make_ring(1, 1)
    key = ring.start()
    for kind in PairRuleKind:
        with pytest.raises(NotFound, match="mentorship_not_found"):
            mark(ring, key, ApplicationId(987), kind)


def test_a_startup_is_locked_once(make_ring):
    ring = make_ring(1, 1, 1)
    first, second = ring.apply(0, 0), ring.apply(0, 1)
    key = ring.start()
    mark(ring, key, first, PairRuleKind.REQUIRED)

    with pytest.raises(StateConflict, match="round_startup_locked"):
        mark(ring, key, second, PairRuleKind.REQUIRED)


def test_what_the_ledger_warns_of_is_left_out_until_the_operator_says_why(make_ring):
    ring = make_ring(1, 1)
    only = ring.apply(0, 0)
    declare(ring, 0, ConflictKind.SHAREHOLDER)
    key = ring.start()
    assert ring.outcomes(key) == {only: "conflict_reason"}

    with pytest.raises(StateConflict, match="round_reason_needed"):
        mark(ring, key, only, PairRuleKind.REQUIRED)
    mark(ring, key, only, PairRuleKind.REQUIRED, "双方知情并同意")
    ring.compute(key)
    assert ring.outcomes(key) == {only: "placed"}
    ring.apply_round(key)
    with ring.context.open_unit(readonly=True) as unit:
        pair = PartnerPair(ring.startup(0), PartyKind.MENTOR, ring.mentor(0))
        assert unit.conflicts.has_disclosed(ring.operator.account_id, pair, frozenset({ConflictKind.SHAREHOLDER}))


def test_goal_and_limit_can_be_changed_on_a_draft_only(make_ring):
    ring = make_ring(2, 2)
    ring.apply(0, 0, 0.9)
    ring.apply(1, 0, 0.2)
    key = ring.start()
    rounds.set_options(ring.context, ring.operator, key, RoundOptions(goal=RoundGoal.STABLE, most_new=1))
    ring.compute(key)

    assert sorted(ring.outcomes(key).values()) == ["mentor_taken", "placed"]
    with pytest.raises(Invalid):
        rounds.set_options(ring.context, ring.operator, key, RoundOptions(most_new=0))
    rounds.discard_round(ring.context, ring.operator, key)
    assert look(ring, key).round.state is RoundState.DISCARDED
    for deed in (
        lambda: rounds.set_options(ring.context, ring.operator, key, RoundOptions()),
        lambda: rounds.set_cap(ring.context, ring.operator, key, ring.mentor(0), most=1),
        lambda: rounds.start_computing(ring.context, ring.operator, key),
        lambda: ring.compute(key),
        lambda: ring.apply_round(key),
        lambda: ring.undo(key),
        lambda: rounds.discard_round(ring.context, ring.operator, key),
    ):
        with pytest.raises(StateConflict, match="round_closed"):
            deed()


def test_a_fit_that_nobody_looked_at_is_computed_and_kept(make_ring):
    ring = make_ring(1, 1)
    only = ring.apply(0, 0)
    with ring.context.open_unit() as unit:
        unit.applications.save(replace(unit.applications.get_for_update(only), fit=None))
        unit.commit()

    key = ring.start()

    assert ring.outcomes(key) == {only: "placed"}
    assert ring.get(only).fit is not None


def test_rounds_are_the_operators(make_ring):
    ring = make_ring(1, 1)
    ring.apply(0, 0)
    key = ring.start()
    for actor in (ring.founders[0], ring.mentors[0]):
        with pytest.raises(NotAllowed):
            rounds.get_round(ring.context, actor, key)
        with pytest.raises(NotAllowed):
            rounds.apply_round(ring.context, actor, key)
        with pytest.raises(NotAllowed):
            rounds.create_round(ring.context, actor, RoundOptions())


def test_computing_that_is_under_way_is_answered_once(make_ring):
    ring = make_ring(1, 1)
    ring.apply(0, 0)
    key = ring.start()

    assert rounds.start_computing(ring.context, ring.operator, key) == rounds.start_computing(
        ring.context, ring.operator, key
    )
