"""Forms of contact data and of leaving."""

from flask_babel import lazy_gettext
from wtforms import BooleanField, PasswordField
from wtforms.validators import InputRequired, Length, Optional, Regexp

from matchmaker.web.forms import BaseForm, TextField

PHONE = Regexp(r"\D*(?:\d\D*){5,}$", message=lazy_gettext("A telephone number has at least five digits."))
"""Landlines, extensions and foreign numbers, too: the least that can be dialled, not a form of its own."""

ADDRESS = Regexp(r"[^@\s]+@[^@\s]+$", message=lazy_gettext("This is not an e-mail address."))


class ContactForm(BaseForm):
    phone = TextField(lazy_gettext("Telephone"), [Optional(), Length(max=60), PHONE], render_kw={"autocomplete": "tel"})
    email = TextField(
        lazy_gettext("E-mail address"), [Optional(), Length(max=200), ADDRESS], render_kw={"autocomplete": "email"}
    )
    wechat = TextField(lazy_gettext("WeChat"), [Length(max=60)], render_kw={"autocomplete": "off"})


class EraseForm(BaseForm):
    password = PasswordField(
        lazy_gettext("Your password"), [InputRequired()], render_kw={"autocomplete": "current-password"}
    )
    is_sure = BooleanField(
        lazy_gettext("I have read what is deleted and what stays. This cannot be undone."),
        [InputRequired(lazy_gettext("Please confirm that you have read it."))],
    )
