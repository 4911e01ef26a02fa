"""Mentorships: a startup asks a mentor, the mentor decides. The legal steps are this one table."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from matchmaker.domain.ids import AccountId, MentorId, MentorshipId, StartupId
from matchmaker.domain.suggestions import Fit
from matchmaker.domain.vocabulary import MentorshipState


class MentorshipAction(StrEnum):
    ACCEPT = "accept"
    DECLINE = "decline"
    WITHDRAW = "withdraw"
    END = "end"


TRANSITIONS: dict[tuple[MentorshipState, MentorshipAction], MentorshipState] = {
    (MentorshipState.APPLIED, MentorshipAction.ACCEPT): MentorshipState.ACCEPTED,
    (MentorshipState.APPLIED, MentorshipAction.DECLINE): MentorshipState.DECLINED,
    (MentorshipState.APPLIED, MentorshipAction.WITHDRAW): MentorshipState.WITHDRAWN,
    (MentorshipState.ACCEPTED, MentorshipAction.END): MentorshipState.ENDED,
}

OPEN_STATES = frozenset({MentorshipState.APPLIED, MentorshipState.ACCEPTED})

MOST_OPEN_APPLICATIONS = 5
"""Applications a startup may have waiting at a time: few enough that each is meant."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mentorship:
    """``fit`` is what the platform said of the pair when the founder applied; None while it is being computed."""

    id: MentorshipId
    startup_id: StartupId
    mentor_id: MentorId
    applied_by: AccountId
    goal: str
    state: MentorshipState
    applied_at: datetime
    decided_at: datetime | None = None
    reason: str = ""
    fit: Fit | None = None


def next_state(state: MentorshipState, action: MentorshipAction) -> MentorshipState | None:
    """The state that ``action`` leads to, or None where it is not legal."""
    return TRANSITIONS.get((state, action))
