"""Organisations for the operator."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from matchmaker.domain.errors import Invalid
from matchmaker.domain.organisations import OrganisationKind
from matchmaker.domain.vocabulary import Role
from matchmaker.services.people import organisations
from matchmaker.web.admin import bp
from matchmaker.web.admin.forms import OrganisationFilterForm, RepresentableFilterForm
from matchmaker.web.auth import get_actor, get_context, roles_required
from matchmaker.web.query_args import read_choice, read_page, read_text


@bp.route("/organisations")
@roles_required(Role.OPERATOR)
def list_organisations() -> str:
    """All organisations with their numbers of people."""
    page = organisations.list_organisations(
        get_context(),
        get_actor(),
        search=read_text("q"),
        kind=read_choice("kind", OrganisationKind),
        page=read_page(),
    )
    return render_template("admin/organisations.html", page=page, form=OrganisationFilterForm(request.args))


@bp.route("/organisations/new")
@roles_required(Role.OPERATOR)
def create_organisation() -> ResponseReturnValue:
    """Search by name for the startup, fund or incubator of a new organisation."""
    kind, search = read_choice("kind", OrganisationKind) or OrganisationKind.INCUBATOR, read_text("q")
    page = organisations.list_representable(get_context(), get_actor(), kind, search=search, page=read_page())
    form = RepresentableFilterForm(formdata=None, kind=kind, q=search)
    return render_template("admin/create_organisation.html", form=form, page=page, kind=kind)


@bp.route("/organisations/new", methods=["POST"])
@roles_required(Role.OPERATOR)
def add_organisation() -> ResponseReturnValue:
    """Add an organisation with the name of the startup, fund or incubator that it owns."""
    kind, profile_id = request.form.get("kind", ""), request.form.get("profile_id", type=int)
    if profile_id is None or kind not in set(OrganisationKind):
        raise Invalid("invalid_fields", fields={"profile_id": "required"})
    organisation_id = organisations.create_own_organisation(
        get_context(),
        get_actor(),
        name=request.form.get("name", ""),
        kind=OrganisationKind(kind),
        profile_id=profile_id,
    )
    return redirect(url_for("organisations.show", organisation_id=organisation_id), 303)
