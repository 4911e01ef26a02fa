"""Names of objects of which a log knows only kind and id."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, Select, func, literal, select, union_all

from matchmaker.storage.queries.filters import contains_word
from matchmaker.storage.tables import (
    AccountRow,
    ApplicationRow,
    CandidacyRow,
    ConflictRow,
    EventRow,
    ImportRow,
    IncubatorRow,
    InvestorRow,
    InvitationRow,
    MentorRow,
    OrganisationRow,
    ParticipationRow,
    PoolApplicationRow,
    RegistrationRow,
    StartupRow,
    TimetableRow,
)

NAME_SEPARATOR = " · "

NAMED: Mapping[str, Any] = {
    "account": select(AccountRow.id, AccountRow.name),
    "conflict": select(
        ConflictRow.id, StartupRow.name + NAME_SEPARATOR + func.coalesce(MentorRow.name, InvestorRow.name)
    )
    .join(StartupRow, StartupRow.id == ConflictRow.startup_id)
    .outerjoin(MentorRow, MentorRow.id == ConflictRow.mentor_id)
    .outerjoin(InvestorRow, InvestorRow.id == ConflictRow.investor_id),
    "event": select(EventRow.id, EventRow.name),
    "import": select(ImportRow.id, ImportRow.filename),
    "invitation": select(InvitationRow.id, InvitationRow.name),
    "organisation": select(OrganisationRow.id, OrganisationRow.name),
    "registration": select(RegistrationRow.id, RegistrationRow.name),
    "incubator": select(IncubatorRow.id, IncubatorRow.name),
    "investor": select(InvestorRow.id, InvestorRow.name),
    "mentor": select(MentorRow.id, MentorRow.name),
    "club": select(InvestorRow.id, InvestorRow.name),
    "startup": select(StartupRow.id, StartupRow.name),
    "candidacy": select(CandidacyRow.id, StartupRow.name).join(StartupRow, StartupRow.id == CandidacyRow.startup_id),
    "mentorship": select(ApplicationRow.id, StartupRow.name + NAME_SEPARATOR + MentorRow.name)
    .join(StartupRow, StartupRow.id == ApplicationRow.startup_id)
    .join(MentorRow, MentorRow.id == ApplicationRow.mentor_id),
    "pool_application": select(PoolApplicationRow.id, PoolApplicationRow.name),
    "participation": select(ParticipationRow.id, func.coalesce(StartupRow.name, InvestorRow.name))
    .outerjoin(StartupRow, StartupRow.id == ParticipationRow.startup_id)
    .outerjoin(InvestorRow, InvestorRow.id == ParticipationRow.investor_id),
    "timetable": select(TimetableRow.id, EventRow.name).join(EventRow, EventRow.id == TimetableRow.event_id),
}
"""Id and name of the objects of each kind."""


class NameQueries:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def list_names(self, wanted: Iterable[tuple[str, int]]) -> dict[tuple[str, int], str]:
        """Names by kind and id, in one query. Deleted objects and kinds without names are left out."""
        ids: dict[str, set[int]] = {}
        for kind, number in wanted:
            if kind in NAMED:
                ids.setdefault(kind, set()).add(number)
        if not ids:
            return {}
        rows = self._connection.execute(union_all(*_select_names(ids)))
        return {(kind, number): name for kind, number, name in rows}


def select_ids_by_name(kind: str, word: str) -> Select[Any]:
    """Ids of the objects of a kind whose names contain ``word``."""
    number, name = NAMED[kind].selected_columns
    return NAMED[kind].where(contains_word(name, word)).with_only_columns(number, maintain_column_froms=True)  # type: ignore[no-any-return]  # the selects of NAMED are of all kinds


def _select_names(ids: Mapping[str, Collection[int]]) -> list[Select[Any]]:
    queries = []
    for kind, numbers in sorted(ids.items()):
        number, name = NAMED[kind].selected_columns
        found = NAMED[kind].where(number.in_(sorted(numbers)))
        queries.append(found.with_only_columns(literal(kind), number, name, maintain_column_froms=True))
    return queries
