"""The recorded work of mentors in a period, from which a yearly assessment is computed."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select

from matchmaker.domain.assessment import NO_WORK, WorkRecord
from matchmaker.domain.ids import MentorId
from matchmaker.domain.vocabulary import ApplicationState, PartyKind
from matchmaker.storage.repositories.base import Repository, batches, table_of
from matchmaker.storage.tables import ApplicationRow, MentoringEvaluationRow, MentoringSessionRow, MentoringTermRow

APPLICATIONS = table_of(ApplicationRow)
TERMS = table_of(MentoringTermRow)
SESSIONS = table_of(MentoringSessionRow)
EVALUATIONS = table_of(MentoringEvaluationRow)

UNANSWERED = frozenset({ApplicationState.EXPIRED})
ANSWERED = frozenset({ApplicationState.DECLINED, ApplicationState.ACCEPTED, ApplicationState.ENDED})
"""States that count as the mentor's answer. Open and withdrawn applications do not count."""

DAY = 86_400.0


class MentorWorkQueries(Repository):
    def list_records(
        self, mentor_ids: Iterable[MentorId], *, since: datetime, until: datetime
    ) -> dict[MentorId, WorkRecord]:
        """Work of each mentor in [since, until). Sessions count by the local days of these times."""
        found: dict[MentorId, WorkRecord] = {}
        for batch in batches(sorted(set(mentor_ids))):
            parts: dict[MentorId, dict[str, Any]] = defaultdict(dict)
            for part in (self._sessions, self._mentees, self._evaluations, self._answers):
                for mentor_id, values in part(batch, since, until).items():
                    parts[mentor_id] |= values
            found |= {key: WorkRecord(**parts[key]) if key in parts else NO_WORK for key in batch}
        return found

    def _sessions(self, ids: list[MentorId], since: datetime, until: datetime) -> dict[MentorId, dict[str, Any]]:
        query = _of(ids, func.count(), func.sum(SESSIONS.c.minutes)).select_from(
            SESSIONS.join(APPLICATIONS, APPLICATIONS.c.id == SESSIONS.c.mentorship_id)
        )
        query = query.where(SESSIONS.c.held_on >= since.date(), SESSIONS.c.held_on < until.date())
        return {
            key: {"sessions": int(count), "minutes": int(minutes)}
            for key, count, minutes in self._connection.execute(query)
        }

    def _mentees(self, ids: list[MentorId], since: datetime, until: datetime) -> dict[MentorId, dict[str, Any]]:
        query = _of(ids, func.count(APPLICATIONS.c.startup_id.distinct())).select_from(
            TERMS.join(APPLICATIONS, APPLICATIONS.c.id == TERMS.c.mentorship_id)
        )
        lasted = TERMS.c.ended_at.is_(None) | (TERMS.c.ended_at >= since)
        rows = self._connection.execute(query.where(TERMS.c.accepted_at < until, lasted))
        return {key: {"mentees": int(count)} for key, count in rows}

    def _evaluations(self, ids: list[MentorId], since: datetime, until: datetime) -> dict[MentorId, dict[str, Any]]:
        query = _of(ids, func.count(), func.avg(EVALUATIONS.c.score)).select_from(
            EVALUATIONS.join(APPLICATIONS, APPLICATIONS.c.id == EVALUATIONS.c.mentorship_id)
        )
        in_period = (EVALUATIONS.c.given_at >= since, EVALUATIONS.c.given_at < until)
        rows = self._connection.execute(query.where(*in_period, EVALUATIONS.c.side == PartyKind.STARTUP))
        return {key: {"evaluations": int(count), "mean_score": float(mean)} for key, count, mean in rows}

    def _answers(self, ids: list[MentorId], since: datetime, until: datetime) -> dict[MentorId, dict[str, Any]]:
        """Days until the answer, from the day on which the application came before the mentor.

        The day of acceptance is stored in the term.
        """
        columns = APPLICATIONS.c
        query = select(
            columns.mentor_id, columns.state, columns.opened_at, columns.decided_at, TERMS.c.accepted_at
        ).select_from(APPLICATIONS.outerjoin(TERMS, TERMS.c.mentorship_id == columns.id))
        query = query.where(columns.mentor_id.in_(ids), columns.opened_at >= since, columns.opened_at < until)
        query = query.where(columns.round_id.is_(None))  # the matching round answered, not the mentor
        opened: dict[MentorId, list[Any]] = defaultdict(list)
        for row in self._connection.execute(query.where(columns.state.in_([*ANSWERED, *UNANSWERED]))):
            opened[row.mentor_id].append(row)
        return {key: _sum_answers(rows) for key, rows in opened.items()}


def _of(ids: list[MentorId], *columns: Any) -> Select[Any]:
    mentor_id = APPLICATIONS.c.mentor_id
    return select(mentor_id, *columns).where(mentor_id.in_(ids)).group_by(mentor_id)


def _sum_answers(rows: list[Any]) -> dict[str, Any]:
    answered = [row for row in rows if row.state in ANSWERED]
    ends = [(row.accepted_at or row.decided_at, row.opened_at) for row in answered]
    days = [max(0.0, (end - start).total_seconds() / DAY) for end, start in ends if end is not None]
    return {
        "applications": len(rows),
        "answered": len(answered),
        "answer_days": sum(days) / len(days) if days else None,
    }
