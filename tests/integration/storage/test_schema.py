import re

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import inspect, make_url, text

from matchmaker.storage import open_database
from matchmaker.storage.tables import Row

TRIGGERS = {
    "sqlite": "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name",
    "postgresql": """
        SELECT t.tgname, pg_get_triggerdef(t.oid), p.prosrc FROM pg_trigger t
        JOIN pg_proc p ON p.oid = t.tgfoid WHERE NOT t.tgisinternal ORDER BY t.tgname
    """,
}


def in_order(found):
    """The description as sorted text; conditions of indexes are compared by their text, not by identity."""
    return sorted(re.sub(r"<[^>]*TextClause[^>]*>", "", f"{one}") + conditions_of(one) for one in found)


def conditions_of(found):
    return "".join(str(value) for key, value in found.get("dialect_options", {}).items() if key.endswith("_where"))


def describe(connection):
    """The tables as the database reports them: columns, keys, checks, indexes with their conditions, triggers."""
    inspector = inspect(connection)
    described = {
        table: {
            "columns": [
                (c["name"], repr(c["type"]), c["nullable"], c["default"]) for c in inspector.get_columns(table)
            ],
            "primary": inspector.get_pk_constraint(table),
            "foreign": in_order(inspector.get_foreign_keys(table)),
            "unique": in_order(inspector.get_unique_constraints(table)),
            "checks": in_order(inspector.get_check_constraints(table)),
            "indexes": in_order(inspector.get_indexes(table)),
        }
        for table in inspector.get_table_names()
        if table != "alembic_version"
    }
    triggers = connection.execute(text(TRIGGERS[connection.dialect.name])).all()
    return described, [tuple(" ".join(str(part).split()) for part in row) for row in triggers]


@pytest.fixture
def empty_database(any_database, request, tmp_path):
    """A database without tables, of the same kind as ``any_database``."""
    if any_database.engine.dialect.name == "sqlite":
        url = f"sqlite:///{tmp_path / 'empty.db'}"
    else:
        postgres_url = request.getfixturevalue("postgres_url")
        autocommit = any_database.engine.execution_options(isolation_level="AUTOCOMMIT")
        with autocommit.connect() as connection:
            connection.execute(text("DROP DATABASE IF EXISTS empty"))
            connection.execute(text("CREATE DATABASE empty"))
        url = make_url(postgres_url).set(database="empty").render_as_string(hide_password=False)
    opened = open_database(url)
    yield opened
    opened.dispose()


def test_migrations_lead_to_the_schema_of_the_tables(any_database, empty_database):
    with empty_database.engine.begin() as connection:
        Row.metadata.create_all(connection)
        tables, triggers = describe(connection)

    with any_database.engine.connect() as connection:
        migrated_tables, migrated_triggers = describe(connection)
        assert migrated_tables == tables
        assert migrated_triggers == triggers
        assert compare_metadata(MigrationContext.configure(connection), Row.metadata) == []


def test_the_comparison_sees_a_check_a_condition_and_a_trigger_that_differ(any_database, empty_database):
    with empty_database.engine.begin() as connection:
        Row.metadata.create_all(connection)
        before = describe(connection)
        on_table = " ON audit_entries" if connection.dialect.name == "postgresql" else ""
        trigger = "audit_no_change" if on_table else "audit_no_update"
        connection.execute(text("DROP INDEX uq_timetables_published"))
        connection.execute(text(f"DROP TRIGGER {trigger}{on_table}"))
        connection.execute(text("CREATE UNIQUE INDEX uq_timetables_published ON timetables (event_id)"))
        after = describe(connection)

    assert [table for table in before[0] if before[0][table] != after[0][table]] == ["timetables"]
    assert before[1] != after[1]


def test_every_constraint_and_index_has_a_name(any_database):
    with any_database.engine.connect() as connection:
        inspector = inspect(connection)
        for table in Row.metadata.tables:
            found = [
                inspector.get_pk_constraint(table),
                *inspector.get_foreign_keys(table),
                *inspector.get_unique_constraints(table),
                *inspector.get_check_constraints(table),
            ]
            assert [one for one in found if not str(one["name"]).startswith(("pk_", "fk_", "uq_", "ck_"))] == []


def test_a_database_is_current_only_when_it_was_upgraded(empty_database):
    assert not empty_database.is_current()

    empty_database.upgrade()
    empty_database.upgrade()

    assert empty_database.is_current()


def test_a_missing_folder_is_made_for_a_sqlite_file(tmp_path):
    opened = open_database(f"sqlite:///{tmp_path / 'var' / 'deep' / 'm.db'}")
    opened.upgrade()
    opened.dispose()

    assert (tmp_path / "var" / "deep" / "m.db").exists()


def test_times_of_wishes_and_marks_of_check_in_go_and_come_back(any_database, empty_database):
    empty_database.upgrade()
    config = empty_database._config()
    with empty_database.engine.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "0020")
        names = describe(connection)[0]
        assert "check_ins" not in names
        assert "wished_at" not in {it["name"] for it in inspect(connection).get_columns("wishes")}
    empty_database.upgrade()
    with any_database.engine.connect() as whole, empty_database.engine.connect() as again:
        assert describe(again)[0].keys() == describe(whole)[0].keys()
