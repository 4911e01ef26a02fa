"""Sentences for uploaded files that cannot be read, and for mappings of their columns that do not work."""

from collections.abc import Mapping

from flask_babel import lazy_gettext

FILE_REFUSALS: Mapping[str, object] = {
    "column_missing": lazy_gettext("Row %(row)s, column %(column)s: no column is chosen for this required field."),
    "column_unknown": lazy_gettext("Row %(row)s: the file has no column %(column)s."),
    "column_used_twice": lazy_gettext("Row %(row)s, column %(column)s: this column is chosen for two fields."),
    "duplicate_column": lazy_gettext(
        "Row %(row)s, column %(column)s: columns %(first_letter)s and %(second_letter)s have the same heading."
    ),
    "encoding_unknown": lazy_gettext(
        "Row %(row)s, column %(column)s: the characters cannot be read. "
        "Save the file as .xlsx, or as .csv in UTF-8 or GBK."
    ),
    "field_unknown": lazy_gettext("Row %(row)s, column %(column)s: this field does not exist here."),
    "file_damaged": lazy_gettext(
        "Row %(row)s, column %(column)s: the workbook is damaged or was not copied completely. "
        "Save it anew and upload it again."
    ),
    "file_empty": lazy_gettext("Row %(row)s, column %(column)s: there are no rows with data."),
    "file_protected": lazy_gettext("Row %(row)s, column %(column)s: the workbook has a password. Save it without one."),
    "file_too_large": lazy_gettext(
        "The file is too large: at most %(limit_mb)s MB can be uploaded at a time. "
        "Nothing was read, not even row 1, column A."
    ),
    "file_type_unknown": lazy_gettext("This is not an Excel or CSV file; nothing was read, not even row 1, column A."),
    "file_unpacks_too_large": lazy_gettext(
        "Row %(row)s, column %(column)s: the workbook grows too large when unpacked."
    ),
    "header_missing": lazy_gettext("Row %(row)s, column %(column)s: no row with column headings was found."),
    "quote_unclosed": lazy_gettext("Row %(row)s, column %(column)s: a quotation mark is never closed."),
    "too_many_columns": lazy_gettext("Row %(row)s, column %(column)s: at most %(limit)s columns are possible."),
    "too_many_rows": lazy_gettext("Row %(row)s, column %(column)s: at most %(limit)s rows can be imported at a time."),
}
