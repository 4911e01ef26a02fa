import pytest

from matchmaker.domain.errors import Invalid, NotAllowed, NotFound, StateConflict
from matchmaker.domain.notices import NoticeKind
from matchmaker.domain.vocabulary import ApplicationState
from matchmaker.services.mentoring import applications
from matchmaker.services.platform import audit


def test_only_the_highest_choice_is_before_its_mentor(asking):
    ids = [asking.apply(n) for n in range(3)]

    assert asking.states(*ids) == ["applied", "queued", "queued"]
    assert asking.list_notices(asking.mentors[0]) == [NoticeKind.APPLICATION_RECEIVED]
    assert asking.list_notices(asking.mentors[1]) == []
    assert applications.list_mentor_applications(asking.context, asking.mentors[1], asking.mentors[1].mentor_id) == ()


def test_next_choice_opens_when_the_higher_declines_and_the_first_acceptance_releases_the_rest(asking):
    first, second, third = [asking.apply(n) for n in range(3)]

    asking.decline(0, first)
    assert asking.states(first, second, third) == ["declined", "applied", "queued"]
    asking.accept(1, second)

    assert asking.states(first, second, third) == ["declined", "accepted", "released"]
    assert asking.list_notices(asking.town.founders[0]) == [
        NoticeKind.APPLICATION_DECLINED,
        NoticeKind.APPLICATION_OPENED,
        NoticeKind.APPLICATION_ACCEPTED,
        NoticeKind.APPLICATION_RELEASED,
    ]
    assert asking.list_notices(asking.mentors[2]) == [], "who was never asked hears nothing"


def test_a_mentor_neither_sees_nor_decides_what_waits_for_another(asking):
    _, second = asking.apply(0), asking.apply(1)

    for attempt in (applications.get_application, applications.accept_application):
        with pytest.raises((NotFound, StateConflict)) as refused:
            attempt(asking.context, asking.mentors[1], second)
        assert refused.value.code in {"mentorship_not_found", "mentorship_queued"}
    assert asking.state(second) is ApplicationState.QUEUED


def test_next_choice_opens_when_the_founder_withdraws_the_highest(asking):
    first, second = asking.apply(0), asking.apply(1)

    applications.withdraw_application(asking.context, asking.town.founders[0], first)

    assert asking.states(first, second) == ["withdrawn", "applied"]
    assert asking.list_notices(asking.mentors[0])[-1] is NoticeKind.APPLICATION_WITHDRAWN


def test_withdrawing_a_choice_that_waits_tells_its_mentor_nothing(asking):
    _, second = asking.apply(0), asking.apply(1)

    applications.withdraw_application(asking.context, asking.town.founders[0], second)

    assert asking.list_notices(asking.mentors[1]) == []


def test_choices_are_put_in_another_order_and_the_new_first_is_asked(asking):
    ids = [asking.apply(n) for n in range(3)]
    founder, startup = asking.town.founders[0], asking.town.startups[0]

    applications.reorder_applications(
        asking.context, founder, startup_id=startup, application_ids=[ids[2], ids[0], ids[1]]
    )

    assert asking.states(*ids) == ["queued", "queued", "applied"]
    shown = applications.list_startup_applications(asking.context, founder, startup)
    assert [(it.application.id, it.choice) for it in shown] == [(ids[2], 1), (ids[0], 2), (ids[1], 3)]
    assert asking.list_notices(asking.mentors[0])[-1] is NoticeKind.APPLICATION_HELD
    entry = audit.list_entries(asking.context, asking.town.operator).items
    assert any(it.entry.action == "mentorship.reorder" and it.entry.before == {"order": ids} for it in entry)


def test_order_that_leaves_a_choice_out_is_refused(asking):
    ids = [asking.apply(n) for n in range(2)]
    founder, startup = asking.town.founders[0], asking.town.startups[0]

    for wrong in ([ids[0]], [*ids, ids[0]], []):
        with pytest.raises(Invalid, match="choices_differ"):
            applications.reorder_applications(asking.context, founder, startup_id=startup, application_ids=wrong)
    with pytest.raises(NotAllowed):
        applications.reorder_applications(
            asking.context, asking.town.founders[1], startup_id=startup, application_ids=ids[::-1]
        )


def test_budget_is_given_back_when_an_application_is_closed(asking):
    most = asking.context.settings.open_applications
    ids = [asking.apply(n) for n in range(most)]
    with pytest.raises(StateConflict) as refused:
        applications.apply_to_mentor(
            asking.context,
            asking.town.founders[0],
            startup_id=asking.town.startups[0],
            mentor_id=asking.town.mentor_id,
            goal="目标",
        )
    assert (refused.value.code, refused.value.data) == ("too_many_applications", {"most": most})

    asking.decline(0, ids[0])
    applications.apply_to_mentor(
        asking.context,
        asking.town.founders[0],
        startup_id=asking.town.startups[0],
        mentor_id=asking.town.mentor_id,
        goal="目标",
    )


def test_what_was_tried_is_kept_and_seen_by_the_mentor(asking):
    mentorship_id = asking.apply(0)

    seen = applications.get_application(asking.context, asking.mentors[0], mentorship_id)

    assert (seen.application.tried, seen.choice) == ("做过小试", None)
    assert applications.get_application(asking.context, asking.town.founders[0], mentorship_id).choice == 1


@pytest.mark.parametrize(
    ("lead", "code"),
    [
        (lambda asking, it: asking.accept(0, it), "mentorship_accepted"),
        (lambda asking, it: asking.decline(0, it), "mentorship_declined"),
        (
            lambda asking, it: applications.withdraw_application(asking.context, asking.town.founders[0], it),
            "mentorship_withdrawn",
        ),
    ],
)
def test_a_second_answer_from_an_old_tab_is_refused_with_what_happened(asking, lead, code):
    mentorship_id = asking.apply(0)
    lead(asking, mentorship_id)

    with pytest.raises(StateConflict) as refused:
        asking.accept(0, mentorship_id)
    assert refused.value.code == code
