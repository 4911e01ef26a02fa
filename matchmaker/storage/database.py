"""The database: an engine, the migration of its schema, and units of work."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text

from matchmaker.storage.engine import build_engine
from matchmaker.storage.unit_of_work import UnitOfWork

MIGRATIONS = Path(__file__).resolve().parent / "migrations"

UPGRADE_LOCK = 8_202_016
"""Key of PostgreSQL's advisory lock. Two processes that start together upgrade one after the other."""


@dataclass(frozen=True, slots=True)
class Database:
    engine: Engine

    def unit(self, *, readonly: bool = False, patience: float | None = None) -> UnitOfWork:
        """A unit of work. With ``readonly`` the database refuses every write in it.

        ``patience`` is for units that write: they wait at most that many seconds for others, then raise
        ``DatabaseBusy``.
        """
        return UnitOfWork(self.engine, readonly=readonly, patience=patience)

    def upgrade(self) -> None:
        """Upgrade the schema to the newest version. Do nothing if it is current."""
        config = self._config()
        with self.engine.connect() as connection, _without_foreign_keys(connection), connection.begin():
            if connection.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": UPGRADE_LOCK})
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            _check_keys(connection)

    def is_current(self) -> bool:
        """Whether the schema is the newest. Its revision is enough, because released migrations are never edited."""
        newest = ScriptDirectory.from_config(self._config()).get_current_head()
        with self.engine.connect() as connection:
            return MigrationContext.configure(connection).get_current_revision() == newest

    def dispose(self) -> None:
        """Close all connections."""
        self.engine.dispose()

    def _config(self) -> Config:
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
        config.set_main_option("path_separator", "os")
        return config


@contextmanager
def _without_foreign_keys(connection: Connection) -> Iterator[None]:
    """Switch SQLite's foreign keys off during a migration.

    To replace a table drops the old one, which would delete all rows that refer to it. The pragma works only
    outside of transactions, so it is sent to the driver before the first one begins.
    """
    driver: Any = connection.connection.driver_connection
    is_sqlite = connection.dialect.name == "sqlite"
    if is_sqlite:
        driver.execute("PRAGMA foreign_keys = OFF")
    try:
        yield
    finally:
        if is_sqlite:
            driver.execute("PRAGMA foreign_keys = ON")


def _check_keys(connection: Connection) -> None:
    if connection.dialect.name != "sqlite":
        return
    broken = connection.execute(text("PRAGMA foreign_key_check")).all()
    if broken:
        raise RuntimeError(f"after the upgrade {len(broken)} rows refer to missing rows, the first in {broken[0][0]}")


def open_database(url: str, *, echo: bool = False) -> Database:
    """The database at ``sqlite:///file`` or ``postgresql://…``. A missing SQLite file is created."""
    return Database(build_engine(url, echo=echo))
