"""The ledger as a workbook; headings and words are the caller's."""

from collections.abc import Callable, Sequence

from matchmaker.domain import permissions
from matchmaker.domain.accounts import Actor
from matchmaker.domain.conflicts import LedgerLine, LedgerSearch
from matchmaker.exchange.table import MAX_ROWS
from matchmaker.exchange.writing import Row, Sheet, write_workbook
from matchmaker.services.audit import record_export
from matchmaker.services.context import Context
from matchmaker.services.guards import require


def export_ledger(
    context: Context,
    actor: Actor,
    search: LedgerSearch,
    *,
    title: str,
    columns: Sequence[str],
    to_row: Callable[[LedgerLine], Row],
) -> bytes:
    """An .xlsx file of the lines that match; ``to_row`` gives the cells of a line in the reader's language."""
    require(permissions.can_operate(actor))
    with context.open_unit(readonly=True) as unit:
        lines = unit.ledger.list_page(search, context.now(), size=MAX_ROWS).items
    record_export(context, actor, kind="conflict", rows=len(lines))
    return write_workbook([Sheet(title=title, columns=columns, rows=[to_row(it) for it in lines], frozen_columns=2)])
