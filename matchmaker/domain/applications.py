"""Mentorships: a startup ranks the mentors it asks, one at a time decides. The legal steps are this one table."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from matchmaker.domain.ids import AccountId, ApplicationId, MentorId, RoundId, StartupId
from matchmaker.domain.states import StateMachine
from matchmaker.domain.suggestions import Fit
from matchmaker.domain.vocabulary import ApplicationState


class ApplicationAction(StrEnum):
    """``open`` puts an application before its mentor, ``hold`` takes it back behind a higher choice; ``call`` answers a
    waiting list with a place that became free; ``block`` closes what the conflict ledger keeps apart. ``arrange`` and
    ``undo`` are the steps of a matching round: an application is accepted by it, and goes back behind the line.
    """

    OPEN = "open"
    HOLD = "hold"
    ACCEPT = "accept"
    DECLINE = "decline"
    WAIT_LIST = "wait_list"
    CALL = "call"
    WITHDRAW = "withdraw"
    RELEASE = "release"
    BLOCK = "block"
    EXPIRE = "expire"
    END = "end"
    ARRANGE = "arrange"
    UNDO = "undo"


class ApplicationSide(StrEnum):
    """Who takes a step: a side of the mentorship, the platform by its rules and its clock, or the operator's round."""

    FOUNDER = "founder"
    MENTOR = "mentor"
    PLATFORM = "platform"
    OPERATOR = "operator"


@dataclass(frozen=True, slots=True, kw_only=True)
class Transition:
    state: ApplicationState
    action: ApplicationAction
    sides: frozenset[ApplicationSide]
    next_state: ApplicationState


def _transition(
    state: ApplicationState, action: ApplicationAction, next_state: ApplicationState, *sides: ApplicationSide
) -> Transition:
    return Transition(state=state, action=action, next_state=next_state, sides=frozenset(sides))


_S, _A = ApplicationState, ApplicationAction

TRANSITIONS: tuple[Transition, ...] = (
    _transition(_S.QUEUED, _A.OPEN, _S.APPLIED, ApplicationSide.PLATFORM),
    _transition(_S.QUEUED, _A.WAIT_LIST, _S.WAIT_LISTED, ApplicationSide.PLATFORM),
    _transition(_S.QUEUED, _A.WITHDRAW, _S.WITHDRAWN, ApplicationSide.FOUNDER),
    _transition(_S.QUEUED, _A.RELEASE, _S.RELEASED, ApplicationSide.PLATFORM),
    _transition(_S.QUEUED, _A.DECLINE, _S.DECLINED, ApplicationSide.PLATFORM),
    _transition(_S.QUEUED, _A.BLOCK, _S.DECLINED, ApplicationSide.PLATFORM),
    _transition(_S.APPLIED, _A.ACCEPT, _S.ACCEPTED, ApplicationSide.MENTOR),
    _transition(_S.APPLIED, _A.DECLINE, _S.DECLINED, ApplicationSide.MENTOR, ApplicationSide.PLATFORM),
    _transition(_S.APPLIED, _A.WAIT_LIST, _S.WAIT_LISTED, ApplicationSide.MENTOR, ApplicationSide.PLATFORM),
    _transition(_S.APPLIED, _A.WITHDRAW, _S.WITHDRAWN, ApplicationSide.FOUNDER),
    _transition(_S.APPLIED, _A.HOLD, _S.QUEUED, ApplicationSide.PLATFORM),
    _transition(_S.APPLIED, _A.EXPIRE, _S.EXPIRED, ApplicationSide.PLATFORM),
    _transition(_S.WAIT_LISTED, _A.CALL, _S.APPLIED, ApplicationSide.PLATFORM),
    _transition(_S.WAIT_LISTED, _A.DECLINE, _S.DECLINED, ApplicationSide.MENTOR, ApplicationSide.PLATFORM),
    _transition(_S.WAIT_LISTED, _A.WITHDRAW, _S.WITHDRAWN, ApplicationSide.FOUNDER),
    _transition(_S.WAIT_LISTED, _A.RELEASE, _S.RELEASED, ApplicationSide.PLATFORM),
    _transition(_S.WAIT_LISTED, _A.BLOCK, _S.DECLINED, ApplicationSide.PLATFORM),
    _transition(_S.ACCEPTED, _A.END, _S.ENDED, ApplicationSide.FOUNDER, ApplicationSide.MENTOR),
    _transition(_S.QUEUED, _A.ARRANGE, _S.ACCEPTED, ApplicationSide.OPERATOR),
    _transition(_S.APPLIED, _A.ARRANGE, _S.ACCEPTED, ApplicationSide.OPERATOR),
    _transition(_S.WAIT_LISTED, _A.ARRANGE, _S.ACCEPTED, ApplicationSide.OPERATOR),
    _transition(_S.APPLIED, _A.RELEASE, _S.RELEASED, ApplicationSide.PLATFORM),
    _transition(_S.ACCEPTED, _A.UNDO, _S.QUEUED, ApplicationSide.OPERATOR),
    _transition(_S.RELEASED, _A.UNDO, _S.QUEUED, ApplicationSide.OPERATOR),
)
"""Every legal step; services, buttons and tests read it here."""

MENTORSHIP_STEPS = StateMachine({(it.state, it.action): it.next_state for it in TRANSITIONS})

_BY_STEP = {(it.state, it.action): it for it in TRANSITIONS}

PENDING_STATES = frozenset({_S.QUEUED, _S.APPLIED, _S.WAIT_LISTED})
"""Applications that are not decided: they count against the startup's budget, each at a rank of its own."""

WAITING_STATES = frozenset({_S.QUEUED, _S.WAIT_LISTED})
"""Applications that are before nobody: nothing but the platform's rules moves them."""

BLOCKED_REASON = "conflict_of_interest"
"""Kept as the reason of what ``block`` closed: who declared what is not told."""

OPEN_STATES = PENDING_STATES | {_S.ACCEPTED}
"""A startup has at most one of these with a mentor."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Application:
    """``fit`` is what the platform said of the pair when the founder applied; None while it is being computed.

    ``rank`` orders the pending applications of the startup, the lowest first; ``ticket`` those on the mentor's waiting
    list, and stays when one is called. ``opened_at`` is when the application came before the mentor the last time.
    ``round_id`` is the matching round that arranged it; nobody answered it himself then.
    """

    id: ApplicationId
    startup_id: StartupId
    mentor_id: MentorId
    applied_by: AccountId
    goal: str
    tried: str = ""
    state: ApplicationState
    rank: int = 1
    ticket: int | None = None
    applied_at: datetime
    opened_at: datetime | None = None
    reminded_at: datetime | None = None
    decided_at: datetime | None = None
    reason: str = ""
    fit: Fit | None = None
    round_id: RoundId | None = None

    @property
    def is_called(self) -> bool:
        """Whether it came from the waiting list to a place that is kept for it."""
        return self.state is ApplicationState.APPLIED and self.ticket is not None

    @property
    def is_blocked(self) -> bool:
        """Whether the conflict ledger closed it, and not the mentor."""
        return self.state is ApplicationState.DECLINED and self.reason == BLOCKED_REASON


def find_transition(state: ApplicationState, action: ApplicationAction) -> Transition | None:
    """The step that ``action`` is in ``state``, or None where it is not legal."""
    return _BY_STEP.get((state, action))


def list_actions(state: ApplicationState, sides: Iterable[ApplicationSide]) -> frozenset[ApplicationAction]:
    """What somebody who stands for ``sides`` may do."""
    standing = frozenset(sides)
    return frozenset(it.action for it in TRANSITIONS if it.state is state and it.sides & standing)


def find_refusal_code(state: ApplicationState) -> str:
    """The code of the sentence that says why a mentorship in ``state`` does not take the step that was asked for."""
    return f"mentorship_{state}"


def closing_time(application: Application, days: int) -> datetime | None:
    """When an application that nobody answers is closed; None while it is not before its mentor."""
    if application.state is not ApplicationState.APPLIED or application.opened_at is None:
        return None
    return application.opened_at + timedelta(days=days)
