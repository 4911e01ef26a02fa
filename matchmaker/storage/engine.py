"""The engine: SQLite made safe for several processes, PostgreSQL by psycopg, refusals instead of driver errors."""

import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, ExceptionContext, create_engine, event, make_url

from matchmaker.domain.packing import JSON
from matchmaker.storage.refusals import refusal_of

BUSY_SECONDS = 10
"""How long a writer waits for another; write units last milliseconds, a bulk load some seconds."""

READONLY = "is_readonly"
"""Execution option of a connection whose transactions may only read."""


def build_engine(url: str, *, echo: bool = False) -> Engine:
    """An engine for ``sqlite:///file`` or ``postgresql://…``."""
    target = _with_driver(make_url(url))
    is_sqlite = target.get_backend_name() == "sqlite"
    arguments: dict[str, Any] = {"timeout": BUSY_SECONDS} if is_sqlite else {"options": "-c timezone=UTC"}
    engine = create_engine(
        target,
        echo=echo,
        connect_args=arguments,
        pool_pre_ping=not is_sqlite,
        json_serializer=JSON.encode,
    )
    event.listen(engine, "handle_error", _refuse)
    if is_sqlite:
        if target.database:
            Path(target.database).parent.mkdir(parents=True, exist_ok=True)
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def _with_driver(url: URL) -> URL:
    """``postgresql://`` and ``postgres://`` mean psycopg 3 here."""
    if url.drivername in {"postgresql", "postgres"}:
        return url.set(drivername="postgresql+psycopg")
    return url


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # the driver begins nothing on its own; _begin_sqlite does
    for pragma in ("journal_mode = WAL", "synchronous = NORMAL", "foreign_keys = ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    """Take the write lock at once: a lock asked for later, after a read, fails without waiting."""
    is_readonly = bool(connection.get_execution_options().get(READONLY, False))
    connection.exec_driver_sql(f"PRAGMA query_only = {int(is_readonly)}")
    connection.exec_driver_sql("BEGIN" if is_readonly else "BEGIN IMMEDIATE")


def _refuse(context: ExceptionContext) -> None:
    error = context.sqlalchemy_exception or context.original_exception
    refusal = refusal_of(error)
    if refusal is not None:
        raise refusal from error
