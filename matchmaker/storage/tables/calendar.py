"""What people's calendars were told of published meetings."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from matchmaker.storage.tables.base import Row


class CalendarEntryRow(Row):
    """One for a pair at an event, for good: a dropped meeting stays as cancelled, so that its sequence never falls."""

    __tablename__ = "calendar_entries"
    __table_args__ = (CheckConstraint("sequence >= 0", name="sequence"),)

    startup_participation_id: Mapped[int] = mapped_column(
        ForeignKey("participations.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    investor_participation_id: Mapped[int] = mapped_column(
        ForeignKey("participations.id", ondelete="CASCADE"), primary_key=True, autoincrement=False, index=True
    )
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"), index=True)
    sequence: Mapped[int]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    table_number: Mapped[int]
    venue: Mapped[str]
    is_cancelled: Mapped[bool]
    changed_at: Mapped[datetime]
