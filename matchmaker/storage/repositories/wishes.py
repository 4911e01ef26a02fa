"""Wishes and vetoes in storage. The ranks of a wisher are always 1, 2, 3 … without gaps."""

from collections.abc import Collection, Sequence
from datetime import datetime
from itertools import repeat
from typing import Any

from sqlalchemy import Select, delete, func, insert, select, update
from sqlalchemy.orm import aliased

from matchmaker.domain.errors import Invalid, NotFound
from matchmaker.domain.events import PassReason, Wish
from matchmaker.domain.ids import EventId, ParticipationId, WishId
from matchmaker.domain.vocabulary import ParticipationState
from matchmaker.storage.repositories.base import Repository, build, table_of
from matchmaker.storage.tables import ParticipationRow, WishRow

TABLE = table_of(WishRow)

RANK_OFFSET = 1_000_000
"""Added to ranks while they change, so that no two are ever equal."""


class WishRepository(Repository):
    def add(
        self,
        *,
        event_id: EventId,
        wisher_id: ParticipationId,
        wished_id: ParticipationId,
        is_veto: bool = False,
        reason: PassReason | None = None,
        note: str = "",
        wished_at: datetime | None = None,
    ) -> WishId:
        """Id of a wish at the wisher's last rank, or of a veto.

        Raise StateConflict ``already_wished`` or ``wish_to_oneself``. Lock the wisher's participation first:
        otherwise two simultaneous wishes take the same rank (StateConflict ``rank_taken``).
        """
        values = {
            "event_id": event_id,
            "wisher_id": wisher_id,
            "wished_id": wished_id,
            "rank": None if is_veto else self.count_ranked(wisher_id) + 1,
            "is_veto": is_veto,
            "reason": reason,
            "note": note,
            "wished_at": wished_at,
        }
        return WishId(self._add(WishRow, values))

    def add_many(
        self,
        event_id: EventId,
        ranked: Sequence[tuple[ParticipationId, ParticipationId, int | None]],
        *,
        times: Sequence[datetime] = (),
    ) -> None:
        """Add many (wisher, wished, rank); rank None is a veto. For loading data, where ranks are known.

        ``times`` are the times of the wishes, if given.
        """
        dated = zip(ranked, times or repeat(None, len(ranked)), strict=True)
        values = [
            {
                "event_id": event_id,
                "wisher_id": wisher,
                "wished_id": wished,
                "rank": rank,
                "is_veto": rank is None,
                "wished_at": at,
            }
            for (wisher, wished, rank), at in dated
        ]
        if values:
            self._connection.execute(insert(TABLE), values)

    def find(self, wish_id: WishId) -> Wish | None:
        return self._find_one(select(TABLE).where(TABLE.c.id == wish_id))

    def find_pair(self, wisher_id: ParticipationId, wished_id: ParticipationId) -> Wish | None:
        """The wish or veto of the first for the second, if any."""
        return self._find_one(select(TABLE).where(TABLE.c.wisher_id == wisher_id, TABLE.c.wished_id == wished_id))

    def get(self, wish_id: WishId) -> Wish:
        found = self.find(wish_id)
        if found is None:
            raise NotFound("wish_not_found", id=wish_id)
        return found

    def list_for_participation(self, wisher_id: ParticipationId) -> tuple[Wish, ...]:
        """A participant's wishes by rank, then the vetoes."""
        query = select(TABLE).where(TABLE.c.wisher_id == wisher_id)
        return self._list(query.order_by(TABLE.c.is_veto, TABLE.c.rank, TABLE.c.id))

    def list_for_event(self, event_id: EventId) -> tuple[Wish, ...]:
        """All wishes and vetoes of an event, by id."""
        return self._list(select(TABLE).where(TABLE.c.event_id == event_id).order_by(TABLE.c.id))

    def remove(self, wish_id: WishId) -> None:
        """Delete a wish or a veto. The ranks behind it move up."""
        wish = self.get(wish_id)
        self._connection.execute(delete(TABLE).where(TABLE.c.id == wish_id))
        ranked = [other.wished_id for other in self.list_for_participation(wish.wisher_id) if not other.is_veto]
        self.reorder(wish.wisher_id, ranked)

    def reorder(self, wisher_id: ParticipationId, wished_ids: Sequence[ParticipationId]) -> None:
        """Rank the wisher's wishes in the order of ``wished_ids``, which contains each of them.

        Raise Invalid ``wishes_differ`` if it does not.
        """
        ranked = {wish.wished_id: wish.id for wish in self.list_for_participation(wisher_id) if not wish.is_veto}
        if sorted(ranked) != sorted(wished_ids):
            raise Invalid("wishes_differ")
        all_ranked = update(TABLE).where(TABLE.c.wisher_id == wisher_id, ~TABLE.c.is_veto)
        self._connection.execute(all_ranked.values(rank=TABLE.c.rank + RANK_OFFSET))
        for rank, wished_id in enumerate(wished_ids, start=1):
            self._connection.execute(update(TABLE).where(TABLE.c.id == ranked[wished_id]).values(rank=rank))

    def count_ranked(self, wisher_id: ParticipationId) -> int:
        """Number of ranked wishes of a participant, including those for withdrawn people. The next rank is one more."""
        query = select(func.count()).where(TABLE.c.wisher_id == wisher_id, ~TABLE.c.is_veto)
        return int(self._connection.scalar(query.select_from(TABLE)) or 0)

    def count_by_wisher(
        self, event_id: EventId, wisher_ids: Collection[ParticipationId] | None = None
    ) -> dict[ParticipationId, int]:
        """Wishes for registered people, by participant of an event (or of ``wisher_ids``); without vetoes."""
        query = self._select_live(TABLE.c.wisher_id, func.count()).where(TABLE.c.event_id == event_id)
        if wisher_ids is not None:
            query = query.where(TABLE.c.wisher_id.in_(sorted(wisher_ids)))
        return self._count_by(query.group_by(TABLE.c.wisher_id))

    def count_for_event(self, event_id: EventId) -> int:
        """Wishes of an event between registered people; without vetoes."""
        query = self._select_live(func.count()).where(TABLE.c.event_id == event_id)
        return int(self._connection.scalar(query) or 0)

    @staticmethod
    def _select_live(*columns: Any) -> Select[Any]:
        """Wishes between two registered participants."""
        wisher, wished = aliased(ParticipationRow), aliased(ParticipationRow)
        return (
            select(*columns)
            .select_from(TABLE)
            .join(wisher, wisher.id == TABLE.c.wisher_id)
            .join(wished, wished.id == TABLE.c.wished_id)
            .where(~TABLE.c.is_veto)
            .where(wisher.state == ParticipationState.REGISTERED, wished.state == ParticipationState.REGISTERED)
        )

    def _find_one(self, query: Select[Any]) -> Wish | None:
        return next(iter(self._list(query)), None)

    def _list(self, query: Select[Any]) -> tuple[Wish, ...]:
        return tuple(build(Wish, row) for row in self._connection.execute(query))
