from dataclasses import replace
from datetime import timedelta

import pytest

from matchmaker.domain.errors import StateConflict
from matchmaker.domain.mentorships import MeetingMode, MentorshipOutcome, SessionDraft
from matchmaker.domain.notices import NoticeKind
from matchmaker.domain.rounds import RoundState
from matchmaker.services.mentoring import applications, mentorships, pool, rounds
from matchmaker.services.platform.context import find_today


def prepare(ring):
    """A queued, an asked and a listed application of one startup, and a rival: the round takes the queued one."""
    holder = ring.apply(1, 0)
    applications.accept_application(ring.context, ring.mentors[0], holder)
    listed, asked, queued = (
        ring.apply(0, 0, 0.9),
        ring.apply(0, 1, 0.1),
        ring.apply(0, 2, 0.9),
    )
    assert ring.states(listed, asked, queued) == ["wait_listed", "applied", "queued"]
    return listed, asked, queued


def snapshot(ring, keys):
    """All that must be as before; who is asked again has the full time to answer."""
    found = [ring.get(it) for it in keys]
    with ring.context.open_unit(readonly=True) as unit:
        positions = unit.application_queue.list_positions(ring.mentor(n) for n in range(len(ring.mentors)))
    return [replace(it, opened_at=None) for it in found], [positions.get(it) for it in keys], ring.loads()


def test_everything_stands_again_as_before_the_round(make_ring):
    ring = make_ring(2, 1, 1, 1)
    keys = prepare(ring)
    before = snapshot(ring, keys)
    key = ring.start(emphasis="fit")
    assert ring.apply_round(key) == 1
    assert ring.states(*keys) == ["released", "released", "accepted"]
    ring.clock.move(timedelta(days=2))

    ring.undo(key)

    assert snapshot(ring, keys) == before
    assert ring.get(keys[1]).opened_at == ring.clock.now()
    assert ring.get(keys[2]).opened_at is None
    with ring.context.open_unit(readonly=True) as unit:
        assert unit.terms.find(keys[2]) is None
        assert unit.rounds.get(key).state is RoundState.UNDONE
    assert ring.list_notices(ring.founders[0]).count(NoticeKind.ROUND_UNDONE) == 1
    assert ring.list_notices(ring.founders[0]).count(NoticeKind.ROUND_CHOICE_BACK) == 2
    assert NoticeKind.ROUND_UNDONE in ring.list_notices(ring.mentors[2])
    assert NoticeKind.ROUND_CHOICE_BACK in ring.list_notices(ring.mentors[1])


def test_who_joined_the_list_because_of_the_round_is_called_again(make_ring):
    ring = make_ring(2, 1)
    lucky, other = ring.apply(0, 0, 0.9), ring.apply(1, 0, 0.7)
    key = ring.start()
    ring.apply_round(key)
    assert ring.states(lucky, other) == ["accepted", "wait_listed"]

    ring.undo(key)

    assert ring.states(lucky, other) == ["applied", "applied"]
    assert ring.loads() == [(0, 0, 0)]


@pytest.mark.parametrize("what", ["session", "evaluation", "extension"])
def test_a_round_in_which_something_was_recorded_stays(make_ring, what):
    ring = make_ring(2, 1, 1)
    keys = [ring.apply(0, 0), ring.apply(1, 1)]
    key = ring.start()
    ring.apply_round(key)
    mentor = ring.mentors[1]
    if what == "session":
        draft = SessionDraft(held_on=find_today(ring.context), minutes=60, mode=MeetingMode.ONLINE)
        mentorships.add_session(ring.context, mentor, keys[1], draft)
    elif what == "evaluation":
        mentorships.evaluate(ring.context, mentor, keys[1], score=4, words="认真")
    else:
        mentorships.propose_extension(ring.context, mentor, keys[1], months=3)

    with pytest.raises(StateConflict, match="round_has_records"):
        ring.undo(key)

    assert ring.states(*keys) == ["accepted", "accepted"]
    assert rounds.get_round(ring.context, ring.operator, key).recorded == (keys[1],)


def test_a_round_is_undone_within_the_set_days_only(make_ring):
    ring = make_ring(1, 1)
    only = ring.apply(0, 0)
    key = ring.start()
    ring.apply_round(key)
    ring.clock.move(timedelta(days=ring.context.settings.round_undo_days, seconds=1))

    with pytest.raises(StateConflict, match="round_too_old"):
        ring.undo(key)
    assert ring.states(only) == ["accepted"]


def test_a_startup_that_has_applied_anew_keeps_that_and_the_pair_becomes_its_last_choice(make_ring):
    ring = make_ring(1, 1, 1, 1)
    first, second = ring.apply(0, 0, 0.9), ring.apply(0, 1)
    key = ring.start()
    ring.apply_round(key)
    fresh = ring.apply(0, 2)

    ring.undo(key)

    assert ring.states(first, second, fresh) == ["queued", "released", "applied"]
    assert [it.application.id for it in list_pending(ring)] == [fresh, first]
    assert ring.loads() == [(0, 0, 0)] * 3


def list_pending(ring):
    found = applications.list_startup_applications(ring.context, ring.founders[0], ring.startup(0))
    return [it for it in found if it.choice]


def test_a_startup_that_somebody_else_has_accepted_keeps_that_mentor(make_ring):
    ring = make_ring(1, 1, 1, 1)
    first, second = ring.apply(0, 0, 0.9), ring.apply(0, 1)
    key = ring.start()
    ring.apply_round(key)
    ring.clock.move(timedelta(days=1))
    fresh = ring.apply(0, 2)
    applications.accept_application(ring.context, ring.mentors[2], fresh)

    ring.undo(key)

    assert ring.states(first, second, fresh) == ["released", "released", "accepted"]
    assert ring.loads() == [(0, 0, 0), (0, 0, 0), (1, 0, 0)]


def test_a_pair_that_was_ended_stays_ended_and_the_other_choices_come_back(make_ring):
    ring = make_ring(2, 1, 1, 1)
    first, second, other = (
        ring.apply(0, 0, 0.9),
        ring.apply(0, 1),
        ring.apply(1, 2),
    )
    key = ring.start()
    ring.apply_round(key)
    applications.end_mentorship(
        ring.context, ring.mentors[0], first, outcome=MentorshipOutcome.STOPPED, reason="没有时间"
    )

    ring.undo(key)

    assert ring.states(first, second, other) == ["ended", "applied", "applied"]
    assert ring.loads() == [(0, 0, 0)] * 3


def test_the_choice_of_a_mentor_who_has_left_the_pool_stays_released(make_ring):
    ring = make_ring(1, 1, 1, 1)
    first, second, third = (
        ring.apply(0, 0, 0.9),
        ring.apply(0, 1, 0.1),
        ring.apply(0, 2, 0.1),
    )
    key = ring.start()
    ring.apply_round(key)
    pool.leave_pool(ring.context, ring.mentors[1], ring.mentor(1), reason="迁往外地")

    ring.undo(key)

    assert ring.states(first, second, third) == ["applied", "released", "queued"]


def test_places_of_one_person_are_given_back_under_all_profiles(make_ring):
    ring = make_ring(1, 1, 1)
    applications.join_profiles(ring.context, ring.operator, mentor_id=ring.mentor(0), other_id=ring.mentor(1))
    ring.apply(0, 0)
    key = ring.start()
    ring.apply_round(key)
    assert ring.loads() == [(1, 0, 0), (0, 1, 0)]

    ring.undo(key)

    assert ring.loads() == [(0, 0, 0), (0, 0, 0)]


def test_a_round_is_undone_once(make_ring):
    ring = make_ring(1, 1)
    ring.apply(0, 0)
    key = ring.start()
    ring.apply_round(key)
    ring.undo(key)

    with pytest.raises(StateConflict, match="round_closed"):
        ring.undo(key)
