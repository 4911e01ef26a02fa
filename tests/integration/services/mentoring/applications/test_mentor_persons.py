import pytest

from matchmaker.domain.errors import NotAllowed, NotFound, StateConflict
from matchmaker.domain.ids import MentorId
from matchmaker.services.mentoring import applications
from matchmaker.services.mentoring.applications.scheduled import offer_free_places
from tests.integration.services.sample_network import draft_mentor


def join(asking, first, second):
    applications.join_profiles(
        asking.context,
        asking.town.operator,
        mentor_id=asking.mentors[first].mentor_id,
        other_id=asking.mentors[second].mentor_id,
    )


def load(asking):
    """Mentees here, elsewhere, and places left of each mentor."""
    with asking.context.open_unit(readonly=True) as unit:
        found = [unit.mentors.get(it.mentor_id) for it in asking.mentors]
    return [(it.mentees, it.elsewhere, it.places_left) for it in found]


def test_a_place_taken_under_one_profile_is_gone_under_the_other(asking):
    join(asking, 0, 1)

    asking.accept(0, asking.apply(0))

    assert load(asking) == [(1, 0, 0), (0, 1, 0), (0, 0, 1)]
    late = asking.apply(1, founder=1)
    assert asking.states(late) == ["wait_listed"]


def test_an_application_before_the_other_profile_joins_its_waiting_list(asking):
    join(asking, 0, 1)
    first, second = asking.apply(0), asking.apply(1, founder=1)

    asking.accept(0, first)

    assert asking.states(second) == ["wait_listed"]
    with pytest.raises(StateConflict):
        asking.accept(1, second)


def test_a_place_that_is_free_again_is_offered_under_the_other_profile(asking):
    join(asking, 0, 1)
    running, waiting = asking.apply(0), asking.apply(1, founder=1)
    asking.accept(0, running)

    asking.end(0, running)

    assert asking.states(waiting) == ["applied"]
    assert load(asking)[:2] == [(0, 0, 1), (0, 0, 1)]


def test_profiles_are_not_joined_beyond_what_either_allows(asking):
    asking.accept(0, asking.apply(0))
    asking.accept(1, asking.apply(1, founder=1))

    with pytest.raises(StateConflict, match="capacity_below_mentees"):
        join(asking, 0, 1)
    for mentor in (0, 1):
        asking.set_capacity(mentor, 2)
    join(asking, 0, 1)

    assert load(asking)[:2] == [(1, 1, 0), (1, 1, 0)]
    with pytest.raises(StateConflict, match="capacity_below_mentees"):
        asking.set_capacity(0, 1)


def test_a_third_profile_joins_the_two_and_a_parted_one_counts_alone(asking):
    join(asking, 0, 1)
    join(asking, 2, 1)
    asking.accept(2, asking.apply(2))
    assert load(asking) == [(0, 1, 0), (0, 1, 0), (1, 0, 0)]

    applications.separate_profile(asking.context, asking.town.operator, asking.mentors[2].mentor_id)

    assert load(asking) == [(0, 0, 1), (0, 0, 1), (1, 0, 0)]
    assert [
        it.id
        for it in applications.list_other_profiles(asking.context, asking.town.operator, asking.mentors[0].mentor_id)
    ]
    assert offer_free_places(asking.context) >= 0


def test_only_the_operator_joins_and_only_what_is_there(asking):
    mentor_id = asking.mentors[0].mentor_id
    with pytest.raises(NotAllowed):
        applications.join_profiles(asking.context, asking.mentors[0], mentor_id=mentor_id, other_id=MentorId(1))
    with pytest.raises(NotFound):
        applications.join_profiles(asking.context, asking.town.operator, mentor_id=mentor_id, other_id=MentorId(999))
    with pytest.raises(StateConflict, match="same_profile"):
        applications.join_profiles(asking.context, asking.town.operator, mentor_id=mentor_id, other_id=mentor_id)


def test_namesakes_are_found_until_they_are_joined(asking):
    with asking.context.open_unit() as unit:
        from_other_list = unit.mentors.add(draft_mentor(name="导师0"))
        unit.commit()
    mentor_id = asking.mentors[0].mentor_id
    found = applications.list_namesakes(asking.context, asking.town.operator, mentor_id)
    assert [it.id for it in found] == [from_other_list]

    applications.join_profiles(asking.context, asking.town.operator, mentor_id=mentor_id, other_id=from_other_list)

    assert applications.list_namesakes(asking.context, asking.town.operator, mentor_id) == ()
