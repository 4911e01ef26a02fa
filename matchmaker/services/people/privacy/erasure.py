"""Erasure: open matters are closed by their own use-cases, then the person's data are removed from what must stay."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from matchmaker.domain import permissions
from matchmaker.domain.accounts import Actor
from matchmaker.domain.applications import OPEN_STATES, Application
from matchmaker.domain.errors import NotAllowed, StateConflict
from matchmaker.domain.ids import MentorId, ParticipationId, StartupId
from matchmaker.domain.notices import NoticeKind
from matchmaker.domain.organisations import can_leave
from matchmaker.domain.privacy import Purpose
from matchmaker.domain.vocabulary import ApplicationState, PartyKind, Role
from matchmaker.services.meetings.events import withdraw_participation
from matchmaker.services.mentoring.applications import end_mentorship, withdraw_application
from matchmaker.services.mentoring.applications.endings import decline_all_applications
from matchmaker.services.mentoring.mentorships.office_hours import withdraw_all_hours
from matchmaker.services.people.accounts.passwords import is_password
from matchmaker.services.platform.audit import record_audit
from matchmaker.services.platform.context import Context, UseCase
from matchmaker.services.platform.notices import notify
from matchmaker.storage import UnitOfWork

ERASED_NAMES: Mapping[str, str] = {
    "account": "已注销用户 %s",
    "startup": "已注销企业 %s",
    "mentor": "已注销导师 %s",
    "investor": "已注销投资人 %s",
}
"""The name of an erased person, with a number. Pages show it as a name, in every language."""

ERASED_TEXT = "—"
"""The reason that the use-cases require. The notice describes what happened."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasurePlan:
    """What erasure would do. ``blockers`` are codes of what must be settled first.

    ``alone`` are profiles that no other account acts for, which are emptied. ``shared`` profiles stay as they are.
    """

    alone: tuple[tuple[PartyKind, int, str], ...]
    shared: tuple[tuple[PartyKind, int, str], ...]
    mentorships: int
    participations: int
    blockers: tuple[str, ...]


@dataclass
class _Open:
    """Open applications, mentorships and participations of profiles that no other account acts for."""

    mentorships: list[Application] = field(default_factory=list)
    participations: list[ParticipationId] = field(default_factory=list)


def plan_erasure(context: Context, actor: Actor) -> ErasurePlan:
    """What erasure would close, empty and leave."""
    with context.begin(actor, readonly=True) as case:
        names = case.unit.names.list_names([(kind.value, number) for kind, number in actor.list_profiles()])
        unshared, shared = _split_profiles(case)
        found = _find_open(case.unit, unshared)
        blockers = _list_blockers(case)

    def add_name(profile: tuple[PartyKind, int]) -> tuple[PartyKind, int, str]:
        return profile[0], profile[1], names.get((profile[0].value, profile[1]), "")

    return ErasurePlan(
        alone=tuple(add_name(profile) for profile in unshared),
        shared=tuple(add_name(profile) for profile in shared),
        mentorships=len(found.mentorships),
        participations=len(found.participations),
        blockers=tuple(blockers),
    )


def erase_person(context: Context, actor: Actor, *, password: str) -> None:
    """Close what is open, then erase the person. If it fails halfway, it can be called again.

    Raises NotAllowed ``bad_credentials`` for a wrong password, and StateConflict with a blocker where others would be
    left without anybody to act.
    """
    with context.begin(actor, readonly=True) as case:
        hashed = case.unit.accounts.find_password_hash(actor.account_id)
        blockers = _list_blockers(case)
        unshared, _ = _split_profiles(case)
        found = _find_open(case.unit, unshared)
    if not is_password(password, hashed):
        raise NotAllowed("bad_credentials")
    if blockers:
        raise StateConflict(blockers[0])
    _close(context, actor, unshared, found)
    with context.begin(actor) as case:
        _erase_account(case)
        case.unit.commit()


def _split_profiles(case: UseCase[Actor]) -> tuple[list[tuple[PartyKind, int]], list[tuple[PartyKind, int]]]:
    """The actor's profiles: those that no other account acts for, and those that others act for too."""
    unshared: list[tuple[PartyKind, int]] = []
    shared: list[tuple[PartyKind, int]] = []
    for kind, number in case.actor.list_profiles():
        others = set(case.unit.accounts.list_representatives(kind, number)) - {case.actor.account_id}
        (shared if others else unshared).append((kind, number))
    return unshared, shared


def _find_open(unit: UnitOfWork, unshared: list[tuple[PartyKind, int]]) -> _Open:
    found = _Open()
    for kind, number in unshared:
        if kind is PartyKind.STARTUP:
            found.mentorships += unit.applications.list_open(startup_id=StartupId(number))
        elif kind is PartyKind.MENTOR:
            found.mentorships += unit.applications.list_open(mentor_id=MentorId(number))
        found.participations += unit.personal.list_current_participations(kind, number)
    found.mentorships = [it for it in found.mentorships if it.state in OPEN_STATES]
    return found


def _list_blockers(case: UseCase[Actor]) -> list[str]:
    blockers = []
    if permissions.can_operate(case.actor) and case.unit.accounts.list_page(role=Role.OPERATOR, size=1).total < 2:
        blockers.append("last_operator")
    for organisation_id in sorted(case.actor.administered_ids):
        if not can_leave(case.unit.organisations.list_members(organisation_id), case.actor.account_id):
            blockers.append("last_admin")
    return blockers


def _close(context: Context, actor: Actor, unshared: list[tuple[PartyKind, int]], found: _Open) -> None:
    """Close everything by its own use-case, so that places become free, waiting lists advance and partners are
    notified.
    """
    for participation_id in found.participations:
        withdraw_participation(context, actor, participation_id)
    if actor.mentor_id is not None and (PartyKind.MENTOR, actor.mentor_id) in unshared:
        _leave_mentees(context, actor, actor.mentor_id)
    for application in found.mentorships:
        if application.state is ApplicationState.ACCEPTED:
            end_mentorship(context, actor, application.id, reason=ERASED_TEXT)
        elif application.mentor_id != actor.mentor_id:
            withdraw_application(context, actor, application.id)


def _leave_mentees(context: Context, actor: Actor, mentor_id: MentorId) -> None:
    """End the mentor's work. Pending applications go on to the next choice, and mentees are notified."""
    decline_all_applications(context, actor, mentor_id, reason=ERASED_TEXT)
    with context.begin(actor) as case:
        withdraw_all_hours(case, mentor_id, reason=ERASED_TEXT)
        member = case.unit.pool.find_member(mentor_id)
        if member.exited_at is None:
            case.unit.pool.save_member(
                replace(member, exited_at=case.now, exit_reason=ERASED_TEXT, renewal_asked_at=None)
            )
        for startup_id in case.unit.relations.list_mentees(mentor_id):
            notify(
                case,
                to=case.unit.accounts.list_representatives(PartyKind.STARTUP, startup_id),
                kind=NoticeKind.PARTNER_ERASED,
                subject_kind="startup",
                subject_id=startup_id,
                data={"partner": actor.name},
            )
        case.unit.commit()


def _erase_account(case: UseCase[Actor]) -> None:
    account = case.unit.accounts.get_for_update(case.actor.account_id)
    unshared, shared = _split_profiles(case)
    now, name = case.now, ERASED_NAMES["account"] % account.id
    for kind, number in shared:
        if kind is not PartyKind.STARTUP:
            case.unit.accounts.unlink(account.id, kind=kind, profile_id=number)
    for purpose in Purpose:
        case.unit.consents.withdraw(account.id, purpose, now)
    case.unit.registrations.forget_logins(account.id, name=name)
    case.unit.invitations.forget_logins(account.id, name=name, email=account.email, mobile=account.mobile)
    for login in filter(None, (account.email, account.mobile)):
        case.unit.login_failures.forget(login)
    case.unit.erasing.erase(account.id, unshared, names=ERASED_NAMES, at=now)
    after = {"profiles": len(unshared)}
    record_audit(case, action="privacy.erase", kind="account", subject=account.id, after=after)
