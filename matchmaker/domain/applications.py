"""Applications of startups to mentors, and the table of their legal steps.

A startup ranks the mentors it applies to; one mentor at a time decides. An accepted application is a mentorship, see
``domain/mentorships.py``.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from matchmaker.domain.ids import AccountId, ApplicationId, MentorId, RoundId, StartupId
from matchmaker.domain.states import StateMachine
from matchmaker.domain.suggestions import Fit
from matchmaker.domain.vocabulary import ApplicationState


class ApplicationAction(StrEnum):
    """What can happen to an application.

    ``open`` shows it to its mentor. ``hold`` takes it back behind a higher choice of the startup. ``call`` offers a
    place that became free to an application on the waiting list. ``block`` closes it because of a conflict of interest.
    ``arrange`` and ``undo`` belong to a matching round: it accepts the application, or puts it back in the queue.
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
    """Who takes a step: founder, mentor, the platform by rule or deadline, or the operator by a matching round."""

    FOUNDER = "founder"
    MENTOR = "mentor"
    PLATFORM = "platform"
    OPERATOR = "operator"


@dataclass(frozen=True, slots=True, kw_only=True)
class Transition:
    """One legal step: in ``state``, one of ``sides`` may do ``action``."""

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
"""Every legal step; services, buttons and tests read this table."""

MENTORSHIP_STEPS = StateMachine({(it.state, it.action): it.next_state for it in TRANSITIONS})

_BY_STEP = {(it.state, it.action): it for it in TRANSITIONS}

PENDING_STATES = frozenset({_S.QUEUED, _S.APPLIED, _S.WAIT_LISTED})
"""States of undecided applications. They count against the startup's budget, and each has its own rank."""

WAITING_STATES = frozenset({_S.QUEUED, _S.WAIT_LISTED})
"""States of applications that no mentor has to answer now: only the platform's rules move them on."""

BLOCKED_REASON = "conflict_of_interest"
"""The stored reason of an application that ``block`` closed. It does not reveal who declared the conflict."""

OPEN_STATES = PENDING_STATES | {_S.ACCEPTED}
"""A startup has at most one application to a mentor in these states."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Application:
    """An application of a startup to a mentor.

    ``rank`` orders the pending applications of the startup, the lowest first. ``ticket`` orders those on the mentor's
    waiting list, and stays when one is called. ``opened_at`` is when the application was last opened to the mentor.
    ``fit`` is the platform's score of the pair when the founder applied; None while it is being computed. ``round_id``
    is the matching round that accepted it; then the mentor did not decide.
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
        """Whether it came from the waiting list to a place that is reserved for it."""
        return self.state is ApplicationState.APPLIED and self.ticket is not None

    @property
    def is_blocked(self) -> bool:
        """Whether a conflict of interest closed it, and not the mentor."""
        return self.state is ApplicationState.DECLINED and self.reason == BLOCKED_REASON


def find_transition(state: ApplicationState, action: ApplicationAction) -> Transition | None:
    """The step that ``action`` takes from ``state``; None where it is not legal."""
    return _BY_STEP.get((state, action))


def list_actions(state: ApplicationState, sides: Iterable[ApplicationSide]) -> frozenset[ApplicationAction]:
    """The legal actions in ``state`` of somebody who represents ``sides``."""
    own_sides = frozenset(sides)
    return frozenset(it.action for it in TRANSITIONS if it.state is state and it.sides & own_sides)


def find_refusal_code(state: ApplicationState) -> str:
    """The refusal code for a step that an application in ``state`` does not allow."""
    return f"mentorship_{state}"


def closing_time(application: Application, days: int) -> datetime | None:
    """When an unanswered application expires; None while it is not open to its mentor."""
    if application.state is not ApplicationState.APPLIED or application.opened_at is None:
        return None
    return application.opened_at + timedelta(days=days)
