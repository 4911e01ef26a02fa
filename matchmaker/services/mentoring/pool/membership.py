"""Renewing certificates and leaving the pool, with the scheduled tasks of both."""

from dataclasses import replace
from datetime import date

from matchmaker.domain import permissions
from matchmaker.domain.accounts import Actor
from matchmaker.domain.assessment import Level
from matchmaker.domain.errors import StateConflict
from matchmaker.domain.ids import MentorId
from matchmaker.domain.notices import NoticeKind
from matchmaker.domain.pool import RENEWAL_WINDOW, PoolMembership
from matchmaker.domain.profiles import Mentor
from matchmaker.domain.vocabulary import ApplicationState, PartyKind, Role
from matchmaker.services.mentoring.applications.endings import decline_all_applications
from matchmaker.services.mentoring.mentorships.access import check_text
from matchmaker.services.mentoring.mentorships.office_hours import withdraw_all_hours
from matchmaker.services.mentoring.pool.reviews import certify_until
from matchmaker.services.platform.audit import record_audit
from matchmaker.services.platform.context import Context, UseCase, find_today
from matchmaker.services.platform.guards import require
from matchmaker.services.platform.notices import notify
from matchmaker.storage import UnitOfWork


def ask_renewal(context: Context, actor: Actor, mentor_id: MentorId) -> None:
    """Ask for a renewal of the certificate, as the mentor."""
    require(actor.mentor_id == mentor_id)
    with context.begin(actor) as case:
        mentor = case.unit.mentors.get_for_update(mentor_id)
        member = _require_member(case.unit, mentor_id)
        case.unit.pool.save_member(replace(member, renewal_asked_at=case.now))
        record_audit(case, action="pool.ask_renewal", kind="mentor", subject=mentor_id)
        _notify(
            case,
            mentor,
            to_operators=True,
            kind=NoticeKind.POOL_RENEWAL_ASKED,
            until=mentor.certified_until or case.today,
        )
        case.unit.commit()


def renew(context: Context, actor: Actor, mentor_id: MentorId, *, reason: str = "") -> date:
    """Certify a mentor for another term, and return its last day. Needs a reason after an unqualified assessment."""
    require(permissions.can_operate(actor))
    reason = check_text(reason, "reason", is_needed=False)
    with context.begin(actor) as case:
        mentor = case.unit.mentors.get_for_update(mentor_id)
        member = _require_member(case.unit, mentor_id)
        if not reason and _is_unqualified(case.unit, mentor_id):
            raise StateConflict("renewal_needs_reason")
        until = certify_until(context, mentor.certified_until)
        case.unit.mentors.save(replace(mentor, certified_until=until))
        case.unit.pool.save_member(replace(member, renewal_asked_at=None))
        before = {"certified_until": mentor.certified_until.isoformat() if mentor.certified_until else None}
        after = {"certified_until": until.isoformat(), "reason": reason}
        record_audit(case, action="pool.renew", kind="mentor", subject=mentor_id, before=before, after=after)
        _notify(case, mentor, kind=NoticeKind.POOL_RENEWED, until=until)
        case.unit.commit()
    return until


def leave_pool(context: Context, actor: Actor, mentor_id: MentorId, *, reason: str) -> int:
    """Remove a mentor from the pool, as the mentor or the operator. Returns the number of applications closed.

    Office hours are withdrawn and mentees are notified. Running mentorships go on to the end of their term. The
    applications are closed one by one afterwards. If the process stops, a scheduled task closes the rest.
    """
    require(actor.mentor_id == mentor_id or permissions.can_operate(actor))
    reason = check_text(reason, "reason")
    with context.begin(actor) as case:
        mentor = case.unit.mentors.get_for_update(mentor_id)
        member = _require_member(case.unit, mentor_id)
        case.unit.pool.save_member(replace(member, exited_at=case.now, exit_reason=reason, renewal_asked_at=None))
        case.unit.mentors.save_pause(mentor_id, is_paused=True)
        withdraw_all_hours(case, mentor_id, reason=reason)
        _notify_mentees(case, mentor)
        record_audit(case, action="pool.leave", kind="mentor", subject=mentor_id, after={"reason": reason})
        case.unit.commit()
    return decline_all_applications(context, actor, mentor_id, reason=reason)


def remind_of_certificates(context: Context) -> int:
    """Scheduled task: remind mentors once that their certificate runs out. Returns how many."""
    today = find_today(context)
    with context.open_unit(readonly=True) as unit:
        due = unit.pool.list_to_remind(today, today + RENEWAL_WINDOW)
    return sum(_remind(context, mentor_id, until) for mentor_id, until in due)


def finish_leaving(context: Context) -> int:
    """Scheduled task: close pending applications to mentors who left. Returns how many applications."""
    with context.open_unit(readonly=True) as unit:
        left = unit.seats.list_left_with_pending()
    return sum(decline_all_applications(context, None, mentor_id, reason=reason) for mentor_id, reason in left)


def _remind(context: Context, mentor_id: MentorId, until: date) -> bool:
    with context.begin(None) as case:
        mentor = case.unit.mentors.get_for_update(mentor_id)
        member = case.unit.pool.find_member(mentor_id)
        if mentor.certified_until != until or member.exited_at is not None or member.reminded_of == until:
            return False
        case.unit.pool.save_member(replace(member, reminded_of=until))
        _notify(case, mentor, kind=NoticeKind.POOL_DUE, until=until)
        case.unit.commit()
    return True


def _require_member(unit: UnitOfWork, mentor_id: MentorId) -> PoolMembership:
    member = unit.pool.find_member(mentor_id)
    if member.exited_at is not None:
        raise StateConflict("left_pool")
    return member


def _is_unqualified(unit: UnitOfWork, mentor_id: MentorId) -> bool:
    """Whether the last assessment is unqualified."""
    found = unit.pool.list_assessments([mentor_id]).get(mentor_id, ())
    return bool(found) and found[0].level is Level.UNQUALIFIED


def _notify_mentees(case: UseCase[Actor], mentor: Mentor) -> None:
    for application in case.unit.applications.list_open(mentor_id=mentor.id):
        if application.state is ApplicationState.ACCEPTED:
            notify(
                case,
                to=case.unit.accounts.list_representatives(PartyKind.STARTUP, application.startup_id),
                kind=NoticeKind.MENTOR_LEFT,
                subject_kind="mentoring",
                subject_id=application.id,
                data={"name": mentor.name},
            )


def _notify(
    case: UseCase[Actor | None], mentor: Mentor, *, kind: NoticeKind, until: date, to_operators: bool = False
) -> None:
    operators, own = case.unit.accounts.list_with_role, case.unit.accounts.list_representatives
    notify(
        case,
        to=operators(Role.OPERATOR) if to_operators else own(PartyKind.MENTOR, mentor.id),
        kind=kind,
        subject_kind="pool_member",
        subject_id=mentor.id,
        data={"name": mentor.name, "until": until},
    )
