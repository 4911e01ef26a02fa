"""Who came to an event on which of its days."""

from datetime import date, datetime

from sqlalchemy.orm import Mapped, mapped_column

from matchmaker.domain.check_ins import Presence
from matchmaker.storage.tables.base import Row
from matchmaker.storage.tables.events import within_event
from matchmaker.storage.types import Code, one_of


class CheckInRow(Row):
    """One mark for a participant and a local day; who made it is in the log."""

    __tablename__ = "check_ins"
    __table_args__ = (within_event("participation_id", "participations"), one_of("presence", Presence))

    participation_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    day: Mapped[date] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(index=True)
    presence: Mapped[Presence] = mapped_column(Code(Presence))
    marked_at: Mapped[datetime]
