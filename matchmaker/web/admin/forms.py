"""Forms of the operator's desk."""

from flask_babel import lazy_gettext
from flask_wtf.file import FileField, FileRequired
from wtforms import EmailField, IntegerField, PasswordField
from wtforms.validators import InputRequired, Length, NumberRange

from matchmaker.domain.imports import ImportKind
from matchmaker.domain.vocabulary import PartyKind, Role
from matchmaker.web.forms import BaseForm, EnumField, EnumSetField, FilterForm, TextField


class AccountFilterForm(FilterForm):
    q = TextField(lazy_gettext("Name or e-mail"))
    role = EnumField(lazy_gettext("Role"), enum=Role, blank=lazy_gettext("All"))


class NewPasswordForm(BaseForm):
    password = PasswordField(
        lazy_gettext("New password"),
        [InputRequired()],
        description=lazy_gettext("At least 10 characters; a short sentence is easy to remember."),
        render_kw={"autocomplete": "new-password"},
    )


class AccountForm(NewPasswordForm):
    email = EmailField(
        lazy_gettext("E-mail address"), [InputRequired(), Length(max=200)], render_kw={"autocomplete": "off"}
    )
    name = TextField(lazy_gettext("Name"), [InputRequired(), Length(max=100)])
    roles = EnumSetField(lazy_gettext("Roles"), enum=Role)


class RolesForm(BaseForm):
    roles = EnumSetField(lazy_gettext("Roles"), enum=Role)


class LinkForm(BaseForm):
    kind = EnumField(lazy_gettext("Kind of profile"), enum=PartyKind)
    profile_id = IntegerField(
        lazy_gettext("Number of the profile"),
        [InputRequired(), NumberRange(1, 2**31 - 1)],
        description=lazy_gettext("The number at the end of the address of the profile's page."),
    )


class UploadForm(BaseForm):
    kind = EnumField(lazy_gettext("What does the file hold?"), enum=ImportKind)
    file = FileField(
        lazy_gettext("File (.xlsx or .csv)"),
        [FileRequired(lazy_gettext("Please choose a file."))],
        render_kw={"accept": ".xlsx,.xls,.csv,.tsv,.txt", "class": "form-control"},
    )
