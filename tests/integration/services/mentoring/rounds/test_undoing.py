from dataclasses import replace
from datetime import timedelta

import pytest

from matchmaker.domain.errors import StateConflict
from matchmaker.domain.mentorships import MeetingMode, MentorshipOutcome, SessionDraft
from matchmaker.domain.notices import NoticeKind
from matchmaker.domain.rounds import RoundState
from matchmaker.services.mentoring import applications, mentorships, pool, rounds
from matchmaker.services.platform.context import find_today


def prepare(steps):
    """A queued, an open and a wait-listed application of one startup, and a rival; the round accepts the queued one."""
    holder = steps.apply(1, 0)
    applications.accept_application(steps.context, steps.mentors[0], holder)
    listed, asked, queued = (
        steps.apply(0, 0, 0.9),
        steps.apply(0, 1, 0.1),
        steps.apply(0, 2, 0.9),
    )
    assert steps.states(listed, asked, queued) == ["wait_listed", "applied", "queued"]
    return listed, asked, queued


def snapshot(steps, keys):
    """Everything that must be restored; a mentor who is asked again has the full time to answer."""
    found = [steps.get(it) for it in keys]
    with steps.context.open_unit(readonly=True) as unit:
        positions = unit.application_queue.list_positions(steps.mentor(n) for n in range(len(steps.mentors)))
    return [replace(it, opened_at=None) for it in found], [positions.get(it) for it in keys], steps.loads()


def test_everything_stands_again_as_before_the_round(make_round):
    steps = make_round(2, 1, 1, 1)
    keys = prepare(steps)
    before = snapshot(steps, keys)
    key = steps.start(emphasis="fit")
    assert steps.apply_round(key) == 1
    assert steps.states(*keys) == ["released", "released", "accepted"]
    steps.clock.move(timedelta(days=2))

    steps.undo(key)

    assert snapshot(steps, keys) == before
    assert steps.get(keys[1]).opened_at == steps.clock.now()
    assert steps.get(keys[2]).opened_at is None
    with steps.context.open_unit(readonly=True) as unit:
        assert unit.terms.find(keys[2]) is None
        assert unit.rounds.get(key).state is RoundState.UNDONE
    assert steps.list_notices(steps.founders[0]).count(NoticeKind.ROUND_UNDONE) == 1
    assert steps.list_notices(steps.founders[0]).count(NoticeKind.ROUND_CHOICE_BACK) == 2
    assert NoticeKind.ROUND_UNDONE in steps.list_notices(steps.mentors[2])
    assert NoticeKind.ROUND_CHOICE_BACK in steps.list_notices(steps.mentors[1])


def test_who_joined_the_list_because_of_the_round_is_called_again(make_round):
    steps = make_round(2, 1)
    lucky, other = steps.apply(0, 0, 0.9), steps.apply(1, 0, 0.7)
    key = steps.start()
    steps.apply_round(key)
    assert steps.states(lucky, other) == ["accepted", "wait_listed"]

    steps.undo(key)

    assert steps.states(lucky, other) == ["applied", "applied"]
    assert steps.loads() == [(0, 0, 0)]


@pytest.mark.parametrize("what", ["session", "evaluation", "extension"])
def test_a_round_in_which_something_was_recorded_stays(make_round, what):
    steps = make_round(2, 1, 1)
    keys = [steps.apply(0, 0), steps.apply(1, 1)]
    key = steps.start()
    steps.apply_round(key)
    mentor = steps.mentors[1]
    if what == "session":
        draft = SessionDraft(held_on=find_today(steps.context), minutes=60, mode=MeetingMode.ONLINE)
        mentorships.add_session(steps.context, mentor, keys[1], draft)
    elif what == "evaluation":
        mentorships.evaluate(steps.context, mentor, keys[1], score=4, words="认真")
    else:
        mentorships.propose_extension(steps.context, mentor, keys[1], months=3)

    with pytest.raises(StateConflict, match="round_has_records"):
        steps.undo(key)

    assert steps.states(*keys) == ["accepted", "accepted"]
    assert rounds.get_round(steps.context, steps.operator, key).recorded == (keys[1],)


def test_a_round_is_undone_within_the_set_days_only(make_round):
    steps = make_round(1, 1)
    only = steps.apply(0, 0)
    key = steps.start()
    steps.apply_round(key)
    steps.clock.move(timedelta(days=steps.context.settings.round_undo_days, seconds=1))

    with pytest.raises(StateConflict, match="round_too_old"):
        steps.undo(key)
    assert steps.states(only) == ["accepted"]


def test_a_startup_that_has_applied_anew_keeps_that_and_the_pair_becomes_its_last_choice(make_round):
    steps = make_round(1, 1, 1, 1)
    first, second = steps.apply(0, 0, 0.9), steps.apply(0, 1)
    key = steps.start()
    steps.apply_round(key)
    fresh = steps.apply(0, 2)

    steps.undo(key)

    assert steps.states(first, second, fresh) == ["queued", "released", "applied"]
    assert [it.application.id for it in list_pending(steps)] == [fresh, first]
    assert steps.loads() == [(0, 0, 0)] * 3


def list_pending(steps):
    found = applications.list_startup_applications(steps.context, steps.founders[0], steps.startup(0))
    return [it for it in found if it.choice]


def test_a_startup_that_somebody_else_has_accepted_keeps_that_mentor(make_round):
    steps = make_round(1, 1, 1, 1)
    first, second = steps.apply(0, 0, 0.9), steps.apply(0, 1)
    key = steps.start()
    steps.apply_round(key)
    steps.clock.move(timedelta(days=1))
    fresh = steps.apply(0, 2)
    applications.accept_application(steps.context, steps.mentors[2], fresh)

    steps.undo(key)

    assert steps.states(first, second, fresh) == ["released", "released", "accepted"]
    assert steps.loads() == [(0, 0, 0), (0, 0, 0), (1, 0, 0)]


def test_a_pair_that_was_ended_stays_ended_and_the_other_choices_come_back(make_round):
    steps = make_round(2, 1, 1, 1)
    first, second, other = (
        steps.apply(0, 0, 0.9),
        steps.apply(0, 1),
        steps.apply(1, 2),
    )
    key = steps.start()
    steps.apply_round(key)
    applications.end_mentorship(
        steps.context, steps.mentors[0], first, outcome=MentorshipOutcome.STOPPED, reason="没有时间"
    )

    steps.undo(key)

    assert steps.states(first, second, other) == ["ended", "applied", "applied"]
    assert steps.loads() == [(0, 0, 0)] * 3


def test_the_choice_of_a_mentor_who_has_left_the_pool_stays_released(make_round):
    steps = make_round(1, 1, 1, 1)
    first, second, third = (
        steps.apply(0, 0, 0.9),
        steps.apply(0, 1, 0.1),
        steps.apply(0, 2, 0.1),
    )
    key = steps.start()
    steps.apply_round(key)
    pool.leave_pool(steps.context, steps.mentors[1], steps.mentor(1), reason="迁往外地")

    steps.undo(key)

    assert steps.states(first, second, third) == ["applied", "released", "queued"]


def test_places_of_one_person_are_given_back_under_all_profiles(make_round):
    steps = make_round(1, 1, 1)
    applications.join_profiles(steps.context, steps.operator, mentor_id=steps.mentor(0), other_id=steps.mentor(1))
    steps.apply(0, 0)
    key = steps.start()
    steps.apply_round(key)
    assert steps.loads() == [(1, 0, 0), (0, 1, 0)]

    steps.undo(key)

    assert steps.loads() == [(0, 0, 0), (0, 0, 0)]


def test_a_round_is_undone_once(make_round):
    steps = make_round(1, 1)
    steps.apply(0, 0)
    key = steps.start()
    steps.apply_round(key)
    steps.undo(key)

    with pytest.raises(StateConflict, match="round_closed"):
        steps.undo(key)
