"""The database: an engine, its schema brought up to date, and units of work."""

from dataclasses import dataclass
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, text

from matchmaker.storage.engine import build_engine
from matchmaker.storage.unit_of_work import UnitOfWork

MIGRATIONS = Path(__file__).resolve().parent / "migrations"

UPGRADE_LOCK = 8_202_016
"""Key of PostgreSQL's advisory lock: two processes that start together upgrade one after the other."""


@dataclass(frozen=True, slots=True)
class Database:
    engine: Engine

    def unit(self, *, readonly: bool = False) -> UnitOfWork:
        """A unit of work; with ``readonly`` the database refuses every write in it."""
        return UnitOfWork(self.engine, readonly=readonly)

    def upgrade(self) -> None:
        """Bring the schema to the newest version; does nothing where it is there."""
        config = self._config()
        with self.engine.begin() as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": UPGRADE_LOCK})
            config.attributes["connection"] = connection
            command.upgrade(config, "head")

    def is_current(self) -> bool:
        """Whether the schema is the newest."""
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


def open_database(url: str, *, echo: bool = False) -> Database:
    """The database at ``sqlite:///file`` or ``postgresql://…``; a missing SQLite file is made."""
    return Database(build_engine(url, echo=echo))
