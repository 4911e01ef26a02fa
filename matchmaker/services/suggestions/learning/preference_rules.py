"""All rules for preferences: what counts as wanting somebody, with which weight, and what is left out.

| who wants whom | what happened | wanted | weight |
|---|---|---|---|
| startup → mentor | applied | yes | 1; 0.5 where the founder took it back |
| mentor → startup | accepted | yes | 1 |
| | declined with a reason | no | 1 |
| | left without an answer until it closed | no | 0.3 |
| either, at an event | wished | yes | 1 |
| | passed on | no | 1 |
| investor → startup | followed up without a wish | yes | 1 |
| | met without a wish, and closed at once for a reason of fit | no | 1 |
| startup → mentor, either at an event | shown and not chosen within 7 days, by who chose others | no | 0.1 |

What happened later changes the weight of a preference for somebody:

| what | weight times |
|---|---|
| outcome of the term, for both sides: reached, partly, missed, stopped | 1.5, 1.2, 0.8, 0.5 |
| own evaluation of the other, 1 to 5 | 0.5, 0.75, 1, 1.25, 1.5 |
| the meeting that was wished for was held | 1.25 |
| it was not, because the one who wished for it withdrew, or was marked as not there | 0.5 |
| farthest stage of the investor's follow-up: following up, due diligence, term sheet, invested | 1.25, 1.5, 1.75, 2 |
| the follow-up was closed for a reason of fit: stage, valuation, team, market, diligence | 0.75 |

A meeting was held when it is over, was not cancelled, and neither side was marked as absent on its day. A registered
participant without a mark counts as present. Somebody who withdrew but was marked as present was not absent.

Some facts show no preference and are left out:

- what the conflict ledger closed, for both sides;
- for the mentor, applications that are queued, on the waiting list, withdrawn, released because another mentor
  accepted, declined because the mentor left the pool, or accepted by a matching round;
- passes on old acquaintances and competitors;
- follow-ups closed without an answer or for another investor;
- silence on pages without a button to choose, and silence of people who never chose anybody.

If somebody decided twice, only the last decision counts. A position is the best one at which the other was shown before
the decision, on a page with a button to choose. It is None for a mentor, who answers what comes. The time of an old
wish is not known. It is then the end of wishing, or now if wishing is still open.

``known_at`` is the time from which others may learn from a preference. For a wish, it is when wishing has closed. For
silence, it is when the 7 days are over and the person chose somebody. Everything else is known when it happens.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from matchmaker.domain.applications import BLOCKED_REASON
from matchmaker.domain.check_ins import Presence
from matchmaker.domain.events import PassReason
from matchmaker.domain.evidence import (
    ApplicationFact,
    DealFact,
    Direction,
    Interaction,
    Investment,
    MeetingFact,
    Surface,
    WishFact,
)
from matchmaker.domain.mentorships import MentorshipOutcome
from matchmaker.domain.pipeline import CloseReason, DealState
from matchmaker.domain.vocabulary import ApplicationState, PartyKind

STARTUP, MENTOR, INVESTOR = PartyKind
TO_MENTOR, TO_MENTEE = (STARTUP, MENTOR), (MENTOR, STARTUP)
TO_INVESTOR, TO_INVESTED = (STARTUP, INVESTOR), (INVESTOR, STARTUP)

CHOSEN_ON: Mapping[Direction, tuple[Surface, ...]] = {
    TO_MENTOR: (Surface.OVERVIEW, Surface.LIST),
    TO_INVESTOR: (Surface.EVENT, Surface.WISHES),
    TO_INVESTED: (Surface.EVENT, Surface.WISHES),
}
"""Surfaces with a button to choose. Not pressing it is a weak no there, and means nothing elsewhere."""

PLAIN_WEIGHT, WITHDRAWN_WEIGHT, UNANSWERED_WEIGHT, PASSED_OVER_WEIGHT = 1.0, 0.5, 0.3, 0.1
"""Weights of a decision, of one that was taken back, of an application left to expire, and of passing over in silence.

The less somebody did, the less it counts. Ten candidates passed over count as much as one declined.
"""

DECISION_TIME = timedelta(days=7)
"""After this time, a candidate who was shown and not chosen was passed over. Before, the choice may still come."""

OUTCOME_FACTORS = {
    MentorshipOutcome.REACHED: 1.5,
    MentorshipOutcome.PARTLY: 1.2,
    MentorshipOutcome.MISSED: 0.8,
    MentorshipOutcome.STOPPED: 0.5,
}
STAGE_FACTORS = {
    DealState.FOLLOWING_UP: 1.25,
    DealState.DUE_DILIGENCE: 1.5,
    DealState.TERM_SHEET: 1.75,
    DealState.INVESTED: 2.0,
}
HELD_FACTOR, ABSENT_FACTOR, CLOSED_FOR_FIT_FACTOR = 1.25, 0.5, 0.75
FIT_REASONS = frozenset(CloseReason) - {CloseReason.OTHER_INVESTOR, CloseReason.NO_ANSWER, CloseReason.OTHER}
OTHER_REASONS = frozenset({PassReason.KNOWN, PassReason.COMPETITOR})
"""Reasons of a pass that are not about the fit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedPreference:
    """That one wanted another or not, by an interaction at a certain time."""

    direction: Direction
    wanter_id: int
    wanted_id: int
    is_wanted: bool
    weight: float
    at: datetime
    known_at: datetime
    interaction: Interaction


def preferences_of_application(fact: ApplicationFact) -> Iterator[StatedPreference]:
    """The preferences that an application shows: of its startup, and of its mentor by the answer."""
    if fact.state is ApplicationState.DECLINED and fact.reason == BLOCKED_REASON:
        return
    weight = WITHDRAWN_WEIGHT if fact.state is ApplicationState.WITHDRAWN else PLAIN_WEIGHT
    yield StatedPreference(
        direction=TO_MENTOR,
        wanter_id=fact.startup_id,
        wanted_id=fact.mentor_id,
        is_wanted=True,
        weight=weight * _weigh_mentorship(fact.outcome, fact.startup_score),
        at=fact.applied_at,
        known_at=fact.applied_at,
        interaction=Interaction.APPLIED,
    )
    answer = find_answer(fact)
    if answer is None or fact.decided_at is None:
        return
    is_wanted, at = answer is Interaction.ACCEPTED, fact.accepted_at or fact.decided_at
    yield StatedPreference(
        direction=TO_MENTEE,
        wanter_id=fact.mentor_id,
        wanted_id=fact.startup_id,
        is_wanted=is_wanted,
        weight=(UNANSWERED_WEIGHT if answer is Interaction.EXPIRED else PLAIN_WEIGHT)
        * _weigh_mentorship(fact.outcome, fact.mentor_score),
        at=at,
        known_at=at,
        interaction=answer,
    )


def find_answer(fact: ApplicationFact) -> Interaction | None:
    """What the mentor did about an application. None where somebody else changed its state."""
    if fact.state in {ApplicationState.ACCEPTED, ApplicationState.ENDED}:
        return None if fact.is_arranged else Interaction.ACCEPTED
    if fact.state is ApplicationState.EXPIRED:
        return Interaction.EXPIRED
    if fact.state is not ApplicationState.DECLINED or fact.reason == BLOCKED_REASON:
        return None
    has_left = fact.left_at is not None and fact.decided_at is not None and fact.left_at <= fact.decided_at
    return None if has_left else Interaction.DECLINED


def preferences_of_wish(fact: WishFact, now: datetime) -> Iterator[StatedPreference]:
    """The preference that a wish or a pass shows."""
    if fact.is_veto and fact.reason in OTHER_REASONS:
        return
    at = fact.wished_at or min(fact.closes_at, now)
    yield StatedPreference(
        direction=TO_INVESTOR if fact.wisher_kind is STARTUP else TO_INVESTED,
        wanter_id=fact.wisher_id,
        wanted_id=fact.wished_id,
        is_wanted=not fact.is_veto,
        weight=PLAIN_WEIGHT,
        at=at,
        known_at=max(fact.closes_at, at),
        interaction=Interaction.PASSED if fact.is_veto else Interaction.WISHED,
    )


def preferences_of_deal(steps: Sequence[DealFact]) -> Iterator[StatedPreference]:
    """The preference that a follow-up shows of an investor who did not wish before."""
    pursued = [it for it in steps if it.state in STAGE_FACTORS]
    if pursued or _is_unfit(steps):
        at = pursued[0].at if pursued else steps[-1].at
        yield StatedPreference(
            direction=TO_INVESTED,
            wanter_id=steps[0].investor_id,
            wanted_id=steps[0].startup_id,
            is_wanted=bool(pursued),
            weight=PLAIN_WEIGHT,
            at=at,
            known_at=at,
            interaction=Interaction.FOLLOWED_UP,
        )


def weigh_deal(steps: Sequence[DealFact]) -> float:
    """The factor of a follow-up for the weight of the investor's wish."""
    farthest = max((STAGE_FACTORS.get(it.state, 1.0) for it in steps), default=1.0)
    return farthest * (CLOSED_FOR_FIT_FACTOR if _is_unfit(steps) else 1.0)


def find_investment(steps: Sequence[DealFact]) -> Investment | None:
    """The first time that a follow-up reached an investment."""
    reached = [it for it in steps if it.state is DealState.INVESTED]
    if not reached:
        return None
    first = min(reached, key=lambda it: it.at)
    return Investment(investor_id=first.investor_id, startup_id=first.startup_id, at=first.at)


def weigh_meeting(*, is_held: bool, is_missed: bool) -> float:
    """The factor of a meeting for the weight of the wish. ``is_missed`` is true if the wisher was absent."""
    if is_held:
        return HELD_FACTOR
    return ABSENT_FACTOR if is_missed else 1.0


def is_held(fact: MeetingFact, now: datetime) -> bool:
    """Whether the meeting is over, was not cancelled, and neither side was marked as absent."""
    is_anybody_absent = Presence.ABSENT in (fact.startup_presence, fact.investor_presence)
    return fact.is_current and fact.ends_at <= now and not is_anybody_absent


def is_missed(*, is_gone: bool, presence: Presence | None) -> bool:
    """Whether one side was absent: it was marked so, or it withdrew and was not marked as present."""
    return presence is Presence.ABSENT or (is_gone and presence is None)


def _is_unfit(steps: Sequence[DealFact]) -> bool:
    return bool(steps) and steps[-1].state is DealState.CLOSED and steps[-1].close_reason in FIT_REASONS


def _weigh_mentorship(outcome: MentorshipOutcome | None, score: int | None) -> float:
    """The factor of the outcome of a mentorship."""
    return (OUTCOME_FACTORS[outcome] if outcome else 1.0) * ((score + 1) / 4 if score else 1.0)
