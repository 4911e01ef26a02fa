"""Forms of the club."""

from flask_babel import lazy_gettext
from wtforms.validators import InputRequired, Length

from matchmaker.domain.club import MAX_TEXT_LENGTH, ClubState
from matchmaker.web.forms import BaseForm, EnumField, FilterForm, LongTextField, TextField


class MembershipFilterForm(FilterForm):
    q = TextField(lazy_gettext("Search by name"))
    state = EnumField(lazy_gettext("State"), enum=ClubState, blank=lazy_gettext("All"))


class OutsiderFilterForm(FilterForm):
    q = TextField(lazy_gettext("Search by name"))


class ClubMessageForm(BaseForm):
    """Words that go with a step."""

    words = LongTextField(lazy_gettext("In your words"), [Length(max=MAX_TEXT_LENGTH)])


class ClubReasonForm(ClubMessageForm):
    """Words that the other side is owed."""

    words = LongTextField(lazy_gettext("In your words"), [InputRequired(), Length(max=MAX_TEXT_LENGTH)])
