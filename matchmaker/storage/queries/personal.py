"""All stored data about a person: the tables, the columns that refer to the person, and what is never exported."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Table, or_, select

from matchmaker.domain.ids import AccountId, ParticipationId
from matchmaker.domain.vocabulary import ParticipationState, PartyKind, TimetableState
from matchmaker.storage.tables import (
    AccountRow,
    ApplicationRow,
    InvestorRow,
    MentorRow,
    ParticipationRow,
    Row,
    StartupMemberRow,
    TimetableRow,
)


class Root(StrEnum):
    """The kind of object that a column refers to if its row is about the person."""

    ACCOUNT = "account"
    STARTUP = "startup"
    MENTOR = "mentor"
    INVESTOR = "investor"
    MENTORSHIP = "mentorship"
    PARTICIPATION = "participation"


A, S, M, V, MS, P = Root
"""Short names for the table below; V is the investor."""

SECRET = frozenset({"password_hash", "token_hash", "code_hash", "nonce", "session_stamp"})
"""Columns with secrets that prove an identity. They are never exported."""

PERSONAL_COLUMNS: Mapping[str, Mapping[str, Root]] = {
    "accounts": {"id": A},
    "account_roles": {"account_id": A},
    "account_sessions": {"account_id": A},
    "consents": {"account_id": A},
    "contact_details": {"account_id": A},
    "notices": {"account_id": A},
    "mails": {"account_id": A},
    "mail_choices": {"account_id": A},
    "calendar_feeds": {"account_id": A},
    "registrations": {"account_id": A},
    "invitations": {"account_id": A, "invited_by": A},
    "reset_codes": {"account_id": A},
    "organisation_members": {"account_id": A},
    "startup_members": {"account_id": A},
    "startups": {"id": S},
    "mentors": {"id": M},
    "investors": {"id": V},
    "candidacies": {"startup_id": S},
    "mentorships": {"startup_id": S, "mentor_id": M},
    "mentoring_sessions": {"mentorship_id": MS},
    "mentoring_steps": {"mentorship_id": MS},
    "mentoring_terms": {"mentorship_id": MS},
    "mentoring_notes": {"written_by": A},
    "mentoring_evaluations": {"given_by": A},
    "office_hours": {"mentor_id": M},
    "office_bookings": {"startup_id": S, "booked_by": A},
    "pool_applications": {"account_id": A},
    "pool_members": {"mentor_id": M},
    "pool_assessments": {"mentor_id": M},
    "participations": {"id": P},
    "participation_slots": {"participation_id": P},
    "check_ins": {"participation_id": P},
    "wishes": {"wisher_id": P},
    "meetings": {"startup_participation_id": P, "investor_participation_id": P},
    "calendar_entries": {"startup_participation_id": P, "investor_participation_id": P},
    "club_memberships": {"investor_id": V},
    "deals": {"investor_id": V},
    "deal_steps": {"made_by": A},
    "conflicts": {"declared_by": A},
    "conflict_disclosures": {"account_id": A},
    "suggestions": {"seeker_id": A},
    "impressions": {"seeker_id": A},
    "audit_entries": {"actor": A},
}
"""Tables with rows about a person, and the columns that refer to the person."""

SUGGESTION_TABLES = frozenset({"suggestions", "impressions"})
"""Tables of pairs of profiles. Their kind columns show whose rows they are."""

EXCLUDED_TABLES: Mapping[str, str] = {
    "answers": "answers to forms, deleted after a day",
    "audit_seals": "the chain of the log holds no data of a person",
    "candidacy_reviews": "confidential opinions of reviewers",
    "conflict_rulings": "rulings of the operator on entries of the ledger",
    "handicaps": "an order of lists, computed from all profiles together",
    "imports": "lists of many people; the imported profiles are exported",
    "incubators": "no person",
    "jobs": "technical data without a person",
    "organisation_profiles": "exported with the profiles that an organisation owns",
    "mentor_rounds": "decisions of the operator about many people; the results are exported with the mentorships",
    "round_lines": "drafts and their figures, only for the operator",
    "round_marks": "as round_lines",
    "round_caps": "as round_lines",
    "round_mentors": "as round_lines",
    "unmet_wishes": "shown by the pages together with the wishes",
}
"""Tables that refer to people but are not exported, each with the reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonalTable:
    """Rows of one table about a person, as plain values by column."""

    table: str
    columns: tuple[str, ...]
    rows: tuple[Mapping[str, object], ...]


class PersonalQueries:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def collect(self, account_id: AccountId, profiles: Mapping[PartyKind, set[int]]) -> tuple[PersonalTable, ...]:
        """All data about an account and the profiles it acts for, one item for each table."""
        ids = self.find_ids(account_id, profiles)
        return tuple(self._load_table(name, ids) for name in PERSONAL_COLUMNS)

    def list_current_participations(self, kind: PartyKind, profile_id: int) -> list[ParticipationId]:
        """Open and registered participations of a profile, in events that are not over."""
        columns = {PartyKind.STARTUP: ParticipationRow.startup_id, PartyKind.INVESTOR: ParticipationRow.investor_id}
        if kind not in columns:
            return []
        query = select(ParticipationRow.id).where(
            columns[kind] == profile_id,
            ParticipationRow.state.in_((ParticipationState.APPLIED, ParticipationState.REGISTERED)),
        )
        return [ParticipationId(it) for it in self._connection.execute(query.order_by(ParticipationRow.id)).scalars()]

    def list_without_suggestions(self, kind: PartyKind) -> set[int]:
        """Profiles of people who switched suggestions off. Their lists are plain, and training leaves them out."""
        switched_off = select(AccountRow.id).where(~AccountRow.is_personalised)
        if kind is PartyKind.STARTUP:
            query = select(StartupMemberRow.startup_id).where(StartupMemberRow.account_id.in_(switched_off))
        else:
            table = MentorRow if kind is PartyKind.MENTOR else InvestorRow
            query = select(table.id).where(table.account_id.in_(switched_off))
        return set(self._connection.execute(query).scalars())

    def find_ids(self, account_id: AccountId, profiles: Mapping[PartyKind, set[int]]) -> dict[Root, set[int]]:
        """Ids of every object that rows about the person refer to."""
        ids: dict[Root, set[int]] = {A: {account_id}}
        ids |= {Root(kind.value): set(profiles.get(kind, ())) for kind in PartyKind}
        own = (ApplicationRow.startup_id.in_(ids[S]), ApplicationRow.mentor_id.in_(ids[M]))
        participating = (
            ParticipationRow.startup_id.in_(ids[S]),
            ParticipationRow.investor_id.in_(ids[V]),
            ParticipationRow.account_id == account_id,
        )
        ids[MS] = set(self._connection.execute(select(ApplicationRow.id).where(or_(*own))).scalars())
        ids[P] = set(self._connection.execute(select(ParticipationRow.id).where(or_(*participating))).scalars())
        return ids

    def _load_table(self, name: str, ids: Mapping[Root, set[int]]) -> PersonalTable:
        table = Row.metadata.tables[name]
        columns = tuple(column.name for column in table.columns if column.name not in SECRET)
        query = select(*(table.c[it] for it in columns)).where(or_(*_list_conditions(table, ids)))
        if name == "meetings":
            published = select(TimetableRow.id).where(TimetableRow.state == TimetableState.PUBLISHED)
            query = query.where(table.c.timetable_id.in_(published))
        if table.primary_key.columns:
            query = query.order_by(*table.primary_key.columns)
        rows = tuple(dict(row._mapping) for row in self._connection.execute(query))
        return PersonalTable(table=name, columns=columns, rows=rows)


def list_suggested(table: Table, ids: Mapping[Root, set[int]], *, sides: tuple[str, ...]) -> Iterator[Any]:
    """Conditions for suggestions to the profiles (``seeker``) or of them (``candidate``)."""
    for side in sides:
        for kind in PartyKind:
            yield (table.c[f"{side}_kind"] == kind) & table.c[f"{side}_id"].in_(ids[Root(kind.value)])


def _list_conditions(table: Table, ids: Mapping[Root, set[int]]) -> Iterator[Any]:
    if table.name in SUGGESTION_TABLES:
        yield from list_suggested(table, ids, sides=("seeker",))
        return
    for column, root in PERSONAL_COLUMNS[table.name].items():
        yield table.c[column].in_(ids[root])
    if table.name == "audit_entries":
        for kind in (A, S, M, V):
            yield (table.c.subject_kind == kind.value) & table.c.subject_id.in_(ids[kind])
