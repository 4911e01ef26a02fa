"""Events, slots, participations with open slots, wishes. Composite keys keep all rows of an event within it."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from matchmaker.domain.check_ins import Presence
from matchmaker.domain.events import PassReason
from matchmaker.domain.vocabulary import ParticipationState, PartyKind
from matchmaker.storage.tables.base import Row
from matchmaker.storage.types import Code, one_of


def within_event(column: str, table: str) -> ForeignKeyConstraint:
    """The rule that ``column`` refers to a row of ``table`` in the same event."""
    return ForeignKeyConstraint(["event_id", column], [f"{table}.event_id", f"{table}.id"], ondelete="CASCADE")


class EventRow(Row):
    __tablename__ = "events"
    __table_args__ = (
        CheckConstraint("name <> ''", name="name"),
        CheckConstraint("startup_wishes >= 0", name="startup_wishes"),
        CheckConstraint("investor_wishes >= 0", name="investor_wishes"),
        CheckConstraint("remind_days >= 0", name="remind_days"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    venue: Mapped[str]
    registration_deadline: Mapped[datetime]
    wish_deadline: Mapped[datetime]
    is_demo: Mapped[bool]
    needs_approval: Mapped[bool] = mapped_column(server_default=false())
    startup_wishes: Mapped[int] = mapped_column(server_default="20")
    investor_wishes: Mapped[int] = mapped_column(server_default="20")
    remind_days: Mapped[int] = mapped_column(server_default="3")
    contact: Mapped[str] = mapped_column(server_default="")


class SlotRow(Row):
    __tablename__ = "slots"
    __table_args__ = (
        UniqueConstraint("event_id", "id"),
        UniqueConstraint("event_id", "starts_at"),
        CheckConstraint("starts_at < ends_at", name="interval"),
        CheckConstraint("tables >= 0", name="tables"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    tables: Mapped[int]


class LostTableRow(Row):
    """A table that cannot be used in a slot, although the slot's number of tables includes it."""

    __tablename__ = "lost_tables"
    __table_args__ = (
        within_event("slot_id", "slots"),
        UniqueConstraint("event_id", "slot_id", "table_number"),
        CheckConstraint("table_number >= 1", name="table_number"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int]
    slot_id: Mapped[int]
    table_number: Mapped[int]


class ParticipationRow(Row):
    __tablename__ = "participations"
    __table_args__ = (
        UniqueConstraint("event_id", "id"),
        UniqueConstraint("event_id", "startup_id"),
        UniqueConstraint("event_id", "investor_id"),
        CheckConstraint("most >= 0", name="most"),
        one_of("state", ParticipationState),
        CheckConstraint(
            "(kind = 'startup' AND startup_id IS NOT NULL AND investor_id IS NULL)"
            " OR (kind = 'investor' AND investor_id IS NOT NULL AND startup_id IS NULL)",
            name="profile",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"))
    kind: Mapped[PartyKind] = mapped_column(Code(PartyKind))
    startup_id: Mapped[int | None] = mapped_column(ForeignKey("startups.id"), index=True)
    investor_id: Mapped[int | None] = mapped_column(ForeignKey("investors.id"), index=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"), index=True)
    most: Mapped[int]
    state: Mapped[ParticipationState] = mapped_column(Code(ParticipationState))
    message: Mapped[str] = mapped_column(server_default="")
    answer: Mapped[str] = mapped_column(server_default="")
    asked_at: Mapped[datetime | None]
    reminded_at: Mapped[datetime | None]


class ParticipationSlotRow(Row):
    """A slot that a participant has opened."""

    __tablename__ = "participation_slots"
    __table_args__ = (within_event("participation_id", "participations"), within_event("slot_id", "slots"))

    participation_id: Mapped[int] = mapped_column(primary_key=True)
    slot_id: Mapped[int] = mapped_column(primary_key=True, index=True)
    event_id: Mapped[int] = mapped_column(index=True)


class WishRow(Row):
    __tablename__ = "wishes"
    __table_args__ = (
        within_event("wisher_id", "participations"),
        within_event("wished_id", "participations"),
        UniqueConstraint("wisher_id", "wished_id"),
        UniqueConstraint("wisher_id", "rank"),
        CheckConstraint("wisher_id <> wished_id", name="not_oneself"),
        CheckConstraint("rank >= 1", name="rank"),
        CheckConstraint("(is_veto AND rank IS NULL) OR (NOT is_veto AND rank IS NOT NULL)", name="veto"),
        one_of("reason", PassReason),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(index=True)
    wisher_id: Mapped[int]
    wished_id: Mapped[int] = mapped_column(index=True)
    rank: Mapped[int | None]
    is_veto: Mapped[bool]
    reason: Mapped[PassReason | None] = mapped_column(Code(PassReason))
    note: Mapped[str] = mapped_column(server_default="")
    wished_at: Mapped[datetime | None]


class CheckInRow(Row):
    """One check-in for a participant and a local day. The audit log has its author."""

    __tablename__ = "check_ins"
    __table_args__ = (within_event("participation_id", "participations"), one_of("presence", Presence))

    participation_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    day: Mapped[date] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(index=True)
    presence: Mapped[Presence] = mapped_column(Code(Presence))
    marked_at: Mapped[datetime]
