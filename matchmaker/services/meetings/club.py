"""The angel investors' club: invitations, requests and memberships."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from matchmaker.domain import permissions
from matchmaker.domain.accounts import Actor
from matchmaker.domain.club import (
    ACTIONS_WITH_REASON,
    CLUB_STEPS,
    MAX_TEXT_LENGTH,
    OPERATOR_ACTIONS,
    ClubAction,
    ClubMembership,
    ClubMembershipDraft,
    ClubState,
    list_actions,
)
from matchmaker.domain.errors import Invalid, StateConflict
from matchmaker.domain.ids import InvestorId
from matchmaker.domain.listings import MembershipWithInvestor, Page, ProfileSearch
from matchmaker.domain.notices import NoticeKind
from matchmaker.domain.profiles import Investor
from matchmaker.domain.vocabulary import PartyKind, Role
from matchmaker.services.platform.audit import record_audit
from matchmaker.services.platform.context import Context, UseCase
from matchmaker.services.platform.guards import require, require_visible
from matchmaker.services.platform.notices import notify

ASKING_ACTIONS = frozenset({ClubAction.INVITE, ClubAction.REQUEST})
"""Actions that start a new membership process, with a new statement."""

NOTICE_OF_ACTION: Mapping[ClubAction, NoticeKind] = {
    ClubAction.INVITE: NoticeKind.CLUB_INVITED,
    ClubAction.APPROVE: NoticeKind.CLUB_APPROVED,
    ClubAction.REFUSE: NoticeKind.CLUB_REFUSED,
    ClubAction.END: NoticeKind.CLUB_ENDED,
    ClubAction.REQUEST: NoticeKind.CLUB_REQUESTED,
}
"""Notice to the other side, by action. An action without an entry sends none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClubStatus:
    """An investor's membership and the actions of the actor. ``membership`` is None before the first action."""

    investor: Investor
    membership: ClubMembership | None
    actions: tuple[ClubAction, ...]


def get_club_status(context: Context, actor: Actor, investor_id: InvestorId) -> ClubStatus:
    """An investor's status in the club, for the investor and the operator."""
    with context.open_unit(readonly=True) as unit:
        investor = unit.investors.get(investor_id)
        membership = unit.club.find(investor_id)
    is_own = permissions.can_act_for_investor(actor, investor_id)
    require_visible(is_own or permissions.can_operate(actor), "investor")
    state = membership.state if membership else None
    return ClubStatus(investor=investor, membership=membership, actions=list_actions(state, is_operator=not is_own))


def move_membership(
    context: Context, actor: Actor, investor_id: InvestorId, action: ClubAction, *, words: str = ""
) -> ClubMembership:
    """Invite, request, approve … Raises StateConflict ``club_moved`` if the table of states has no such step.

    ``words`` give the reason. They are shown with a request or an invitation; a refusal and an end need them.
    """
    words = words.strip()
    is_own = permissions.can_act_for_investor(actor, investor_id)
    require(permissions.can_operate(actor) if action in OPERATOR_ACTIONS else is_own)
    if len(words) > MAX_TEXT_LENGTH or (action in ACTIONS_WITH_REASON and not words):
        raise Invalid("invalid_fields", fields={"words": "too_long" if words else "required"})
    with context.begin(actor) as case:
        investor = case.unit.investors.get_for_update(investor_id)
        before = case.unit.club.find(investor_id)
        state = CLUB_STEPS.next_state(before.state if before else None, action)
        if state is None:
            raise StateConflict("club_moved")
        case.unit.club.put(
            _make_draft(context, actor, investor_id, before=before, state=state, action=action, words=words)
        )
        _record(case, action, before=before, state=state, investor_id=investor_id)
        _notify(case, action, investor=investor, words=words)
        after = case.unit.club.find(investor_id)
        case.unit.commit()
    assert after is not None  # noqa: S101 -- it was put a moment ago
    return after


def _make_draft(
    context: Context,
    actor: Actor,
    investor_id: InvestorId,
    *,
    before: ClubMembership | None,
    state: ClubState,
    action: ClubAction,
    words: str,
) -> ClubMembershipDraft:
    """The membership after ``action``. A new request or invitation removes the old answer."""
    now = context.now()
    if before is None or action in ASKING_ACTIONS:
        return ClubMembershipDraft(investor_id=investor_id, state=state, statement=words, asked_at=now)
    answered = replace(before, state=state, reason=words, decided_at=now, decided_by=actor.account_id)
    names = ("investor_id", "state", "statement", "reason", "asked_at", "decided_at", "decided_by")
    return ClubMembershipDraft(**{name: getattr(answered, name) for name in names})


def _record(
    case: UseCase[Actor],
    action: ClubAction,
    *,
    before: ClubMembership | None,
    state: ClubState,
    investor_id: InvestorId,
) -> None:
    old = {"state": before.state.value} if before else {}
    new = {"state": state.value}
    record_audit(case, action=f"club.{action}", kind="club", subject=investor_id, before=old, after=new)


def _notify(case: UseCase[Actor], action: ClubAction, *, investor: Investor, words: str) -> None:
    if action not in NOTICE_OF_ACTION:
        return
    if action in OPERATOR_ACTIONS:
        to = case.unit.accounts.list_representatives(PartyKind.INVESTOR, investor.id)
    else:
        to = case.unit.accounts.list_with_role(Role.OPERATOR)
    data = {"name": investor.name, "reason": words}
    kind = NOTICE_OF_ACTION[action]
    notify(case, to=to, kind=kind, subject_kind="club", subject_id=investor.id, data=data)


def list_memberships(
    context: Context, actor: Actor, *, state: ClubState | None = None, search: str = "", page: int = 1
) -> Page[MembershipWithInvestor]:
    """A page of everybody who requested, was invited, is or was a member; the latest first."""
    require(permissions.can_operate(actor))
    with context.open_unit(readonly=True) as unit:
        return unit.club.list_page(state=state, search=search, number=page)


def count_memberships(context: Context, actor: Actor) -> dict[ClubState, int]:
    """Number of memberships by state, with every state."""
    require(permissions.can_operate(actor))
    with context.open_unit(readonly=True) as unit:
        found = unit.club.count_by_state()
    return {state: found.get(state, 0) for state in ClubState}


def list_non_members(context: Context, actor: Actor, *, search: str = "", page: int = 1) -> Page[Investor]:
    """A page of investors who are no members and can be invited."""
    require(permissions.can_operate(actor))
    with context.open_unit(readonly=True) as unit:
        return unit.investors.list_page(ProfileSearch(words=search, is_club_member=False), number=page)
