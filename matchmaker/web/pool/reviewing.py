"""The operator's review of applications to the pool."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from matchmaker.domain.errors import Invalid
from matchmaker.domain.ids import PoolApplicationId
from matchmaker.domain.pool import POOL_STEPS, PoolAction
from matchmaker.domain.vocabulary import Role
from matchmaker.services import pool
from matchmaker.web.guards import get_actor, get_context, roles_required
from matchmaker.web.listing import read_page
from matchmaker.web.pool import bp
from matchmaker.web.pool.forms import PoolReasonForm

ANSWERS = {"return": pool.return_pool_application, "reject": pool.reject_pool_application}


@bp.route("/pool/applications")
@roles_required(Role.OPERATOR)
def applications() -> ResponseReturnValue:
    """Applications that wait, or those that are decided."""
    is_open = request.args.get("decided") != "1"
    page = pool.list_pool_applications(get_context(), get_actor(), is_open=is_open, page=read_page())
    return render_template("pool/applications.html", page=page, is_open=is_open)


@bp.route("/pool/applications/<int:application_id>")
@roles_required(Role.OPERATOR)
def application(application_id: int) -> ResponseReturnValue:
    """One application, whole."""
    return _render(application_id, PoolReasonForm(formdata=None))


@bp.route("/pool/applications/<int:application_id>/approve", methods=["POST"])
@roles_required(Role.OPERATOR)
def approve(application_id: int) -> ResponseReturnValue:
    """Certify the applicant."""
    approved = pool.approve_pool_application(get_context(), get_actor(), PoolApplicationId(application_id))
    flash(gettext("%(name)s is a certified mentor now.", name=approved.name), "success")
    return redirect(url_for("pool.member", mentor_id=approved.mentor_id), 303)


@bp.route("/pool/applications/<int:application_id>/answer", methods=["POST"])
@roles_required(Role.OPERATOR)
def answer(application_id: int) -> ResponseReturnValue:
    """Give an application back, or reject it, with a reason."""
    decide = ANSWERS.get(request.form.get("decision", ""))
    if decide is None:
        raise Invalid("invalid_fields", fields={"decision": "unknown_value"})
    form = PoolReasonForm()
    if not form.validate_on_submit():
        return _render(application_id, form, 400)
    decide(get_context(), get_actor(), PoolApplicationId(application_id), reason=form.reason.data)
    flash(gettext("The applicant is told."), "success")
    return redirect(url_for("pool.applications"), 303)


def _render(application_id: int, form: PoolReasonForm, status: int = 200) -> ResponseReturnValue:
    found = pool.get_pool_application(get_context(), get_actor(), PoolApplicationId(application_id))
    actions = [it for it in PoolAction if POOL_STEPS.can(found.state, it)]
    return render_template("pool/application.html", it=found, form=form, actions=actions), status
