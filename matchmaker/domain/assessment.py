"""The yearly assessment of a mentor (年度考核), computed from recorded work; the operator confirms the level.

Points out of 100 from four parts: hours of sessions, evaluations by startups, how fast applications were answered,
and how regularly sessions were held. A part without anything to judge (nobody applied, nobody evaluated) is left out
and the others are scaled up, so that a mentor is never blamed for what others did not do.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from matchmaker.domain.ids import AccountId, MentorId


class Level(StrEnum):
    """优秀, 良好, 合格, 不合格."""

    EXCELLENT = "excellent"
    GOOD = "good"
    QUALIFIED = "qualified"
    UNQUALIFIED = "unqualified"


MIN_POINTS = ((85, Level.EXCELLENT), (70, Level.GOOD), (50, Level.QUALIFIED), (0, Level.UNQUALIFIED))
"""Points from which a level is suggested, the highest first."""

HOURS, EVALUATIONS, ANSWERS, REGULARITY = 35, 30, 20, 15
"""Weights of the parts; the work itself weighs more than what is said of it."""

FULL_HOURS = 12.0
"""Hours a year for full points: one hour a month."""

FULL_SESSIONS = 6
"""Sessions a year for full points: one every two months."""

FAST_DAYS, SLOW_DAYS = 3.0, 14.0
"""Mean days until an answer that give all points, and none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkRecord:
    """What is recorded of a mentor's year.

    ``applications`` were sent to the mentor that year, ``answered`` of them decided by the mentor, in
    ``answer_days`` on average; ``mean_score`` of ``evaluations`` is from 1 to 5; ``mentees`` were accompanied.
    """

    sessions: int = 0
    minutes: int = 0
    mentees: int = 0
    applications: int = 0
    answered: int = 0
    answer_days: float | None = None
    evaluations: int = 0
    mean_score: float | None = None

    @property
    def hours(self) -> float:
        return self.minutes / 60

    @property
    def has_anything(self) -> bool:
        """Whether there was anything to do: somebody applied or was accompanied."""
        return bool(self.applications or self.mentees or self.sessions)


NO_WORK = WorkRecord()


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """The level of a year that the operator confirmed, with the points that were computed then."""

    mentor_id: MentorId
    year: int
    level: Level
    points: int | None
    comment: str
    confirmed_by: AccountId
    confirmed_at: datetime


def count_points(work: WorkRecord) -> int | None:
    """Points from 0 to 100, or None where there was nothing to do that year."""
    if not work.has_anything:
        return None
    parts = [
        part
        for part in (_score_hours(work), _score_regularity(work), _score_evaluations(work), _score_answers(work))
        if part
    ]
    weight = sum(weight for weight, _ in parts)
    return round(100 * sum(weight * share for weight, share in parts) / weight)


def suggest_level(work: WorkRecord) -> Level | None:
    """The level that the points stand for; None where there was nothing to do that year.

    Answering fast alone is no mentoring: without a session no level above ``QUALIFIED`` is suggested.
    """
    points = count_points(work)
    if points is None:
        return None
    level = next(level for least, level in MIN_POINTS if points >= least)
    return level if work.sessions or level is Level.UNQUALIFIED else Level.QUALIFIED


def _score_hours(work: WorkRecord) -> tuple[int, float] | None:
    """A mentor without mentees could hold no session."""
    return (HOURS, min(1.0, work.hours / FULL_HOURS)) if work.mentees or work.sessions else None


def _score_regularity(work: WorkRecord) -> tuple[int, float] | None:
    return (REGULARITY, min(1.0, work.sessions / FULL_SESSIONS)) if work.mentees or work.sessions else None


def _score_evaluations(work: WorkRecord) -> tuple[int, float] | None:
    """A score of 1 gives nothing, 5 everything."""
    return None if work.mean_score is None else (EVALUATIONS, (work.mean_score - 1) / 4)


def _score_answers(work: WorkRecord) -> tuple[int, float] | None:
    """Speed of what was answered, times the share that was answered at all."""
    if not work.applications:
        return None
    if work.answer_days is None:
        return ANSWERS, 0.0
    speed = (SLOW_DAYS - work.answer_days) / (SLOW_DAYS - FAST_DAYS)
    return ANSWERS, min(1.0, max(0.0, speed)) * work.answered / work.applications
