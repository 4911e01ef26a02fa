"""Organisations, as the operator keeps them."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from matchmaker.domain.errors import Conflict, Invalid, NotFound
from matchmaker.domain.organisations import OrganisationKind
from matchmaker.domain.vocabulary import Role
from matchmaker.services import organisations
from matchmaker.web.admin import bp
from matchmaker.web.admin.forms import OrganisationFilterForm, OrganisationForm
from matchmaker.web.guards import get_actor, get_context, roles_required
from matchmaker.web.listing import read_choice, read_page, read_text


@bp.route("/organisations")
@roles_required(Role.OPERATOR)
def list_organisations() -> str:
    """All organisations with how many people act for them."""
    page = organisations.list_organisations(
        get_context(),
        get_actor(),
        search=read_text("q"),
        kind=read_choice("kind", OrganisationKind),
        page=read_page(),
    )
    return render_template("admin/organisations.html", page=page, form=OrganisationFilterForm(request.args))


@bp.route("/organisations/new", methods=["GET", "POST"])
@roles_required(Role.OPERATOR)
def create_organisation() -> ResponseReturnValue:
    """An organisation for a startup, a fund or an incubator, named by its number."""
    form = OrganisationForm()
    if form.validate_on_submit():
        try:
            organisation_id = organisations.create_organisation(
                get_context(),
                get_actor(),
                name=form.name.data,
                kind=form.kind.data,
                profile_id=form.profile_id.data,
            )
            return redirect(url_for("organisations.show", organisation_id=organisation_id), 303)
        except NotFound:
            form.show_refusal(Invalid("invalid_fields", fields={"profile_id": "unknown_value"}))
        except (Conflict, Invalid) as refusal:
            form.show_refusal(refusal)
    return render_template("admin/create_organisation.html", form=form), 400 if form.is_submitted() else 200
