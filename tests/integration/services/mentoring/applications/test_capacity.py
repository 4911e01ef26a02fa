"""A mentor who takes applications again, or takes more mentees: what waits moves at once, without the clock."""

from dataclasses import replace

from matchmaker.domain.notices import NoticeKind
from matchmaker.services.mentoring import applications
from matchmaker.services.mentoring.applications.scheduled import offer_free_places, open_next_choices
from matchmaker.services.people import profiles


def pause(asking, mentor):
    applications.pause_mentor(asking.context, asking.mentors[mentor], asking.mentors[mentor].mentor_id)


def resume(asking, mentor):
    applications.resume_mentor(asking.context, asking.mentors[mentor], asking.mentors[mentor].mentor_id)


def take(asking, mentor, capacity):
    """The mentor saves the own profile with another capacity."""
    actor = asking.mentors[mentor]
    with asking.context.open_unit(readonly=True) as unit:
        own = unit.mentors.get(actor.mentor_id)
    changed = replace(own, capacity=capacity)
    profiles.edit_mentor(asking.context, actor, own.id, changed, version=own.version)


def test_choice_opens_at_once_when_its_mentor_resumes(asking):
    first, second, third = [asking.apply(n) for n in range(3)]
    pause(asking, 1)
    asking.decline(0, first)
    assert asking.states(second, third) == ["queued", "applied"]

    resume(asking, 1)

    assert asking.states(second, third) == ["applied", "queued"]
    assert asking.list_notices(asking.mentors[1])[-1] is NoticeKind.APPLICATION_RECEIVED
    assert (open_next_choices(asking.context), offer_free_places(asking.context)) == (0, 0), (
        "nothing is left to the clock"
    )


def test_choice_stays_behind_a_higher_one_when_its_mentor_resumes(asking):
    first, second = asking.apply(0), asking.apply(1)
    pause(asking, 1)

    resume(asking, 1)

    assert asking.states(first, second) == ["applied", "queued"]


def test_waiting_list_is_called_at_once_when_its_mentor_resumes(asking):
    running = asking.apply(0, founder=1)
    asking.accept(0, running)
    waiting = asking.apply(0)
    pause(asking, 0)
    asking.end(0, running)
    assert asking.states(waiting) == ["wait_listed"], "nobody is called while the mentor pauses"

    resume(asking, 0)

    assert asking.states(waiting) == ["applied"]
    assert offer_free_places(asking.context) == 0


def test_waiting_list_is_called_at_once_when_the_capacity_is_raised(asking):
    asking.accept(0, asking.apply(0, founder=1))
    waiting = asking.apply(0)

    take(asking, 0, 2)

    assert asking.states(waiting) == ["applied"]
    assert asking.list_notices(asking.mentors[0])[-1] is NoticeKind.PLACE_OFFERED
    assert offer_free_places(asking.context) == 0


def test_nobody_is_called_when_the_profile_is_saved_with_the_same_capacity(asking):
    asking.accept(0, asking.apply(0, founder=1))
    waiting = asking.apply(0)

    take(asking, 0, 1)

    assert asking.states(waiting) == ["wait_listed"]
