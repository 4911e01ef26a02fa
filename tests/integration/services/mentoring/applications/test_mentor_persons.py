import pytest

from matchmaker.domain.errors import NotAllowed, NotFound, StateConflict
from matchmaker.domain.ids import MentorId
from matchmaker.services.mentoring import applications
from matchmaker.services.mentoring.applications.scheduled import offer_free_places
from tests.integration.services.sample_network import draft_mentor


def join(steps, first, second):
    applications.join_profiles(
        steps.context,
        steps.town.operator,
        mentor_id=steps.mentors[first].mentor_id,
        other_id=steps.mentors[second].mentor_id,
    )


def load(steps):
    """Mentees here, elsewhere, and places left of each mentor."""
    with steps.context.open_unit(readonly=True) as unit:
        found = [unit.mentors.get(it.mentor_id) for it in steps.mentors]
    return [(it.mentees, it.mentees_elsewhere, it.places_left) for it in found]


def test_a_place_taken_under_one_profile_is_gone_under_the_other(steps):
    join(steps, 0, 1)

    steps.accept(0, steps.apply(0))

    assert load(steps) == [(1, 0, 0), (0, 1, 0), (0, 0, 1)]
    late = steps.apply(1, founder=1)
    assert steps.states(late) == ["wait_listed"]


def test_an_application_before_the_other_profile_joins_its_waiting_list(steps):
    join(steps, 0, 1)
    first, second = steps.apply(0), steps.apply(1, founder=1)

    steps.accept(0, first)

    assert steps.states(second) == ["wait_listed"]
    with pytest.raises(StateConflict):
        steps.accept(1, second)


def test_a_place_that_is_free_again_is_offered_under_the_other_profile(steps):
    join(steps, 0, 1)
    running, waiting = steps.apply(0), steps.apply(1, founder=1)
    steps.accept(0, running)

    steps.end(0, running)

    assert steps.states(waiting) == ["applied"]
    assert load(steps)[:2] == [(0, 0, 1), (0, 0, 1)]


def test_profiles_are_not_joined_beyond_what_either_allows(steps):
    steps.accept(0, steps.apply(0))
    steps.accept(1, steps.apply(1, founder=1))

    with pytest.raises(StateConflict, match="capacity_below_mentees"):
        join(steps, 0, 1)
    for mentor in (0, 1):
        steps.set_capacity(mentor, 2)
    join(steps, 0, 1)

    assert load(steps)[:2] == [(1, 1, 0), (1, 1, 0)]
    with pytest.raises(StateConflict, match="capacity_below_mentees"):
        steps.set_capacity(0, 1)


def test_a_third_profile_joins_the_two_and_a_parted_one_counts_alone(steps):
    join(steps, 0, 1)
    join(steps, 2, 1)
    steps.accept(2, steps.apply(2))
    assert load(steps) == [(0, 1, 0), (0, 1, 0), (1, 0, 0)]

    applications.separate_profile(steps.context, steps.town.operator, steps.mentors[2].mentor_id)

    assert load(steps) == [(0, 0, 1), (0, 0, 1), (1, 0, 0)]
    assert [
        it.id for it in applications.list_other_profiles(steps.context, steps.town.operator, steps.mentors[0].mentor_id)
    ]
    assert offer_free_places(steps.context) >= 0


def test_only_the_operator_joins_and_only_what_is_there(steps):
    mentor_id = steps.mentors[0].mentor_id
    with pytest.raises(NotAllowed):
        applications.join_profiles(steps.context, steps.mentors[0], mentor_id=mentor_id, other_id=MentorId(1))
    with pytest.raises(NotFound):
        applications.join_profiles(steps.context, steps.town.operator, mentor_id=mentor_id, other_id=MentorId(999))
    with pytest.raises(StateConflict, match="same_profile"):
        applications.join_profiles(steps.context, steps.town.operator, mentor_id=mentor_id, other_id=mentor_id)


def test_namesakes_are_found_until_they_are_joined(steps):
    with steps.context.open_unit() as unit:
        from_other_list = unit.mentors.add(draft_mentor(name="导师0"))
        unit.commit()
    mentor_id = steps.mentors[0].mentor_id
    found = applications.list_namesakes(steps.context, steps.town.operator, mentor_id)
    assert [it.id for it in found] == [from_other_list]

    applications.join_profiles(steps.context, steps.town.operator, mentor_id=mentor_id, other_id=from_other_list)

    assert applications.list_namesakes(steps.context, steps.town.operator, mentor_id) == ()
