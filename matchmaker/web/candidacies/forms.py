"""Forms of the 未来之星 programme."""

from flask_babel import lazy_gettext
from wtforms import IntegerField
from wtforms.validators import InputRequired

from matchmaker.domain.profile_rules import CANDIDACY, REVIEW
from matchmaker.domain.vocabulary import CandidacyState, Industry, Nominator, SupportMeasure
from matchmaker.web.forms import (
    BaseForm,
    EnumField,
    EnumSetField,
    FilterForm,
    IdField,
    LongTextField,
    TextField,
    make_validators,
)


class CandidacyFilterForm(FilterForm):
    q = TextField(lazy_gettext("Search"))
    year = IdField(lazy_gettext("Year"), blank=lazy_gettext("All"))
    state = EnumField(lazy_gettext("State"), enum=CandidacyState, blank=lazy_gettext("All"))
    industry = EnumField(lazy_gettext("Industry"), enum=Industry, blank=lazy_gettext("All"))


class NominationForm(BaseForm):
    year = IntegerField(lazy_gettext("Year"), make_validators(CANDIDACY["year"]))
    evidence = LongTextField(
        lazy_gettext("What speaks for this company"),
        [InputRequired(), *make_validators(CANDIDACY["evidence"])],
        description=lazy_gettext("Growth, patents, prizes, customers: what a reviewer can check."),
    )


class OperatorNominationForm(NominationForm):
    nominator = EnumField(lazy_gettext("Nominated by"), enum=Nominator)
    nominated_by = TextField(lazy_gettext("Name of the nominator"), make_validators(CANDIDACY["nominated_by"]))
    incubator_id = IdField(lazy_gettext("Nominating incubator"), blank=lazy_gettext("None"))


class ReviewForm(BaseForm):
    reviewer = TextField(lazy_gettext("Reviewer"), make_validators(REVIEW["reviewer"]))
    score = IntegerField(lazy_gettext("Score, 0 to 100"), make_validators(REVIEW["score"]))
    comment = LongTextField(lazy_gettext("Comment"), make_validators(REVIEW["comment"]))


class MeasuresForm(BaseForm):
    measures = EnumSetField(lazy_gettext("Support measures"), enum=SupportMeasure)
