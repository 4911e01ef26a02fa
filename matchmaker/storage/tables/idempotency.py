"""Responses to form posts, so that a form sent twice acts once."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from matchmaker.storage.tables.base import Row


class StoredResponseRow(Row):
    """A form post that acted. The row is written in its transaction, the response is filled in later.

    ``digest`` is a SHA-256.
    """

    __tablename__ = "answers"
    __table_args__ = (
        CheckConstraint("length(digest) = 64", name="digest"),
        CheckConstraint("endpoint <> ''", name="endpoint"),
        Index(None, "created_at"),
    )

    digest: Mapped[str] = mapped_column(primary_key=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"))
    endpoint: Mapped[str]
    created_at: Mapped[datetime]
    location: Mapped[str | None]
    notes: Mapped[list[Any]]
