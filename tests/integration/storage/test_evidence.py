from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import event, text

from matchmaker.domain.accounts import AccountDraft
from matchmaker.domain.applications import BLOCKED_REASON
from matchmaker.domain.evidence import Interaction, Investment, Surface
from matchmaker.domain.mentorships import Evaluation, MentorshipOutcome, Term, TermState
from matchmaker.domain.pipeline import CloseReason, DealState, DealStepDraft
from matchmaker.domain.timetables import MeetingDraft, PlanQuality
from matchmaker.domain.vocabulary import ApplicationState, MeetingOrigin, ParticipationState, PartyKind, Role
from matchmaker.services.suggestions.learning.evidence import (
    count_evidence,
    load_preferences,
    load_public_evidence,
    read_facts,
)
from tests.integration.storage.sample_impressions import add_impression

STARTUP, MENTOR, INVESTOR = PartyKind
STATEMENTS = 11
QUALITY = PlanQuality(
    wishes=1, met=1, value=1, bound=1, is_proven=True, suggested=0, breaks=0, below_floor=0, seconds=0.1
)


def ask(unit, world, state, at, **others):
    values = {"startup_id": world.startup, "mentor_id": world.mentor} | others
    mentorship_id = unit.applications.add(
        applied_by=world.founder, goal="量产", state=ApplicationState.QUEUED, applied_at=at, **values
    )
    decided = replace(
        unit.applications.get(mentorship_id), state=state, opened_at=at, decided_at=at + timedelta(days=2)
    )
    unit.applications.save(decided)
    return mentorship_id


def evaluate(unit, mentorship_id, side, score, *, by, at):
    unit.terms.add_evaluation(
        Evaluation(mentorship_id=mentorship_id, side=side, score=score, words="", given_by=by, given_at=at)
    )


def list_rows(unit, now):
    return [
        (
            preference.wanter_kind,
            preference.wanted_kind,
            preference.is_wanted,
            preference.weight,
            preference.position,
            preference.interaction,
        )
        for preference in load_preferences(unit, now)
    ]


def test_a_mentorship_is_read_with_its_outcome_and_both_evaluations(any_database, world, now):
    later = now + timedelta(days=200)
    with any_database.unit() as unit:
        ended = ask(unit, world, ApplicationState.ENDED, now)
        unit.terms.add(Term(mentorship_id=ended, state=TermState.RUNNING, accepted_at=now, ends_on=later.date()))
        unit.terms.save(
            replace(unit.terms.find(ended), state=TermState.ENDED, outcome=MentorshipOutcome.REACHED, ended_at=later)
        )
        evaluate(unit, ended, STARTUP, 5, by=world.founder, at=later)
        evaluate(unit, ended, MENTOR, 2, by=world.founder, at=later)

        assert list_rows(unit, later) == [
            (STARTUP, MENTOR, True, 2.25, None, Interaction.APPLIED),
            (MENTOR, STARTUP, True, 1.125, None, Interaction.ACCEPTED),
        ]
        assert [(it.startup_score, it.mentor_score) for it in read_facts(unit, is_open=True).applications] == [
            (None, None)
        ]
        counts = count_evidence(unit, later).interactions
        assert (
            counts[Interaction.RATED],
            counts[Interaction.OUTCOME],
            counts[Interaction.APPLIED],
            counts[Interaction.ACCEPTED],
        ) == (2, 1, 1, 1)


def test_what_the_mentor_did_not_decide_is_not_the_mentors(any_database, world, now):
    with any_database.unit() as unit:
        left = ask(unit, world, ApplicationState.DECLINED, now)
        unit.pool.save_member(
            replace(unit.pool.find_member(world.mentor), exited_at=now + timedelta(days=1), exit_reason="出国")
        )
        assert [it[:2] for it in list_rows(unit, now + timedelta(days=9))] == [(STARTUP, MENTOR)]

        unit.applications.save(replace(unit.applications.get(left), reason=BLOCKED_REASON))
        assert list_rows(unit, now + timedelta(days=9)) == []


def test_what_a_matching_round_accepted_is_not_the_mentors(any_database, world, now):
    with any_database.unit() as unit:
        ask(unit, world, ApplicationState.ACCEPTED, now)
        unit.commit()
    with any_database.engine.begin() as connection:
        connection.execute(text("UPDATE mentorships SET round_id = 1"))

    with any_database.unit(readonly=True) as unit:
        assert [it[-1] for it in list_rows(unit, now + timedelta(days=9))] == [Interaction.APPLIED]


def test_wishes_meetings_and_follow_ups_of_an_event_are_read(any_database, world, now):
    day = now + timedelta(days=31)
    pair = {"startup_participation_id": world.startup_there, "investor_participation_id": world.investor_there}
    meeting = MeetingDraft(slot_id=world.slots[0], table=1, origin=MeetingOrigin.WISHED, **pair)
    with any_database.unit() as unit:
        unit.wishes.add_many(
            world.event,
            [(world.startup_there, world.investor_there, 1), (world.investor_there, world.startup_there, None)],
        )
        timetable_id = unit.timetables.add(
            event_id=world.event, version=1, created_at=now, quality=QUALITY, meetings=[meeting]
        )
        assert [it[3] for it in list_rows(unit, day)] == [1.0, 1.0]  # a meeting of a draft did not take place
        unit.timetables.publish(timetable_id, now)

        assert [it[2:4] for it in list_rows(unit, day)] == [(True, 1.25), (False, 1.0)]
        assert [it[3] for it in list_rows(unit, now)] == [1.0, 1.0]

        there = unit.participations.get(world.startup_there)
        unit.participations.save(replace(there, state=ParticipationState.WITHDRAWN))
        assert [it[2:4] for it in list_rows(unit, day)] == [(True, 0.5), (False, 1.0)]
        assert count_evidence(unit, day).interactions[Interaction.MISSED] == 1


def test_follow_ups_are_read_step_by_step_and_stay_the_investors(any_database, world, now):
    with any_database.unit() as unit:
        first = DealStepDraft(state=DealState.MET, happened_on=now.date())
        deal_id = unit.deals.add(world.investor, world.startup, first, event_id=None)
        unit.deals.add_step(deal_id, first, by=world.founder, at=now)
        closing = replace(first, state=DealState.CLOSED, close_reason=CloseReason.TEAM)
        unit.deals.add_step(deal_id, closing, by=world.founder, at=now)

        assert list_rows(unit, now) == [(INVESTOR, STARTUP, False, 1.0, None, Interaction.FOLLOWED_UP)]
        assert read_facts(unit, is_open=True).deals == ()


@pytest.fixture
def shown(any_database, world, mentor_draft, now):
    """The startup applied to its mentor a month after an impression at position 4, and to no other mentor shown."""
    with any_database.unit() as unit:
        other = unit.mentors.add(replace(mentor_draft, external_id="m-2"))
        seeker = (STARTUP, world.startup)
        add_impression(unit, now, seeker=seeker, candidate=(MENTOR, world.mentor), position=4, surface=Surface.LIST)
        add_impression(unit, now, seeker=seeker, candidate=(MENTOR, world.mentor), position=5, surface=Surface.OVERVIEW)
        add_impression(unit, now, seeker=seeker, candidate=(MENTOR, other), position=1, surface=Surface.LIST)
        add_impression(unit, now, seeker=seeker, candidate=(INVESTOR, world.investor), position=1, surface=Surface.LIST)
        ask(unit, world, ApplicationState.RELEASED, now + timedelta(days=30))
        unit.commit()
    return now + timedelta(days=40)


def test_positions_come_from_pages_with_a_button_to_choose(any_database, shown):
    with any_database.unit(readonly=True) as unit:
        assert list_rows(unit, shown) == [
            (STARTUP, MENTOR, True, 1.0, 4, Interaction.APPLIED),
            (STARTUP, MENTOR, False, 0.1, 1, None),
        ]
        count = count_evidence(unit, shown)

    assert count.shown == {Surface.LIST: 3, Surface.OVERVIEW: 1}
    assert (count.wanted, count.unwanted, count.passed_over) == (
        {(STARTUP, MENTOR): 1},
        {},
        {(STARTUP, MENTOR): 1},
    )


def test_who_switched_suggestions_off_or_left_is_not_learnt_from(any_database, world, shown, now):
    with any_database.unit() as unit:
        guide = AccountDraft(email="guide@example.cn", name="王工", roles={Role.MENTOR}, created_at=now)
        account_id = unit.accounts.add(guide, password_hash=None)
        unit.accounts.link(account_id, kind=MENTOR, profile_id=world.mentor)
        assert len(list_rows(unit, shown)) == 2

        unit.accounts.save(replace(unit.accounts.get(account_id), is_personalised=False))
        assert [it[-1] for it in list_rows(unit, shown)] == [None]

        unit.accounts.save(replace(unit.accounts.get(account_id), is_personalised=True))
        names = dict.fromkeys(("account", *PartyKind), "gone %s")
        unit.erasing.erase(world.founder, [(STARTUP, world.startup)], names=names, at=shown)
        assert list_rows(unit, shown) == []


@pytest.mark.parametrize("load", [load_preferences, load_public_evidence])
def test_the_number_of_statements_stays_the_same_however_much_there_is(any_database, world, shown, load):
    sent = []
    event.listen(any_database.engine, "before_cursor_execute", lambda *arguments: sent.append(arguments[2]))
    with any_database.unit(readonly=True) as unit:
        load(unit, shown)

    assert len([it for it in sent if it.startswith("SELECT")]) == STATEMENTS


def test_a_wish_has_a_time_of_its_own_and_is_a_secret_until_wishing_closes(any_database, world, now):
    closes_at = now + timedelta(days=20)
    with any_database.unit() as unit:
        words = {"event_id": world.event, "wisher_id": world.startup_there, "wished_id": world.investor_there}
        unit.wishes.add(**words, wished_at=now)
        wish = next(iter(load_preferences(unit, now + timedelta(days=1))))

        assert (wish.at, wish.known_at) == (now, closes_at)
        assert load_public_evidence(unit, closes_at - timedelta(hours=1)) == ((), ())
        assert load_public_evidence(unit, closes_at) == ((wish,), ())


def test_what_one_side_alone_knows_weighs_nothing_for_others_but_an_investment_counts(any_database, world, now):
    later = now + timedelta(days=200)
    with any_database.unit() as unit:
        ended = ask(unit, world, ApplicationState.ACCEPTED, now)
        unit.terms.add(Term(mentorship_id=ended, state=TermState.RUNNING, accepted_at=now, ends_on=later.date()))
        evaluate(unit, ended, STARTUP, 5, by=world.founder, at=now)
        first = DealStepDraft(state=DealState.MET, happened_on=now.date())
        deal_id = unit.deals.add(world.investor, world.startup, first, event_id=None)
        for day, state in enumerate((DealState.MET, DealState.INVESTED, DealState.INVESTED)):
            step = replace(first, state=state, amount=100)
            unit.deals.add_step(deal_id, step, by=world.founder, at=now + timedelta(days=day))
        rows, investments = load_public_evidence(unit, later)

    assert [(it.wanter_kind, it.weight, it.interaction) for it in rows] == [
        (STARTUP, 1.0, Interaction.APPLIED),
        (MENTOR, 1.0, Interaction.ACCEPTED),
    ]
    pair = {"investor_id": world.investor, "startup_id": world.startup}
    assert investments == (Investment(**pair, at=now + timedelta(days=1)),)
