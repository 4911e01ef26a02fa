"""The operator's review of applications to the pool: return with a reason, reject, or approve, which takes a seat."""

from dataclasses import replace
from datetime import date
from typing import Any

from matchmaker.domain import permissions
from matchmaker.domain.accounts import Actor
from matchmaker.domain.errors import StateConflict
from matchmaker.domain.ids import MentorId, PoolApplicationId
from matchmaker.domain.listings import Page
from matchmaker.domain.notices import NoticeKind
from matchmaker.domain.pool import (
    OPEN_STATES,
    TAKEN_STATES,
    PoolAction,
    PoolApplication,
    PoolMembership,
    PoolState,
)
from matchmaker.domain.profiles import MentorDraft
from matchmaker.domain.vocabulary import PartyKind, Role
from matchmaker.services.mentoring.mentorships.access import check_text
from matchmaker.services.mentoring.pool.applications import change_application
from matchmaker.services.platform.audit import record_audit
from matchmaker.services.platform.context import Context, UseCase, find_today
from matchmaker.services.platform.guards import require
from matchmaker.services.platform.jobs import queue_refresh
from matchmaker.services.platform.notices import notify
from matchmaker.storage import UnitOfWork

NOTICES = {PoolAction.RETURN: NoticeKind.POOL_RETURNED, PoolAction.REJECT: NoticeKind.POOL_REJECTED}


def list_pool_applications(
    context: Context, actor: Actor, *, is_open: bool = True, page: int = 1
) -> Page[PoolApplication]:
    """A page of applications under review (or decided ones), the longest waiting first."""
    require(permissions.can_operate(actor))
    states = OPEN_STATES if is_open else frozenset(PoolState) - OPEN_STATES
    with context.open_unit(readonly=True) as unit:
        return unit.pool.list_page(states=states, number=page)


def get_pool_application(context: Context, actor: Actor, application_id: PoolApplicationId) -> PoolApplication:
    """One application, for the operator."""
    require(permissions.can_operate(actor))
    with context.open_unit(readonly=True) as unit:
        return unit.pool.get(application_id)


def return_pool_application(
    context: Context, actor: Actor, application_id: PoolApplicationId, *, reason: str
) -> PoolApplication:
    """Return the application: the applicant must complete it."""
    return _answer(context, actor, application_id, PoolAction.RETURN, reason)


def reject_pool_application(
    context: Context, actor: Actor, application_id: PoolApplicationId, *, reason: str
) -> PoolApplication:
    """Reject the application with a reason that the applicant reads."""
    return _answer(context, actor, application_id, PoolAction.REJECT, reason)


def approve_pool_application(context: Context, actor: Actor, application_id: PoolApplicationId) -> PoolApplication:
    """Certify the applicant as a new or returning mentor. Raises StateConflict ``pool_full`` if no seat is vacant."""
    require(permissions.can_operate(actor))
    with context.begin(actor) as case:
        require_seat(case)
        application = case.unit.pool.get_for_update(application_id)
        until = certify_until(context, None)
        mentor_id = _certify(case.unit, application, until)
        approved = replace(change_application(context, application, PoolAction.APPROVE), mentor_id=mentor_id)
        case.unit.pool.save(approved)
        after = {"mentor_id": mentor_id, "certified_until": until.isoformat()}
        record_audit(
            case,
            action="pool.approve",
            kind="pool_application",
            subject=application_id,
            after=after,
        )
        _notify(case, application, kind=NoticeKind.POOL_APPROVED, until=until)
        queue_refresh(case.unit, context, actor, kind=PartyKind.MENTOR, profile_id=mentor_id)
        case.unit.commit()
    return approved


def require_seat(case: UseCase[Actor | None]) -> None:
    """Refuse if every seat is taken. The lock lasts to the end of the transaction, so no other one takes a seat."""
    case.unit.pool.lock_seats()
    counts = case.unit.seats.count_states(case.today)
    if sum(counts[state] for state in TAKEN_STATES) >= case.context.settings.pool_seats:
        raise StateConflict("pool_full", seats=case.context.settings.pool_seats)


def certify_until(context: Context, until: date | None) -> date:
    """The last day of a certificate that is given now, or renewed after ``until``."""
    today = find_today(context)
    start = max(until, today) if until else today
    year = start.year + context.settings.certified_years
    is_leap_day = (start.month, start.day) == (2, 29)
    return start.replace(year=year, day=28 if is_leap_day else start.day)


def _certify(unit: UnitOfWork, application: PoolApplication, until: date) -> MentorId:
    """Certify the applicant's former profile and return it to the pool, or add a new profile."""
    account = unit.accounts.get_for_update(application.account_id)
    former = unit.mentors.find_for_account(application.account_id)
    if former is None:
        mentor_id = unit.mentors.add(
            MentorDraft(
                account_id=application.account_id,
                certified_until=until,
                is_demo=account.is_demo,
                **_profile_values(application),
            )
        )
    else:
        mentor_id = former.id
        unit.mentors.save(
            replace(unit.mentors.get_for_update(former.id), certified_until=until, **_profile_values(application))
        )
        unit.pool.save_member(PoolMembership(mentor_id=mentor_id))
        unit.mentors.save_pause(mentor_id, is_paused=False)
    if Role.MENTOR not in account.roles:
        unit.accounts.save(replace(account, roles=account.roles | {Role.MENTOR}))
    return mentor_id


def _profile_values(application: PoolApplication) -> dict[str, Any]:
    names = ("name", "kind", "expertise", "experience", "organisation", "title", "industries", "zone", "capacity")
    return {name: getattr(application, name) for name in names}


def _answer(
    context: Context, actor: Actor, application_id: PoolApplicationId, action: PoolAction, reason: str
) -> PoolApplication:
    require(permissions.can_operate(actor))
    reason = check_text(reason, "reason")
    with context.begin(actor) as case:
        application = change_application(context, case.unit.pool.get_for_update(application_id), action, answer=reason)
        case.unit.pool.save(application)
        after = {"reason": reason}
        record_audit(case, action=f"pool.{action}", kind="pool_application", subject=application_id, after=after)
        _notify(case, application, kind=NOTICES[action], reason=reason)
        case.unit.commit()
    return application


def _notify(case: UseCase[Actor], application: PoolApplication, *, kind: NoticeKind, **data: object) -> None:
    notify(
        case,
        to=[application.account_id],
        kind=kind,
        subject_kind="own_pool_application",
        subject_id=application.id,
        data=data,
    )
