"""Templates to fill in: our headers, one example row, and lists to choose from."""

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from matchmaker.domain.imports import ImportKind
from matchmaker.exchange.fields import FIELDS, ImportField
from matchmaker.exchange.writing import Sheet, add_sheet, save_workbook

TITLES = {
    ImportKind.STARTUP: "企业",
    ImportKind.MENTOR: "导师",
    ImportKind.INVESTOR: "投资人",
    ImportKind.CANDIDACY: "未来之星",
}
CHOICES_TITLE = "可选值"
REQUIRED_MARK = "*"
LAST_ROW = 5000
"""Last row with drop-down lists."""


def template_workbook(kind: ImportKind) -> bytes:
    """An .xlsx file with the headers of ``kind`` and an example row that an import skips; required ones are marked."""
    fields = [field for field in FIELDS[kind] if field.is_in_template]
    book = Workbook()
    book.remove(book.worksheets[0])
    columns = [field.label + REQUIRED_MARK * field.is_required for field in fields]
    page = add_sheet(book, Sheet(title=TITLES[kind], columns=columns, rows=[[field.example for field in fields]]))
    offered = [field for field in fields if field.choices]
    longest = max((len(field.choices) for field in offered), default=0)
    rows = [[f.choices[i] if i < len(f.choices) else None for f in offered] for i in range(longest)]
    choices = add_sheet(book, Sheet(title=CHOICES_TITLE, columns=[field.label for field in offered], rows=rows))
    choices.sheet_state = "hidden"
    for field in offered:
        _add_choices(page, field, place=fields.index(field) + 1, source=offered.index(field) + 1)
    return save_workbook(book)


def _add_choices(page: Worksheet, field: ImportField, *, place: int, source: int) -> None:
    """Adds a drop-down list below the header, and a note with the words; other words can be typed as well."""
    letter = get_column_letter(source)
    words = f"{quote_sheetname(CHOICES_TITLE)}!${letter}$2:${letter}${len(field.choices) + 1}"
    validation = DataValidation(type="list", formula1=words, allow_blank=True, showErrorMessage=False)
    column = get_column_letter(place)
    validation.add(f"{column}2:{column}{LAST_ROW}")
    page.add_data_validation(validation)
    page[f"{column}1"].comment = Comment("、".join(field.choices), "Matchmaker", width=320, height=120)
