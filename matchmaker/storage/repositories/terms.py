"""Terms of mentorships in storage, and the evaluations by the two sides."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import Select, delete, insert, or_, select, update

from matchmaker.domain.errors import NotFound
from matchmaker.domain.ids import ApplicationId
from matchmaker.domain.mentorships import Evaluation, ExtensionProposal, Term, TermState
from matchmaker.storage.repositories.base import Repository, batches, build, table_of, values_of
from matchmaker.storage.tables import MentoringEvaluationRow, MentoringTermRow

TABLE = table_of(MentoringTermRow)
EVALUATIONS = table_of(MentoringEvaluationRow)


class TermRepository(Repository):
    def add(self, term: Term) -> None:
        self._connection.execute(insert(TABLE).values(**_columns(term)))

    def add_past(self, terms: Iterable[Term], evaluations: Iterable[Evaluation]) -> None:
        """Add terms and their evaluations, one statement each. For loading data."""
        if rows := [_columns(it) for it in terms]:
            self._connection.execute(insert(TABLE), rows)
        if rows := [values_of(it, Evaluation) for it in evaluations]:
            self._connection.execute(insert(EVALUATIONS), rows)

    def find(self, mentorship_id: ApplicationId) -> Term | None:
        return self.list_by_ids([mentorship_id]).get(mentorship_id)

    def get_for_update(self, mentorship_id: ApplicationId) -> Term:
        """The term, locked until the unit ends."""
        row = self._connection.execute(
            self._locked(select(TABLE).where(TABLE.c.mentorship_id == mentorship_id))
        ).one_or_none()
        if row is None:
            raise NotFound("mentorship_not_found", id=mentorship_id)
        return _read(row)

    def save(self, term: Term) -> None:
        values = _columns(term)
        self._connection.execute(update(TABLE).where(TABLE.c.mentorship_id == term.mentorship_id).values(**values))

    def remove(self, mentorship_id: ApplicationId) -> None:
        """Delete a term because its matching round is undone."""
        self._connection.execute(delete(TABLE).where(TABLE.c.mentorship_id == mentorship_id))

    def list_by_ids(self, mentorship_ids: Iterable[ApplicationId]) -> dict[ApplicationId, Term]:
        found: dict[ApplicationId, Term] = {}
        for batch in batches(sorted(set(mentorship_ids))):
            rows = self._connection.execute(select(TABLE).where(TABLE.c.mentorship_id.in_(batch)))
            found |= {row.mentorship_id: _read(row) for row in rows}
        return found

    def list_to_remind(self, until: date) -> tuple[Term, ...]:
        """Terms that end by ``until`` and have no reminder yet."""
        return tuple(_read(row) for row in self._connection.execute(_to_remind(until)))

    def mark_reminded(self, term: Term) -> bool:
        """Record the reminder of the last day. False if another process was faster."""
        is_unreminded = or_(TABLE.c.reminded_of.is_(None), TABLE.c.reminded_of != term.ends_on)
        statement = update(TABLE).where(TABLE.c.mentorship_id == term.mentorship_id, is_unreminded)
        return self._connection.execute(statement.values(reminded_of=term.ends_on)).rowcount == 1

    def add_evaluation(self, evaluation: Evaluation) -> None:
        """Add a side's evaluation. Raise StateConflict ``already_evaluated`` if that side has one."""
        self._connection.execute(insert(EVALUATIONS).values(**values_of(evaluation, Evaluation)))

    def list_evaluations(self, mentorship_id: ApplicationId) -> tuple[Evaluation, ...]:
        """Evaluations of both sides, in the order in which they were given."""
        query = select(EVALUATIONS).where(EVALUATIONS.c.mentorship_id == mentorship_id).order_by(EVALUATIONS.c.id)
        return tuple(build(Evaluation, row) for row in self._connection.execute(query))


def _to_remind(until: date) -> Select[Any]:
    unheard = or_(TABLE.c.reminded_of.is_(None), TABLE.c.reminded_of != TABLE.c.ends_on)
    runs_out = (TABLE.c.state != TermState.ENDED, TABLE.c.ends_on <= until)
    return select(TABLE).where(*runs_out, unheard).order_by(TABLE.c.mentorship_id)


def _columns(term: Term) -> dict[str, Any]:
    proposal = term.proposal
    return {
        **values_of(term, Term, leave_out={"proposal"}),
        "proposed_by": proposal.side if proposal else None,
        "proposed_months": proposal.months if proposal else None,
        "proposed_reason": proposal.reason if proposal else "",
        "proposed_at": proposal.at if proposal else None,
    }


def _read(row: Any) -> Term:
    proposal = None
    if row.proposed_by is not None:
        proposal = ExtensionProposal(
            side=row.proposed_by, months=row.proposed_months, reason=row.proposed_reason, at=row.proposed_at
        )
    return build(Term, row, proposal=proposal)
