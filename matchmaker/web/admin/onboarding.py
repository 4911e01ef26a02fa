"""Requests for accounts, invitations and one-time codes, for the operator."""

from flask import current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from matchmaker.domain.errors import Invalid, StateConflict
from matchmaker.domain.ids import AccountId, InvitationId, RegistrationId
from matchmaker.domain.onboarding import InvitationState, RegistrationState
from matchmaker.domain.vocabulary import Role
from matchmaker.services.people import accounts
from matchmaker.web.admin import bp
from matchmaker.web.admin.forms import InviteForm, RefuseForm
from matchmaker.web.auth import get_actor, get_context, roles_required, without_idempotency
from matchmaker.web.query_args import read_choice, read_page


@bp.route("/registrations")
@roles_required(Role.OPERATOR)
def list_registrations() -> str:
    """The requests for accounts."""
    state = read_choice("state", RegistrationState) or RegistrationState.PENDING
    page = accounts.list_registrations(get_context(), get_actor(), state=state, page=read_page())
    return render_template("admin/registrations.html", page=page, state=state, states=list(RegistrationState))


@bp.route("/registrations/<int:registration_id>/approve", methods=["POST"])
@roles_required(Role.OPERATOR)
def approve_registration(registration_id: int) -> ResponseReturnValue:
    """Create the account that was asked for."""
    account_id = accounts.approve_registration(get_context(), get_actor(), RegistrationId(registration_id))
    flash(gettext("The account is open. A mentor or investor still needs a profile: link or make one here."), "success")
    return redirect(url_for("admin.account", account_id=account_id), 303)


@bp.route("/registrations/<int:registration_id>/refuse", methods=["POST"])
@roles_required(Role.OPERATOR)
def refuse_registration(registration_id: int) -> ResponseReturnValue:
    """Refuse a request, with a reason."""
    form = RefuseForm()
    accounts.refuse_registration(
        get_context(), get_actor(), RegistrationId(registration_id), reason=form.reason.data or ""
    )
    flash(gettext("The request is refused; the person reads the reason when logging in."), "success")
    return redirect(url_for("admin.list_registrations"), 303)


@bp.route("/invitations", methods=["GET", "POST"])
@roles_required(Role.OPERATOR)
def invitations() -> ResponseReturnValue:
    """Invite a person, and list the open invitations."""
    form, code, guest = InviteForm(), "", ""
    if form.validate_on_submit():
        try:
            values = {name: form[name].data for name in ("login", "name", "roles")}
            code, guest = (
                accounts.invite(get_context(), get_actor(), secret=str(current_app.secret_key), **values),
                form.name.data,
            )
            if accounts.can_mail(get_context()) and "@" in values["login"]:
                flash(gettext("The invitation goes out by mail, too."), "info")
            form = InviteForm(formdata=None)
        except (StateConflict, Invalid) as refusal:
            form.add_errors(refusal)
    page = accounts.list_invitations(
        get_context(), get_actor(), state=read_choice("state", InvitationState), page=read_page()
    )
    status = 400 if form.is_submitted() and not code else 200
    now = get_context().now()
    return render_template("admin/invitations.html", page=page, form=form, code=code, guest=guest, now=now), status


@bp.route("/invitations/<int:invitation_id>/withdraw", methods=["POST"])
@roles_required(Role.OPERATOR)
def withdraw_invitation(invitation_id: int) -> ResponseReturnValue:
    """Withdraw an invitation."""
    accounts.withdraw_invitation(get_context(), get_actor(), InvitationId(invitation_id))
    flash(gettext("The invitation is withdrawn."), "success")
    return redirect(url_for("admin.invitations"), 303)


@bp.route("/accounts/<int:account_id>/code", methods=["POST"])
@roles_required(Role.OPERATOR)
@without_idempotency
def issue_code(account_id: int) -> str:
    """A one-time code for a person who lost the password. The code is shown on this page only."""
    code = accounts.issue_reset_code(get_context(), get_actor(), AccountId(account_id))
    view = accounts.get_account(get_context(), get_actor(), AccountId(account_id))
    return render_template("admin/code.html", view=view, code=code)
