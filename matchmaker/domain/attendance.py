"""Taking part in an event: who is registered immediately, who waits for the organizers, and the legal next steps."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from matchmaker.domain.events import Event, Participation, is_open
from matchmaker.domain.states import StateMachine
from matchmaker.domain.vocabulary import ParticipationState as State

MAX_MESSAGE_LENGTH = 1000
"""Characters of a message to the organizers, or of their answer: half a page."""


class ParticipationAction(StrEnum):
    """``apply`` asks the organizers for a registration; ``register`` needs nobody's approval."""

    REGISTER = "register"
    APPLY = "apply"
    APPROVE = "approve"
    DECLINE = "decline"
    WITHDRAW = "withdraw"


_FROM_OUTSIDE: Mapping[ParticipationAction, State] = {
    ParticipationAction.REGISTER: State.REGISTERED,
    ParticipationAction.APPLY: State.APPLIED,
}

_MOVES: Mapping[State | None, Mapping[ParticipationAction, State]] = {
    None: _FROM_OUTSIDE,
    State.APPLIED: {
        ParticipationAction.APPROVE: State.REGISTERED,
        ParticipationAction.DECLINE: State.DECLINED,
        ParticipationAction.WITHDRAW: State.WITHDRAWN,
    },
    State.REGISTERED: {ParticipationAction.WITHDRAW: State.WITHDRAWN},
    State.WITHDRAWN: _FROM_OUTSIDE,
    State.DECLINED: _FROM_OUTSIDE,
}

PARTICIPATION_STEPS = StateMachine({(state, action): to for state, row in _MOVES.items() for action, to in row.items()})
"""Every legal step; None is the state of a profile that never took part."""


def can_come_back(event: Event, former: Participation | None, now: datetime) -> bool:
    """Whether a participant who withdrew may return without approval.

    That is so while wishes are open, unless a request to the organizers was open at the withdrawal.
    """
    is_gone = former is not None and former.state is State.WITHDRAWN and former.asked_at is None
    return is_gone and is_open(event.wish_deadline, now)


def is_late(event: Event, now: datetime) -> bool:
    """Whether registration is closed, so that only the organizers can still admit somebody."""
    return not is_open(event.registration_deadline, now)


def is_over(event: Event, now: datetime) -> bool:
    """Whether the last slot has ended; an event without slots is not over."""
    return bool(event.slots) and max(slot.ends_at for slot in event.slots) <= now


def choose_registration_action(event: Event, former: Participation | None, now: datetime) -> ParticipationAction:
    """How a participant registers now: immediately, or by a request to the organizers."""
    if can_come_back(event, former, now):
        return ParticipationAction.REGISTER
    must_ask = event.needs_approval or is_late(event, now)
    return ParticipationAction.APPLY if must_ask else ParticipationAction.REGISTER


SELF_EMPLOYED_WORDS = ("个人", "独立", "自由")
"""First words of the organisation field when people invest on their own account."""


def names_organisation(text: str) -> bool:
    """Whether the organisation field of a profile names an organisation; then two with the same text are colleagues."""
    return bool(text.strip()) and not text.strip().startswith(SELF_EMPLOYED_WORDS)
