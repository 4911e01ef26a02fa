"""Erase a person: rows that concern nobody else are deleted, texts are emptied, names become numbers."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Table, or_, update
from sqlalchemy import delete as delete_from

from matchmaker.domain.ids import AccountId
from matchmaker.domain.vocabulary import PartyKind
from matchmaker.storage.queries.personal import SUGGESTION_TABLES, PersonalQueries, Root, list_suggested
from matchmaker.storage.repositories.fits import fit_to_columns
from matchmaker.storage.tables import Row

A, S, M, V, MS, P = Root
ERASED_TEXT = "—"
"""Replaces a text in a column that must not be empty."""

NO_FIT: Mapping[str, object] = fit_to_columns(None, "fit_")
"""Empties a fit: its reasons quote both profiles."""

DELETED: Mapping[str, Mapping[str, Root]] = {
    "account_roles": {"account_id": A},
    "account_sessions": {"account_id": A},
    "contact_details": {"account_id": A},
    "notices": {"account_id": A},
    "mails": {"account_id": A},
    "mail_choices": {"account_id": A},
    "calendar_feeds": {"account_id": A},
    "reset_codes": {"account_id": A},
    "answers": {"account_id": A},
    "organisation_members": {"account_id": A},
    "startup_members": {"account_id": A},
    "suggestions": {"seeker_id": A},
    "impressions": {"seeker_id": A},
}
"""Tables whose rows concern nobody else, with the columns that refer to the person."""

EMPTIED: tuple[tuple[str, Mapping[str, Root], Mapping[str, object]], ...] = (
    ("mentorships", {"startup_id": S}, {"goal": ERASED_TEXT, "tried": "", **NO_FIT}),
    ("mentorships", {"mentor_id": M}, {"reason": "", **NO_FIT}),
    ("mentoring_notes", {"written_by": A}, {"text": ERASED_TEXT}),
    ("mentoring_evaluations", {"given_by": A}, {"words": ""}),
    ("mentoring_sessions", {"written_by": A}, {"place": ""}),
    ("mentoring_terms", {"mentorship_id": MS}, {"proposed_reason": "", "outcome_words": ""}),
    ("office_hours", {"mentor_id": M}, {"place": ""}),
    ("office_bookings", {"booked_by": A}, {"reason": ERASED_TEXT}),
    (
        "pool_applications",
        {"account_id": A},
        {
            "name": ERASED_TEXT,
            "expertise": "",
            "experience": "",
            "evidence": ERASED_TEXT,
            "organisation": "",
            "title": "",
        },
    ),
    ("pool_assessments", {"mentor_id": M}, {"comment": ""}),
    ("candidacies", {"startup_id": S}, {"evidence": ""}),
    ("participations", {"id": P}, {"message": "", "answer": ""}),
    ("wishes", {"wisher_id": P}, {"reason": None, "note": ""}),
    ("club_memberships", {"investor_id": V}, {"statement": ""}),
    ("deal_steps", {"made_by": A}, {"note": "", "message": ""}),
    ("conflicts", {"declared_by": A}, {"words": ERASED_TEXT}),
    ("conflict_disclosures", {"account_id": A}, {"reason": ERASED_TEXT}),
)
"""Tables whose rows others need: the columns that refer to the person, and the new values of the texts."""

PROFILES: Mapping[Root, tuple[str, Mapping[str, object]]] = {
    S: (
        "startups",
        {
            "description": ERASED_TEXT,
            "needs": "",
            "team": "",
            "funding_sought": None,
            "gbt_class": None,
            "industry_confidence": None,
            "class_confidence": None,
        },
    ),
    M: (
        "mentors",
        {
            "expertise": ERASED_TEXT,
            "experience": "",
            "organisation": "",
            "title": "",
            "gbt_class": None,
            "account_id": None,
        },
    ),
    V: (
        "investors",
        {"thesis": ERASED_TEXT, "organisation": "", "gbt_class": None, "account_id": None},
    ),
}
EMPTY_PROFILE = {"external_id": None}


class ErasingQueries:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def erase(
        self,
        account_id: AccountId,
        alone: Iterable[tuple[PartyKind, int]],
        *,
        names: Mapping[str, str],
        at: datetime,
    ) -> None:
        """Erase the account, and the profiles that only this account acts for (``alone``).

        ``names`` are the new names by kind, with ``%s`` for the id.
        """
        profiles: dict[PartyKind, set[int]] = {}
        for kind, number in alone:
            profiles.setdefault(kind, set()).add(number)
        ids = PersonalQueries(self._connection).find_ids(account_id, profiles)
        for name, columns in DELETED.items():
            table = Row.metadata.tables[name]
            self._connection.execute(delete_from(table).where(or_(*_conditions(table, columns, ids))))
        for name, columns, values in EMPTIED:
            table = Row.metadata.tables[name]
            self._connection.execute(update(table).where(or_(*_conditions(table, columns, ids))).values(**values))
        for root, (name, values) in PROFILES.items():
            table = Row.metadata.tables[name]
            for number in sorted(ids[root]):
                emptied = {**values, **EMPTY_PROFILE, "name": names[root.value] % number, "erased_at": at}
                self._connection.execute(update(table).where(table.c.id == number).values(**emptied))
        self._close_account(account_id, names[A.value] % account_id, at)

    def _close_account(self, account_id: AccountId, name: str, at: datetime) -> None:
        table = Row.metadata.tables["accounts"]
        login = {"email": None, "mobile": None, "password_hash": None}
        values = {**login, "name": name, "is_active": False, "is_personalised": False, "erased_at": at}
        stamp = {"session_stamp": table.c.session_stamp + 1}
        self._connection.execute(update(table).where(table.c.id == account_id).values(**values, **stamp))


def _conditions(table: Table, columns: Mapping[str, Root], ids: Mapping[Root, set[int]]) -> Iterator[Any]:
    if table.name in SUGGESTION_TABLES:
        yield from list_suggested(table, ids, sides=("seeker", "candidate"))
        return
    for column, root in columns.items():
        yield table.c[column].in_(ids[root])
