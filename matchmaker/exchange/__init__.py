"""Excel and CSV in and out: bytes to tables, tables to drafts and rejected rows, values to workbooks."""

from matchmaker.exchange.drafts import Draft, Lookups
from matchmaker.exchange.fields import FIELDS, Field
from matchmaker.exchange.kinds import ImportKind
from matchmaker.exchange.mapping import check_mapping, guess_mapping, missing_fields
from matchmaker.exchange.parsing import AcceptedRow, ParsedRows, RejectedRow, RowWarning, parse_rows
from matchmaker.exchange.reading import read_table
from matchmaker.exchange.table import Cell, Table

__all__ = [
    "FIELDS",
    "AcceptedRow",
    "Cell",
    "Draft",
    "Field",
    "ImportKind",
    "Lookups",
    "ParsedRows",
    "RejectedRow",
    "RowWarning",
    "Table",
    "check_mapping",
    "guess_mapping",
    "missing_fields",
    "parse_rows",
    "read_table",
]
