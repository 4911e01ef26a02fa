"""Storage: the database behind units of work. SQLAlchemy lives here and nowhere else; rows never leave."""

from matchmaker.storage.database import Database, open_database
from matchmaker.storage.unit_of_work import UnitOfWork

__all__ = ["Database", "UnitOfWork", "open_database"]
