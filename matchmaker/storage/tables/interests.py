"""The ledger of conflicts of interest: declarations, rulings on entries, levels of kinds, reasons given."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from matchmaker.domain.interests import ConflictAct, ConflictKind, ConflictLevel, ConflictSide
from matchmaker.storage.tables.base import Row
from matchmaker.storage.types import Code, CodeSet, all_of, one_of

STANDING = text("withdrawn_at IS NULL")
ONE_PARTNER = "(mentor_id IS NULL) <> (investor_id IS NULL)"


class ConflictRow(Row):
    """A declaration. A withdrawn one stays stored, but does not count."""

    __tablename__ = "conflicts"
    __table_args__ = (
        one_of("kind", ConflictKind),
        one_of("side", ConflictSide),
        CheckConstraint(ONE_PARTNER, name="partner"),
        CheckConstraint("words <> ''", name="words"),
        CheckConstraint("since <= until", name="days"),
        Index(
            "uq_conflicts_mentor",
            "startup_id",
            "mentor_id",
            "kind",
            "side",
            unique=True,
            sqlite_where=STANDING,
            postgresql_where=STANDING,
        ),
        Index(
            "uq_conflicts_investor",
            "startup_id",
            "investor_id",
            "kind",
            "side",
            unique=True,
            sqlite_where=STANDING,
            postgresql_where=STANDING,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    startup_id: Mapped[int] = mapped_column(ForeignKey("startups.id", ondelete="CASCADE"))
    mentor_id: Mapped[int | None] = mapped_column(ForeignKey("mentors.id", ondelete="CASCADE"), index=True)
    investor_id: Mapped[int | None] = mapped_column(ForeignKey("investors.id", ondelete="CASCADE"), index=True)
    kind: Mapped[ConflictKind] = mapped_column(Code(ConflictKind))
    side: Mapped[ConflictSide] = mapped_column(Code(ConflictSide))
    words: Mapped[str]
    since: Mapped[date]
    until: Mapped[date | None]
    declared_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    declared_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]


class ConflictRulingRow(Row):
    """The operator's ruling on one entry of the ledger, declared or derived, by the key of the entry."""

    __tablename__ = "conflict_rulings"
    __table_args__ = (one_of("level", ConflictLevel), CheckConstraint("reason <> ''", name="reason"))

    entry_key: Mapped[str] = mapped_column(primary_key=True)
    level: Mapped[ConflictLevel] = mapped_column(Code(ConflictLevel))
    reason: Mapped[str]
    ruled_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    ruled_at: Mapped[datetime]


class ConflictLevelRow(Row):
    """The level of a kind, if the operator has changed the default."""

    __tablename__ = "conflict_levels"
    __table_args__ = (one_of("kind", ConflictKind), one_of("level", ConflictLevel))

    kind: Mapped[ConflictKind] = mapped_column(Code(ConflictKind), primary_key=True)
    level: Mapped[ConflictLevel] = mapped_column(Code(ConflictLevel))


class ConflictDisclosureRow(Row):
    """The reason given for an action that the ledger warned about."""

    __tablename__ = "conflict_disclosures"
    __table_args__ = (
        one_of("act", ConflictAct),
        all_of("kinds", ConflictKind),
        CheckConstraint(ONE_PARTNER, name="partner"),
        CheckConstraint("reason <> ''", name="reason"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    act: Mapped[ConflictAct] = mapped_column(Code(ConflictAct))
    startup_id: Mapped[int] = mapped_column(ForeignKey("startups.id", ondelete="CASCADE"), index=True)
    mentor_id: Mapped[int | None] = mapped_column(ForeignKey("mentors.id", ondelete="CASCADE"))
    investor_id: Mapped[int | None] = mapped_column(ForeignKey("investors.id", ondelete="CASCADE"))
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    kinds: Mapped[frozenset[ConflictKind]] = mapped_column(CodeSet(ConflictKind))
    reason: Mapped[str]
    at: Mapped[datetime]
