from typing import Any

from sqlalchemy import ColumnElement, func, select

from matchmaker.domain.evidence import Impression
from matchmaker.storage import UnitOfWork
from matchmaker.storage.repositories.base import build
from matchmaker.storage.repositories.impressions import KEYS
from matchmaker.storage.tables import ImpressionRow


def count_rows(unit: UnitOfWork, row: Any, *where: ColumnElement[bool]) -> int:
    """Rows of a table, or those of them that a test asks for."""
    return int(unit.accounts._connection.scalar(select(func.count()).select_from(row).where(*where)) or 0)


def list_impressions(unit: UnitOfWork) -> list[Impression]:
    """All impressions, those of one seeker and candidate together, with their best position of a day."""
    table = ImpressionRow.__table__
    found = unit.accounts._connection.execute(select(table).order_by(*(table.c[key] for key in KEYS)))
    return [build(Impression, row) for row in found]
