"""Office hours: slots, the one booking of each, and the quarters of an hour that they occupy."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from matchmaker.domain.mentorships import MeetingMode
from matchmaker.domain.office_hours import HourState
from matchmaker.domain.vocabulary import PartyKind
from matchmaker.storage.tables.base import Row
from matchmaker.storage.types import Code, one_of


class OfficeHourRow(Row):
    __tablename__ = "office_hours"
    __table_args__ = (
        one_of("state", HourState),
        one_of("mode", MeetingMode),
        CheckConstraint("ends_at > starts_at", name="ends_at"),
        CheckConstraint("sequence >= 0", name="sequence"),
        Index(None, "mentor_id", "starts_at"),
        Index(None, "state", "starts_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    mentor_id: Mapped[int] = mapped_column(ForeignKey("mentors.id", ondelete="CASCADE"))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    mode: Mapped[MeetingMode] = mapped_column(Code(MeetingMode))
    place: Mapped[str]
    state: Mapped[HourState] = mapped_column(Code(HourState))
    sequence: Mapped[int]


class OfficeBookingRow(Row):
    """The primary key allows one booking for a slot, even for simultaneous requests."""

    __tablename__ = "office_bookings"
    __table_args__ = (
        CheckConstraint("cancelled_by IN ('startup', 'mentor')", name="cancelled_by"),
        CheckConstraint(
            "(cancelled_at IS NULL AND cancelled_by IS NULL)"
            " OR (cancelled_at IS NOT NULL AND cancelled_by IS NOT NULL)",
            name="cancelled",
        ),
        CheckConstraint("reason <> ''", name="reason"),
    )

    hour_id: Mapped[int] = mapped_column(
        ForeignKey("office_hours.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    startup_id: Mapped[int] = mapped_column(ForeignKey("startups.id", ondelete="CASCADE"), index=True)
    booked_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    reason: Mapped[str]
    booked_at: Mapped[datetime]
    cancelled_at: Mapped[datetime | None]
    cancelled_by: Mapped[PartyKind | None] = mapped_column(Code(PartyKind))
    cancel_reason: Mapped[str]


class BusyQuarterRow(Row):
    """A quarter of an hour occupied by an active slot of a mentor, or by a booking of a startup or account.

    The primary key prevents double bookings. SQLite has no constraint against overlapping periods.
    """

    __tablename__ = "busy_quarters"
    __table_args__ = (CheckConstraint("holder_kind IN ('mentor', 'startup', 'account')", name="holder_kind"),)

    holder_kind: Mapped[str] = mapped_column(primary_key=True)
    holder_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    starts_at: Mapped[datetime] = mapped_column(primary_key=True)
    hour_id: Mapped[int] = mapped_column(ForeignKey("office_hours.id", ondelete="CASCADE"), index=True)
