"""Applications and mentorships in storage."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, select, update

from matchmaker.domain.applications import BLOCKED_REASON, OPEN_STATES, Application
from matchmaker.domain.errors import NotFound
from matchmaker.domain.ids import AccountId, ApplicationId, MentorId, StartupId
from matchmaker.domain.listings import ApplicationWithParties
from matchmaker.domain.suggestions import Fit
from matchmaker.domain.vocabulary import ApplicationState, Band
from matchmaker.storage.queries.filters import equals
from matchmaker.storage.repositories.base import Repository, batches, build, table_of, values_of
from matchmaker.storage.repositories.fits import fit_from_columns, fit_to_columns
from matchmaker.storage.repositories.mentors import MentorRepository
from matchmaker.storage.repositories.startups import StartupRepository
from matchmaker.storage.tables import ApplicationRow

TABLE = table_of(ApplicationRow)

ANSWERED = (ApplicationState.ACCEPTED, ApplicationState.ENDED, ApplicationState.DECLINED, ApplicationState.EXPIRED)
"""States after a mentor's decision, or after the time for it has passed."""


class ApplicationRepository(Repository):
    def add(
        self,
        *,
        startup_id: StartupId,
        mentor_id: MentorId,
        applied_by: AccountId,
        goal: str,
        applied_at: datetime,
        tried: str = "",
        state: ApplicationState = ApplicationState.APPLIED,
        rank: int = 1,
        fit: Fit | None = None,
    ) -> ApplicationId:
        """Id of the new application. Raise StateConflict ``mentorship_open`` if this pair has an open one."""
        values = {
            "startup_id": startup_id,
            "mentor_id": mentor_id,
            "applied_by": applied_by,
            "goal": goal,
            "tried": tried,
            "state": state,
            "rank": rank,
            "applied_at": applied_at,
            "opened_at": applied_at if state is ApplicationState.APPLIED else None,
            "reason": "",
            **fit_to_columns(fit, "fit_"),
        }
        return ApplicationId(self._add(ApplicationRow, values))

    def add_past(self, applications: Iterable[Application]) -> list[ApplicationId]:
        """Ids of closed applications, in their order. The ids of the values are ignored. For loading data."""
        values = [
            {**values_of(application, Application, leave_out={"id", "fit"}), **fit_to_columns(application.fit, "fit_")}
            for application in applications
        ]
        return [ApplicationId(application) for application in self._add_many(ApplicationRow, values)]

    def get(self, application_id: ApplicationId) -> Application:
        return self._get_one(select(TABLE).where(TABLE.c.id == application_id), application_id)

    def get_for_update(self, application_id: ApplicationId) -> Application:
        """The application, locked until the unit ends."""
        return self._get_one(self._locked(select(TABLE).where(TABLE.c.id == application_id)), application_id)

    def get_with_parties(self, mentorship_id: ApplicationId) -> ApplicationWithParties:
        """The application with both its parties."""
        mentorship = self.get(mentorship_id)
        startup = StartupRepository(self._connection).get(mentorship.startup_id)
        mentor = MentorRepository(self._connection).get(mentorship.mentor_id)
        return ApplicationWithParties(application=mentorship, startup=startup, mentor=mentor)

    def count_answers(self) -> dict[tuple[Band, ApplicationState], int]:
        """Number of applications that a mentor answered or let expire, by band and outcome."""
        answered = TABLE.c.state.in_(ANSWERED) & TABLE.c.fit_band.is_not(None) & TABLE.c.round_id.is_(None)
        query = select(TABLE.c.fit_band, TABLE.c.state, func.count()).where(answered, TABLE.c.reason != BLOCKED_REASON)
        rows = self._connection.execute(query.group_by(TABLE.c.fit_band, TABLE.c.state))
        return {(band, state): number for band, state, number in rows}

    def save(self, application: Application) -> None:
        """Save the state, everything that changes with it, and the fit.

        Ranks are saved for the whole startup together.
        """
        values = {
            "state": application.state,
            "ticket": application.ticket,
            "opened_at": application.opened_at,
            "reminded_at": application.reminded_at,
            "decided_at": application.decided_at,
            "reason": application.reason,
            "round_id": application.round_id,
            **fit_to_columns(application.fit, "fit_"),
        }
        if self._connection.execute(update(TABLE).where(TABLE.c.id == application.id).values(**values)).rowcount == 0:
            raise NotFound("mentorship_not_found", id=application.id)

    def find_open(self, startup_id: StartupId, mentor_id: MentorId) -> Application | None:
        """The open application or running mentorship of this pair."""
        pair = (TABLE.c.startup_id == startup_id, TABLE.c.mentor_id == mentor_id)
        return self._find_one(select(TABLE).where(*pair, TABLE.c.state.in_(OPEN_STATES)))

    def list_open(
        self, *, startup_id: StartupId | None = None, mentor_id: MentorId | None = None
    ) -> tuple[Application, ...]:
        """Open applications and mentorships of a startup, of a mentor, or all, by id."""
        conditions = (*equals(ApplicationRow.startup_id, startup_id), *equals(ApplicationRow.mentor_id, mentor_id))
        query = select(TABLE).where(*conditions, TABLE.c.state.in_(OPEN_STATES)).order_by(TABLE.c.id)
        return tuple(read_application(row) for row in self._connection.execute(query))

    def list_with_parties(self, mentorship_ids: Iterable[ApplicationId]) -> dict[ApplicationId, ApplicationWithParties]:
        """Applications with both parties, by id."""
        found: dict[ApplicationId, ApplicationWithParties] = {}
        for batch in batches(sorted(set(mentorship_ids))):
            of_them = select(TABLE).where(TABLE.c.id.in_(batch))
            found |= {it.application.id: it for it in self._list_entries(of_them, ApplicationState)}
        return found

    def list_for_mentor(
        self, mentor_id: MentorId, *, states: Iterable[ApplicationState] = tuple(ApplicationState)
    ) -> tuple[ApplicationWithParties, ...]:
        """A mentor's applications in ``states`` with both parties: open ones first, then the newest."""
        return self._list_entries(select(TABLE).where(TABLE.c.mentor_id == mentor_id), states)

    def list_for_startup(
        self, startup_id: StartupId, *, states: Iterable[ApplicationState] = tuple(ApplicationState)
    ) -> tuple[ApplicationWithParties, ...]:
        """A startup's applications in ``states`` with both parties: open ones first, then the newest."""
        return self._list_entries(select(TABLE).where(TABLE.c.startup_id == startup_id), states)

    def count(self) -> int:
        return int(self._connection.scalar(select(func.count()).select_from(TABLE)) or 0)

    def _find_one(self, query: Select[Any]) -> Application | None:
        row = self._connection.execute(query).one_or_none()
        return None if row is None else read_application(row)

    def _get_one(self, query: Select[Any], application_id: ApplicationId) -> Application:
        found = self._find_one(query)
        if found is None:
            raise NotFound("mentorship_not_found", id=application_id)
        return found

    def _list_entries(
        self, query: Select[Any], states: Iterable[ApplicationState]
    ) -> tuple[ApplicationWithParties, ...]:
        rows: Sequence[Any] = self._connection.execute(
            query.where(TABLE.c.state.in_(list(states))).order_by(_is_closed(), TABLE.c.id.desc())
        ).all()
        startups = StartupRepository(self._connection).list_by_ids(row.startup_id for row in rows)
        mentors = MentorRepository(self._connection).list_by_ids(row.mentor_id for row in rows)
        found = [read_application(row) for row in rows]
        return tuple(
            ApplicationWithParties(
                application=application, startup=startups[application.startup_id], mentor=mentors[application.mentor_id]
            )
            for application in found
        )


def _is_closed() -> ColumnElement[int]:
    return case((TABLE.c.state.in_(OPEN_STATES), 0), else_=1)


def read_application(row: Any) -> Application:
    """The application in a row of its table."""
    fit = None if row.fit_score is None else fit_from_columns(row, "fit_")
    return build(Application, row, fit=fit)
