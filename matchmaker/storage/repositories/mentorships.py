"""Mentorships in storage."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, select, update

from matchmaker.domain.errors import NotFound
from matchmaker.domain.ids import AccountId, MentorId, MentorshipId, StartupId
from matchmaker.domain.listings import MentorshipEntry
from matchmaker.domain.mentorships import BLOCKED, OPEN_STATES, Mentorship
from matchmaker.domain.suggestions import Fit
from matchmaker.domain.vocabulary import Band, MentorshipState
from matchmaker.storage.queries.filters import equals
from matchmaker.storage.repositories.base import Repository, batches, build, table_of, values_of
from matchmaker.storage.repositories.fits import fit_from_columns, fit_to_columns
from matchmaker.storage.repositories.mentors import MentorRepository
from matchmaker.storage.repositories.startups import StartupRepository
from matchmaker.storage.tables import MentorshipRow

TABLE = table_of(MentorshipRow)

ANSWERED = (MentorshipState.ACCEPTED, MentorshipState.ENDED, MentorshipState.DECLINED, MentorshipState.EXPIRED)
"""States in which a mentor said yes or no, or let the time for it go by."""


class MentorshipRepository(Repository):
    def add(
        self,
        *,
        startup_id: StartupId,
        mentor_id: MentorId,
        applied_by: AccountId,
        goal: str,
        applied_at: datetime,
        tried: str = "",
        state: MentorshipState = MentorshipState.APPLIED,
        rank: int = 1,
        fit: Fit | None = None,
    ) -> MentorshipId:
        """Id of the new application. Conflict ``mentorship_open`` where one of this pair is open."""
        values = {
            "startup_id": startup_id,
            "mentor_id": mentor_id,
            "applied_by": applied_by,
            "goal": goal,
            "tried": tried,
            "state": state,
            "rank": rank,
            "applied_at": applied_at,
            "opened_at": applied_at if state is MentorshipState.APPLIED else None,
            "reason": "",
            **fit_to_columns(fit, "fit_"),
        }
        return MentorshipId(self._add(MentorshipRow, values))

    def add_past(self, mentorships: Iterable[Mentorship]) -> list[MentorshipId]:
        """Ids of applications that are over, in their order; the ids they bear are not looked at. For loading."""
        values = [
            {**values_of(it, Mentorship, leave_out={"id", "fit"}), **fit_to_columns(it.fit, "fit_")}
            for it in mentorships
        ]
        return [MentorshipId(it) for it in self._add_many(MentorshipRow, values)]

    def get(self, mentorship_id: MentorshipId) -> Mentorship:
        return self._get_one(select(TABLE).where(TABLE.c.id == mentorship_id), mentorship_id)

    def get_for_update(self, mentorship_id: MentorshipId) -> Mentorship:
        """The mentorship, locked until the unit ends."""
        return self._get_one(self._locked(select(TABLE).where(TABLE.c.id == mentorship_id)), mentorship_id)

    def get_entry(self, mentorship_id: MentorshipId) -> MentorshipEntry:
        """The mentorship with both its parties."""
        mentorship = self.get(mentorship_id)
        startup = StartupRepository(self._connection).get(mentorship.startup_id)
        mentor = MentorRepository(self._connection).get(mentorship.mentor_id)
        return MentorshipEntry(mentorship=mentorship, startup=startup, mentor=mentor)

    def count_answers(self) -> dict[tuple[Band, MentorshipState], int]:
        """By band and how it ended: the applications that a mentor answered, or left without an answer."""
        answered = TABLE.c.state.in_(ANSWERED) & TABLE.c.fit_band.is_not(None) & TABLE.c.round_id.is_(None)
        query = select(TABLE.c.fit_band, TABLE.c.state, func.count()).where(answered, TABLE.c.reason != BLOCKED)
        rows = self._connection.execute(query.group_by(TABLE.c.fit_band, TABLE.c.state))
        return {(band, state): number for band, state, number in rows}

    def save(self, mentorship: Mentorship) -> None:
        """Store the state, all that moves with it, and the fit; ranks are stored for all of a startup together."""
        values = {
            "state": mentorship.state,
            "ticket": mentorship.ticket,
            "opened_at": mentorship.opened_at,
            "reminded_at": mentorship.reminded_at,
            "decided_at": mentorship.decided_at,
            "reason": mentorship.reason,
            "round_id": mentorship.round_id,
            **fit_to_columns(mentorship.fit, "fit_"),
        }
        if self._connection.execute(update(TABLE).where(TABLE.c.id == mentorship.id).values(**values)).rowcount == 0:
            raise NotFound("mentorship_not_found", id=mentorship.id)

    def find_open(self, startup_id: StartupId, mentor_id: MentorId) -> Mentorship | None:
        """The application that waits or the mentorship under way of this pair."""
        pair = (TABLE.c.startup_id == startup_id, TABLE.c.mentor_id == mentor_id)
        return self._find_one(select(TABLE).where(*pair, TABLE.c.state.in_(OPEN_STATES)))

    def list_open(
        self, *, startup_id: StartupId | None = None, mentor_id: MentorId | None = None
    ) -> tuple[Mentorship, ...]:
        """Open mentorships of a startup, of a mentor, or all, by id."""
        of_whom = (*equals(MentorshipRow.startup_id, startup_id), *equals(MentorshipRow.mentor_id, mentor_id))
        query = select(TABLE).where(*of_whom, TABLE.c.state.in_(OPEN_STATES)).order_by(TABLE.c.id)
        return tuple(read_mentorship(row) for row in self._connection.execute(query))

    def list_entries(self, mentorship_ids: Iterable[MentorshipId]) -> dict[MentorshipId, MentorshipEntry]:
        """Mentorships with both parties, by id."""
        found: dict[MentorshipId, MentorshipEntry] = {}
        for batch in batches(sorted(set(mentorship_ids))):
            of_them = select(TABLE).where(TABLE.c.id.in_(batch))
            found |= {it.mentorship.id: it for it in self._list_entries(of_them, MentorshipState)}
        return found

    def list_for_mentor(
        self, mentor_id: MentorId, *, states: Iterable[MentorshipState] = tuple(MentorshipState)
    ) -> tuple[MentorshipEntry, ...]:
        """A mentor's mentorships in ``states`` with both parties: open ones first, then the newest."""
        return self._list_entries(select(TABLE).where(TABLE.c.mentor_id == mentor_id), states)

    def list_for_startup(
        self, startup_id: StartupId, *, states: Iterable[MentorshipState] = tuple(MentorshipState)
    ) -> tuple[MentorshipEntry, ...]:
        """A startup's mentorships in ``states`` with both parties: open ones first, then the newest."""
        return self._list_entries(select(TABLE).where(TABLE.c.startup_id == startup_id), states)

    def count(self) -> int:
        return int(self._connection.scalar(select(func.count()).select_from(TABLE)) or 0)

    def _find_one(self, query: Select[Any]) -> Mentorship | None:
        row = self._connection.execute(query).one_or_none()
        return None if row is None else read_mentorship(row)

    def _get_one(self, query: Select[Any], mentorship_id: MentorshipId) -> Mentorship:
        found = self._find_one(query)
        if found is None:
            raise NotFound("mentorship_not_found", id=mentorship_id)
        return found

    def _list_entries(self, query: Select[Any], states: Iterable[MentorshipState]) -> tuple[MentorshipEntry, ...]:
        rows: Sequence[Any] = self._connection.execute(
            query.where(TABLE.c.state.in_(list(states))).order_by(_is_closed(), TABLE.c.id.desc())
        ).all()
        startups = StartupRepository(self._connection).list_by_ids(row.startup_id for row in rows)
        mentors = MentorRepository(self._connection).list_by_ids(row.mentor_id for row in rows)
        found = [read_mentorship(row) for row in rows]
        return tuple(
            MentorshipEntry(mentorship=it, startup=startups[it.startup_id], mentor=mentors[it.mentor_id])
            for it in found
        )


def _is_closed() -> ColumnElement[int]:
    return case((TABLE.c.state.in_(OPEN_STATES), 0), else_=1)


def read_mentorship(row: Any) -> Mentorship:
    """The mentorship in a row of its table."""
    fit = None if row.fit_score is None else fit_from_columns(row, "fit_")
    return build(Mentorship, row, fit=fit)
