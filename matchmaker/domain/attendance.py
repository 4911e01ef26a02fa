"""Taking part in an event: who is in at once, who waits for the organizers, and what each can do next."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from matchmaker.domain.events import Event, Participation, is_open
from matchmaker.domain.states import StateMachine
from matchmaker.domain.vocabulary import ParticipationState as State

MAX_MESSAGE_LENGTH = 1000
"""Characters of a word to the organizers, or of their answer: half a page."""


class ParticipationAction(StrEnum):
    """``request_application`` asks for what ``register`` does at once."""

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
"""What follows from what; None is a profile that was never there. What is not here cannot be done."""


def can_come_back(event: Event, former: Participation | None, now: datetime) -> bool:
    """Whether who withdrew may return without asking: while wishes are open, unless a request was open then."""
    is_gone = former is not None and former.state is State.WITHDRAWN and former.asked_at is None
    return is_gone and is_open(event.wish_deadline, now)


def is_late(event: Event, now: datetime) -> bool:
    """Whether only the organizers can still let somebody in."""
    return not is_open(event.registration_deadline, now)


def is_over(event: Event, now: datetime) -> bool:
    """Whether the last slot has ended; an event without slots still waits for them."""
    return bool(event.slots) and max(slot.ends_at for slot in event.slots) <= now


def choose_registration_action(event: Event, former: Participation | None, now: datetime) -> ParticipationAction:
    """What a participant's own registration is: at once, or a request to the organizers."""
    if can_come_back(event, former, now):
        return ParticipationAction.REGISTER
    must_ask = event.needs_approval or is_late(event, now)
    return ParticipationAction.APPLY if must_ask else ParticipationAction.REGISTER


SELF_EMPLOYED_WORDS = ("个人", "独立", "自由")
"""How people begin the line for their organisation when they invest on their own account."""


def names_organisation(text: str) -> bool:
    """Whether the organisation of a profile names one: two who write the same are colleagues then."""
    return bool(text.strip()) and not text.strip().startswith(SELF_EMPLOYED_WORDS)
