"""Forms of logging in and of the own account."""

from flask_babel import lazy_gettext
from wtforms import BooleanField, EmailField, PasswordField
from wtforms.validators import EqualTo, InputRequired, Length

from matchmaker.web.forms import BaseForm


class LoginForm(BaseForm):
    email = EmailField(
        lazy_gettext("E-mail address"),
        [InputRequired(), Length(max=200)],
        render_kw={"autocomplete": "username", "autofocus": True},
    )
    password = PasswordField(
        lazy_gettext("Password"),
        [InputRequired(), Length(max=200)],
        render_kw={"autocomplete": "current-password"},
    )
    stay = BooleanField(lazy_gettext("Stay logged in for 12 hours on this device"))


class PasswordForm(BaseForm):
    old_password = PasswordField(
        lazy_gettext("Present password"), [InputRequired()], render_kw={"autocomplete": "current-password"}
    )
    password = PasswordField(
        lazy_gettext("New password"),
        [InputRequired()],
        description=lazy_gettext("At least 10 characters; a short sentence is easy to remember."),
        render_kw={"autocomplete": "new-password"},
    )
    again = PasswordField(
        lazy_gettext("New password again"),
        [InputRequired(), EqualTo("password", lazy_gettext("The two new passwords differ."))],
        render_kw={"autocomplete": "new-password"},
    )
