"""Forms of contact data and of leaving."""

from flask_babel import lazy_gettext
from wtforms import BooleanField, PasswordField
from wtforms.validators import InputRequired, Length

from matchmaker.web.forms import BaseForm, TextField


class ContactForm(BaseForm):
    phone = TextField(lazy_gettext("Telephone"), [Length(max=60)], render_kw={"autocomplete": "tel"})
    email = TextField(lazy_gettext("E-mail address"), [Length(max=200)], render_kw={"autocomplete": "email"})
    wechat = TextField(lazy_gettext("WeChat"), [Length(max=60)], render_kw={"autocomplete": "off"})


class EraseForm(BaseForm):
    password = PasswordField(
        lazy_gettext("Your password"), [InputRequired()], render_kw={"autocomplete": "current-password"}
    )
    is_sure = BooleanField(
        lazy_gettext("I have read what is deleted and what stays. This cannot be undone."),
        [InputRequired(lazy_gettext("Please confirm that you have read it."))],
    )
