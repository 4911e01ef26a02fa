"""The angel investors' club (天使投资人俱乐部): who is asked, who asks, and who is a member."""

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
"""What the operator does; the rest the investor does, or nobody."""

ACTIONS_WITH_REASON = frozenset({ClubAction.REFUSE, ClubAction.END})
"""What is not done without saying why: the investor reads it."""

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
"""What follows from what; None is an investor the club never heard of. What is not here cannot be done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClubMembershipDraft:
    """``statement`` came with the request or the invitation, ``reason`` with the last step."""

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
    """What the operator, or else the investor, can do in ``state``, in the order of the list of actions."""
    return tuple(it for it in ClubAction if CLUB_STEPS.can(state, it) and (it in OPERATOR_ACTIONS) is is_operator)
