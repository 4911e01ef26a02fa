"""The angel investors' club (天使投资人俱乐部): invitations, requests and memberships, and the table of legal steps."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from matchmaker.domain.ids import AccountId, ClubMembershipId, InvestorId
from matchmaker.domain.states import StateMachine

MAX_TEXT_LENGTH = 1000
"""Characters of a request or an answer: half a page."""


class ClubState(StrEnum):
    INVITED = "invited"
    REQUESTED = "requested"
    MEMBER = "member"
    DECLINED = "declined"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    LEFT = "left"


class ClubAction(StrEnum):
    """``invite`` to ``end`` are the operator's, the others the investor's."""

    INVITE = "invite"
    APPROVE = "approve"
    REFUSE = "refuse"
    REVOKE = "revoke"
    END = "end"
    REQUEST = "request"
    ACCEPT = "accept"
    DECLINE = "decline"
    WITHDRAW = "withdraw"
    LEAVE = "leave"


OPERATOR_ACTIONS = frozenset(
    {ClubAction.INVITE, ClubAction.APPROVE, ClubAction.REFUSE, ClubAction.REVOKE, ClubAction.END}
)
"""Actions of the operator; all others are the investor's."""

ACTIONS_WITH_REASON = frozenset({ClubAction.REFUSE, ClubAction.END})
"""Actions that need a written reason, which the investor reads."""

_FROM_OUTSIDE: Mapping[ClubAction, ClubState] = {
    ClubAction.INVITE: ClubState.INVITED,
    ClubAction.REQUEST: ClubState.REQUESTED,
}

_MOVES: Mapping[ClubState | None, Mapping[ClubAction, ClubState]] = {
    None: _FROM_OUTSIDE,
    ClubState.INVITED: {
        ClubAction.ACCEPT: ClubState.MEMBER,
        ClubAction.DECLINE: ClubState.DECLINED,
        ClubAction.REVOKE: ClubState.WITHDRAWN,
    },
    ClubState.REQUESTED: {
        ClubAction.APPROVE: ClubState.MEMBER,
        ClubAction.REFUSE: ClubState.REFUSED,
        ClubAction.WITHDRAW: ClubState.WITHDRAWN,
    },
    ClubState.MEMBER: {ClubAction.LEAVE: ClubState.LEFT, ClubAction.END: ClubState.LEFT},
    ClubState.DECLINED: _FROM_OUTSIDE,
    ClubState.REFUSED: _FROM_OUTSIDE,
    ClubState.WITHDRAWN: _FROM_OUTSIDE,
    ClubState.LEFT: _FROM_OUTSIDE,
}

CLUB_STEPS = StateMachine({(state, action): to for state, row in _MOVES.items() for action, to in row.items()})
"""Every legal step; None is the state of an investor without any contact with the club."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClubMembershipDraft:
    """A membership, or a step to it. ``statement`` came with request or invitation, ``reason`` with the last step."""

    investor_id: InvestorId
    state: ClubState
    statement: str = ""
    reason: str = ""
    asked_at: datetime
    decided_at: datetime | None = None
    decided_by: AccountId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClubMembership(ClubMembershipDraft):
    id: ClubMembershipId


def list_actions(state: ClubState | None, *, is_operator: bool) -> tuple[ClubAction, ...]:
    """The legal actions of the operator, or else of the investor, in ``state``, in the order of ``ClubAction``."""
    return tuple(it for it in ClubAction if CLUB_STEPS.can(state, it) and (it in OPERATOR_ACTIONS) is is_operator)
