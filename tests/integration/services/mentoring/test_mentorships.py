from dataclasses import replace
from datetime import date, timedelta

import pytest

from matchmaker.domain.errors import Invalid, NotAllowed, NotFound, StateConflict
from matchmaker.domain.ids import ApplicationId
from matchmaker.domain.mentorships import (
    MeetingMode,
    MentorshipOutcome,
    NextStepDraft,
    SessionDraft,
    TermAction,
    TermState,
)
from matchmaker.domain.notices import NoticeKind
from matchmaker.domain.vocabulary import PartyKind
from matchmaker.services.mentoring import applications, mentorships
from matchmaker.services.mentoring.mentorships.terms import remind_of_ends

HELD = SessionDraft(held_on=date(2026, 6, 1), minutes=90, mode=MeetingMode.IN_PERSON, place="创业大厦")


@pytest.fixture
def under_way(context, town) -> ApplicationId:
    """The mentor accompanies the first startup from 1 June to 1 December 2026."""
    mentorship_id = applications.apply_to_mentor(
        context, town.founders[0], startup_id=town.startups[0], mentor_id=town.mentor_id, goal="量产"
    )
    applications.accept_application(context, town.mentor, mentorship_id)
    return mentorship_id


def list_notice_kinds(context, actor) -> list[NoticeKind]:
    with context.open_unit(readonly=True) as unit:
        return [it.kind for it in unit.notices.list_page(actor.account_id).items]


def test_term_runs_half_a_year_when_accepted(context, town, under_way):
    view = mentorships.get_mentorship_details(context, town.mentor, under_way)

    assert (view.term.state, view.term.ends_on, view.side) == (TermState.RUNNING, date(2026, 12, 1), PartyKind.MENTOR)


def test_both_sides_record_sessions_and_hours_add_up(context, town, under_way):
    mentorships.add_session(context, town.mentor, under_way, HELD, notes="看了样机")
    mentorships.add_session(context, town.founders[0], under_way, replace(HELD, minutes=30, mode=MeetingMode.ONLINE))

    view = mentorships.get_mentorship_details(context, town.founders[0], under_way)

    assert [it.minutes for it in view.sessions] == [30, 90]
    assert view.minutes == 120
    assert list_notice_kinds(context, town.founders[0])[0] is NoticeKind.SESSION_RECORDED


def test_private_note_is_shown_to_its_writer_alone(context, town, under_way):
    mentorships.add_session(context, town.mentor, under_way, HELD, notes="共同记录", own_notes="团队有分歧")

    def read(actor):
        return [note.text for note in mentorships.get_mentorship_details(context, actor, under_way).sessions[0].notes]

    assert read(town.mentor) == ["共同记录", "团队有分歧"]
    assert read(town.founders[0]) == ["共同记录"]
    assert read(town.operator) == []


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"held_on": date(2026, 6, 2)}, "held_on"),
        ({"held_on": date(2026, 4, 1)}, "held_on"),
        ({"minutes": 4}, "minutes"),
        ({"minutes": 601}, "minutes"),
    ],
)
def test_session_is_refused_when_it_cannot_have_been(context, town, under_way, change, field):
    with pytest.raises(Invalid) as refused:
        mentorships.add_session(context, town.mentor, under_way, replace(HELD, **change))

    assert list(refused.value.data["fields"]) == [field]


def test_session_is_removed_by_its_writer_only(context, town, under_way):
    session_id = mentorships.add_session(context, town.mentor, under_way, HELD)
    with pytest.raises(StateConflict, match="not_your_session"):
        mentorships.remove_session(context, town.founders[0], under_way, session_id)

    mentorships.remove_session(context, town.mentor, under_way, session_id)

    assert mentorships.get_mentorship_details(context, town.mentor, under_way).sessions == ()


def test_steps_are_done_late_and_undone(context, town, under_way, clock):
    step_id = mentorships.add_step(
        context,
        town.mentor,
        under_way,
        NextStepDraft(side=PartyKind.STARTUP, text="整理客户名单", due_on=date(2026, 6, 5)),
    )
    clock.move(timedelta(days=7))
    (step,) = mentorships.get_mentorship_details(context, town.mentor, under_way).steps
    assert step.is_late(date(2026, 6, 8))

    mentorships.mark_step(context, town.founders[0], under_way, step_id, is_done=True)
    assert mentorships.get_mentorship_details(context, town.mentor, under_way).steps[0].done_at == clock.at

    mentorships.mark_step(context, town.founders[0], under_way, step_id, is_done=False)
    assert mentorships.get_mentorship_details(context, town.mentor, under_way).steps[0].done_at is None


def test_evaluation_of_the_other_is_read_after_the_own_is_given(context, town, under_way):
    def read(actor):
        return [it.words for it in mentorships.get_mentorship_details(context, actor, under_way).evaluations]

    mentorships.evaluate(context, town.mentor, under_way, score=4, words="执行力强")
    assert (read(town.mentor), read(town.founders[0]), read(town.operator)) == (["执行力强"], [], [])

    mentorships.evaluate(context, town.founders[0], under_way, score=5, words="帮助很大")

    assert read(town.founders[0]) == read(town.mentor) == ["执行力强", "帮助很大"]


def test_evaluation_of_the_other_is_read_when_the_term_is_over(context, town, under_way, clock):
    mentorships.evaluate(context, town.mentor, under_way, score=2, words="很少出现")
    clock.move(timedelta(days=190))

    view = mentorships.get_mentorship_details(context, town.founders[0], under_way)

    assert [it.score for it in view.evaluations] == [2]


def test_evaluation_is_given_once(context, town, under_way):
    mentorships.evaluate(context, town.mentor, under_way, score=4, words="好")

    with pytest.raises(StateConflict, match="already_evaluated"):
        mentorships.evaluate(context, town.mentor, under_way, score=1, words="改主意了")


def test_extension_needs_the_other_side(context, town, under_way):
    mentorships.propose_extension(context, town.mentor, under_way, months=3, reason="再走一程")
    with pytest.raises(StateConflict, match="not_your_answer"):
        mentorships.answer_extension(context, town.mentor, under_way, TermAction.AGREE)
    with pytest.raises(StateConflict, match="not_your_answer"):
        mentorships.propose_extension(context, town.founders[0], under_way, months=6)

    term = mentorships.answer_extension(context, town.founders[0], under_way, TermAction.AGREE)

    assert (term.state, term.ends_on, term.extensions) == (TermState.RUNNING, date(2027, 3, 1), 1)
    assert NoticeKind.EXTENSION_AGREED in list_notice_kinds(context, town.mentor)


@pytest.mark.parametrize(("side", "action"), [("founder", TermAction.REFUSE), ("mentor", TermAction.RETRACT)])
def test_term_stays_when_the_extension_is_not_agreed(context, town, under_way, side, action):
    mentorships.propose_extension(context, town.mentor, under_way, months=3)

    actor = town.mentor if side == "mentor" else town.founders[0]
    term = mentorships.answer_extension(context, actor, under_way, action)

    assert (term.state, term.ends_on, term.proposal) == (TermState.RUNNING, date(2026, 12, 1), None)


def test_ended_term_takes_an_evaluation_and_nothing_else(context, town, under_way):
    applications.end_mentorship(
        context, town.founders[0], under_way, outcome=MentorshipOutcome.REACHED, reason="样机量产"
    )

    view = mentorships.get_mentorship_details(context, town.mentor, under_way)
    assert (view.term.outcome, view.term.outcome_words) == (MentorshipOutcome.REACHED, "样机量产")
    assert view.actions == {TermAction.EVALUATE}
    with pytest.raises(StateConflict, match="term_ended"):
        mentorships.add_session(context, town.mentor, under_way, HELD)


def test_mentorship_of_others_is_as_if_absent(context, town, under_way):
    with pytest.raises(NotFound):
        mentorships.get_mentorship_details(context, town.founders[1], under_way)
    with pytest.raises(NotFound):
        mentorships.add_session(context, town.founders[1], under_way, HELD)
    with pytest.raises(NotAllowed):
        mentorships.add_session(context, town.operator, under_way, HELD)


def test_application_that_was_not_accepted_has_no_mentoring(context, town):
    asked = applications.apply_to_mentor(
        context, town.founders[0], startup_id=town.startups[0], mentor_id=town.mentor_id, goal="量产"
    )

    with pytest.raises(NotFound):
        mentorships.get_mentorship_details(context, town.mentor, asked)
    with pytest.raises(StateConflict, match="not_under_way"):
        mentorships.add_session(context, town.mentor, asked, HELD)


def test_both_sides_are_reminded_once_when_the_term_runs_out(context, town, under_way, clock):
    clock.move(timedelta(days=160))
    assert remind_of_ends(context) == 0

    clock.move(timedelta(days=10))

    assert [remind_of_ends(context), remind_of_ends(context)] == [1, 0]
    assert NoticeKind.TERM_ENDING in list_notice_kinds(context, town.mentor)
    assert NoticeKind.TERM_ENDING in list_notice_kinds(context, town.founders[0])
