"""The yearly assessment of a mentor (年度考核), computed from recorded work; the operator confirms the level.

Points out of 100 from four parts: hours of sessions, evaluations by startups, how fast applications were answered,
and how regularly sessions were held. A part without data (nobody applied, nobody evaluated) is left out, and the
others are scaled up. So a mentor never loses points for what others did not do.
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
"""Minimum points of each suggested level, the highest first."""

HOURS, EVALUATIONS, ANSWERS, REGULARITY = 35, 30, 20, 15
"""Weights of the parts, together 100; the mentor's hours weigh more than what startups write about them."""

FULL_HOURS = 12.0
"""Hours a year for full points: one hour a month."""

FULL_SESSIONS = 6
"""Sessions a year for full points: one every two months."""

FAST_DAYS, SLOW_DAYS = 3.0, 14.0
"""Mean days until an answer: up to the first all points, from the second on none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkRecord:
    """The recorded work of a mentor in one year.

    ``applications`` were sent to the mentor that year. The mentor decided ``answered`` of them, in ``answer_days`` on
    average. ``mean_score`` of the ``evaluations`` is from 1 to 5. ``mentees`` counts the startups mentored.
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
        """Whether there is anything to assess: an application, a mentee or a session."""
        return bool(self.applications or self.mentees or self.sessions)


NO_WORK = WorkRecord()


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """The level of a year as the operator confirmed it, with the points computed at that time."""

    mentor_id: MentorId
    year: int
    level: Level
    points: int | None
    comment: str
    confirmed_by: AccountId
    confirmed_at: datetime


def count_points(work: WorkRecord) -> int | None:
    """Points from 0 to 100; None where there is nothing to assess."""
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
    """The level that belongs to the points; None where there is nothing to assess.

    Fast answers alone are not mentoring: without a session no level above ``QUALIFIED`` is suggested.
    """
    points = count_points(work)
    if points is None:
        return None
    level = next(level for least, level in MIN_POINTS if points >= least)
    return level if work.sessions or level is Level.UNQUALIFIED else Level.QUALIFIED


def _score_hours(work: WorkRecord) -> tuple[int, float] | None:
    """Hours of sessions; left out for a mentor without mentees, who could hold none."""
    return (HOURS, min(1.0, work.hours / FULL_HOURS)) if work.mentees or work.sessions else None


def _score_regularity(work: WorkRecord) -> tuple[int, float] | None:
    return (REGULARITY, min(1.0, work.sessions / FULL_SESSIONS)) if work.mentees or work.sessions else None


def _score_evaluations(work: WorkRecord) -> tuple[int, float] | None:
    """A mean score of 1 gives no points, 5 gives all."""
    return None if work.mean_score is None else (EVALUATIONS, (work.mean_score - 1) / 4)


def _score_answers(work: WorkRecord) -> tuple[int, float] | None:
    """Speed of the answers, times the share of applications that were answered."""
    if not work.applications:
        return None
    if work.answer_days is None:
        return ANSWERS, 0.0
    speed = (SLOW_DAYS - work.answer_days) / (SLOW_DAYS - FAST_DAYS)
    return ANSWERS, min(1.0, max(0.0, speed)) * work.answered / work.applications
