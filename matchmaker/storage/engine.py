"""The engine: SQLite for several processes, PostgreSQL with psycopg, refusals instead of driver errors."""

import sqlite3
import time
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Dialect, Engine, ExceptionContext, create_engine, event, make_url
from sqlalchemy.exc import InvalidatePoolError
from sqlalchemy.pool import ConnectionPoolEntry

from matchmaker.domain.packing import JSON
from matchmaker.storage.refusals import refusal_of

BUSY_SECONDS = 10
"""How long a writer waits for another. Normal writes take milliseconds, a bulk load some seconds."""

READONLY = "is_readonly"
"""Execution option: transactions of the connection may only read."""

PATIENCE = "patience"
"""Execution option: seconds that transactions of the connection wait for others, instead of the default."""

UNCHECKED_SECONDS = 1.0
"""A pooled connection used within this time counts as alive. A check each time would cost a round trip."""

LEFT_AT = "left_at"
"""When a connection was returned to the pool, in seconds of the machine's clock."""


def build_engine(url: str, *, echo: bool = False) -> Engine:
    """An engine for ``sqlite:///file`` or ``postgresql://…``."""
    target = _with_driver(make_url(url))
    is_sqlite = target.get_backend_name() == "sqlite"
    arguments: dict[str, Any] = {"timeout": BUSY_SECONDS} if is_sqlite else {"options": "-c timezone=UTC"}
    engine = create_engine(
        target,
        echo=echo,
        connect_args=arguments,
        json_serializer=JSON.encode,
    )
    event.listen(engine, "handle_error", _raise_refusal)
    if is_sqlite:
        if target.database:
            Path(target.database).parent.mkdir(parents=True, exist_ok=True)
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    else:
        event.listen(engine, "checkin", _note_return)
        event.listen(engine, "checkout", partial(_ping_idle, engine.dialect))
    return engine


def _with_driver(url: URL) -> URL:
    """Use psycopg 3 for ``postgresql://`` and ``postgres://``."""
    if url.drivername in {"postgresql", "postgres"}:
        return url.set(drivername="postgresql+psycopg")
    return url


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # the driver begins no transaction itself; _begin_sqlite does
    for pragma in ("journal_mode = WAL", "synchronous = NORMAL", "foreign_keys = ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    """Take the write lock at the start. A lock requested later, after a read, fails without waiting."""
    is_readonly = bool(connection.get_execution_options().get(READONLY, False))
    connection.exec_driver_sql(f"PRAGMA query_only = {int(is_readonly)}")
    patience = connection.get_execution_options().get(PATIENCE)
    if patience is None:
        connection.exec_driver_sql("BEGIN" if is_readonly else "BEGIN IMMEDIATE")
        return
    connection.exec_driver_sql(f"PRAGMA busy_timeout = {round(patience * 1000)}")
    try:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    finally:
        connection.exec_driver_sql(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")


def _note_return(_connection: object, record: ConnectionPoolEntry) -> None:
    record.info[LEFT_AT] = time.monotonic()


def _ping_idle(dialect: Dialect, connection: Any, record: ConnectionPoolEntry, _proxy: object) -> None:
    """Check that the server still answers on an idle connection. If not, all connections of its age are replaced."""
    left_at = record.info.get(LEFT_AT)
    if left_at is None or time.monotonic() - left_at < UNCHECKED_SECONDS:
        return
    try:
        dialect.do_ping(connection)
    except dialect.loaded_dbapi.Error as error:
        raise InvalidatePoolError from error


def _raise_refusal(context: ExceptionContext) -> None:
    error = context.sqlalchemy_exception or context.original_exception
    refusal = refusal_of(error)
    if refusal is not None:
        raise refusal from error
