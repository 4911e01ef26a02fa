"""Errors of the database as refusals of the domain: a code that names the broken rule."""

import re

from sqlalchemy import Index, Table, UniqueConstraint
from sqlalchemy.exc import DataError, IntegrityError, OperationalError

from matchmaker.domain.errors import DatabaseBusy, Invalid, Refused, StateConflict
from matchmaker.storage.tables import Row

CODES = {
    "uq_accounts_email": "email_taken",
    "uq_accounts_mobile": "mobile_taken",
    "uq_organisations_kind_name": "organisation_taken",
    "pk_organisation_members": "already_member",
    "uq_organisation_profiles_startup_id": "profile_owned",
    "uq_organisation_profiles_investor_id": "profile_owned",
    "uq_organisation_profiles_incubator_id": "profile_owned",
    "uq_registrations_email": "already_asked",
    "uq_registrations_mobile": "already_asked",
    "uq_consents_standing": "already_consented",
    "uq_mentors_account_id": "account_linked",
    "uq_investors_account_id": "account_linked",
    "pk_startup_members": "account_linked",
    "uq_incubators_name": "name_taken",
    "uq_startups_external_id": "external_id_taken",
    "uq_mentors_external_id": "external_id_taken",
    "uq_investors_external_id": "external_id_taken",
    "uq_candidacies_startup_id_year": "already_nominated",
    "uq_candidacy_reviews_candidacy_id_reviewer": "already_reviewed",
    "uq_mentorships_open": "mentorship_open",
    "uq_mentorships_rank": "rank_taken",
    "uq_mentorships_asked": "rank_taken",
    "uq_mentorships_mentor_id_ticket": "rank_taken",
    "uq_conflicts_mentor": "conflict_declared",
    "uq_conflicts_investor": "conflict_declared",
    "ck_mentors_mentees": "mentor_full",
    "ck_mentors_elsewhere": "mentor_full",
    "uq_mentoring_evaluations_mentorship_id_side": "already_evaluated",
    "pk_office_bookings": "hour_taken",
    "pk_busy_quarters": "time_taken",
    "uq_pool_applications_open": "pool_application_open",
    "uq_slots_event_id_starts_at": "slot_taken",
    "uq_participations_event_id_startup_id": "already_registered",
    "uq_participations_event_id_investor_id": "already_registered",
    "uq_wishes_wisher_id_wished_id": "already_wished",
    "uq_deals_investor_id_startup_id": "already_in_pipeline",
    "uq_club_memberships_investor_id": "club_moved",
    "uq_wishes_wisher_id_rank": "rank_taken",
    "ck_wishes_not_oneself": "wish_to_oneself",
    "uq_timetables_event_id_version": "timetable_moved",
    "uq_timetables_published": "already_published",
    "uq_meetings_startup_slot": "startup_double_booked",
    "uq_meetings_investor_slot": "investor_double_booked",
    "uq_meetings_table_slot": "table_double_booked",
    "uq_meetings_pair": "pair_meets_twice",
    "ck_investors_ticket_range": "range_reversed",
    "audit_append_only": "audit_append_only",
    "foreign_key": "broken_reference",
}
"""Codes of rules that a use-case can break. The code of any other rule is its name without ``uq_`` or ``ck_``."""

BUSY = ("SQLITE_BUSY", "SQLITE_LOCKED")
BUSY_STATES = frozenset({"40001", "40P01", "55P03"})  # serialization failure, deadlock, lock not available


def refusal_of(error: BaseException) -> Refused | None:
    """The refusal for ``error`` of the database. None if the error is a fault of the program."""
    if isinstance(error, IntegrityError):
        rule = _broken_rule(error.orig)
        return StateConflict(CODES.get(rule, re.sub("^(uq|ck|pk|nn)_", "", rule)), rule=rule)
    if isinstance(error, OperationalError) and _is_busy(error.orig):
        return DatabaseBusy()
    if isinstance(error, DataError | OverflowError):  # SQLite's driver raises the second class itself
        return Invalid("value_out_of_range")
    return None


def _is_busy(error: BaseException | None) -> bool:
    """Whether another transaction held a lock for longer than this one waits."""
    name = str(getattr(error, "sqlite_errorname", ""))
    return name.startswith(BUSY) or getattr(error, "sqlstate", None) in BUSY_STATES


def _broken_rule(error: BaseException | None) -> str:
    """Name of the broken constraint, the same for both databases. SQLite gives no name for a foreign key."""
    state = getattr(error, "sqlstate", None)
    if state is None:
        return _sqlite_rule(str(error))
    diagnosis = error.diag  # type: ignore[union-attr]  # whoever has a sqlstate is psycopg's
    if state == "23503":
        return "foreign_key"
    if state == "23502":
        return f"nn_{diagnosis.table_name}_{diagnosis.column_name}"
    return str(diagnosis.constraint_name)


def _sqlite_rule(message: str) -> str:
    kind, _, what = message.partition(" constraint failed: ")
    if message.startswith("FOREIGN KEY"):
        return "foreign_key"
    if kind == "UNIQUE":
        return _unique_rule([column.split(".") for column in what.split(", ")])
    if kind == "NOT NULL":
        return f"nn_{what.replace('.', '_')}"
    return what or message


def _unique_rule(columns: list[list[str]]) -> str:
    """Name of the unique rule over ``columns``. SQLite gives table.column pairs instead of the name."""
    table = Row.metadata.tables[columns[0][0]]
    names = {column for _, column in columns}
    found = [rule.name for rule in _unique_rules(table) if {column.name for column in rule.columns} == names]
    return str(found[0]) if found else f"pk_{table.name}"


def _unique_rules(table: Table) -> list[UniqueConstraint | Index]:
    constraints = [rule for rule in table.constraints if isinstance(rule, UniqueConstraint)]
    return [*constraints, *(index for index in table.indexes if index.unique)]
