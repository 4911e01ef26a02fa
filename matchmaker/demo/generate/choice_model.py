"""How the invented people choose from what they are shown. Invented, and known here, so that learning can be checked:

- They look at the first place always, and at place p with a chance of p to the power of -0.6 (position bias).
- Founders want a mentor in their own zone more than anything, then one of their industry, then a good score.
- Mentors take startups of their industry, then those that score well; the zone is all the same to them.
- What begins with much liking ends well more often.
"""

import math
from dataclasses import dataclass

from matchmaker.demo.generate.random_streams import RandomStream
from matchmaker.domain.mentorships import MentorshipOutcome
from matchmaker.domain.vocabulary import ApplicationState

LOOKING = 0.6
"""How fast attention falls with the place: the tenth is looked at by one in four."""

FOUNDERS = {"base": -2.1, "zone": 1.9, "industry": 1.0, "score": 6.0}
MENTORS = {"base": -1.2, "zone": 0.0, "industry": 1.4, "score": 8.0}
"""Log-odds of wanting somebody: what everybody has, what the same zone and the same industry add, and what the score
adds for each unit above ``USUAL``."""

USUAL = 0.6
MAX_CHOSEN = 3
EXPIRY_CHANCE = 0.08
"""Chance that a mentor lets an application expire."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidateView:
    """One of a list as its reader sees it; ``score`` in [0, 1]."""

    is_same_zone: bool
    is_same_industry: bool
    score: float


def choose_candidates(draw: RandomStream, shown: list[CandidateView]) -> list[int]:
    """Places in the list, counted from 0, of those who are chosen, the dearest first."""
    chosen = []
    for place, sight in enumerate(shown):
        is_seen, liking = draw.happens((place + 1) ** -LOOKING), log_odds(FOUNDERS, sight)
        if draw.happens(_chance(liking)) and is_seen:
            chosen.append((-liking, place))
    return [place for _, place in sorted(chosen)[:MAX_CHOSEN]]


def draw_answer(draw: RandomStream, sight: CandidateView) -> ApplicationState:
    """What a mentor does about the application of somebody who looks so."""
    is_silent, is_taken = draw.happens(EXPIRY_CHANCE), draw.happens(_chance(log_odds(MENTORS, sight)))
    if is_silent:
        return ApplicationState.EXPIRED
    return ApplicationState.ENDED if is_taken else ApplicationState.DECLINED


def draw_outcome(draw: RandomStream, sight: CandidateView) -> tuple[MentorshipOutcome, int, int]:
    """How a mentorship of the two goes: its outcome, and what founder and mentor say of each other, from 1 to 5."""
    luck = draw.gauss(0.0, 1.0)
    said = [
        round(3.4 + 0.6 * log_odds(taste, sight) + 0.7 * luck + draw.gauss(0.0, 0.5)) for taste in (FOUNDERS, MENTORS)
    ]
    founder, mentor = (min(max(it, 1), 5) for it in said)
    outcomes = (
        MentorshipOutcome.STOPPED,
        MentorshipOutcome.MISSED,
        MentorshipOutcome.PARTLY,
        MentorshipOutcome.REACHED,
        MentorshipOutcome.REACHED,
    )
    return outcomes[founder - 1], founder, mentor


def log_odds(taste: dict[str, float], sight: CandidateView) -> float:
    """Log-odds of wanting somebody who looks so."""
    liking = taste["base"] + taste["score"] * (sight.score - USUAL)
    return liking + taste["zone"] * sight.is_same_zone + taste["industry"] * sight.is_same_industry


def _chance(liking: float) -> float:
    return 1.0 / (1.0 + math.exp(-liking))
