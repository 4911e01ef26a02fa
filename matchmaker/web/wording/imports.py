"""Words of imports: labels, refusals of files and cells, names of fields."""

from collections.abc import Mapping
from enum import StrEnum

from flask_babel import lazy_gettext, lazy_pgettext

from matchmaker.domain.imports import ImportKind, ImportState
from matchmaker.web.wording.placeholders import fill

LABELS: Mapping[type[StrEnum], Mapping[StrEnum, object]] = {
    ImportKind: {
        ImportKind.STARTUP: lazy_pgettext("import", "Startups"),
        ImportKind.MENTOR: lazy_pgettext("import", "Mentors"),
        ImportKind.INVESTOR: lazy_pgettext("import", "Investors"),
        ImportKind.CANDIDACY: lazy_pgettext("import", "Future Star candidacies"),
    },
    ImportState: {
        ImportState.UPLOADED: lazy_pgettext("import", "Uploaded"),
        ImportState.APPLIED: lazy_pgettext("import", "Imported"),
        ImportState.DISCARDED: lazy_pgettext("import", "Discarded"),
    },
}

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

CELL_SENTENCES: Mapping[str, object] = {
    "currency_unknown": lazy_gettext("This currency is not known; please give the amount in 10,000 yuan."),
    "capacity_below_mentees": lazy_gettext(
        "The mentor accompanies %(mentees)s startups now; the capacity cannot be below that."
    ),
    "duplicate_row": lazy_gettext("This repeats row %(first_row)s."),
    "formula_error": lazy_gettext("The formula of this cell has an error."),
    "not_a_date": lazy_gettext("This is not a date; write it like 2027-12-31."),
    "not_a_flag": lazy_gettext("Write yes or no here."),
    "not_a_number": lazy_gettext("This is not a number."),
    "not_a_whole_number": lazy_gettext("This is not a whole number."),
    "number_out_of_range": lazy_gettext("This number must be from %(least)s to %(most)s."),
    "range_reversed": lazy_gettext("The smallest amount is above the largest."),
    "startup_unknown": lazy_gettext("No startup of this name or number is known; import the startup first."),
    "text_too_long": lazy_gettext("The text has %(length)s characters; at most %(limit)s are possible."),
    "unknown_value": lazy_gettext("This is not one of the known values."),
    "value_missing": lazy_gettext("Something must be written here."),
    "example_row_skipped": lazy_gettext("The example row of the template is left out."),
    "kind_assumed": lazy_gettext("No kind is given: a new mentor is taken as one for industry technology."),
    "range_upper_used": lazy_gettext("This is a range; its upper end is taken."),
    "text_too_short": lazy_gettext("The text says very little; suggestions will be weak."),
    "text_trimmed": lazy_gettext("The text was too long and is cut."),
    "unknown_value_ignored": lazy_gettext("This value is not known; the field stays empty."),
}


def describe_cell(fault: object) -> str:
    """The sentence of a refused cell or a note (``code``, and ``data`` if it has some)."""
    return describe_cell_code(fault.code, getattr(fault, "data", {}))


def describe_cell_code(code: str, data: Mapping[str, object]) -> str:
    """The sentence of ``code``, with its data filled in."""
    return fill(CELL_SENTENCES[code], data)


FIELD_NAMES: Mapping[str, object] = {
    "capacity": lazy_pgettext("field", "Capacity"),
    "certified_until": lazy_pgettext("field", "Certified until"),
    "description": lazy_pgettext("field", "Description"),
    "evidence": lazy_pgettext("field", "What speaks for it"),
    "experience": lazy_pgettext("field", "Experience"),
    "expertise": lazy_pgettext("field", "Expertise"),
    "external_id": lazy_pgettext("field", "External number"),
    "funding_sought": lazy_pgettext("field", "Funding sought"),
    "gbt_class": lazy_pgettext("field", "Class of GB/T 4754"),
    "incubator": lazy_pgettext("field", "Incubator"),
    "industries": lazy_pgettext("field", "Industries"),
    "industry": lazy_pgettext("field", "Industry"),
    "industry_confidence": lazy_pgettext("field", "How sure the suggested industry is"),
    "class_confidence": lazy_pgettext("field", "How sure the suggested class is"),
    "is_club_member": lazy_pgettext("field", "Member of the investors' club"),
    "kind": lazy_pgettext("field", "Kind of mentor"),
    "measures": lazy_pgettext("field", "Support measures"),
    "name": lazy_pgettext("field", "Name"),
    "needs": lazy_pgettext("field", "Needs"),
    "nominated_by": lazy_pgettext("field", "Name of the nominator"),
    "nominator": lazy_pgettext("field", "Nominated by"),
    "organisation": lazy_pgettext("field", "Organisation"),
    "reviews": lazy_pgettext("field", "Reviews"),
    "stage": lazy_pgettext("field", "Stage"),
    "stages": lazy_pgettext("field", "Stages"),
    "startup": lazy_pgettext("field", "Startup"),
    "state": lazy_pgettext("field", "State"),
    "team": lazy_pgettext("field", "Team"),
    "thesis": lazy_pgettext("field", "Thesis"),
    "ticket": lazy_pgettext("field", "Amount at a time"),
    "ticket_max": lazy_pgettext("field", "Largest amount"),
    "ticket_min": lazy_pgettext("field", "Smallest amount"),
    "title": lazy_pgettext("field", "Position"),
    "year": lazy_pgettext("field", "Year"),
    "zone": lazy_pgettext("field", "Zone"),
    "zones": lazy_pgettext("field", "Zones"),
}


def label_field(name: str) -> str:
    """The name of a field for a reader."""
    return str(FIELD_NAMES[name])
