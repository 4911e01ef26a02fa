"""The base of all rows: one metadata object, names for all constraints, and common column types."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, Boolean, Date, Integer, MetaData, Text
from sqlalchemy.orm import DeclarativeBase

from matchmaker.storage.types import UtcDateTime

NAMING_CONVENTION = {
    "pk": "pk_%(table_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
}


class Row(DeclarativeBase):
    """A row of a table. Rows stay inside storage; only frozen dataclasses leave it."""

    metadata = MetaData(naming_convention=NAMING_CONVENTION)
    type_annotation_map = {  # noqa: RUF012 -- read once by SQLAlchemy, which wants a plain dict
        str: Text,
        int: Integer,
        bool: Boolean,
        date: Date,
        datetime: UtcDateTime,
        dict[str, Any]: JSON(none_as_null=True),
        list[Any]: JSON(none_as_null=True),
    }


Money = BigInteger
"""万元. A typing error must reach the CHECK instead of overflowing the column."""
