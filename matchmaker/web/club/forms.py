"""Forms of the club."""

from flask_babel import lazy_gettext
from wtforms.validators import InputRequired, Length

from matchmaker.domain.club import LONGEST_TEXT, ClubState
from matchmaker.web.forms import BaseForm, EnumField, FilterForm, LongTextField, TextField


class MembershipFilterForm(FilterForm):
    q = TextField(lazy_gettext("Search by name"))
    state = EnumField(lazy_gettext("State"), enum=ClubState, blank=lazy_gettext("All"))


class OutsiderFilterForm(FilterForm):
    q = TextField(lazy_gettext("Search by name"))


class WordsForm(BaseForm):
    """Words that go with a step."""

    words = LongTextField(lazy_gettext("In your words"), [Length(max=LONGEST_TEXT)])


class ReasonForm(WordsForm):
    """Words that the other side is owed."""

    words = LongTextField(lazy_gettext("In your words"), [InputRequired(), Length(max=LONGEST_TEXT)])
