"""Conflicts of interest in storage: declarations, rulings, levels, and reasons for acting in spite of one."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, update

from matchmaker.domain.errors import NotFound
from matchmaker.domain.ids import AccountId
from matchmaker.domain.interests import ConflictDraft, ConflictKind, ConflictLevel, Disclosure, PartnerPair
from matchmaker.domain.vocabulary import PartyKind
from matchmaker.storage.repositories.base import Repository, build, table_of, values_of
from matchmaker.storage.tables import ConflictDisclosureRow, ConflictLevelRow, ConflictRow, ConflictRulingRow

TABLE = table_of(ConflictRow)
RULINGS = table_of(ConflictRulingRow)
LEVELS = table_of(ConflictLevelRow)
DISCLOSURES = table_of(ConflictDisclosureRow)


class ConflictRepository(Repository):
    def add(self, draft: ConflictDraft) -> int:
        """Id of the new declaration. Raise StateConflict ``conflict_declared`` if the side has declared the same."""
        values = values_of(draft, ConflictDraft, leave_out={"other_kind", "other_id"})
        return self._add(ConflictRow, {**values, **_partner(draft.other_kind, draft.other_id)})

    def get_for_update(self, conflict_id: int) -> ConflictDraft:
        """A declaration that is not withdrawn, locked until the unit ends."""
        query = select(TABLE).where(TABLE.c.id == conflict_id, TABLE.c.withdrawn_at.is_(None))
        row = self._connection.execute(self._locked(query)).one_or_none()
        if row is None:
            raise NotFound("conflict_not_found", id=conflict_id)
        return build(ConflictDraft, row, **_read_partner(row))

    def withdraw(self, conflict_id: int, at: datetime) -> None:
        """Withdraw a declaration: it does not count any more."""
        self._connection.execute(update(TABLE).where(TABLE.c.id == conflict_id).values(withdrawn_at=at))

    def set_ruling(
        self, key: str, level: ConflictLevel, *, reason: str, ruled_by: AccountId | None, ruled_at: datetime
    ) -> None:
        """Set the level of one entry, whatever the level of its kind."""
        values = {"level": level, "reason": reason, "ruled_by": ruled_by, "ruled_at": ruled_at}
        self._put(ConflictRulingRow, {"entry_key": key, **values}, change=values)

    def remove_ruling(self, key: str) -> None:
        """Remove the ruling: the level of the kind applies again."""
        self._connection.execute(delete(RULINGS).where(RULINGS.c.entry_key == key))

    def list_levels(self) -> Mapping[ConflictKind, ConflictLevel]:
        """Levels that differ from the defaults."""
        return {row.kind: row.level for row in self._connection.execute(select(LEVELS))}

    def set_level(self, kind: ConflictKind, level: ConflictLevel) -> None:
        self._put(ConflictLevelRow, {"kind": kind, "level": level}, change={"level": level})

    def add_disclosure(self, disclosure: Disclosure) -> int:
        """Id of the stored reason."""
        values = values_of(disclosure, Disclosure, leave_out={"other_kind", "other_id"})
        partner = _partner(disclosure.other_kind, disclosure.other_id)
        return self._add(ConflictDisclosureRow, {**values, **partner})

    def has_disclosed(self, account_id: AccountId, pair: PartnerPair, kinds: frozenset[ConflictKind]) -> bool:
        """Whether the account has given a reason about the two that covers all ``kinds``."""
        own = (it for it in self.list_disclosures(pair) if it.account_id == account_id)
        return any(kinds <= it.kinds for it in own)

    def list_disclosures(self, pair: PartnerPair) -> Sequence[Disclosure]:
        """Reasons given for actions between the two, the newest first."""
        partner = DISCLOSURES.c[f"{pair.kind}_id"] == pair.other_id
        query = select(DISCLOSURES).where(DISCLOSURES.c.startup_id == pair.startup_id, partner)
        rows = self._connection.execute(query.order_by(DISCLOSURES.c.id.desc()))
        return [build(Disclosure, row, **_read_partner(row)) for row in rows]


def _partner(kind: PartyKind, number: int) -> dict[str, int | None]:
    return {
        "mentor_id": number if kind is PartyKind.MENTOR else None,
        "investor_id": number if kind is PartyKind.INVESTOR else None,
    }


def _read_partner(row: Any) -> dict[str, Any]:
    is_mentor = row.mentor_id is not None
    return {
        "other_kind": PartyKind.MENTOR if is_mentor else PartyKind.INVESTOR,
        "other_id": row.mentor_id if is_mentor else row.investor_id,
    }
