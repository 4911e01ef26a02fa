from threading import Barrier, Thread

import pytest

from matchmaker.domain.applications import ApplicationAction
from matchmaker.domain.errors import Invalid, NotAllowed, NotFound, Refused, StateConflict
from matchmaker.domain.ids import ApplicationId
from matchmaker.domain.vocabulary import ApplicationState, JobKind
from matchmaker.services.mentoring import applications
from matchmaker.services.platform import audit
from matchmaker.services.suggestions.application_fit import fit_application
from tests.jobs import list_jobs


def apply(context, town, founder=0, **changes):
    given = {"startup_id": town.startups[founder], "mentor_id": town.mentor_id, "goal": "请帮助中试"}
    return applications.apply_to_mentor(context, town.founders[founder], **(given | changes))


def places_left(context, town):
    with context.open_unit(readonly=True) as unit:
        return unit.mentors.get(town.mentor_id).places_left


def test_application_is_seen_by_both_sides_with_what_each_may_do(context, town):
    mentorship_id = apply(context, town)

    (asked,) = applications.list_startup_applications(context, town.founders[0], town.startups[0])
    (received,) = applications.list_mentor_applications(context, town.mentor, town.mentor_id)
    assert asked.application.id == received.application.id == mentorship_id
    assert asked.actions == {ApplicationAction.WITHDRAW}
    assert received.actions == {ApplicationAction.ACCEPT, ApplicationAction.DECLINE, ApplicationAction.WAIT_LIST}


def test_acceptance_takes_the_place_and_the_end_frees_it(context, town):
    mentorship_id = apply(context, town)

    view = applications.accept_application(context, town.mentor, mentorship_id)
    assert view.application.state is ApplicationState.ACCEPTED
    assert places_left(context, town) == 0
    applications.end_mentorship(context, town.founders[0], mentorship_id, reason="目标达成")
    assert places_left(context, town) == 1


def test_second_acceptance_is_refused_when_the_capacity_is_one(context, town):
    first, second = apply(context, town, 0), apply(context, town, 1)
    applications.accept_application(context, town.mentor, first)

    with pytest.raises(StateConflict, match="mentorship_wait_listed"):
        applications.accept_application(context, town.mentor, second)
    assert applications.get_application(context, town.mentor, second).application.state is ApplicationState.WAIT_LISTED


def test_one_place_is_given_once_when_two_acceptances_arrive_together(context, town):
    waiting = [apply(context, town, 0), apply(context, town, 1)]
    together = Barrier(2)
    outcomes: list[str] = []

    def accept(mentorship_id: ApplicationId) -> None:
        together.wait()
        try:
            applications.accept_application(context, town.mentor, mentorship_id)
            outcomes.append("accepted")
        except Refused as refusal:
            outcomes.append(refusal.code)

    threads = [Thread(target=accept, args=(it,)) for it in waiting]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) in (["accepted", "mentor_full"], ["accepted", "mentorship_wait_listed"])
    assert places_left(context, town) == 0


def test_decline_needs_a_reason_and_shows_it(context, town):
    mentorship_id = apply(context, town)
    with pytest.raises(Invalid) as refused:
        applications.decline_application(context, town.mentor, mentorship_id, reason="  ")
    assert refused.value.data["fields"] == {"reason": "required"}

    applications.decline_application(context, town.mentor, mentorship_id, reason="方向不同")
    assert applications.get_application(context, town.founders[0], mentorship_id).application.reason == "方向不同"


def test_a_second_open_application_is_refused(context, town):
    apply(context, town)

    with pytest.raises(StateConflict, match="mentorship_open"):
        apply(context, town)


def test_a_mentorship_looks_absent_to_everybody_else(context, town):
    mentorship_id = apply(context, town)

    for attempt in (applications.get_application, applications.accept_application, applications.withdraw_application):
        with pytest.raises(NotFound, match="mentorship_not_found"):
            attempt(context, town.founders[1], mentorship_id)
    with pytest.raises(NotFound, match="mentorship_not_found"):
        applications.get_application(context, town.founders[1], ApplicationId(mentorship_id + 1))


def test_nobody_applies_for_others_or_decides_as_a_founder(context, town):
    with pytest.raises(NotAllowed):
        apply(context, town, startup_id=town.startups[1])
    mentorship_id = apply(context, town)

    with pytest.raises(NotAllowed):
        applications.accept_application(context, town.founders[0], mentorship_id)
    with pytest.raises(NotAllowed):
        applications.list_mentor_applications(context, town.founders[0], town.mentor_id)


def test_a_closed_mentorship_does_not_move(context, town):
    mentorship_id = apply(context, town)
    applications.withdraw_application(context, town.founders[0], mentorship_id)

    with pytest.raises(StateConflict) as refused:
        applications.accept_application(context, town.mentor, mentorship_id)
    assert refused.value.code == "mentorship_withdrawn"
    actions = [it.entry.action for it in audit.list_entries(context, town.operator).items[:2]]
    assert actions == ["mentorship.withdraw", "mentorship.open"]


def test_an_application_that_nobody_suggested_gets_its_reasons_from_a_job(context, town):
    mentorship_id = apply(context, town)

    (job,) = [it for it in list_jobs(context) if it.kind is JobKind.FIT]
    with context.open_unit(readonly=True) as unit:
        assert unit.applications.get(mentorship_id).fit is None
    assert job.payload == {"mentorship_id": mentorship_id}
    fit = fit_application(context, mentorship_id)
    seen = applications.get_application(context, town.mentor, mentorship_id).application
    assert seen.fit == fit
    assert fit.reasons
    assert seen.state is ApplicationState.APPLIED
