import pytest

from matchmaker.domain.errors import Invalid, NotAllowed, NotFound, StateConflict
from matchmaker.domain.notices import NoticeKind
from matchmaker.domain.vocabulary import ApplicationState
from matchmaker.services.mentoring import applications
from matchmaker.services.platform import audit


def test_only_the_highest_choice_is_before_its_mentor(steps):
    ids = [steps.apply(n) for n in range(3)]

    assert steps.states(*ids) == ["applied", "queued", "queued"]
    assert steps.list_notices(steps.mentors[0]) == [NoticeKind.APPLICATION_RECEIVED]
    assert steps.list_notices(steps.mentors[1]) == []
    assert applications.list_mentor_applications(steps.context, steps.mentors[1], steps.mentors[1].mentor_id) == ()


def test_next_choice_opens_when_the_higher_declines_and_the_first_acceptance_releases_the_rest(steps):
    first, second, third = [steps.apply(n) for n in range(3)]

    steps.decline(0, first)
    assert steps.states(first, second, third) == ["declined", "applied", "queued"]
    steps.accept(1, second)

    assert steps.states(first, second, third) == ["declined", "accepted", "released"]
    assert steps.list_notices(steps.town.founders[0]) == [
        NoticeKind.APPLICATION_DECLINED,
        NoticeKind.APPLICATION_OPENED,
        NoticeKind.APPLICATION_ACCEPTED,
        NoticeKind.APPLICATION_RELEASED,
    ]
    assert steps.list_notices(steps.mentors[2]) == [], "who was never asked hears nothing"


def test_a_mentor_neither_sees_nor_decides_what_waits_for_another(steps):
    _, second = steps.apply(0), steps.apply(1)

    for attempt in (applications.get_application, applications.accept_application):
        with pytest.raises((NotFound, StateConflict)) as refused:
            attempt(steps.context, steps.mentors[1], second)
        assert refused.value.code in {"mentorship_not_found", "mentorship_queued"}
    assert steps.state(second) is ApplicationState.QUEUED


def test_next_choice_opens_when_the_founder_withdraws_the_highest(steps):
    first, second = steps.apply(0), steps.apply(1)

    applications.withdraw_application(steps.context, steps.town.founders[0], first)

    assert steps.states(first, second) == ["withdrawn", "applied"]
    assert steps.list_notices(steps.mentors[0])[-1] is NoticeKind.APPLICATION_WITHDRAWN


def test_withdrawing_a_choice_that_waits_does_not_notify_its_mentor(steps):
    _, second = steps.apply(0), steps.apply(1)

    applications.withdraw_application(steps.context, steps.town.founders[0], second)

    assert steps.list_notices(steps.mentors[1]) == []


def test_choices_are_put_in_another_order_and_the_new_first_is_asked(steps):
    ids = [steps.apply(n) for n in range(3)]
    founder, startup = steps.town.founders[0], steps.town.startups[0]

    applications.reorder_applications(
        steps.context, founder, startup_id=startup, application_ids=[ids[2], ids[0], ids[1]]
    )

    assert steps.states(*ids) == ["queued", "queued", "applied"]
    shown = applications.list_startup_applications(steps.context, founder, startup)
    assert [(it.application.id, it.choice) for it in shown] == [(ids[2], 1), (ids[0], 2), (ids[1], 3)]
    assert steps.list_notices(steps.mentors[0])[-1] is NoticeKind.APPLICATION_HELD
    entry = audit.list_entries(steps.context, steps.town.operator).items
    assert any(it.entry.action == "mentorship.reorder" and it.entry.before == {"order": ids} for it in entry)


def test_order_that_leaves_a_choice_out_is_refused(steps):
    ids = [steps.apply(n) for n in range(2)]
    founder, startup = steps.town.founders[0], steps.town.startups[0]

    for wrong in ([ids[0]], [*ids, ids[0]], []):
        with pytest.raises(Invalid, match="choices_differ"):
            applications.reorder_applications(steps.context, founder, startup_id=startup, application_ids=wrong)
    with pytest.raises(NotAllowed):
        applications.reorder_applications(
            steps.context, steps.town.founders[1], startup_id=startup, application_ids=ids[::-1]
        )


def test_budget_is_given_back_when_an_application_is_closed(steps):
    most = steps.context.settings.open_applications
    ids = [steps.apply(n) for n in range(most)]
    with pytest.raises(StateConflict) as refused:
        applications.apply_to_mentor(
            steps.context,
            steps.town.founders[0],
            startup_id=steps.town.startups[0],
            mentor_id=steps.town.mentor_id,
            goal="目标",
        )
    assert (refused.value.code, refused.value.data) == ("too_many_applications", {"most": most})

    steps.decline(0, ids[0])
    applications.apply_to_mentor(
        steps.context,
        steps.town.founders[0],
        startup_id=steps.town.startups[0],
        mentor_id=steps.town.mentor_id,
        goal="目标",
    )


def test_what_was_tried_is_saved_and_seen_by_the_mentor(steps):
    mentorship_id = steps.apply(0)

    seen = applications.get_application(steps.context, steps.mentors[0], mentorship_id)

    assert (seen.application.tried, seen.choice) == ("做过小试", None)
    assert applications.get_application(steps.context, steps.town.founders[0], mentorship_id).choice == 1


@pytest.mark.parametrize(
    ("lead", "code"),
    [
        (lambda steps, it: steps.accept(0, it), "mentorship_accepted"),
        (lambda steps, it: steps.decline(0, it), "mentorship_declined"),
        (
            lambda steps, it: applications.withdraw_application(steps.context, steps.town.founders[0], it),
            "mentorship_withdrawn",
        ),
    ],
)
def test_a_second_answer_from_an_old_tab_is_refused_with_what_happened(steps, lead, code):
    mentorship_id = steps.apply(0)
    lead(steps, mentorship_id)

    with pytest.raises(StateConflict) as refused:
        steps.accept(0, mentorship_id)
    assert refused.value.code == code
