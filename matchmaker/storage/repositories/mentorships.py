"""Sessions of mentorships in storage, with their notes and the agreed next steps."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import delete, func, insert, select, update

from matchmaker.domain.errors import NotFound
from matchmaker.domain.ids import AccountId, ApplicationId, MentoringSessionId, NextStepId
from matchmaker.domain.mentorships import MentoringSession, NextStep, NextStepDraft, SessionDraft, SessionNote
from matchmaker.domain.vocabulary import PartyKind
from matchmaker.storage.repositories.base import Repository, batches, build, table_of, values_of
from matchmaker.storage.tables import (
    MentoringEvaluationRow,
    MentoringNoteRow,
    MentoringSessionRow,
    MentoringStepRow,
)

TABLE = table_of(MentoringSessionRow)
NOTES = table_of(MentoringNoteRow)
STEPS = table_of(MentoringStepRow)
EVALUATIONS = table_of(MentoringEvaluationRow)


class MentoringRepository(Repository):
    def add(
        self, mentorship_id: ApplicationId, draft: SessionDraft, *, written_by: AccountId, side: PartyKind
    ) -> MentoringSessionId:
        author = {"mentorship_id": mentorship_id, "written_by": written_by, "side": side}
        return MentoringSessionId(self._add(MentoringSessionRow, {**values_of(draft, SessionDraft), **author}))

    def add_past(
        self, drafts: Iterable[tuple[ApplicationId, SessionDraft]], *, written_by: Mapping[ApplicationId, AccountId]
    ) -> None:
        """Add sessions recorded by mentors, in one statement. For loading data."""
        rows = [
            {
                **values_of(draft, SessionDraft),
                "mentorship_id": key,
                "written_by": written_by[key],
                "side": PartyKind.MENTOR,
            }
            for key, draft in drafts
        ]
        if rows:
            self._connection.execute(insert(TABLE), rows)

    def remove(self, session_id: MentoringSessionId) -> None:
        """Delete the session with its notes."""
        self._connection.execute(delete(TABLE).where(TABLE.c.id == session_id))

    def list_for(self, mentorship_id: ApplicationId) -> tuple[MentoringSession, ...]:
        """Sessions with all their notes, the latest first."""
        query = select(TABLE).where(TABLE.c.mentorship_id == mentorship_id)
        rows = self._connection.execute(query.order_by(TABLE.c.held_on.desc(), TABLE.c.id.desc())).all()
        notes = self._list_notes([row.id for row in rows])
        return tuple(build(MentoringSession, row, notes=tuple(notes[row.id])) for row in rows)

    def add_note(self, session_id: MentoringSessionId, note: SessionNote) -> None:
        self._connection.execute(insert(NOTES).values(session_id=session_id, **values_of(note, SessionNote)))

    def list_recorded(self, mentorship_ids: Iterable[ApplicationId]) -> set[ApplicationId]:
        """Mentorships with any record: a session, a next step or an evaluation."""
        found: set[ApplicationId] = set()
        for batch in batches(sorted(set(mentorship_ids))):
            for table in (TABLE, STEPS, EVALUATIONS):
                of_them = select(table.c.mentorship_id).where(table.c.mentorship_id.in_(batch))
                found |= set(self._connection.scalars(of_them))
        return found

    def sum_minutes(self, mentorship_ids: Iterable[ApplicationId]) -> dict[ApplicationId, tuple[int, int]]:
        """Number and minutes of the sessions of each mentorship that has any."""
        found: dict[ApplicationId, tuple[int, int]] = {}
        for batch in batches(sorted(set(mentorship_ids))):
            query = select(TABLE.c.mentorship_id, func.count(), func.sum(TABLE.c.minutes))
            query = query.where(TABLE.c.mentorship_id.in_(batch)).group_by(TABLE.c.mentorship_id)
            found |= {key: (int(number), int(minutes)) for key, number, minutes in self._connection.execute(query)}
        return found

    def add_step(self, mentorship_id: ApplicationId, draft: NextStepDraft) -> NextStepId:
        values = {"mentorship_id": mentorship_id, **values_of(draft, NextStepDraft)}
        return NextStepId(self._add(MentoringStepRow, values))

    def list_steps(self, mentorship_id: ApplicationId) -> tuple[NextStep, ...]:
        """Open steps by their due day, those without one last; then steps that are done, the latest first."""
        query = select(STEPS).where(STEPS.c.mentorship_id == mentorship_id).order_by(STEPS.c.id)
        steps = [build(NextStep, row) for row in self._connection.execute(query)]
        to_do = sorted((it for it in steps if it.done_at is None), key=lambda it: (it.due_on is None, it.due_on, it.id))
        done = sorted((it for it in steps if it.done_at), key=lambda it: (it.done_at, it.id), reverse=True)
        return (*to_do, *done)

    def mark_step(self, mentorship_id: ApplicationId, step_id: NextStepId, *, done_at: datetime | None) -> None:
        """Set the step to done, or to not done. Raise NotFound if the mentorship has no such step."""
        of_this = (STEPS.c.id == step_id, STEPS.c.mentorship_id == mentorship_id)
        if self._connection.execute(update(STEPS).where(*of_this).values(done_at=done_at)).rowcount == 0:
            raise NotFound("step_not_found", id=step_id)

    def _list_notes(self, session_ids: Iterable[MentoringSessionId]) -> dict[MentoringSessionId, list[SessionNote]]:
        notes: dict[MentoringSessionId, list[SessionNote]] = defaultdict(list)
        for batch in batches(session_ids):
            query = select(NOTES).where(NOTES.c.session_id.in_(batch)).order_by(NOTES.c.id)
            for row in self._connection.execute(query):
                notes[row.session_id].append(build(SessionNote, row))
        return notes
