import pytest

from matchmaker.domain.errors import StateConflict
from matchmaker.domain.notices import NoticeKind
from matchmaker.services.mentoring import applications
from matchmaker.services.mentoring.applications.scheduled import offer_free_places


def test_application_to_a_full_mentor_joins_the_waiting_list_and_holds_nobody_up(asking):
    asking.accept(0, asking.apply(0, founder=1))

    first, second = asking.apply(0), asking.apply(1)

    assert asking.states(first, second) == ["wait_listed", "applied"]
    assert asking.positions(first) == [1]
    (view,) = applications.list_startup_applications(asking.context, asking.town.founders[0], asking.town.startups[0])[
        :1
    ]
    assert (view.application.id, view.position, view.choice) == (first, 1, 1)


def test_last_place_sends_the_other_applications_to_the_waiting_list(asking):
    chosen, other, next_choice = (
        asking.apply(0, founder=1),
        asking.apply(0),
        asking.apply(1),
    )
    assert asking.states(chosen, other, next_choice) == ["applied", "applied", "queued"]

    asking.accept(0, chosen)

    assert asking.states(other, next_choice) == ["wait_listed", "applied"]
    assert NoticeKind.APPLICATION_WAIT_LISTED in asking.list_notices(asking.town.founders[0])


def test_end_of_a_mentorship_calls_the_first_of_the_waiting_list(asking):
    running = asking.apply(0, founder=1)
    asking.accept(0, running)
    waiting, next_choice = asking.apply(0), asking.apply(1)

    asking.end(0, running)

    assert asking.states(waiting, next_choice) == ["applied", "queued"], "the higher choice goes first again"
    assert asking.list_notices(asking.mentors[0])[-1] is NoticeKind.PLACE_OFFERED
    asking.accept(0, waiting)
    assert asking.states(waiting, next_choice) == ["accepted", "released"]


def test_raised_capacity_calls_the_waiting_list_too(asking):
    asking.accept(0, asking.apply(0, founder=1))
    waiting = asking.apply(0)

    asking.set_capacity(0, 2)
    assert offer_free_places(asking.context) > 0

    assert asking.states(waiting) == ["applied"]
    assert offer_free_places(asking.context) == 0, "a second look finds nothing to do"


def test_mentor_puts_an_application_on_the_list_though_a_place_is_free(asking):
    first, second = asking.apply(0), asking.apply(1)

    view = applications.wait_list_application(asking.context, asking.mentors[0], first)

    assert (view.position, asking.states(first, second)) == (1, ["wait_listed", "applied"])
    assert offer_free_places(asking.context) == 0, "the free place stays the mentor's to give"
    assert asking.states(first) == ["wait_listed"]


def test_waiting_list_is_in_the_order_of_joining_and_moves_up(asking):
    first, second = asking.apply(0), asking.apply(0, founder=1)
    for it in (second, first):
        applications.wait_list_application(asking.context, asking.mentors[0], it)
    assert asking.positions(second, first) == [1, 2]

    asking.decline(0, second)

    assert asking.positions(second, first) == [None, 1]


def test_whoever_is_called_but_loses_the_place_keeps_the_turn(asking):
    running, waiting = asking.apply(0, founder=1), asking.apply(0)
    asking.accept(0, running)
    asking.end(0, running)
    assert asking.states(waiting) == ["applied"]

    rival = asking.apply(0, founder=1)
    assert asking.states(rival) == ["wait_listed"], "the place is kept for the one who was called"
    assert asking.positions(waiting, rival) == [None, 1]


def test_declined_offer_goes_to_the_next_on_the_list(asking):
    running = asking.apply(0, founder=1)
    asking.accept(0, running)
    first = asking.apply(0)
    asking.end(0, running)
    second = asking.apply(0, founder=1)
    assert asking.states(first, second) == ["applied", "wait_listed"]

    asking.decline(0, first)

    assert asking.states(first, second) == ["declined", "applied"]


def test_acceptance_elsewhere_takes_the_startup_off_the_list(asking):
    asking.accept(0, asking.apply(0, founder=1))
    waiting, other = asking.apply(0), asking.apply(1)

    asking.accept(1, other)

    assert asking.states(waiting) == ["released"]
    assert asking.list_notices(asking.mentors[0])[-1] is NoticeKind.APPLICANT_TAKEN


def test_call_passes_over_who_waits_for_a_higher_choice(asking):
    running = asking.apply(1, founder=1)
    asking.accept(1, running)
    higher, waiting = asking.apply(0), asking.apply(1)
    applications.withdraw_application(asking.context, asking.town.founders[0], higher)
    assert asking.states(waiting) == ["wait_listed"]
    founder, startup = asking.town.founders[0], asking.town.startups[0]
    best = asking.apply(2)
    applications.reorder_applications(asking.context, founder, startup_id=startup, application_ids=[best, waiting])

    asking.end(1, running)
    assert asking.states(best, waiting) == ["applied", "wait_listed"], "the place on the list is kept"
    asking.decline(2, best)

    assert asking.states(waiting) == ["applied"]


def test_nothing_on_the_list_can_be_accepted_before_its_turn(asking):
    asking.accept(0, asking.apply(0, founder=1))
    waiting = asking.apply(0)

    with pytest.raises(StateConflict, match="mentorship_wait_listed"):
        asking.accept(0, waiting)


def test_mentor_offers_the_place_that_is_free_to_the_list(asking):
    mentor, first = asking.mentors[0], asking.apply(0)
    applications.wait_list_application(asking.context, mentor, first)

    applications.call_waiting_list(asking.context, mentor, mentor.mentor_id)

    assert asking.states(first) == ["applied"]
    asking.accept(0, first)
    assert asking.states(first) == ["accepted"]


def test_no_place_is_offered_twice_or_to_nobody(asking):
    mentor = asking.mentors[0]
    with pytest.raises(StateConflict, match="nobody_waits"):
        applications.call_waiting_list(asking.context, mentor, mentor.mentor_id)
    asking.accept(0, asking.apply(0, founder=1))
    asking.apply(0)
    with pytest.raises(StateConflict, match="no_place_to_give"):
        applications.call_waiting_list(asking.context, mentor, mentor.mentor_id)
