"""Notices, their mails, how often people want mail, and calendar feeds."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from matchmaker.domain.notices import MailFrequency, MailState, NoticeKind
from matchmaker.storage.tables.base import Row
from matchmaker.storage.types import Code, one_of


class CalendarEntryRow(Row):
    """One row for a pair at an event, never deleted.

    A cancelled meeting keeps its row, so its sequence never decreases.
    """

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


class NoticeRow(Row):
    """``kind`` has no CHECK, so that a new kind of notice needs no new schema."""

    __tablename__ = "notices"
    __table_args__ = (
        CheckConstraint("kind <> ''", name="kind"),
        CheckConstraint("subject_kind <> ''", name="subject_kind"),
        Index(None, "account_id", "id"),
        Index(
            "ix_notices_unread",
            "account_id",
            sqlite_where=text("read_at IS NULL"),
            postgresql_where=text("read_at IS NULL"),
        ),
        Index(
            "ix_notices_due",
            "due_at",
            sqlite_where=text("due_at IS NOT NULL"),
            postgresql_where=text("due_at IS NOT NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"))
    kind: Mapped[NoticeKind] = mapped_column(Code(NoticeKind))
    subject_kind: Mapped[str]
    subject_id: Mapped[int]
    data: Mapped[dict[str, Any]]
    created_at: Mapped[datetime]
    read_at: Mapped[datetime | None]
    due_at: Mapped[datetime | None]
    mail_id: Mapped[int | None] = mapped_column(ForeignKey("mails.id", ondelete="SET NULL"), index=True)


class MailRow(Row):
    """A mail of the outbox. ``message_id`` is drawn when the row is created, before anything is sent.

    ``account_id`` is the reader. For an invitation it is the inviting account, ``invitation_id`` has the guest, and
    each invitation has at most one mail.
    """

    __tablename__ = "mails"
    __table_args__ = (
        one_of("state", MailState),
        CheckConstraint("attempts >= 0", name="attempts"),
        CheckConstraint("(state = 'sent') = (sent_at IS NOT NULL)", name="sent_at"),
        CheckConstraint(
            "state NOT IN ('claimed', 'handed') OR (worker IS NOT NULL AND lease_until IS NOT NULL)", name="lease"
        ),
        Index(None, "state", "not_before"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), index=True)
    message_id: Mapped[str] = mapped_column(unique=True)
    state: Mapped[MailState] = mapped_column(Code(MailState))
    attempts: Mapped[int]
    not_before: Mapped[datetime]
    worker: Mapped[str | None]
    lease_until: Mapped[datetime | None]
    error: Mapped[str]
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    invitation_id: Mapped[int | None] = mapped_column(ForeignKey("invitations.id", ondelete="CASCADE"), unique=True)


class MailChoiceRow(Row):
    """How often an account wants mail. An account without a row has not chosen."""

    __tablename__ = "mail_choices"
    __table_args__ = (one_of("pace", MailFrequency),)

    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True)
    pace: Mapped[MailFrequency] = mapped_column(Code(MailFrequency))


class CalendarFeedRow(Row):
    """The calendar feed of an account. A new ``nonce`` makes a new address; without a row the feed is closed."""

    __tablename__ = "calendar_feeds"

    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True)
    nonce: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[datetime]
    fetched_at: Mapped[datetime | None]
