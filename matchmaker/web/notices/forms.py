"""Forms of notices."""

from flask_babel import lazy_gettext
from wtforms import RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from matchmaker.domain.notices import MailFrequency
from matchmaker.web.forms import BaseForm
from matchmaker.web.notices.wording import PACES


def _list_paces() -> list[SelectChoice]:
    return [SelectChoice(pace.value, str(PACES[pace])) for pace in MailFrequency]


class PaceForm(BaseForm):
    pace = RadioField(lazy_gettext("How often should mail tell you of news?"), [InputRequired()], choices=_list_paces)
