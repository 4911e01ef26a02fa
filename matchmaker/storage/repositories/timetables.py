"""Timetables in storage, with their meetings and unmet wishes."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Select, Table, func, insert, select, update

from matchmaker.domain.errors import NotFound
from matchmaker.domain.ids import EventId, TimetableId
from matchmaker.domain.timetables import Meeting, MeetingDraft, PlanQuality, Timetable, UnmetWish
from matchmaker.domain.vocabulary import TimetableState
from matchmaker.storage.repositories.base import Repository, build, table_of, values_of
from matchmaker.storage.tables import MeetingRow, TimetableRow, UnmetWishRow

TABLE = table_of(TimetableRow)
MEETINGS = table_of(MeetingRow)
UNMET_WISHES = table_of(UnmetWishRow)


class TimetableRepository(Repository):
    def add(
        self,
        *,
        event_id: EventId,
        version: int,
        created_at: datetime,
        quality: PlanQuality,
        meetings: Iterable[MeetingDraft] = (),
        unmet: Iterable[UnmetWish] = (),
    ) -> TimetableId:
        """Id of the new draft. Raise StateConflict ``timetable_moved`` if that version exists."""
        values = {
            "event_id": event_id,
            "version": version,
            "state": TimetableState.DRAFT,
            "created_at": created_at,
            "quality": asdict(quality),
        }
        timetable_id = TimetableId(self._add(TimetableRow, values))
        of_it = {"event_id": event_id, "timetable_id": timetable_id}
        self._fill(MEETINGS, [of_it | _meeting_columns(meeting) for meeting in meetings])
        self._fill(UNMET_WISHES, [of_it | values_of(wish, UnmetWish) | {"data": dict(wish.data)} for wish in unmet])
        return timetable_id

    def latest_version(self, event_id: EventId) -> int:
        """The highest version of an event; 0 if there is none."""
        query = select(func.max(TABLE.c.version)).where(TABLE.c.event_id == event_id)
        return int(self._connection.scalar(query) or 0)

    def find_published(self, event_id: EventId) -> Timetable | None:
        """The published timetable of an event, with its meetings and unmet wishes."""
        published = TABLE.c.state == TimetableState.PUBLISHED
        return self._find_whole(select(TABLE).where(TABLE.c.event_id == event_id, published))

    def find_published_id(self, event_id: EventId) -> TimetableId | None:
        """Like ``find_published``, but only the id."""
        published = TABLE.c.state == TimetableState.PUBLISHED
        return self._connection.scalar(select(TABLE.c.id).where(TABLE.c.event_id == event_id, published))

    def get(self, timetable_id: TimetableId) -> Timetable:
        return self._get(timetable_id, select(TABLE))

    def get_for_update(self, timetable_id: TimetableId) -> Timetable:
        """The timetable, locked until the unit ends."""
        return self._get(timetable_id, self._locked(select(TABLE)))

    def list_for_event(self, event_id: EventId) -> tuple[Timetable, ...]:
        """Versions of an event, the newest first, without meetings and unmet wishes. ``quality`` has their numbers."""
        query = select(TABLE).where(TABLE.c.event_id == event_id).order_by(TABLE.c.version.desc())
        return tuple(_read(row) for row in self._connection.execute(query))

    def publish(self, timetable_id: TimetableId, at: datetime) -> None:
        """Publish a timetable. The published one before is superseded. Lock its event first."""
        event_id = self._get(timetable_id, select(TABLE)).event_id
        published = (TABLE.c.event_id == event_id, TABLE.c.state == TimetableState.PUBLISHED)
        self._connection.execute(update(TABLE).where(*published).values(state=TimetableState.SUPERSEDED))
        chosen = update(TABLE).where(TABLE.c.id == timetable_id)
        self._connection.execute(chosen.values(state=TimetableState.PUBLISHED, published_at=at))

    def _fill(self, table: Table, values: list[dict[str, Any]]) -> None:
        if values:
            self._connection.execute(insert(table), values)

    def _get(self, timetable_id: TimetableId, query: Select[Any]) -> Timetable:
        found = self._find_whole(query.where(TABLE.c.id == timetable_id))
        if found is None:
            raise NotFound("timetable_not_found", id=timetable_id)
        return found

    def _find_whole(self, query: Select[Any]) -> Timetable | None:
        row = self._connection.execute(query).one_or_none()
        if row is None:
            return None
        meetings = select(MEETINGS).where(MEETINGS.c.timetable_id == row.id)
        unmet = (
            select(UNMET_WISHES)
            .where(UNMET_WISHES.c.timetable_id == row.id)
            .order_by(UNMET_WISHES.c.wisher_id, UNMET_WISHES.c.wished_id)
        )
        return _read(
            row,
            meetings=tuple(
                build(Meeting, found, table=found.table_number)
                for found in self._connection.execute(meetings.order_by(MEETINGS.c.id))
            ),
            unmet=tuple(build(UnmetWish, found) for found in self._connection.execute(unmet)),
        )


def _meeting_columns(meeting: MeetingDraft) -> dict[str, Any]:
    return values_of(meeting, MeetingDraft, leave_out={"table"}) | {"table_number": meeting.table}


def _read(row: Any, *, meetings: tuple[Meeting, ...] = (), unmet: tuple[UnmetWish, ...] = ()) -> Timetable:
    quality = PlanQuality(**{**row.quality, "short": tuple(row.quality.get("short", ()))})
    return build(Timetable, row, quality=quality, meetings=meetings, unmet=unmet)
