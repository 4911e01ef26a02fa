import psycopg.errors
import pytest
from sqlalchemy.exc import IntegrityError, OperationalError, ProgrammingError

from matchmaker.domain.errors import DatabaseBusy
from matchmaker.storage.refusals import CODES, refusal_of
from matchmaker.storage.tables import Row

BUSY = [psycopg.errors.DeadlockDetected, psycopg.errors.SerializationFailure, psycopg.errors.LockNotAvailable]


@pytest.mark.parametrize("error", BUSY)
def test_what_another_transaction_holds_is_reported_as_busy(error):
    assert isinstance(refusal_of(OperationalError("SELECT 1", {}, error())), DatabaseBusy)


def test_a_fault_of_ours_is_no_refusal():
    assert refusal_of(ProgrammingError("SELEKT", {}, psycopg.errors.SyntaxError())) is None
    assert refusal_of(OperationalError("SELECT 1", {}, psycopg.errors.AdminShutdown())) is None
    assert refusal_of(ZeroDivisionError()) is None


def test_a_rule_without_a_code_of_its_own_is_reported_by_its_name():
    class BrokenError(Exception):
        sqlstate = "23514"

        class diag:  # noqa: N801 -- named as psycopg names it
            constraint_name = "ck_startups_stage"

    refusal = refusal_of(IntegrityError("INSERT", {}, BrokenError()))

    assert (refusal.code, refusal.data) == ("startups_stage", {"rule": "ck_startups_stage"})


def test_every_code_belongs_to_a_rule_of_the_tables():
    tables = Row.metadata.tables.values()
    named = {str(rule.name) for table in tables for rule in [*table.constraints, *table.indexes]}
    beyond = {"audit_append_only", "foreign_key"}

    assert set(CODES) - beyond - {"pk_startup_members"} <= named
