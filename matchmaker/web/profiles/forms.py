"""Forms and list filters for startups, mentors and investors; reading a form into a draft; concurrent edits."""

from dataclasses import fields
from typing import TypeVar

from flask_babel import gettext, lazy_gettext
from wtforms import BooleanField, DateField, Field, IntegerField
from wtforms.validators import Optional
from wtforms.widgets import HiddenInput

from matchmaker.domain.profile_rules import INVESTOR, MENTOR, STARTUP
from matchmaker.domain.profiles import Investor, InvestorDraft, Mentor, MentorDraft, Startup, StartupDraft
from matchmaker.domain.vocabulary import FundingStage, Industry, MentorKind, Zone
from matchmaker.web.forms import (
    BaseForm,
    EnumField,
    EnumSetField,
    FilterForm,
    IdField,
    LongTextField,
    TextField,
    make_validators,
)
from matchmaker.web.wording.placeholders import format_value

D = TypeVar("D", StartupDraft, MentorDraft, InvestorDraft)

ALL = lazy_gettext("All")
UNSET = lazy_gettext("Not yet known")
GBT_HINT = lazy_gettext("Class of GB/T 4754 such as C39, when you know it.")


class ProfileFilterForm(FilterForm):
    incomplete = BooleanField(lazy_gettext("Incomplete profiles only"))


class StartupFilterForm(ProfileFilterForm):
    q = TextField(lazy_gettext("Search"))
    industry = EnumField(lazy_gettext("Industry"), enum=Industry, blank=ALL)
    zone = EnumField(lazy_gettext("Zone"), enum=Zone, blank=ALL)
    stage = EnumField(lazy_gettext("Stage"), enum=FundingStage, blank=ALL)


class MentorFilterForm(ProfileFilterForm):
    q = TextField(lazy_gettext("Search"))
    industry = EnumField(lazy_gettext("Industry"), enum=Industry, blank=ALL)
    zone = EnumField(lazy_gettext("Zone"), enum=Zone, blank=ALL)
    kind = EnumField(lazy_gettext("Kind of mentor"), enum=MentorKind, blank=ALL)


class InvestorFilterForm(StartupFilterForm):
    """Filters of investors: the industries, stages and zones they look for."""


class ProfileForm(BaseForm):
    """``version`` is the version of the profile that the page showed."""

    version = IntegerField(widget=HiddenInput(), default=1)
    gbt_class = TextField(
        lazy_gettext("Industry class"),
        make_validators(STARTUP["gbt_class"]),
        description=GBT_HINT,
        filters=[lambda text: text or None],
    )


class StartupForm(ProfileForm):
    name = TextField(lazy_gettext("Name of the startup"), make_validators(STARTUP["name"]))
    description = LongTextField(
        lazy_gettext("What you do"),
        make_validators(STARTUP["description"]),
        description=lazy_gettext(
            "Product, technology, customers. A few plain sentences find better partners than slogans."
        ),
    )
    needs = LongTextField(
        lazy_gettext("What you need"),
        make_validators(STARTUP["needs"]),
        description=lazy_gettext("Advice, partners, money: mentors are suggested by what stands here."),
    )
    industry = EnumField(lazy_gettext("Industry"), enum=Industry, blank=UNSET)
    stage = EnumField(lazy_gettext("Stage"), enum=FundingStage, blank=UNSET)
    funding_sought = IntegerField(
        lazy_gettext("Funding sought, in 10,000 yuan"), make_validators(STARTUP["funding_sought"])
    )
    team = LongTextField(lazy_gettext("Team"), make_validators(STARTUP["team"]))
    incubator_id = IdField(lazy_gettext("Incubator"), blank=lazy_gettext("None"))
    zone = EnumField(lazy_gettext("Zone"), enum=Zone, blank=UNSET)


class MentorForm(ProfileForm):
    name = TextField(lazy_gettext("Name"), make_validators(MENTOR["name"]))
    kind = EnumField(lazy_gettext("Kind of mentor"), enum=MentorKind)
    organisation = TextField(lazy_gettext("Organisation"), make_validators(MENTOR["organisation"]))
    title = TextField(lazy_gettext("Position"), make_validators(MENTOR["title"]))
    expertise = LongTextField(
        lazy_gettext("What you can help with"),
        make_validators(MENTOR["expertise"]),
        description=lazy_gettext("Startups are suggested by what stands here."),
    )
    experience = LongTextField(lazy_gettext("What you have done"), make_validators(MENTOR["experience"]))
    industries = EnumSetField(lazy_gettext("Industries"), enum=Industry)
    zone = EnumField(lazy_gettext("Zone"), enum=Zone, blank=UNSET)
    capacity = IntegerField(
        lazy_gettext("Startups you accompany at a time"),
        make_validators(MENTOR["capacity"]),
        description=lazy_gettext("You never get more than this, and not fewer than you accompany now."),
    )


class CertifiedMentorForm(MentorForm):
    """The form of a mentor for the operator."""

    certified_until = DateField(lazy_gettext("Certified until"), [Optional()])


class InvestorForm(ProfileForm):
    name = TextField(lazy_gettext("Name"), make_validators(INVESTOR["name"]))
    organisation = TextField(lazy_gettext("Organisation"), make_validators(INVESTOR["organisation"]))
    thesis = LongTextField(
        lazy_gettext("What you look for"),
        make_validators(INVESTOR["thesis"]),
        description=lazy_gettext("Startups are suggested by what stands here."),
    )
    industries = EnumSetField(lazy_gettext("Industries"), enum=Industry)
    stages = EnumSetField(lazy_gettext("Stages"), enum=FundingStage)
    zones = EnumSetField(lazy_gettext("Zones"), enum=Zone)
    ticket_min = IntegerField(lazy_gettext("Smallest amount, in 10,000 yuan"), make_validators(INVESTOR["ticket_min"]))
    ticket_max = IntegerField(lazy_gettext("Largest amount, in 10,000 yuan"), make_validators(INVESTOR["ticket_max"]))
    capacity = IntegerField(lazy_gettext("Meetings a day at most"), make_validators(INVESTOR["capacity"]))


def read_draft(form: ProfileForm, draft: type[D]) -> D:
    """The fields as a draft. Fields that the form does not have keep their defaults."""
    return draft(**{it.name: form[it.name].data for it in fields(draft) if it.name in form})


def show_stored_values(form: ProfileForm, stored: Startup | Mentor | Investor) -> None:
    """After a concurrent edit: keep the typed values, show the saved value at each changed field.

    The next save is then accepted.
    """
    for field in form:
        if hasattr(stored, field.name) and getattr(stored, field.name) != field.data and field is not form.version:
            field.errors = [*field.errors, gettext("Saved meanwhile: %(value)s", value=_describe_stored(field, stored))]
    form.version.data, form.version.raw_data = stored.version, None
    form.form_errors.append(
        gettext(
            "Somebody else saved this profile while you were writing. Nothing of yours is lost: "
            "compare the marked fields, then save once more."
        )
    )


def _describe_stored(field: Field, stored: Startup | Mentor | Investor) -> str:
    value = getattr(stored, field.name)
    if isinstance(field, IdField):
        return next((str(it.label) for it in field.choices if str(it.value) == str(value or "")), "—")
    if value in (None, "", frozenset()):
        return "—"
    return format_value(field.name, value)
