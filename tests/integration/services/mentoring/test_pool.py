from dataclasses import replace
from datetime import date, timedelta

import pytest

from matchmaker.domain.accounts import Actor
from matchmaker.domain.assessment import Level
from matchmaker.domain.errors import Invalid, NotAllowed, StateConflict
from matchmaker.domain.mentorships import MeetingMode, SessionDraft
from matchmaker.domain.notices import NoticeKind
from matchmaker.domain.pool import PoolApplicationDraft, PoolState, SeatState
from matchmaker.domain.vocabulary import ApplicationState, MentorKind, Role
from matchmaker.services.mentoring import applications, mentorships, pool
from matchmaker.services.mentoring.pool.membership import finish_leaving, remind_of_certificates
from tests.integration.services.mentoring.test_mentorships import list_notice_kinds
from tests.integration.services.mentoring.test_office_hours import draft as draft_hour

DRAFT = PoolApplicationDraft(
    name="李建军",
    kind=MentorKind.MANAGEMENT,
    expertise="企业管理与融资",
    experience="二十年企业经营",
    evidence="两家企业辅导协议与评价",
    capacity=2,
)


@pytest.fixture
def applicant(town) -> Actor:
    """A person who is no mentor yet."""
    return town.founders[1]


def approve(context, town, applicant):
    application_id = pool.apply_to_pool(context, applicant, DRAFT)
    return pool.approve_pool_application(context, town.operator, application_id)


def test_applicant_becomes_a_certified_mentor_when_approved(context, town, applicant, reload):
    approved = approve(context, town, applicant)

    mentor = reload(applicant)
    assert mentor.has(Role.MENTOR)
    assert mentor.mentor_id == approved.mentor_id
    seat = pool.get_member(context, town.operator, approved.mentor_id).seat
    assert (seat.state, seat.mentor.certified_until, seat.mentor.capacity) == (
        SeatState.CERTIFIED,
        date(2028, 6, 1),
        2,
    )
    assert NoticeKind.POOL_APPLIED in list_notice_kinds(context, town.operator)
    assert NoticeKind.POOL_APPROVED in list_notice_kinds(context, applicant)


def test_returned_application_is_completed_and_sent_again(context, town, applicant):
    first = pool.apply_to_pool(context, applicant, DRAFT)
    with pytest.raises(StateConflict, match="pool_application_open"):
        pool.apply_to_pool(context, applicant, DRAFT)
    pool.return_pool_application(context, town.operator, first, reason="请补充聘书")
    assert pool.find_own_pool_application(context, applicant).answer == "请补充聘书"

    again = pool.apply_to_pool(context, applicant, replace(DRAFT, evidence="聘书与辅导协议"))

    found = pool.find_own_pool_application(context, applicant)
    assert (again, found.state, found.evidence) == (first, PoolState.SUBMITTED, "聘书与辅导协议")


def test_rejected_application_is_closed_and_a_new_one_possible(context, town, applicant):
    first = pool.apply_to_pool(context, applicant, DRAFT)
    pool.reject_pool_application(context, town.operator, first, reason="经验不足")
    with pytest.raises(StateConflict, match="pool_answered"):
        pool.approve_pool_application(context, town.operator, first)

    assert pool.apply_to_pool(context, applicant, DRAFT) != first


def test_application_needs_evidence(context, applicant):
    with pytest.raises(Invalid) as refused:
        pool.apply_to_pool(context, applicant, replace(DRAFT, evidence=" "))

    assert refused.value.data["fields"] == {"evidence": "required"}


def test_nobody_is_approved_when_all_seats_are_taken(context, town, applicant):
    small = replace(context, settings=replace(context.settings, pool_seats=1))
    application_id = pool.apply_to_pool(small, applicant, DRAFT)

    with pytest.raises(StateConflict, match="pool_full"):
        pool.approve_pool_application(small, town.operator, application_id)
    pool.leave_pool(small, town.operator, town.mentor_id, reason="调离兰州")

    assert pool.approve_pool_application(small, town.operator, application_id).mentor_id
    assert pool.get_pool_overview(small, town.operator).counts.vacant == 0


def test_member_cannot_apply_again(context, town):
    with pytest.raises(StateConflict, match="already_in_pool"):
        pool.apply_to_pool(context, town.mentor, DRAFT)


def test_waiting_applications_are_closed_and_mentees_notified_when_a_mentor_leaves(context, town):
    accepted = applications.apply_to_mentor(
        context, town.founders[0], startup_id=town.startups[0], mentor_id=town.mentor_id, goal="量产"
    )
    waiting = applications.apply_to_mentor(
        context, town.founders[1], startup_id=town.startups[1], mentor_id=town.mentor_id, goal="融资"
    )
    applications.accept_application(context, town.mentor, accepted)
    mentorships.offer_hours(context, town.mentor, [draft_hour()])

    assert pool.leave_pool(context, town.mentor, town.mentor_id, reason="退休") == 1

    closed = applications.get_application(context, town.founders[1], waiting).application
    assert (closed.state, closed.reason) == (ApplicationState.DECLINED, "退休")
    running = applications.get_application(context, town.founders[0], accepted).application
    assert running.state is ApplicationState.ACCEPTED
    assert NoticeKind.MENTOR_LEFT in list_notice_kinds(context, town.founders[0])
    assert mentorships.list_open_hours(context, town.founders[1]) == []
    assert finish_leaving(context) == 0
    with pytest.raises(StateConflict, match="left_pool"):
        applications.resume_mentor(context, town.mentor, town.mentor_id)


def test_mentor_who_left_is_back_in_the_pool_when_approved_again(context, town):
    pool.leave_pool(context, town.mentor, town.mentor_id, reason="出国")

    approved = approve(context, town, town.mentor)

    seat = pool.get_member(context, town.operator, approved.mentor_id).seat
    assert (approved.mentor_id, seat.state, seat.mentor.is_paused) == (town.mentor_id, SeatState.CERTIFIED, False)


def test_certificate_is_renewed_from_its_end_and_the_request_is_done(context, town):
    with context.open_unit() as unit:
        mentor = unit.mentors.get(town.mentor_id)
        unit.mentors.save(replace(mentor, certified_until=date(2026, 7, 1)))
        unit.commit()
    assert [remind_of_certificates(context), remind_of_certificates(context)] == [1, 0]
    assert pool.list_seats(context, town.operator, state=SeatState.DUE).total == 1
    pool.ask_renewal(context, town.mentor, town.mentor_id)

    assert pool.renew(context, town.operator, town.mentor_id) == date(2028, 7, 1)

    assert pool.get_member(context, town.mentor, town.mentor_id).seat.member.renewal_asked_at is None


def test_assessment_is_computed_from_recorded_work(context, town, clock):
    asked = applications.apply_to_mentor(
        context, town.founders[0], startup_id=town.startups[0], mentor_id=town.mentor_id, goal="量产"
    )
    clock.move(timedelta(days=2))
    applications.accept_application(context, town.mentor, asked)
    for _ in range(6):
        held = SessionDraft(held_on=date(2026, 6, 3), minutes=120, mode=MeetingMode.ONLINE)
        mentorships.add_session(context, town.mentor, asked, held)
    mentorships.evaluate(context, town.founders[0], asked, score=5, words="很好")

    year = pool.get_member(context, town.mentor, town.mentor_id).years[0]

    assert (year.work.sessions, year.work.hours, year.work.mentees) == (6, 12.0, 1)
    assert (year.work.applications, year.work.answered, year.work.answer_days) == (1, 1, 2.0)
    assert (year.points, year.suggested) == (100, Level.EXCELLENT)
    assert pool.confirm_suggested(context, town.operator, year=2026) == 1
    assert pool.confirm_suggested(context, town.operator, year=2026) == 0
    assert pool.get_member(context, town.mentor, town.mentor_id).years[0].confirmed.points == 100


def test_other_level_needs_a_comment_and_an_unqualified_mentor_a_reason_to_stay(context, town):
    with pytest.raises(StateConflict, match="level_needs_comment"):
        pool.confirm_level(context, town.operator, town.mentor_id, year=2026, level=Level.UNQUALIFIED)
    pool.confirm_level(context, town.operator, town.mentor_id, year=2026, level=Level.UNQUALIFIED, comment="全年未联系")

    with pytest.raises(StateConflict, match="renewal_needs_reason"):
        pool.renew(context, town.operator, town.mentor_id)
    assert pool.renew(context, town.operator, town.mentor_id, reason="行业稀缺")


def test_mentor_who_does_not_answer_surfaces(context, town, clock):
    applications.apply_to_mentor(
        context, town.founders[0], startup_id=town.startups[0], mentor_id=town.mentor_id, goal="量产"
    )
    assert pool.list_silent(context, town.operator) == []
    clock.move(timedelta(days=9))

    (found,) = pool.list_silent(context, town.operator)

    assert (found.silence.mentor.id, found.silence.waiting, found.days) == (town.mentor_id, 1, 9)


def test_pool_is_the_operators(context, town):
    for look in (pool.get_pool_overview, pool.list_seats, pool.list_silent, pool.list_pool_applications):
        with pytest.raises(NotAllowed):
            look(context, town.mentor)
    with pytest.raises(NotAllowed):
        pool.leave_pool(context, town.founders[0], town.mentor_id, reason="x")
