"""How invented people choose from a list. The model is invented but known, so that learning can be checked against it.

- They always see the first place, and place p with a probability of p to the power of -0.6 (position bias).
- Founders prefer a mentor in their own zone most, then one of their industry, then a good score.
- Mentors prefer startups of their industry, then a good score. They ignore the zone.
- Mentorships with a high preference on both sides end well more often.
"""

import math
from dataclasses import dataclass

from matchmaker.demo.generate.random_streams import RandomStream
from matchmaker.domain.mentorships import MentorshipOutcome
from matchmaker.domain.vocabulary import ApplicationState

POSITION_BIAS = 0.6
"""How fast attention falls with the place: one in four sees the tenth place."""

FOUNDERS = {"base": -2.1, "zone": 1.9, "industry": 1.0, "score": 6.0}
MENTORS = {"base": -1.2, "zone": 0.0, "industry": 1.4, "score": 8.0}
"""Log-odds of a choice: a base, terms for the same zone and the same industry, and a term for each unit of the score
above ``USUAL``."""

USUAL = 0.6
MAX_CHOSEN = 3
EXPIRY_CHANCE = 0.08
"""Chance that a mentor lets an application expire."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidateView:
    """A candidate of a list as the reader sees it; ``score`` in [0, 1]."""

    is_same_zone: bool
    is_same_industry: bool
    score: float


def choose_candidates(draw: RandomStream, shown: list[CandidateView]) -> list[int]:
    """Places in the list, counted from 0, of the chosen candidates, the most preferred first."""
    chosen = []
    for place, view in enumerate(shown):
        is_seen, preference = draw.happens((place + 1) ** -POSITION_BIAS), log_odds(FOUNDERS, view)
        if draw.happens(_chance(preference)) and is_seen:
            chosen.append((-preference, place))
    return [place for _, place in sorted(chosen)[:MAX_CHOSEN]]


def draw_answer(draw: RandomStream, view: CandidateView) -> ApplicationState:
    """The state of an application after the mentor's decision, for the mentor's view of the startup."""
    is_expired, is_accepted = draw.happens(EXPIRY_CHANCE), draw.happens(_chance(log_odds(MENTORS, view)))
    if is_expired:
        return ApplicationState.EXPIRED
    return ApplicationState.ENDED if is_accepted else ApplicationState.DECLINED


def draw_outcome(draw: RandomStream, view: CandidateView) -> tuple[MentorshipOutcome, int, int]:
    """The outcome of a mentorship, the founder's score of the mentor and the mentor's score of the startup, 1 to 5."""
    luck = draw.gauss(0.0, 1.0)
    scores = [
        round(3.4 + 0.6 * log_odds(weights, view) + 0.7 * luck + draw.gauss(0.0, 0.5))
        for weights in (FOUNDERS, MENTORS)
    ]
    founder, mentor = (min(max(it, 1), 5) for it in scores)
    outcomes = (
        MentorshipOutcome.STOPPED,
        MentorshipOutcome.MISSED,
        MentorshipOutcome.PARTLY,
        MentorshipOutcome.REACHED,
        MentorshipOutcome.REACHED,
    )
    return outcomes[founder - 1], founder, mentor


def log_odds(weights: dict[str, float], view: CandidateView) -> float:
    """Log-odds of choosing a candidate, for the weights of one side."""
    total = weights["base"] + weights["score"] * (view.score - USUAL)
    return total + weights["zone"] * view.is_same_zone + weights["industry"] * view.is_same_industry


def _chance(log_odds_of_choice: float) -> float:
    return 1.0 / (1.0 + math.exp(-log_odds_of_choice))
