"""The database schema: upgrade it, or check whether it is current."""

from matchmaker.config import Settings
from matchmaker.storage import open_database


def upgrade_database(settings: Settings) -> bool:
    """Create the database or upgrade its schema. Returns False where nothing had to be done."""
    database = open_database(settings.database_url)
    try:
        if database.is_current():
            return False
        database.upgrade()
        return True
    finally:
        database.dispose()


def is_current(settings: Settings) -> bool:
    """Whether the schema is the one that this version works with."""
    database = open_database(settings.database_url)
    try:
        return database.is_current()
    finally:
        database.dispose()
