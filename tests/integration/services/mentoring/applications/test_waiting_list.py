import pytest

from matchmaker.domain.errors import StateConflict
from matchmaker.domain.notices import NoticeKind
from matchmaker.services.mentoring import applications
from matchmaker.services.mentoring.applications.scheduled import offer_free_places


def test_application_to_a_full_mentor_joins_the_waiting_list_and_holds_nobody_up(steps):
    steps.accept(0, steps.apply(0, founder=1))

    first, second = steps.apply(0), steps.apply(1)

    assert steps.states(first, second) == ["wait_listed", "applied"]
    assert steps.positions(first) == [1]
    (view,) = applications.list_startup_applications(steps.context, steps.town.founders[0], steps.town.startups[0])[:1]
    assert (view.application.id, view.position, view.choice) == (first, 1, 1)


def test_last_place_sends_the_other_applications_to_the_waiting_list(steps):
    chosen, other, next_choice = (
        steps.apply(0, founder=1),
        steps.apply(0),
        steps.apply(1),
    )
    assert steps.states(chosen, other, next_choice) == ["applied", "applied", "queued"]

    steps.accept(0, chosen)

    assert steps.states(other, next_choice) == ["wait_listed", "applied"]
    assert NoticeKind.APPLICATION_WAIT_LISTED in steps.list_notices(steps.town.founders[0])


def test_end_of_a_mentorship_calls_the_first_of_the_waiting_list(steps):
    running = steps.apply(0, founder=1)
    steps.accept(0, running)
    waiting, next_choice = steps.apply(0), steps.apply(1)

    steps.end(0, running)

    assert steps.states(waiting, next_choice) == ["applied", "queued"], "the higher choice goes first again"
    assert steps.list_notices(steps.mentors[0])[-1] is NoticeKind.PLACE_OFFERED
    steps.accept(0, waiting)
    assert steps.states(waiting, next_choice) == ["accepted", "released"]


def test_raised_capacity_calls_the_waiting_list_too(steps):
    steps.accept(0, steps.apply(0, founder=1))
    waiting = steps.apply(0)

    steps.set_capacity(0, 2)
    assert offer_free_places(steps.context) > 0

    assert steps.states(waiting) == ["applied"]
    assert offer_free_places(steps.context) == 0, "a second look finds nothing to do"


def test_mentor_puts_an_application_on_the_list_though_a_place_is_free(steps):
    first, second = steps.apply(0), steps.apply(1)

    view = applications.wait_list_application(steps.context, steps.mentors[0], first)

    assert (view.position, steps.states(first, second)) == (1, ["wait_listed", "applied"])
    assert offer_free_places(steps.context) == 0, "the free place stays the mentor's to give"
    assert steps.states(first) == ["wait_listed"]


def test_waiting_list_is_in_the_order_of_joining_and_moves_up(steps):
    first, second = steps.apply(0), steps.apply(0, founder=1)
    for it in (second, first):
        applications.wait_list_application(steps.context, steps.mentors[0], it)
    assert steps.positions(second, first) == [1, 2]

    steps.decline(0, second)

    assert steps.positions(second, first) == [None, 1]


def test_whoever_is_called_but_loses_the_place_keeps_the_turn(steps):
    running, waiting = steps.apply(0, founder=1), steps.apply(0)
    steps.accept(0, running)
    steps.end(0, running)
    assert steps.states(waiting) == ["applied"]

    rival = steps.apply(0, founder=1)
    assert steps.states(rival) == ["wait_listed"], "the place is kept for the one who was called"
    assert steps.positions(waiting, rival) == [None, 1]


def test_declined_offer_goes_to_the_next_on_the_list(steps):
    running = steps.apply(0, founder=1)
    steps.accept(0, running)
    first = steps.apply(0)
    steps.end(0, running)
    second = steps.apply(0, founder=1)
    assert steps.states(first, second) == ["applied", "wait_listed"]

    steps.decline(0, first)

    assert steps.states(first, second) == ["declined", "applied"]


def test_acceptance_elsewhere_takes_the_startup_off_the_list(steps):
    steps.accept(0, steps.apply(0, founder=1))
    waiting, other = steps.apply(0), steps.apply(1)

    steps.accept(1, other)

    assert steps.states(waiting) == ["released"]
    assert steps.list_notices(steps.mentors[0])[-1] is NoticeKind.APPLICANT_TAKEN


def test_call_passes_over_who_waits_for_a_higher_choice(steps):
    running = steps.apply(1, founder=1)
    steps.accept(1, running)
    higher, waiting = steps.apply(0), steps.apply(1)
    applications.withdraw_application(steps.context, steps.town.founders[0], higher)
    assert steps.states(waiting) == ["wait_listed"]
    founder, startup = steps.town.founders[0], steps.town.startups[0]
    best = steps.apply(2)
    applications.reorder_applications(steps.context, founder, startup_id=startup, application_ids=[best, waiting])

    steps.end(1, running)
    assert steps.states(best, waiting) == ["applied", "wait_listed"], "the place on the list is kept"
    steps.decline(2, best)

    assert steps.states(waiting) == ["applied"]


def test_nothing_on_the_list_can_be_accepted_before_its_turn(steps):
    steps.accept(0, steps.apply(0, founder=1))
    waiting = steps.apply(0)

    with pytest.raises(StateConflict, match="mentorship_wait_listed"):
        steps.accept(0, waiting)


def test_mentor_offers_the_place_that_is_free_to_the_list(steps):
    mentor, first = steps.mentors[0], steps.apply(0)
    applications.wait_list_application(steps.context, mentor, first)

    applications.call_waiting_list(steps.context, mentor, mentor.mentor_id)

    assert steps.states(first) == ["applied"]
    steps.accept(0, first)
    assert steps.states(first) == ["accepted"]


def test_no_place_is_offered_twice_or_to_nobody(steps):
    mentor = steps.mentors[0]
    with pytest.raises(StateConflict, match="nobody_waits"):
        applications.call_waiting_list(steps.context, mentor, mentor.mentor_id)
    steps.accept(0, steps.apply(0, founder=1))
    steps.apply(0)
    with pytest.raises(StateConflict, match="no_place_to_give"):
        applications.call_waiting_list(steps.context, mentor, mentor.mentor_id)
