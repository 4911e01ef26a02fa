"""Office hours in storage: slots, bookings, and the occupied times of people."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, delete, func, insert, select, update

from matchmaker.domain.errors import NotFound
from matchmaker.domain.ids import AccountId, MentorId, OfficeHourId, StartupId
from matchmaker.domain.office_hours import (
    LIVE_STATES,
    Booking,
    HourEntry,
    HourState,
    OfficeHour,
    OfficeHourDraft,
    list_quarters,
)
from matchmaker.storage.repositories.base import Repository, batches, build, table_of, values_of
from matchmaker.storage.repositories.mentors import MentorRepository
from matchmaker.storage.repositories.startups import StartupRepository
from matchmaker.storage.tables import BusyQuarterRow, OfficeBookingRow, OfficeHourRow

TABLE = table_of(OfficeHourRow)
BOOKINGS = table_of(OfficeBookingRow)
BUSY_QUARTERS = table_of(BusyQuarterRow)


class OfficeHourRepository(Repository):
    def add(self, mentor_id: MentorId, draft: OfficeHourDraft, *, account_id: AccountId | None) -> OfficeHourId:
        """Id of the new slot. Raise StateConflict ``time_taken`` if the mentor or the account is busy then."""
        values = {**values_of(draft, OfficeHourDraft), "mentor_id": mentor_id}
        hour_id = OfficeHourId(self._add(OfficeHourRow, values | {"state": HourState.OFFERED, "sequence": 0}))
        self._take(hour_id, draft, mentor=mentor_id, account=account_id)
        return hour_id

    def get(self, hour_id: OfficeHourId) -> OfficeHour:
        return self._get(select(TABLE).where(TABLE.c.id == hour_id), hour_id)

    def get_for_update(self, hour_id: OfficeHourId) -> OfficeHour:
        """The slot, locked until the unit ends."""
        return self._get(self._locked(select(TABLE).where(TABLE.c.id == hour_id)), hour_id)

    def get_entry(self, hour_id: OfficeHourId) -> HourEntry:
        """The slot with its mentor and the booking."""
        self.get(hour_id)
        return self._read(self._connection.execute(select(TABLE).where(TABLE.c.id == hour_id)).all())[0]

    def book(self, hour: OfficeHour, booking: Booking) -> None:
        """Book the slot. Raise StateConflict ``hour_taken`` if it is booked, ``time_taken`` if the startup is busy."""
        self._connection.execute(insert(BOOKINGS).values(**values_of(booking, Booking)))
        self._take(hour.id, hour, startup=booking.startup_id, account=booking.booked_by)
        self._set_state(hour.id, HourState.BOOKED)

    def save_booking(self, booking: Booking) -> None:
        values = values_of(booking, Booking, leave_out={"hour_id"})
        self._connection.execute(update(BOOKINGS).where(BOOKINGS.c.hour_id == booking.hour_id).values(**values))

    def close(self, hour_id: OfficeHourId, state: HourState) -> None:
        """Close the slot in a state that occupies nobody's time."""
        self._connection.execute(delete(BUSY_QUARTERS).where(BUSY_QUARTERS.c.hour_id == hour_id))
        self._set_state(hour_id, state)

    def list_for_mentor(
        self, mentor_id: MentorId, *, since: datetime, states: Collection[HourState] = LIVE_STATES
    ) -> list[HourEntry]:
        """A mentor's slots that end after ``since``, the earliest first."""
        query = _select(since, states).where(TABLE.c.mentor_id == mentor_id)
        return self._read(self._connection.execute(query).all())

    def list_offered(self, *, since: datetime, most: int | None = None) -> list[HourEntry]:
        """Slots that can be booked, the earliest first."""
        query = _select(since, {HourState.OFFERED}).limit(most)
        return self._read(self._connection.execute(query).all())

    def list_booked(
        self, startup_ids: Iterable[StartupId], *, since: datetime, states: Collection[HourState] = LIVE_STATES
    ) -> list[HourEntry]:
        """Slots booked by the startups that end after ``since``, the earliest first."""
        booked = select(BOOKINGS.c.hour_id).where(BOOKINGS.c.startup_id.in_(sorted(startup_ids)))
        return self._read(self._connection.execute(_select(since, states).where(TABLE.c.id.in_(booked))).all())

    def count_booked(self, startup_id: StartupId, *, since: datetime) -> int:
        """The number of the startup's booked slots after ``since``."""
        query = select(func.count()).select_from(TABLE.join(BOOKINGS, BOOKINGS.c.hour_id == TABLE.c.id))
        query = query.where(BOOKINGS.c.startup_id == startup_id, TABLE.c.state == HourState.BOOKED)
        return int(self._connection.scalar(query.where(TABLE.c.ends_at > since)) or 0)

    def find_clash(self, draft: OfficeHourDraft, **holders: int | None) -> datetime | None:
        """The first quarter of an hour of ``draft`` that is occupied for one of ``holders`` (kind and id)."""
        taken = select(func.min(BUSY_QUARTERS.c.starts_at)).where(BUSY_QUARTERS.c.starts_at.in_(list_quarters(draft)))
        found = [
            self._connection.scalar(
                taken.where(BUSY_QUARTERS.c.holder_kind == kind, BUSY_QUARTERS.c.holder_id == holder_id)
            )
            for kind, holder_id in holders.items()
            if holder_id is not None
        ]
        return min((it for it in found if it is not None), default=None)

    def _take(self, hour_id: OfficeHourId, draft: OfficeHourDraft, **holders: int | None) -> None:
        rows = [
            {"holder_kind": kind, "holder_id": holder_id, "starts_at": quarter, "hour_id": hour_id}
            for kind, holder_id in holders.items()
            if holder_id is not None
            for quarter in list_quarters(draft)
        ]
        self._connection.execute(insert(BUSY_QUARTERS), rows)

    def _set_state(self, hour_id: OfficeHourId, state: HourState) -> None:
        moved = {"state": state, "sequence": TABLE.c.sequence + 1}
        self._connection.execute(update(TABLE).where(TABLE.c.id == hour_id).values(**moved))

    def _get(self, query: Select[Any], hour_id: OfficeHourId) -> OfficeHour:
        row = self._connection.execute(query).one_or_none()
        if row is None:
            raise NotFound("hour_not_found", id=hour_id)
        return build(OfficeHour, row)

    def _read(self, rows: Sequence[Any]) -> list[HourEntry]:
        bookings: dict[int, Booking] = {}
        for batch in batches(row.id for row in rows):
            found = self._connection.execute(select(BOOKINGS).where(BOOKINGS.c.hour_id.in_(batch)))
            bookings |= {row.hour_id: build(Booking, row) for row in found}
        startups = StartupRepository(self._connection).list_by_ids(it.startup_id for it in bookings.values())
        mentors = MentorRepository(self._connection).list_by_ids(row.mentor_id for row in rows)
        return [
            HourEntry(
                hour=build(OfficeHour, row),
                mentor=mentors[row.mentor_id],
                booking=bookings.get(row.id),
                startup=startups[bookings[row.id].startup_id] if row.id in bookings else None,
            )
            for row in rows
        ]


def _select(since: datetime, states: Collection[HourState]) -> Select[Any]:
    live = (TABLE.c.ends_at > since, TABLE.c.state.in_(sorted(states)))
    return select(TABLE).where(*live).order_by(TABLE.c.starts_at, TABLE.c.id)
