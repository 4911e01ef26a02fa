"""Forms of the 未来之星 programme."""

from flask_babel import lazy_gettext
from wtforms import IntegerField
from wtforms.validators import InputRequired, Length, NumberRange

from matchmaker.domain.vocabulary import CandidacyState, Industry, Nominator, SupportMeasure
from matchmaker.web.forms import BaseForm, EnumField, EnumSetField, FilterForm, IdField, LongTextField, TextField

FIRST_YEAR, LAST_YEAR = 2010, 2100
"""Years outside are mistyped: the programme did not exist, or nobody plans so far."""


class CandidacyFilterForm(FilterForm):
    q = TextField(lazy_gettext("Search"))
    year = IdField(lazy_gettext("Year"), blank=lazy_gettext("All"))
    state = EnumField(lazy_gettext("State"), enum=CandidacyState, blank=lazy_gettext("All"))
    industry = EnumField(lazy_gettext("Industry"), enum=Industry, blank=lazy_gettext("All"))


class NominationForm(BaseForm):
    year = IntegerField(lazy_gettext("Year"), [InputRequired(), NumberRange(FIRST_YEAR, LAST_YEAR)])
    evidence = LongTextField(
        lazy_gettext("What speaks for this company"),
        [InputRequired(), Length(max=4000)],
        description=lazy_gettext("Growth, patents, prizes, customers: what a reviewer can check."),
    )


class OperatorNominationForm(NominationForm):
    nominator = EnumField(lazy_gettext("Nominated by"), enum=Nominator)
    nominated_by = TextField(lazy_gettext("Name of the nominator"), [Length(max=200)])
    incubator_id = IdField(lazy_gettext("Nominating incubator"), blank=lazy_gettext("None"))


class ReviewForm(BaseForm):
    reviewer = TextField(lazy_gettext("Reviewer"), [InputRequired(), Length(max=100)])
    score = IntegerField(lazy_gettext("Score, 0 to 100"), [InputRequired(), NumberRange(0, 100)])
    comment = LongTextField(lazy_gettext("Comment"), [Length(max=2000)])


class MeasuresForm(BaseForm):
    measures = EnumSetField(lazy_gettext("Support measures"), enum=SupportMeasure)
