"""Storage: the database and its units of work. SQLAlchemy is used here only, and rows never leave this package."""

from matchmaker.storage.database import Database, open_database
from matchmaker.storage.unit_of_work import UnitOfWork

__all__ = ["Database", "UnitOfWork", "open_database"]
