"""The local day of a stored moment in the time zone of Lanzhou, on both databases."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Date, exists
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import GenericFunction

from matchmaker.domain.check_ins import Presence
from matchmaker.domain.local_time import OFFSET, ZONE_NAME
from matchmaker.storage.tables import CheckInRow, SlotRow


class LocalDay(GenericFunction[date]):
    """The local day of a moment in UTC."""

    type = Date()
    name = "local_day"
    inherit_cache = True


def are_none_absent(*participations: Any) -> ColumnElement[bool]:
    """None of these participations was checked in as absent on the day of the slot. For queries that join the slots."""
    own = CheckInRow.participation_id.in_([it.id for it in participations])
    return ~exists().where(own, CheckInRow.day == LocalDay(SlotRow.starts_at), CheckInRow.presence == Presence.ABSENT)


@compiles(LocalDay, "postgresql")
def _compile_zone(element: LocalDay, compiler: SQLCompiler, **options: Any) -> str:
    return f"CAST(timezone('{ZONE_NAME}', {compiler.process(element.clauses, **options)}) AS DATE)"


@compiles(LocalDay, "sqlite")
def _compile_offset(element: LocalDay, compiler: SQLCompiler, **options: Any) -> str:
    return f"date({compiler.process(element.clauses, **options)}, '{OFFSET.total_seconds():+.0f} seconds')"
