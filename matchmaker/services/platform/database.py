"""The database itself: brought up to date, or asked whether it is."""

from matchmaker.config import Settings
from matchmaker.storage import open_database


def upgrade_database(settings: Settings) -> bool:
    """Make the database or bring its schema up to date; False where there was nothing to do."""
    database = open_database(settings.database_url)
    try:
        if database.is_current():
            return False
        database.upgrade()
        return True
    finally:
        database.dispose()


def is_current(settings: Settings) -> bool:
    """Whether the schema is the one this version works with."""
    database = open_database(settings.database_url)
    try:
        return database.is_current()
    finally:
        database.dispose()
