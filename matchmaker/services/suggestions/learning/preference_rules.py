"""What counts as wanting somebody, how much, and what is left out. All rules stand here.

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

What came later changes the weight of one who wanted:

| what | weight times |
|---|---|
| outcome of the term, for both sides: reached, partly, missed, stopped | 1.5, 1.2, 0.8, 0.5 |
| own evaluation of the other, 1 to 5 | 0.5, 0.75, 1, 1.25, 1.5 |
| the meeting that was wished for was held | 1.25 |
| it was not, because the one who wished for it withdrew, or was marked as not there | 0.5 |
| farthest stage of the investor's follow-up: following up, due diligence, term sheet, invested | 1.25, 1.5, 1.75, 2 |
| the follow-up was closed for a reason of fit: stage, valuation, team, market, diligence | 0.75 |

A meeting was held when it is over, stood to the end, and nobody marked either side as not there on its day. Without any
mark, who was registered is taken to have come. Who withdrew and was marked as there all the same did not stay away.

Left out, because it says nothing of wanting: what the conflict ledger closed (of both sides); of the mentor what is
queued, on the waiting list, taken back, released because another accepted, declined because the mentor left the pool,
or accepted by a matching round; passes on old acquaintances and competitors; follow-ups closed without an answer or for
another investor; silence on pages without a button to choose, and of people who never chose anybody.

Who decided twice counts once, by the last decision. A position is the best at which the other had been shown before the
decision, on a page with a button to choose; a mentor answers what comes, so there it is None. Of an old wish no time is
known: the end of wishing stands for it, or now where that lies ahead. What others may learn from a wish, and when, is
told by ``known_at``: once wishing has closed; from silence, once the 7 days are over and its maker chose somebody.
Everything else is known when it is done.
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
"""Surfaces with a button to choose: not to press it is a weak no there, and says nothing elsewhere."""

PLAIN_WEIGHT, WITHDRAWN_WEIGHT, UNANSWERED_WEIGHT, PASSED_OVER_WEIGHT = 1.0, 0.5, 0.3, 0.1
"""Weights of a decision, of one that was taken back, of an application left to expire, of what was merely passed over:
the less somebody did, the less it says. Ten names passed over count as one that was declined."""

DECISION_TIME = timedelta(days=7)
"""After so long, who was shown and not chosen was passed over; before, the choice may still come."""

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
"""Reasons of a pass that do not speak of the fit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedPreference:
    """That one wanted another, or did not, by a deed of a moment."""

    direction: Direction
    wanter_id: int
    wanted_id: int
    is_wanted: bool
    weight: float
    at: datetime
    known_at: datetime
    interaction: Interaction


def preferences_of_application(fact: ApplicationFact) -> Iterator[StatedPreference]:
    """What an application says of its startup, and its end of its mentor."""
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
    deed = find_answer(fact)
    if deed is None or fact.decided_at is None:
        return
    is_wanted, at = deed is Interaction.ACCEPTED, fact.accepted_at or fact.decided_at
    yield StatedPreference(
        direction=TO_MENTEE,
        wanter_id=fact.mentor_id,
        wanted_id=fact.startup_id,
        is_wanted=is_wanted,
        weight=(UNANSWERED_WEIGHT if deed is Interaction.EXPIRED else PLAIN_WEIGHT)
        * _weigh_mentorship(fact.outcome, fact.mentor_score),
        at=at,
        known_at=at,
        interaction=deed,
    )


def find_answer(fact: ApplicationFact) -> Interaction | None:
    """What the mentor did about an application; None where it was not the mentor who moved it."""
    if fact.state in {ApplicationState.ACCEPTED, ApplicationState.ENDED}:
        return None if fact.is_arranged else Interaction.ACCEPTED
    if fact.state is ApplicationState.EXPIRED:
        return Interaction.EXPIRED
    if fact.state is not ApplicationState.DECLINED or fact.reason == BLOCKED_REASON:
        return None
    has_left = fact.left_at is not None and fact.decided_at is not None and fact.left_at <= fact.decided_at
    return None if has_left else Interaction.DECLINED


def preferences_of_wish(fact: WishFact, now: datetime) -> Iterator[StatedPreference]:
    """What a wish or a pass says of its maker."""
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
    """What a follow-up, step by step, says of an investor who did not wish before."""
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
    """What a follow-up multiplies the weight of the investor's wanting by."""
    farthest = max((STAGE_FACTORS.get(it.state, 1.0) for it in steps), default=1.0)
    return farthest * (CLOSED_FOR_FIT_FACTOR if _is_unfit(steps) else 1.0)


def find_investment(steps: Sequence[DealFact]) -> Investment | None:
    """The first time that a follow-up, step by step, reached an investment."""
    reached = [it for it in steps if it.state is DealState.INVESTED]
    if not reached:
        return None
    first = min(reached, key=lambda it: it.at)
    return Investment(investor_id=first.investor_id, startup_id=first.startup_id, at=first.at)


def weigh_meeting(*, is_held: bool, is_missed: bool) -> float:
    """What a meeting multiplies the weight of wanting it by; ``is_missed`` by the one who wanted it."""
    if is_held:
        return HELD_FACTOR
    return ABSENT_FACTOR if is_missed else 1.0


def is_held(fact: MeetingFact, now: datetime) -> bool:
    """Whether the meeting is over, stood to the end, and nobody was marked as not there."""
    is_anybody_away = Presence.ABSENT in (fact.startup_presence, fact.investor_presence)
    return fact.is_current and fact.ends_at <= now and not is_anybody_away


def is_missed(*, is_gone: bool, presence: Presence | None) -> bool:
    """Whether one side stayed away: marked so, or withdrawn and not seen there."""
    return presence is Presence.ABSENT or (is_gone and presence is None)


def _is_unfit(steps: Sequence[DealFact]) -> bool:
    return bool(steps) and steps[-1].state is DealState.CLOSED and steps[-1].close_reason in FIT_REASONS


def _weigh_mentorship(outcome: MentorshipOutcome | None, score: int | None) -> float:
    """What came of a mentorship, as a factor."""
    return (OUTCOME_FACTORS[outcome] if outcome else 1.0) * ((score + 1) / 4 if score else 1.0)
