"""Sentences for the cells of an uploaded file that were refused or noted."""

from collections.abc import Mapping

from flask_babel import lazy_gettext

from matchmaker.web.wording.values import fill

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
    """The sentence of a refused or noted cell (``code``, and ``data`` where it has some)."""
    return describe_cell_code(fault.code, getattr(fault, "data", {}))


def describe_cell_code(code: str, data: Mapping[str, object]) -> str:
    """The sentence of ``code``, with its data filled in."""
    return fill(CELL_SENTENCES[code], data)
