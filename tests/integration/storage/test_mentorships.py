from dataclasses import replace
from datetime import date, timedelta

import pytest

from matchmaker.domain.assessment import Assessment, Level, WorkRecord
from matchmaker.domain.errors import StateConflict
from matchmaker.domain.mentorships import (
    Evaluation,
    ExtensionProposal,
    MeetingMode,
    NextStepDraft,
    SessionDraft,
    SessionNote,
    Term,
    TermState,
)
from matchmaker.domain.office_hours import Booking, HourState, OfficeHourDraft
from matchmaker.domain.pool import PoolApplication, PoolMembership, PoolState, SeatState
from matchmaker.domain.vocabulary import ApplicationState, MentorKind, PartyKind

DAY = date(2026, 5, 20)


@pytest.fixture
def mentorship(any_database, world, now):
    """An application of two days ago that was accepted now, with its term."""
    with any_database.unit() as unit:
        key = unit.applications.add(
            startup_id=world.startup,
            mentor_id=world.mentor,
            applied_by=world.founder,
            goal="g",
            state=ApplicationState.QUEUED,
            applied_at=now,
        )
        asked = unit.applications.get(key)
        opened = now - timedelta(days=2)
        unit.applications.save(replace(asked, state=ApplicationState.ACCEPTED, opened_at=opened, decided_at=now))
        term = Term(mentorship_id=key, state=TermState.RUNNING, accepted_at=now, ends_on=date(2026, 11, 20))
        unit.terms.add(term)
        unit.commit()
    return key


def draft_hour(start, minutes=30):
    return OfficeHourDraft(starts_at=start, ends_at=start + timedelta(minutes=minutes), mode=MeetingMode.ONLINE)


def test_term_keeps_its_proposal(any_database, mentorship, now):
    proposal = ExtensionProposal(side=PartyKind.MENTOR, months=3, reason="再走一程", at=now)
    with any_database.unit() as unit:
        changed = replace(unit.terms.get_for_update(mentorship), state=TermState.EXTENDING, proposal=proposal)
        unit.terms.save(changed)
        unit.commit()

    with any_database.unit(readonly=True) as unit:
        assert unit.terms.find(mentorship) == changed


def test_term_is_to_be_reminded_of_once_for_each_last_day(any_database, mentorship):
    with any_database.unit() as unit:
        (term,) = unit.terms.list_to_remind(date(2026, 11, 20))
        assert unit.terms.list_to_remind(date(2026, 11, 19)) == ()
        assert [unit.terms.mark_reminded(term), unit.terms.mark_reminded(term)] == [True, False]
        assert unit.terms.list_to_remind(date(2026, 11, 20)) == ()
        unit.terms.save(replace(term, ends_on=date(2027, 2, 20)))
        assert len(unit.terms.list_to_remind(date(2027, 2, 20))) == 1


def test_work_of_a_year_is_summed(any_database, world, mentorship, now):
    with any_database.unit() as unit:
        for day in (DAY, date(2027, 1, 1)):
            session = SessionDraft(held_on=day, minutes=90, mode=MeetingMode.PHONE)
            key = unit.mentorship_records.add(mentorship, session, written_by=world.founder, side=PartyKind.MENTOR)
            note = SessionNote(
                written_by=world.founder, side=PartyKind.MENTOR, text="好", is_private=True, written_at=now
            )
            unit.mentorship_records.add_note(key, note)
        unit.mentorship_records.add_step(mentorship, NextStepDraft(side=PartyKind.MENTOR, text="介绍"))
        given = {"mentorship_id": mentorship, "words": "好", "given_by": world.founder, "given_at": now}
        unit.terms.add_evaluation(Evaluation(side=PartyKind.STARTUP, score=4, **given))
        unit.terms.add_evaluation(Evaluation(side=PartyKind.MENTOR, score=1, **given))
        year = (now.replace(month=1, day=1), now.replace(year=2027, month=1, day=1))
        found = unit.mentor_work.list_records([world.mentor, 999], since=year[0], until=year[1])
        sums = unit.mentorship_records.sum_minutes([mentorship])

    assert found[world.mentor] == WorkRecord(
        sessions=1,
        minutes=90,
        mentees=1,
        applications=1,
        answered=1,
        answer_days=2.0,
        evaluations=1,
        mean_score=4.0,
    )
    assert found[999] == WorkRecord()
    assert sums == {mentorship: (2, 180)}


def test_evaluation_is_saved_once_a_side(any_database, world, mentorship, now):
    evaluation = Evaluation(
        mentorship_id=mentorship, side=PartyKind.MENTOR, score=4, words="好", given_by=world.founder, given_at=now
    )
    with any_database.unit() as unit:
        unit.terms.add_evaluation(evaluation)
        with pytest.raises(StateConflict, match="already_evaluated"):
            unit.terms.add_evaluation(evaluation)


@pytest.mark.parametrize("shift", [0, 15, -15])
def test_database_keeps_a_mentor_in_one_place(any_database, world, now, shift):
    with any_database.unit() as unit:
        unit.office_hours.add(world.mentor, draft_hour(now), account_id=None)
        with pytest.raises(StateConflict, match="time_taken"):
            unit.office_hours.add(world.mentor, draft_hour(now + timedelta(minutes=shift)), account_id=None)


def test_database_lets_a_slot_be_booked_once_and_a_startup_sit_in_one_place(any_database, world, mentor_draft, now):
    with any_database.unit() as unit:
        other = unit.mentors.add(replace(mentor_draft, external_id="m-2"))
        first = unit.office_hours.add(world.mentor, draft_hour(now), account_id=None)
        second = unit.office_hours.add(other, draft_hour(now + timedelta(minutes=15)), account_id=None)
        unit.commit()
    booking = Booking(hour_id=first, startup_id=world.startup, booked_by=world.founder, reason="问", booked_at=now)
    with any_database.unit() as unit:
        unit.office_hours.book(unit.office_hours.get_for_update(first), booking)
        assert unit.office_hours.find_clash(draft_hour(now), startup=world.startup) == now
        unit.commit()

    for again, code in ((booking, "hour_taken"), (replace(booking, hour_id=second), "time_taken")):
        with any_database.unit() as unit, pytest.raises(StateConflict, match=code):
            unit.office_hours.book(unit.office_hours.get(again.hour_id), again)
    with any_database.unit() as unit:
        unit.office_hours.close(first, HourState.CANCELLED)
        unit.office_hours.book(unit.office_hours.get(second), replace(booking, hour_id=second))
        assert unit.office_hours.count_booked(world.startup, since=now) == 1


def test_seats_are_counted_as_the_domain_defines_them(any_database, world, mentor_draft, now):
    today = now.date()
    days = {
        SeatState.CERTIFIED: today + timedelta(days=61),
        SeatState.DUE: today + timedelta(days=60),
        SeatState.LAPSED: today - timedelta(days=1),
        SeatState.UNCERTIFIED: None,
        SeatState.EXITED: today + timedelta(days=61),
    }
    with any_database.unit() as unit:
        before = unit.seats.count_states(today)
        ids = {
            state: unit.mentors.add(replace(mentor_draft, external_id=state.value, certified_until=day))
            for state, day in days.items()
        }
        member = PoolMembership(mentor_id=ids[SeatState.EXITED], exited_at=now, exit_reason="退休")
        unit.pool.save_member(replace(member, exit_reason="调离"))
        unit.pool.save_member(member)
        after = unit.seats.count_states(today)
        pages = {state: unit.seats.list_page(today, state=state).items for state in days}
        squares = unit.seats.list_map(today)

    assert {state: after[state] - before[state] for state in days} == dict.fromkeys(days, 1)
    assert all(ids[state] in [it.mentor.id for it in found] for state, found in pages.items())
    assert all(it.state is state for state, found in pages.items() for it in found)
    assert pages[SeatState.EXITED][0].member.exit_reason == "退休"
    assert ids[SeatState.EXITED] not in [number for number, _, _ in squares]


def test_silent_mentors_and_leavers_with_open_applications_are_found(any_database, world, now):
    with any_database.unit() as unit:
        key = unit.applications.add(
            startup_id=world.startup,
            mentor_id=world.mentor,
            applied_by=world.founder,
            goal="g",
            state=ApplicationState.QUEUED,
            applied_at=now,
        )
        opened = now - timedelta(days=9)
        unit.applications.save(replace(unit.applications.get(key), state=ApplicationState.APPLIED, opened_at=opened))
        assert unit.seats.list_silent(now - timedelta(days=10), now - timedelta(days=365)) == []
        (silent,) = unit.seats.list_silent(now - timedelta(days=7), now - timedelta(days=365))
        assert (silent.mentor.id, silent.waiting, silent.since, silent.expired) == (world.mentor, 1, opened, 0)
        assert unit.seats.list_left_with_pending() == []
        unit.pool.save_member(PoolMembership(mentor_id=world.mentor, exited_at=now, exit_reason="退休"))
        assert unit.seats.list_left_with_pending() == [(world.mentor, "退休")]


def test_one_application_to_the_pool_is_open_for_each_account(any_database, world, now):
    application = PoolApplication(
        id=0,
        account_id=world.founder,
        state=PoolState.SUBMITTED,
        submitted_at=now,
        name="甲",
        kind=MentorKind.MANAGEMENT,
        expertise="管理",
        experience="十年",
        evidence="证书",
    )
    with any_database.unit() as unit:
        unit.pool.lock_seats()
        unit.pool.lock_seats()
        key = unit.pool.add(application)
        stored = unit.pool.get_for_update(key)
        assert stored == replace(application, id=key)
        unit.pool.save(replace(stored, state=PoolState.REJECTED))
        unit.pool.add(application)
        assert unit.pool.list_page().total == 1
        with pytest.raises(StateConflict, match="pool_application_open"):
            unit.pool.add(application)


def test_confirmed_level_takes_the_place_of_the_former(any_database, world, now):
    level = Assessment(
        mentor_id=world.mentor,
        year=2026,
        level=Level.GOOD,
        points=72,
        comment="",
        confirmed_by=world.founder,
        confirmed_at=now,
    )
    with any_database.unit() as unit:
        unit.pool.put_assessment(level)
        unit.pool.put_assessment(replace(level, year=2025))
        unit.pool.put_assessment(replace(level, level=Level.EXCELLENT, comment="补记"))
        found = unit.pool.list_assessments([world.mentor])[world.mentor]

    assert [(it.year, it.level) for it in found] == [(2026, Level.EXCELLENT), (2025, Level.GOOD)]
