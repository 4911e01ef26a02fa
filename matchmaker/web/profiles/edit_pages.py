"""Editing of profiles. The steps are the same for all three kinds; one table holds the differences."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from matchmaker.domain import permissions
from matchmaker.domain.errors import Invalid, NotAllowed, StateConflict
from matchmaker.domain.ids import InvestorId, MentorId, StartupId
from matchmaker.domain.profiles import Investor, InvestorDraft, Mentor, MentorDraft, Startup, StartupDraft
from matchmaker.domain.vocabulary import PartyKind, Role
from matchmaker.services.people import incubators, profiles
from matchmaker.web.auth import get_actor, get_context, roles_required
from matchmaker.web.profiles import bp
from matchmaker.web.profiles.forms import (
    CertifiedMentorForm,
    InvestorForm,
    MentorForm,
    ProfileForm,
    StartupForm,
    read_draft,
    show_stored_values,
)


@bp.route("/mentors/new", methods=["GET", "POST"])
@roles_required(Role.OPERATOR)
def create_mentor() -> ResponseReturnValue:
    """Create a mentor who is in no imported list."""
    form = CertifiedMentorForm()
    if form.validate_on_submit():
        try:
            mentor_id = profiles.create_mentor(get_context(), get_actor(), read_draft(form, MentorDraft))
            flash(gettext("The mentor is in the network. An account can be linked or invited now."), "success")
            return redirect(url_for("profiles.mentor", mentor_id=mentor_id), 303)
        except Invalid as refusal:
            form.add_errors(refusal)
    return render_template("profiles/create_mentor.html", form=form), 400 if form.is_submitted() else 200


@bp.route("/investors/new", methods=["GET", "POST"])
@roles_required(Role.OPERATOR)
def create_investor() -> ResponseReturnValue:
    """Create an investor who is in no imported list."""
    form = InvestorForm()
    if form.validate_on_submit():
        try:
            investor_id = profiles.create_investor(get_context(), get_actor(), read_draft(form, InvestorDraft))
            flash(gettext("The investor is in the network. An account can be linked or invited now."), "success")
            return redirect(url_for("profiles.investor", investor_id=investor_id), 303)
        except Invalid as refusal:
            form.add_errors(refusal)
    return render_template("profiles/create_investor.html", form=form), 400 if form.is_submitted() else 200


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileKindSetup:
    """What the pages need to edit one kind of profile. The operator may get a longer form."""

    kind: PartyKind
    draft: type
    form: type[ProfileForm]
    operator_form: type[ProfileForm]
    get: Callable[..., Startup | Mentor | Investor]
    save: Callable[..., Startup | Mentor | Investor]
    can_edit: Callable[..., bool]


STARTUP = ProfileKindSetup(
    kind=PartyKind.STARTUP,
    draft=StartupDraft,
    form=StartupForm,
    operator_form=StartupForm,
    get=profiles.get_startup,
    save=profiles.edit_startup,
    can_edit=permissions.can_edit_startup,
)

MENTOR = ProfileKindSetup(
    kind=PartyKind.MENTOR,
    draft=MentorDraft,
    form=MentorForm,
    operator_form=CertifiedMentorForm,
    get=profiles.get_mentor,
    save=profiles.edit_mentor,
    can_edit=permissions.can_edit_mentor,
)

INVESTOR = ProfileKindSetup(
    kind=PartyKind.INVESTOR,
    draft=InvestorDraft,
    form=InvestorForm,
    operator_form=InvestorForm,
    get=profiles.get_investor,
    save=profiles.edit_investor,
    can_edit=permissions.can_edit_investor,
)


@bp.route("/startups/new", methods=["GET", "POST"])
@roles_required(Role.FOUNDER)
def create_startup() -> ResponseReturnValue:
    """Create a startup of the founder."""
    form = _offer_incubators(StartupForm())
    if form.validate_on_submit():
        try:
            startup_id = profiles.create_startup(get_context(), get_actor(), read_draft(form, StartupDraft))
            flash(gettext("Your startup is in the network. Suggestions are being looked for."), "success")
            return redirect(url_for("profiles.startup", startup_id=startup_id), 303)
        except Invalid as refusal:
            form.add_errors(refusal)
    return render_template("profiles/create_startup.html", form=form), 400 if form.is_submitted() else 200


@bp.route("/startups/<int:startup_id>/edit", methods=["GET", "POST"])
def edit_startup(startup_id: int) -> ResponseReturnValue:
    """Change a startup's profile."""
    return _edit(STARTUP, StartupId(startup_id))


@bp.route("/mentors/<int:mentor_id>/edit", methods=["GET", "POST"])
def edit_mentor(mentor_id: int) -> ResponseReturnValue:
    """Change a mentor's profile."""
    return _edit(MENTOR, MentorId(mentor_id))


@bp.route("/investors/<int:investor_id>/edit", methods=["GET", "POST"])
def edit_investor(investor_id: int) -> ResponseReturnValue:
    """Change an investor's profile."""
    return _edit(INVESTOR, InvestorId(investor_id))


def _edit(setup: ProfileKindSetup, profile_id: int) -> ResponseReturnValue:
    if not setup.can_edit(get_actor(), profile_id):
        raise NotAllowed("role_required")
    stored = setup.get(get_context(), get_actor(), profile_id)
    back = url_for(f"profiles.{setup.kind}", **{f"{setup.kind}_id": profile_id})
    form = _make_form(setup, stored)
    if form.validate_on_submit() and _save(setup, form, profile_id):
        flash(gettext("The profile is saved. Suggestions follow in a moment."), "success")
        return redirect(back, 303)
    template = f"profiles/edit_{setup.kind}.html"
    return render_template(template, form=form, profile=stored, back=back), 400 if form.is_submitted() else 200


def _make_form(setup: ProfileKindSetup, stored: Startup | Mentor | Investor) -> ProfileForm:
    form_class = setup.operator_form if permissions.can_operate(get_actor()) else setup.form
    form = form_class(obj=stored)
    if request.method == "POST" and form.version.data is None:
        form.version.data = 0  # without a version the page counts as outdated
    return _offer_incubators(form)


def _offer_incubators(form: ProfileForm) -> ProfileForm:
    if isinstance(form, StartupForm):
        form.incubator_id.set_choices(
            (it.incubator.id, it.incubator.name) for it in incubators.list_incubators(get_context())
        )
    return form


def _save(setup: ProfileKindSetup, form: ProfileForm, profile_id: int) -> bool:
    """Save the profile. Otherwise add the errors to the form and return False."""
    draft = read_draft(form, setup.draft)
    try:
        setup.save(get_context(), get_actor(), profile_id, draft, version=form.version.data)
    except (StateConflict, Invalid) as refusal:
        if refusal.code == "stale":
            show_stored_values(form, setup.get(get_context(), get_actor(), profile_id))
        else:
            form.add_errors(refusal)
        return False
    return True
