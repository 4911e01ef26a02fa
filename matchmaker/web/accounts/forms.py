"""Forms for getting an account, for log-in, and for the own account."""

from flask_babel import lazy_gettext
from wtforms import BooleanField, PasswordField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import EqualTo, InputRequired, Length

from matchmaker.domain.onboarding import SELF_SERVICE_ROLES
from matchmaker.domain.vocabulary import Role
from matchmaker.web.forms import UNKNOWN_CHOICE, BaseForm, LongTextField, TextField
from matchmaker.web.wording.labels import label

LOGIN = lazy_gettext("E-mail address or mobile number")
LONG_ENOUGH = lazy_gettext("At least 10 characters; a short sentence is easy to remember.")
DIFFER = lazy_gettext("The two new passwords differ.")


class LoginForm(BaseForm):
    login = TextField(
        LOGIN,
        [InputRequired(), Length(max=200)],
        render_kw={"autocomplete": "username", "autofocus": True, "autocapitalize": "off", "spellcheck": "false"},
    )
    password = PasswordField(
        lazy_gettext("Password"),
        [InputRequired(), Length(max=200)],
        render_kw={"autocomplete": "current-password"},
    )
    stay = BooleanField(lazy_gettext("Stay logged in for 12 hours on this device"))


class NewPasswordForm(BaseForm):
    """A new password, typed twice."""

    password = PasswordField(
        lazy_gettext("New password"),
        [InputRequired()],
        description=LONG_ENOUGH,
        render_kw={"autocomplete": "new-password"},
    )
    again = PasswordField(
        lazy_gettext("New password again"),
        [InputRequired(), EqualTo("password", DIFFER)],
        render_kw={"autocomplete": "new-password"},
    )


class PasswordForm(NewPasswordForm):
    old_password = PasswordField(
        lazy_gettext("Present password"), [InputRequired()], render_kw={"autocomplete": "current-password"}
    )


class AskCodeForm(BaseForm):
    login = TextField(LOGIN, [InputRequired(), Length(max=200)], render_kw={"autocomplete": "username"})


class ResetForm(NewPasswordForm):
    login = TextField(LOGIN, [InputRequired(), Length(max=200)], render_kw={"autocomplete": "username"})
    code = TextField(
        lazy_gettext("One-time code"),
        [InputRequired(), Length(max=60)],
        description=lazy_gettext("As the operator told you, such as K7QF-9MXA-2RTP. Small letters do as well."),
        render_kw={"autocomplete": "one-time-code", "autocapitalize": "characters", "spellcheck": "false"},
    )


class InvitationForm(BaseForm):
    """What a guest fills in to accept an invitation."""

    name = TextField(lazy_gettext("Your name"), [InputRequired(), Length(max=100)], render_kw={"autocomplete": "name"})
    password = PasswordField(
        lazy_gettext("Choose a password"),
        [InputRequired()],
        description=LONG_ENOUGH,
        render_kw={"autocomplete": "new-password"},
    )
    agreed = BooleanField(
        lazy_gettext("I have read how personal data is handled here, and agree."),
        [InputRequired(lazy_gettext("Without your agreement no account can be opened."))],
    )


class InvitationCodeForm(BaseForm):
    code = TextField(
        lazy_gettext("Invitation code"),
        [InputRequired(), Length(max=60)],
        render_kw={"autocomplete": "one-time-code", "autocapitalize": "characters", "spellcheck": "false"},
    )


def _list_roles() -> list[SelectChoice]:
    return [SelectChoice(role.value, label(role)) for role in SELF_SERVICE_ROLES]


class RegistrationForm(InvitationForm):
    """What a person fills in to ask for an account."""

    login = TextField(
        LOGIN,
        [InputRequired(), Length(max=200)],
        description=lazy_gettext("You log in with it later."),
        render_kw={"autocomplete": "username"},
    )
    role = SelectField(
        lazy_gettext("I want to take part as"),
        [InputRequired()],
        coerce=Role,
        choices=_list_roles,
        invalid_value_message=UNKNOWN_CHOICE,
    )
    organisation = TextField(
        lazy_gettext("Organisation"), [Length(max=120)], render_kw={"autocomplete": "organization"}
    )
    about = LongTextField(
        lazy_gettext("A few words about you"),
        [Length(max=1000)],
        description=lazy_gettext("They help the operator to answer soon."),
    )
