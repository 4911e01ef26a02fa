"""The investors' club, and the pipelines of investors."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from matchmaker.domain.club import ClubState
from matchmaker.domain.pipeline import CloseReason, DealState
from matchmaker.storage.tables.base import Money, Row
from matchmaker.storage.types import Code, one_of


class ClubMembershipRow(Row):
    __tablename__ = "club_memberships"
    __table_args__ = (one_of("state", ClubState),)

    id: Mapped[int] = mapped_column(primary_key=True)
    investor_id: Mapped[int] = mapped_column(ForeignKey("investors.id", ondelete="CASCADE"), unique=True)
    state: Mapped[ClubState] = mapped_column(Code(ClubState), index=True)
    statement: Mapped[str]
    reason: Mapped[str]
    asked_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id", ondelete="SET NULL"))


class DealRow(Row):
    """``state``, ``amount`` and ``happened_on`` repeat the last step, for boards and totals."""

    __tablename__ = "deals"
    __table_args__ = (
        UniqueConstraint("investor_id", "startup_id"),
        one_of("state", DealState),
        CheckConstraint("amount > 0", name="amount"),
        CheckConstraint("state <> 'invested' OR amount IS NOT NULL", name="invested"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    investor_id: Mapped[int] = mapped_column(ForeignKey("investors.id", ondelete="CASCADE"))
    startup_id: Mapped[int] = mapped_column(ForeignKey("startups.id", ondelete="CASCADE"), index=True)
    event_id: Mapped[int | None] = mapped_column(ForeignKey("events.id", ondelete="SET NULL"), index=True)
    state: Mapped[DealState] = mapped_column(Code(DealState), index=True)
    amount: Mapped[int | None] = mapped_column(Money)
    happened_on: Mapped[date]


class DealStepRow(Row):
    __tablename__ = "deal_steps"
    __table_args__ = (
        one_of("state", DealState),
        one_of("close_reason", CloseReason),
        CheckConstraint("amount > 0", name="amount"),
        CheckConstraint("state <> 'invested' OR amount IS NOT NULL", name="invested"),
        CheckConstraint(
            "(state = 'closed' AND close_reason IS NOT NULL) OR (state <> 'closed' AND close_reason IS NULL)",
            name="closed",
        ),
        CheckConstraint("is_shared OR NOT is_amount_shared", name="shared"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    deal_id: Mapped[int] = mapped_column(ForeignKey("deals.id", ondelete="CASCADE"), index=True)
    state: Mapped[DealState] = mapped_column(Code(DealState))
    happened_on: Mapped[date]
    amount: Mapped[int | None] = mapped_column(Money)
    close_reason: Mapped[CloseReason | None] = mapped_column(Code(CloseReason))
    note: Mapped[str]
    message: Mapped[str]
    is_shared: Mapped[bool]
    is_amount_shared: Mapped[bool]
    made_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id", ondelete="SET NULL"))
    made_at: Mapped[datetime]
