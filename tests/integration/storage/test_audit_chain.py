"""The chain of the audit log: whole as long as nobody tampers, and every way to tamper is found."""

from datetime import UTC, datetime
from threading import Thread

import pytest
from alembic import command
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from matchmaker.domain.audit import AuditEntry
from matchmaker.domain.audit_chain import GENESIS, ChainEnd, ChainLink, ChainVerifier, FaultKind, seal_all, serialise
from matchmaker.domain.errors import StateConflict
from matchmaker.storage import Database, open_database
from matchmaker.storage.tables import AuditRow
from tests.rows import count_rows

NOW = datetime(2026, 5, 20, 1, 30, 0, 123456, tzinfo=UTC)


def make_entry(number: int, **others: object) -> AuditEntry:
    values = {"action": "event.edit", "subject_kind": "event", "subject_id": number, "actor": None, "at": NOW}
    return AuditEntry(**values | {"after": {"venue": f"第{number}厅", "seats": [1, 2.5, None]}} | others)


def write(database: Database, *numbers: int) -> None:
    with database.unit() as unit:
        unit.audit.add_many(make_entry(number) for number in numbers)
        unit.commit()


def list_faults(database: Database):
    proof = ChainVerifier()
    with database.unit(readonly=True) as unit:
        found = [fault for links in unit.audit.iterate_links() for fault in proof.check(links)]
        found += proof.check_end(unit.audit.get_tail())
        return found, unit.audit.list_unsealed(10)


@pytest.fixture
def opened(any_database: Database) -> Database:
    """Five entries of three units, and a database whose triggers are off."""
    write(any_database, 1, 2)
    write(any_database, 3)
    write(any_database, 4, 5)
    return any_database


def tamper(database: Database, *statements: str) -> None:
    """Run statements as an owner of the database could: without triggers and foreign keys."""
    with database.engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SET session_replication_role = replica"))
        else:
            triggers = connection.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")).all()
            for name, _ in triggers:
                connection.execute(text(f"DROP TRIGGER {name}"))
            connection.commit()
            connection.connection.driver_connection.execute("PRAGMA foreign_keys = OFF")
        for statement in statements:
            connection.execute(text(statement))
        connection.commit()
    database.engine.dispose()


def test_log_is_whole_when_nobody_tampered(opened: Database) -> None:
    assert list_faults(opened) == ([], [])

    with opened.unit(readonly=True) as unit:
        (links,) = unit.audit.iterate_links()
        assert [it.position for it in links] == [1, 2, 3, 4, 5]
        assert unit.audit.get_tail() == ChainEnd(length=5, seal=links[-1].seal)
        assert unit.audit.has_seal(links[2].seal)
        assert not unit.audit.has_seal(GENESIS)


def test_nothing_is_chained_when_a_unit_is_rolled_back(opened: Database) -> None:
    with opened.unit() as unit:
        unit.audit.add(make_entry(6))
    write(opened, 7)

    assert list_faults(opened) == ([], [])
    with opened.unit(readonly=True) as unit:
        assert unit.audit.get_tail().length == 6


@pytest.mark.parametrize(
    ("statements", "kind", "position"),
    [
        (["UPDATE audit_entries SET subject_id = 9 WHERE id = 2"], FaultKind.CHANGED, 2),
        (["UPDATE audit_entries SET after = '{}' WHERE id = 3"], FaultKind.CHANGED, 3),
        (["UPDATE audit_entries SET at = '2026-05-20 01:30:00.123457' WHERE id = 5"], FaultKind.CHANGED, 5),
        (["DELETE FROM audit_entries WHERE id = 1"], FaultKind.REMOVED, 1),
        (
            ["DELETE FROM audit_entries WHERE id = 4", "DELETE FROM audit_seals WHERE position = 4"],
            FaultKind.REMOVED,
            4,
        ),
        (
            ["DELETE FROM audit_entries WHERE id = 5", "DELETE FROM audit_seals WHERE position = 5"],
            FaultKind.CUT_OFF,
            5,
        ),
        (["DELETE FROM audit_tail"], FaultKind.CUT_OFF, 1),
        (
            [
                "DELETE FROM audit_entries WHERE id = 2",
                "DELETE FROM audit_seals WHERE position = 2",
                "UPDATE audit_seals SET position = position - 1 WHERE position = 3",
                "UPDATE audit_seals SET position = position - 1 WHERE position = 4",
                "UPDATE audit_seals SET position = position - 1 WHERE position = 5",
                "UPDATE audit_tail SET length = 4",
            ],
            FaultKind.CHANGED,
            2,
        ),
        (
            [
                "UPDATE audit_seals SET entry_id = 30 WHERE entry_id = 3",
                "UPDATE audit_seals SET entry_id = 3 WHERE entry_id = 4",
                "UPDATE audit_seals SET entry_id = 4 WHERE entry_id = 30",
            ],
            FaultKind.CHANGED,
            3,
        ),
    ],
    ids=["subject", "values", "time", "entry", "entry and seal", "the last", "tail", "renumbered", "swapped"],
)
def test_tampering_is_found_when_triggers_were_dropped(
    opened: Database, statements: list[str], kind: FaultKind, position: int
) -> None:
    tamper(opened, *statements)

    faults, _ = list_faults(opened)

    assert (faults[0].kind, faults[0].position) == (kind, position)


def test_entry_that_was_slipped_in_is_found(opened: Database) -> None:
    columns = "id, at, actor, action, subject_kind, subject_id, before, after"
    copied = columns.replace("id, at", "77, at", 1)
    tamper(opened, f"INSERT INTO audit_entries ({columns}) SELECT {copied} FROM audit_entries WHERE id = 1")  # noqa: S608 -- our own words

    assert list_faults(opened) == ([], [77])


def test_seals_are_as_append_only_as_the_entries(opened: Database) -> None:
    for statement in ("UPDATE audit_seals SET entry_id = 99", "DELETE FROM audit_seals"):
        with opened.engine.begin() as connection, pytest.raises(StateConflict, match="audit_append_only"):
            connection.execute(text(statement))


def test_chain_is_whole_when_many_write_at_once(any_database: Database) -> None:
    def work(first: int) -> None:
        for number in range(first, first + 20):
            write(any_database, number, number + 1000)

    threads = [Thread(target=work, args=(100 * n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert list_faults(any_database) == ([], [])
    with any_database.unit(readonly=True) as unit:
        assert unit.audit.get_tail().length == count_rows(unit, AuditRow) == 160


def test_entries_of_before_the_chain_are_chained_by_the_upgrade(tmp_path) -> None:
    opened = open_database(f"sqlite:///{tmp_path / 'old.db'}")
    upgrade(opened, "0008")
    insert = (
        "INSERT INTO audit_entries (at, actor, action, subject_kind, subject_id, before, after) VALUES"
        " ('2026-05-20 01:30:00.000000', NULL, 'event.edit', 'event', {0}, '{{}}',"
        ' \'{{"venue":"大厅","n":[1,2.5]}}\')'
    )
    with opened.engine.begin() as connection:
        for number in (1, 2, 3):
            connection.exec_driver_sql(insert.format(number))
    opened.upgrade()

    assert list_faults(opened) == ([], [])
    write(opened, 4)
    assert list_faults(opened) == ([], [])
    with opened.unit(readonly=True) as unit:
        assert unit.audit.get_tail().length == 4
    opened.dispose()


def upgrade(database: Database, revision: str) -> None:
    config = database._config()
    with database.engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)


VALUES = st.dictionaries(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=5),
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=5),
    max_size=3,
)


@given(st.lists(VALUES, min_size=1, max_size=6), st.data())
def test_one_changed_value_is_found_wherever_it_stands(values: list[dict[str, object]], data: st.DataObject) -> None:
    links = seal_all(ChainEnd(), [(n, make_entry(n, after=it)) for n, it in enumerate(values, 1)])
    assert list(ChainVerifier().check(links)) == []

    place = data.draw(st.integers(0, len(links) - 1))
    other = data.draw(
        VALUES.filter(
            lambda it: serialise(1, make_entry(1, after=it)) != serialise(1, make_entry(1, after=values[place]))
        )
    )
    old = links[place]
    links[place] = ChainLink(
        position=old.position, entry_id=old.entry_id, seal=old.seal, entry=make_entry(place + 1, after=other)
    )

    assert [it.entry_id for it in ChainVerifier().check(links)] == [place + 1]
