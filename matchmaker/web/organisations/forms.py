"""Forms of organisations."""

from flask_babel import lazy_gettext
from wtforms import BooleanField
from wtforms.validators import InputRequired, Length

from matchmaker.web.forms import BaseForm, TextField


class ColleagueForm(BaseForm):
    name = TextField(lazy_gettext("Name of the colleague"), [InputRequired(), Length(max=100)])
    login = TextField(
        lazy_gettext("E-mail address or mobile number"),
        [InputRequired(), Length(max=200)],
        description=lazy_gettext("The colleague logs in with it."),
    )
    is_admin = BooleanField(lazy_gettext("May invite and remove colleagues, too"))
