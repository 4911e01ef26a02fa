from dataclasses import replace

import pytest

from matchmaker.domain.errors import StateConflict
from matchmaker.domain.mentorships import TermState
from matchmaker.domain.notices import NoticeKind
from matchmaker.domain.rounds import PairRuleKind, RoundState
from matchmaker.services.mentoring import applications, rounds


def look(ring, key):
    return rounds.get_round(ring.context, ring.operator, key)


def list_codes(ring, key):
    return sorted(it.code.value for it in look(ring, key).changes)


def test_all_pairs_become_mentorships_and_the_other_choices_are_released(make_ring):
    ring = make_ring(2, 1, 1)
    first, other, rival = (
        ring.apply(0, 0, 0.9),
        ring.apply(0, 1, 0.8),
        ring.apply(1, 0, 0.7),
    )
    key = ring.start()

    assert ring.apply_round(key) == 2

    assert ring.states(first, other, rival) == ["released", "accepted", "accepted"]
    assert ring.loads() == [(1, 0, 0), (1, 0, 0)]
    accepted = ring.get(other)
    assert (accepted.round_id, accepted.decided_at) == (key, ring.clock.now())
    with ring.context.open_unit(readonly=True) as unit:
        assert unit.terms.find(other).state is TermState.RUNNING
    assert look(ring, key).round.state is RoundState.APPLIED
    assert NoticeKind.ROUND_MENTOR in ring.list_notices(ring.founders[0])
    assert ring.list_notices(ring.mentors[1]) == [NoticeKind.ROUND_MENTEE]
    assert applications.get_application(ring.context, ring.mentors[1], other).application.id == other


def test_who_gets_nobody_keeps_the_applications(make_ring):
    ring = make_ring(2, 1)
    lucky, other = ring.apply(0, 0, 0.9), ring.apply(1, 0, 0.7)

    ring.apply_round(ring.start())

    assert ring.states(lucky, other) == ["accepted", "wait_listed"]


def test_places_of_one_person_are_never_exceeded(make_ring):
    ring = make_ring(3, 2, 1)
    applications.join_profiles(ring.context, ring.operator, mentor_id=ring.mentor(0), other_id=ring.mentor(1))
    ids = [ring.apply(0, 0), ring.apply(1, 1), ring.apply(2, 0)]

    assert ring.apply_round(ring.start()) == 1

    assert sorted(ring.states(*ids)).count("accepted") == 1
    assert sorted(it[:2] for it in ring.loads()) == [(0, 1), (1, 0)]


@pytest.mark.parametrize("what", ["withdrawn", "accepted", "reordered", "new", "paused", "fewer"])
def test_nothing_is_applied_when_something_changed_meanwhile(make_ring, what):
    ring = make_ring(3, 2, 1, 1)
    ids = [
        ring.apply(0, 0),
        ring.apply(0, 1),
        ring.apply(1, 0),
        ring.apply(2, 1),
    ]
    key = ring.start()
    change = {
        "withdrawn": lambda: applications.withdraw_application(ring.context, ring.founders[1], ids[2]),
        "accepted": lambda: applications.accept_application(ring.context, ring.mentors[0], ids[2]),
        "reordered": lambda: applications.reorder_applications(
            ring.context, ring.founders[0], startup_id=ring.startup(0), application_ids=[ids[1], ids[0]]
        ),
        "new": lambda: ring.apply(0, 2),
        "paused": lambda: applications.pause_mentor(ring.context, ring.mentors[0], ring.mentor(0)),
        "fewer": lambda: shrink(ring),
    }
    change[what]()
    before = [ring.get(it) for it in ids], ring.loads()
    codes = list_codes(ring, key)

    with pytest.raises(StateConflict, match="round_outdated"):
        ring.apply_round(key)

    assert ([ring.get(it) for it in ids], ring.loads()) == before
    expected = {
        "withdrawn": ["moved"],
        "accepted": ["fewer_places", "moved"],
        "reordered": ["moved", "moved"],
        "new": ["added"],
        "paused": ["barred", "barred"],
        "fewer": ["fewer_places"],
    }
    assert codes == expected[what]
    assert look(ring, key).round.state is RoundState.DRAFT
    ring.compute(key)
    assert look(ring, key).changes == ()
    assert ring.apply_round(key) >= 1


def shrink(ring):
    with ring.context.open_unit() as unit:
        unit.mentors.save(replace(unit.mentors.get(ring.mentor(0)), capacity=1))
        unit.commit()


def test_startups_that_come_later_are_told_of_and_do_not_hinder(make_ring):
    ring = make_ring(2, 2)
    ring.apply(0, 0)
    key = ring.start()
    ring.apply(1, 0)

    found = look(ring, key)
    assert (found.newcomers, found.changes) == (1, ())
    assert ring.apply_round(key) == 1


def test_a_called_application_that_is_released_gives_its_place_back_to_the_list(make_ring):
    ring = make_ring(4, 1, 1)
    holder = ring.apply(3, 0)
    applications.accept_application(ring.context, ring.mentors[0], holder)
    called, behind = ring.apply(0, 0, 0.1), ring.apply(1, 0, 0.1)
    better = ring.apply(0, 1, 1.0)
    applications.end_mentorship(ring.context, ring.mentors[0], holder)
    assert ring.states(called, behind, better) == ["applied", "wait_listed", "queued"]
    key = ring.start()
    for it in (called, behind):
        rounds.set_pair_rule(ring.context, ring.operator, key, it, kind=PairRuleKind.FORBIDDEN)
    ring.compute(key)

    ring.apply_round(key)

    assert ring.states(called, behind, better) == ["released", "applied", "accepted"]


def test_a_round_is_applied_once(make_ring):
    ring = make_ring(1, 2)
    ring.apply(0, 0)
    key = ring.start()
    ring.apply_round(key)

    with pytest.raises(StateConflict, match="round_closed"):
        ring.apply_round(key)
    assert ring.loads() == [(1, 0, 0)]
