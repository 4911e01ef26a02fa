"""What people agreed to, and how they want to be reached."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from matchmaker.domain.privacy import Purpose
from matchmaker.storage.tables.base import Row
from matchmaker.storage.types import Code, one_of

STANDING = text("withdrawn_at IS NULL")


class ConsentRow(Row):
    __tablename__ = "consents"
    __table_args__ = (
        one_of("purpose", Purpose),
        CheckConstraint("text_version <> ''", name="text_version"),
        CheckConstraint("given_at <= withdrawn_at", name="withdrawn_at"),
        Index(
            "uq_consents_standing",
            "account_id",
            "purpose",
            unique=True,
            sqlite_where=STANDING,
            postgresql_where=STANDING,
        ),
        Index(None, "account_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"))
    purpose: Mapped[Purpose] = mapped_column(Code(Purpose))
    text_version: Mapped[str]
    given_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]


class ContactRow(Row):
    __tablename__ = "contact_details"

    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True)
    email: Mapped[str]
    phone: Mapped[str]
    wechat: Mapped[str]
