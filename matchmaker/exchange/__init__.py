"""Import and export of Excel and CSV files.

Import reads bytes as tables, maps columns to fields, and turns rows into drafts of the domain or into rejected rows
with reasons. Export writes values as workbooks and CSV. Nothing here knows the database or the web.
"""

from matchmaker.exchange.drafts import Draft, Lookups
from matchmaker.exchange.fields import FIELDS, ImportField
from matchmaker.exchange.mapping import check_mapping, guess_mapping, missing_fields
from matchmaker.exchange.parsing import AcceptedRow, ParsedRows, RejectedRow, RowWarning, parse_rows
from matchmaker.exchange.reading import read_table
from matchmaker.exchange.rejections import write_rejected
from matchmaker.exchange.table import Cell, Table
from matchmaker.exchange.templates import template_workbook
from matchmaker.exchange.timetable_file import (
    MeetingLine,
    TimetableFile,
    TimetableWords,
    UnmetLine,
    timetable_workbook,
)
from matchmaker.exchange.writing import Sheet, write_csv, write_workbook

__all__ = [
    "FIELDS",
    "AcceptedRow",
    "Cell",
    "Draft",
    "ImportField",
    "Lookups",
    "MeetingLine",
    "ParsedRows",
    "RejectedRow",
    "RowWarning",
    "Sheet",
    "Table",
    "TimetableFile",
    "TimetableWords",
    "UnmetLine",
    "check_mapping",
    "guess_mapping",
    "missing_fields",
    "parse_rows",
    "read_table",
    "template_workbook",
    "timetable_workbook",
    "write_csv",
    "write_rejected",
    "write_workbook",
]
