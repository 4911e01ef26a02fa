from dataclasses import replace

import pytest

from matchmaker.domain.errors import StateConflict
from matchmaker.domain.mentorships import TermState
from matchmaker.domain.notices import NoticeKind
from matchmaker.domain.rounds import PairRuleKind, RoundState
from matchmaker.services.mentoring import applications, rounds


def look(steps, key):
    return rounds.get_round(steps.context, steps.operator, key)


def list_codes(steps, key):
    return sorted(it.code.value for it in look(steps, key).changes)


def test_all_pairs_become_mentorships_and_the_other_choices_are_released(make_round):
    steps = make_round(2, 1, 1)
    first, other, rival = (
        steps.apply(0, 0, 0.9),
        steps.apply(0, 1, 0.8),
        steps.apply(1, 0, 0.7),
    )
    key = steps.start()

    assert steps.apply_round(key) == 2

    assert steps.states(first, other, rival) == ["released", "accepted", "accepted"]
    assert steps.loads() == [(1, 0, 0), (1, 0, 0)]
    accepted = steps.get(other)
    assert (accepted.round_id, accepted.decided_at) == (key, steps.clock.now())
    with steps.context.open_unit(readonly=True) as unit:
        assert unit.terms.find(other).state is TermState.RUNNING
    assert look(steps, key).round.state is RoundState.APPLIED
    assert NoticeKind.ROUND_MENTOR in steps.list_notices(steps.founders[0])
    assert steps.list_notices(steps.mentors[1]) == [NoticeKind.ROUND_MENTEE]
    assert applications.get_application(steps.context, steps.mentors[1], other).application.id == other


def test_who_gets_nobody_keeps_the_applications(make_round):
    steps = make_round(2, 1)
    lucky, other = steps.apply(0, 0, 0.9), steps.apply(1, 0, 0.7)

    steps.apply_round(steps.start())

    assert steps.states(lucky, other) == ["accepted", "wait_listed"]


def test_places_of_one_person_are_never_exceeded(make_round):
    steps = make_round(3, 2, 1)
    applications.join_profiles(steps.context, steps.operator, mentor_id=steps.mentor(0), other_id=steps.mentor(1))
    ids = [steps.apply(0, 0), steps.apply(1, 1), steps.apply(2, 0)]

    assert steps.apply_round(steps.start()) == 1

    assert sorted(steps.states(*ids)).count("accepted") == 1
    assert sorted(it[:2] for it in steps.loads()) == [(0, 1), (1, 0)]


@pytest.mark.parametrize("what", ["withdrawn", "accepted", "reordered", "new", "paused", "fewer"])
def test_nothing_is_applied_when_something_changed_meanwhile(make_round, what):
    steps = make_round(3, 2, 1, 1)
    ids = [
        steps.apply(0, 0),
        steps.apply(0, 1),
        steps.apply(1, 0),
        steps.apply(2, 1),
    ]
    key = steps.start()
    change = {
        "withdrawn": lambda: applications.withdraw_application(steps.context, steps.founders[1], ids[2]),
        "accepted": lambda: applications.accept_application(steps.context, steps.mentors[0], ids[2]),
        "reordered": lambda: applications.reorder_applications(
            steps.context, steps.founders[0], startup_id=steps.startup(0), application_ids=[ids[1], ids[0]]
        ),
        "new": lambda: steps.apply(0, 2),
        "paused": lambda: applications.pause_mentor(steps.context, steps.mentors[0], steps.mentor(0)),
        "fewer": lambda: shrink(steps),
    }
    change[what]()
    before = [steps.get(it) for it in ids], steps.loads()
    codes = list_codes(steps, key)

    with pytest.raises(StateConflict, match="round_outdated"):
        steps.apply_round(key)

    assert ([steps.get(it) for it in ids], steps.loads()) == before
    expected = {
        "withdrawn": ["moved"],
        "accepted": ["fewer_places", "moved"],
        "reordered": ["moved", "moved"],
        "new": ["added"],
        "paused": ["barred", "barred"],
        "fewer": ["fewer_places"],
    }
    assert codes == expected[what]
    assert look(steps, key).round.state is RoundState.DRAFT
    steps.compute(key)
    assert look(steps, key).changes == ()
    assert steps.apply_round(key) >= 1


def shrink(steps):
    with steps.context.open_unit() as unit:
        unit.mentors.save(replace(unit.mentors.get(steps.mentor(0)), capacity=1))
        unit.commit()


def test_startups_that_come_later_are_reported_and_do_not_block(make_round):
    steps = make_round(2, 2)
    steps.apply(0, 0)
    key = steps.start()
    steps.apply(1, 0)

    found = look(steps, key)
    assert (found.newcomers, found.changes) == (1, ())
    assert steps.apply_round(key) == 1


def test_a_called_application_that_is_released_gives_its_place_back_to_the_list(make_round):
    steps = make_round(4, 1, 1)
    holder = steps.apply(3, 0)
    applications.accept_application(steps.context, steps.mentors[0], holder)
    called, behind = steps.apply(0, 0, 0.1), steps.apply(1, 0, 0.1)
    better = steps.apply(0, 1, 1.0)
    applications.end_mentorship(steps.context, steps.mentors[0], holder)
    assert steps.states(called, behind, better) == ["applied", "wait_listed", "queued"]
    key = steps.start()
    for it in (called, behind):
        rounds.set_pair_rule(steps.context, steps.operator, key, it, kind=PairRuleKind.FORBIDDEN)
    steps.compute(key)

    steps.apply_round(key)

    assert steps.states(called, behind, better) == ["released", "applied", "accepted"]


def test_a_round_is_applied_once(make_round):
    steps = make_round(1, 2)
    steps.apply(0, 0)
    key = steps.start()
    steps.apply_round(key)

    with pytest.raises(StateConflict, match="round_closed"):
        steps.apply_round(key)
    assert steps.loads() == [(1, 0, 0)]
