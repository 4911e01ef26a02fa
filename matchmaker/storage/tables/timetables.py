"""Timetables, their meetings, and the wishes they leave unmet."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from matchmaker.domain.vocabulary import MeetingOrigin, TimetableState
from matchmaker.storage.tables.base import Row
from matchmaker.storage.tables.events import within_event
from matchmaker.storage.types import Code, one_of

PUBLISHED = text("state = 'published'")


class TimetableRow(Row):
    __tablename__ = "timetables"
    __table_args__ = (
        UniqueConstraint("event_id", "id"),
        UniqueConstraint("event_id", "version"),
        CheckConstraint("version >= 1", name="version"),
        one_of("state", TimetableState),
        CheckConstraint(
            "(state = 'draft' AND published_at IS NULL) OR (state <> 'draft' AND published_at IS NOT NULL)",
            name="published_at",
        ),
        Index("uq_timetables_published", "event_id", unique=True, sqlite_where=PUBLISHED, postgresql_where=PUBLISHED),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"))
    version: Mapped[int]
    state: Mapped[TimetableState] = mapped_column(Code(TimetableState))
    created_at: Mapped[datetime]
    published_at: Mapped[datetime | None]
    quality: Mapped[dict[str, Any]]


class MeetingRow(Row):
    __tablename__ = "meetings"
    __table_args__ = (
        within_event("timetable_id", "timetables"),
        within_event("slot_id", "slots"),
        within_event("startup_participation_id", "participations"),
        within_event("investor_participation_id", "participations"),
        UniqueConstraint("timetable_id", "slot_id", "startup_participation_id", name="uq_meetings_startup_slot"),
        UniqueConstraint("timetable_id", "slot_id", "investor_participation_id", name="uq_meetings_investor_slot"),
        UniqueConstraint("timetable_id", "slot_id", "table_number", name="uq_meetings_table_slot"),
        UniqueConstraint(
            "timetable_id", "startup_participation_id", "investor_participation_id", name="uq_meetings_pair"
        ),
        CheckConstraint("startup_participation_id <> investor_participation_id", name="parties"),
        CheckConstraint("table_number >= 1", name="table_number"),
        one_of("origin", MeetingOrigin),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int]
    timetable_id: Mapped[int]
    slot_id: Mapped[int] = mapped_column(index=True)
    table_number: Mapped[int]
    startup_participation_id: Mapped[int] = mapped_column(index=True)
    investor_participation_id: Mapped[int] = mapped_column(index=True)
    origin: Mapped[MeetingOrigin] = mapped_column(Code(MeetingOrigin))


class UnmetWishRow(Row):
    __tablename__ = "unmet_wishes"
    __table_args__ = (
        within_event("timetable_id", "timetables"),
        within_event("wisher_id", "participations"),
        within_event("wished_id", "participations"),
        CheckConstraint("wisher_id <> wished_id", name="not_oneself"),
        CheckConstraint("code <> ''", name="code"),
    )

    timetable_id: Mapped[int] = mapped_column(primary_key=True)
    wisher_id: Mapped[int] = mapped_column(primary_key=True, index=True)
    wished_id: Mapped[int] = mapped_column(primary_key=True, index=True)
    event_id: Mapped[int]
    code: Mapped[str]
    data: Mapped[dict[str, Any]]
    is_proven: Mapped[bool]
