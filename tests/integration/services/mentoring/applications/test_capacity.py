"""A mentor who resumes or raises the capacity: waiting applications move immediately, without a scheduled task."""

from dataclasses import replace

from matchmaker.domain.notices import NoticeKind
from matchmaker.services.mentoring import applications
from matchmaker.services.mentoring.applications.scheduled import offer_free_places, open_next_choices
from matchmaker.services.people import profiles


def pause(steps, mentor):
    applications.pause_mentor(steps.context, steps.mentors[mentor], steps.mentors[mentor].mentor_id)


def resume(steps, mentor):
    applications.resume_mentor(steps.context, steps.mentors[mentor], steps.mentors[mentor].mentor_id)


def take(steps, mentor, capacity):
    """The mentor saves the own profile with another capacity."""
    actor = steps.mentors[mentor]
    with steps.context.open_unit(readonly=True) as unit:
        own = unit.mentors.get(actor.mentor_id)
    changed = replace(own, capacity=capacity)
    profiles.edit_mentor(steps.context, actor, own.id, changed, version=own.version)


def test_choice_opens_at_once_when_its_mentor_resumes(steps):
    first, second, third = [steps.apply(n) for n in range(3)]
    pause(steps, 1)
    steps.decline(0, first)
    assert steps.states(second, third) == ["queued", "applied"]

    resume(steps, 1)

    assert steps.states(second, third) == ["applied", "queued"]
    assert steps.list_notices(steps.mentors[1])[-1] is NoticeKind.APPLICATION_RECEIVED
    assert (open_next_choices(steps.context), offer_free_places(steps.context)) == (0, 0), (
        "nothing is left to the clock"
    )


def test_choice_stays_behind_a_higher_one_when_its_mentor_resumes(steps):
    first, second = steps.apply(0), steps.apply(1)
    pause(steps, 1)

    resume(steps, 1)

    assert steps.states(first, second) == ["applied", "queued"]


def test_waiting_list_is_called_at_once_when_its_mentor_resumes(steps):
    running = steps.apply(0, founder=1)
    steps.accept(0, running)
    waiting = steps.apply(0)
    pause(steps, 0)
    steps.end(0, running)
    assert steps.states(waiting) == ["wait_listed"], "nobody is called while the mentor pauses"

    resume(steps, 0)

    assert steps.states(waiting) == ["applied"]
    assert offer_free_places(steps.context) == 0


def test_waiting_list_is_called_at_once_when_the_capacity_is_raised(steps):
    steps.accept(0, steps.apply(0, founder=1))
    waiting = steps.apply(0)

    take(steps, 0, 2)

    assert steps.states(waiting) == ["applied"]
    assert steps.list_notices(steps.mentors[0])[-1] is NoticeKind.PLACE_OFFERED
    assert offer_free_places(steps.context) == 0


def test_nobody_is_called_when_the_profile_is_saved_with_the_same_capacity(steps):
    steps.accept(0, steps.apply(0, founder=1))
    waiting = steps.apply(0)

    take(steps, 0, 1)

    assert steps.states(waiting) == ["wait_listed"]
