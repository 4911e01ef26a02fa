"""Runs migrations on the connection from ``Database.upgrade``. There is no alembic.ini."""

from alembic import context

from matchmaker.storage.tables import Row

context.configure(connection=context.config.attributes["connection"], target_metadata=Row.metadata)
with context.begin_transaction():
    context.run_migrations()
