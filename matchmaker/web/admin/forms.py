"""Forms of the operator's pages."""

from collections.abc import Mapping

from flask_babel import lazy_gettext, lazy_pgettext
from flask_wtf.file import FileField, FileRequired
from wtforms import DateField, PasswordField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length

from matchmaker.domain.imports import ImportKind
from matchmaker.domain.organisations import OrganisationKind
from matchmaker.domain.vocabulary import PartyKind, Role
from matchmaker.web.forms import BaseForm, EnumField, EnumSetField, FilterForm, LongTextField, TextField
from matchmaker.web.wording.audit_entries import ACTIONS, SUBJECTS


class AccountFilterForm(FilterForm):
    q = TextField(lazy_gettext("Name or e-mail"))
    role = EnumField(lazy_gettext("Role"), enum=Role, blank=lazy_gettext("All"))


class AccountPasswordForm(BaseForm):
    password = PasswordField(
        lazy_gettext("New password"),
        [InputRequired()],
        description=lazy_gettext("At least 10 characters; a short sentence is easy to remember."),
        render_kw={"autocomplete": "new-password"},
    )


class AccountForm(AccountPasswordForm):
    email = TextField(
        lazy_gettext("E-mail address or mobile number"),
        [InputRequired(), Length(max=200)],
        render_kw={"autocomplete": "off"},
    )
    name = TextField(lazy_gettext("Name"), [InputRequired(), Length(max=100)])
    roles = EnumSetField(lazy_gettext("Roles"), enum=Role)


class InviteForm(BaseForm):
    name = TextField(lazy_gettext("Name"), [InputRequired(), Length(max=100)])
    login = TextField(
        lazy_gettext("E-mail address or mobile number"),
        [InputRequired(), Length(max=200)],
        render_kw={"autocomplete": "off"},
    )
    roles = EnumSetField(lazy_gettext("Roles"), enum=Role)


class RefuseForm(BaseForm):
    reason = LongTextField(lazy_gettext("Reason"), [InputRequired(), Length(max=1000)])


class OrganisationFilterForm(FilterForm):
    q = TextField(lazy_pgettext("field", "Name"))
    kind = EnumField(lazy_gettext("Kind"), enum=OrganisationKind, blank=lazy_gettext("All"))


class RepresentableFilterForm(FilterForm):
    kind = EnumField(lazy_gettext("Kind"), enum=OrganisationKind)
    q = TextField(lazy_pgettext("field", "Name"))


class RolesForm(BaseForm):
    roles = EnumSetField(lazy_gettext("Roles"), enum=Role)


class LinkableFilterForm(FilterForm):
    kind = EnumField(lazy_gettext("Kind of profile"), enum=PartyKind)
    q = TextField(lazy_pgettext("field", "Name"))


def _list_actions() -> list[SelectChoice]:
    return _list_sorted(ACTIONS)


def _list_subjects() -> list[SelectChoice]:
    return _list_sorted(SUBJECTS)


def _list_sorted(sentences: Mapping[str, object]) -> list[SelectChoice]:
    labels = sorted((str(sentence), code) for code, sentence in sentences.items())
    return [SelectChoice("", str(lazy_gettext("All"))), *(SelectChoice(code, sentence) for sentence, code in labels)]


class AuditFilterForm(FilterForm):
    person = TextField(lazy_gettext("Name or e-mail of the person"))
    q = TextField(lazy_gettext("Words of the subject or of the values"))
    action = SelectField(lazy_gettext("Action"), choices=_list_actions)
    kind = SelectField(lazy_gettext("To what kind of thing"), choices=_list_subjects)
    day = DateField(lazy_gettext("Day"))


class SealForm(FilterForm):
    seal = TextField(lazy_gettext("A seal that you noted down before"))


class UploadForm(BaseForm):
    kind = EnumField(lazy_gettext("What does the file hold?"), enum=ImportKind)
    file = FileField(
        lazy_gettext("File (.xlsx or .csv)"),
        [FileRequired(lazy_gettext("Please choose a file."))],
        render_kw={"accept": ".xlsx,.xls,.csv,.tsv,.txt", "class": "form-control"},
    )
