"""Applications to the pool: the applicant's form and the operator's review."""

from dataclasses import fields

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from matchmaker.domain.errors import Invalid, StateConflict
from matchmaker.domain.ids import PoolApplicationId
from matchmaker.domain.pool import POOL_STEPS, PoolAction, PoolApplication, PoolApplicationDraft, PoolState
from matchmaker.domain.vocabulary import Role
from matchmaker.services.mentoring import pool
from matchmaker.web.auth import get_actor, get_context, roles_required
from matchmaker.web.pool import bp
from matchmaker.web.pool.forms import PoolApplicationForm, PoolReasonForm
from matchmaker.web.query_args import read_page

ANSWERS = {"return": pool.return_pool_application, "reject": pool.reject_pool_application}


@bp.route("/pool/applications")
@roles_required(Role.OPERATOR)
def applications() -> ResponseReturnValue:
    """Open applications, or decided ones."""
    is_open = request.args.get("decided") != "1"
    page = pool.list_pool_applications(get_context(), get_actor(), is_open=is_open, page=read_page())
    return render_template("pool/applications.html", page=page, is_open=is_open)


@bp.route("/pool/applications/<int:application_id>")
@roles_required(Role.OPERATOR)
def application(application_id: int) -> ResponseReturnValue:
    """One application in full."""
    return _render(application_id, PoolReasonForm(formdata=None))


@bp.route("/pool/applications/<int:application_id>/approve", methods=["POST"])
@roles_required(Role.OPERATOR)
def approve(application_id: int) -> ResponseReturnValue:
    """Approve an application: the applicant becomes a certified mentor."""
    approved = pool.approve_pool_application(get_context(), get_actor(), PoolApplicationId(application_id))
    flash(gettext("%(name)s is a certified mentor now.", name=approved.name), "success")
    return redirect(url_for("pool.member", mentor_id=approved.mentor_id), 303)


@bp.route("/pool/applications/<int:application_id>/answer", methods=["POST"])
@roles_required(Role.OPERATOR)
def answer(application_id: int) -> ResponseReturnValue:
    """Return or reject an application, with a reason."""
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


@bp.route("/pool/apply", methods=["GET", "POST"])
def apply() -> ResponseReturnValue:
    """Apply to become a mentor, or see the state of the application."""
    latest = pool.find_own_pool_application(get_context(), get_actor())
    is_writing = latest is None or latest.state is not PoolState.SUBMITTED
    form = PoolApplicationForm(obj=_start_from(latest)) if is_writing else None
    if form is not None and form.validate_on_submit() and _send(form):
        flash(gettext("Your application is with the operator. You see the answer here."), "success")
        return redirect(url_for("pool.apply"), 303)
    status = 400 if form is not None and form.is_submitted() else 200
    return render_template("pool/apply.html", form=form, latest=latest, is_member=_is_member()), status


def _start_from(latest: PoolApplication | None) -> PoolApplication | PoolApplicationDraft | None:
    """The application whose texts fill the form: the latest one, if it can be sent again."""
    if latest is not None and latest.state in {PoolState.RETURNED, PoolState.WITHDRAWN, PoolState.REJECTED}:
        return latest
    return None


def _is_member() -> bool:
    actor = get_actor()
    if actor.mentor_id is None:
        return False
    return pool.get_member(get_context(), actor, actor.mentor_id).seat.member.exited_at is None


def _send(form: PoolApplicationForm) -> bool:
    draft = PoolApplicationDraft(**{it.name: form[it.name].data for it in fields(PoolApplicationDraft)})
    try:
        pool.apply_to_pool(get_context(), get_actor(), draft)
    except (StateConflict, Invalid) as refusal:
        form.add_errors(refusal)
        return False
    return True


@bp.route("/pool/apply/withdraw", methods=["POST"])
def withdraw() -> ResponseReturnValue:
    """Withdraw the own application."""
    pool.withdraw_pool_application(get_context(), get_actor())
    flash(gettext("Your application is taken back."), "success")
    return redirect(url_for("pool.apply"), 303)
