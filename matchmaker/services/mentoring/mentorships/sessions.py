"""Sessions with notes, and next steps. Both sides add them while the mentorship is running."""

from matchmaker.domain.accounts import Actor
from matchmaker.domain.errors import Invalid, NotFound, StateConflict
from matchmaker.domain.ids import ApplicationId, MentoringSessionId, NextStepId
from matchmaker.domain.local_time import local_day
from matchmaker.domain.mentorships import (
    MAX_MINUTES,
    MIN_MINUTES,
    MentoringSession,
    NextStepDraft,
    SessionDraft,
    SessionNote,
    Term,
    TermAction,
)
from matchmaker.domain.notices import NoticeKind
from matchmaker.domain.vocabulary import PartyKind
from matchmaker.services.mentoring.mentorships.access import check_text, list_other_side_accounts, lock_term
from matchmaker.services.platform.audit import record_audit
from matchmaker.services.platform.context import Context, find_today
from matchmaker.services.platform.notices import notify

MAX_DAYS_BACK = 31
"""How many days before the acceptance a session may be: people often talk first."""


def add_session(
    context: Context,
    actor: Actor,
    mentorship_id: ApplicationId,
    draft: SessionDraft,
    *,
    notes: str = "",
    own_notes: str = "",
) -> MentoringSessionId:
    """Record a session. ``notes`` are for both sides, ``own_notes`` for the writer alone."""
    texts = {
        False: check_text(notes, "notes", is_needed=False),
        True: check_text(own_notes, "own_notes", is_needed=False),
    }
    with context.begin(actor) as case:
        term, side = lock_term(case, mentorship_id, TermAction.RECORD)
        _check_session(context, draft, term)
        session_id = case.unit.mentorship_records.add(mentorship_id, draft, written_by=actor.account_id, side=side)
        for is_private, text in texts.items():
            if text:
                note = _note(context, actor, side, text, is_private=is_private)
                case.unit.mentorship_records.add_note(session_id, note)
        after = {"held_on": draft.held_on.isoformat(), "minutes": draft.minutes}
        record_audit(case, action="mentoring.session", kind="mentorship", subject=mentorship_id, after=after)
        mentorship = case.unit.applications.get(mentorship_id)
        notify(
            case,
            to=list_other_side_accounts(case.unit, mentorship, side),
            kind=NoticeKind.SESSION_RECORDED,
            subject_kind="mentoring",
            subject_id=mentorship_id,
            data={"name": actor.name, "day": draft.held_on, "minutes": draft.minutes},
        )
        case.unit.commit()
    return session_id


def remove_session(
    context: Context, actor: Actor, mentorship_id: ApplicationId, session_id: MentoringSessionId
) -> None:
    """Remove a session that the actor recorded. The audit log still shows that it existed."""
    with context.begin(actor) as case:
        lock_term(case, mentorship_id, TermAction.RECORD)
        session = _find(case.unit.mentorship_records.list_for(mentorship_id), session_id)
        if session.written_by != actor.account_id:
            raise StateConflict("not_your_session")
        case.unit.mentorship_records.remove(session_id)
        before = {"held_on": session.held_on.isoformat(), "minutes": session.minutes}
        record_audit(
            case,
            action="mentoring.remove_session",
            kind="mentorship",
            subject=mentorship_id,
            before=before,
        )
        case.unit.commit()


def add_note(
    context: Context,
    actor: Actor,
    mentorship_id: ApplicationId,
    session_id: MentoringSessionId,
    *,
    text: str,
    is_private: bool,
) -> None:
    """Add a note to a session of either side."""
    text = check_text(text, "text")
    with context.begin(actor) as case:
        _, side = lock_term(case, mentorship_id, TermAction.RECORD)
        _find(case.unit.mentorship_records.list_for(mentorship_id), session_id)
        case.unit.mentorship_records.add_note(session_id, _note(context, actor, side, text, is_private=is_private))
        record_audit(case, action="mentoring.note", kind="mentorship", subject=mentorship_id)
        case.unit.commit()


def add_step(context: Context, actor: Actor, mentorship_id: ApplicationId, draft: NextStepDraft) -> NextStepId:
    """Add a next step for either side."""
    text = check_text(draft.text, "text")
    with context.begin(actor) as case:
        lock_term(case, mentorship_id, TermAction.RECORD)
        trimmed = NextStepDraft(side=draft.side, text=text, due_on=draft.due_on)
        step_id = case.unit.mentorship_records.add_step(mentorship_id, trimmed)
        after = {"due_on": draft.due_on.isoformat() if draft.due_on else None}
        record_audit(case, action="mentoring.step", kind="mentorship", subject=mentorship_id, after=after)
        case.unit.commit()
    return step_id


def mark_step(
    context: Context, actor: Actor, mentorship_id: ApplicationId, step_id: NextStepId, *, is_done: bool
) -> None:
    """Mark a next step as done or as not done. Both sides may do so."""
    with context.begin(actor) as case:
        lock_term(case, mentorship_id, TermAction.RECORD)
        case.unit.mentorship_records.mark_step(mentorship_id, step_id, done_at=case.now if is_done else None)
        after = {"is_done": is_done}
        record_audit(case, action="mentoring.mark_step", kind="mentorship", subject=mentorship_id, after=after)
        case.unit.commit()


def _check_session(context: Context, draft: SessionDraft, term: Term) -> None:
    faults: dict[str, str] = {}
    if not MIN_MINUTES <= draft.minutes <= MAX_MINUTES:
        faults["minutes"] = "minutes_range"
    if draft.held_on > find_today(context):
        faults["held_on"] = "in_the_future"
    elif (local_day(term.accepted_at) - draft.held_on).days > MAX_DAYS_BACK:
        faults["held_on"] = "before_mentorship"
    if faults:
        raise Invalid("invalid_fields", fields=faults)


def _note(context: Context, actor: Actor, side: PartyKind, text: str, *, is_private: bool) -> SessionNote:
    return SessionNote(
        written_by=actor.account_id, side=side, text=text, is_private=is_private, written_at=context.now()
    )


def _find(sessions: tuple[MentoringSession, ...], session_id: MentoringSessionId) -> MentoringSession:
    found = next((it for it in sessions if it.id == session_id), None)
    if found is None:
        raise NotFound("session_not_found", id=session_id)
    return found
