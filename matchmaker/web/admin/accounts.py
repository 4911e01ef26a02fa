"""Accounts and roles for the operator."""

from collections.abc import Callable

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from matchmaker.domain.errors import Invalid, StateConflict
from matchmaker.domain.ids import AccountId
from matchmaker.domain.vocabulary import Role
from matchmaker.services.people import accounts
from matchmaker.web.admin import bp
from matchmaker.web.admin.forms import (
    AccountFilterForm,
    AccountForm,
    AccountPasswordForm,
    LinkableFilterForm,
    RolesForm,
)
from matchmaker.web.auth import get_actor, get_context, roles_required
from matchmaker.web.forms import BaseForm
from matchmaker.web.query_args import read_choice, read_page, read_text


@bp.route("/accounts")
@roles_required(Role.OPERATOR)
def list_accounts() -> ResponseReturnValue:
    """All accounts, filtered by words or role."""
    page = accounts.list_accounts(
        get_context(), get_actor(), search=read_text("q"), role=read_choice("role", Role), page=read_page()
    )
    return render_template("admin/accounts.html", page=page, form=AccountFilterForm(request.args))


@bp.route("/accounts/new", methods=["GET", "POST"])
@roles_required(Role.OPERATOR)
def create_account() -> ResponseReturnValue:
    """A new account."""
    form = AccountForm()
    if form.validate_on_submit():
        try:
            account_id = accounts.create_account(
                get_context(),
                get_actor(),
                email=form.email.data,
                name=form.name.data,
                password=form.password.data,
                roles=form.roles.data,
            )
            flash(gettext("The account is made."), "success")
            return redirect(url_for("admin.account", account_id=account_id), 303)
        except (Invalid, StateConflict) as refusal:
            form.add_errors(refusal)
    return render_template("admin/create_account.html", form=form), 400 if form.is_submitted() else 200


@bp.route("/accounts/<int:account_id>")
@roles_required(Role.OPERATOR)
def account(account_id: int) -> ResponseReturnValue:
    """One account."""
    return _render(AccountId(account_id))


@bp.route("/accounts/<int:account_id>/roles", methods=["POST"])
@roles_required(Role.OPERATOR)
def set_roles(account_id: int) -> ResponseReturnValue:
    """Replace the roles of an account."""
    form = RolesForm()
    return _apply(
        AccountId(account_id),
        form,
        lambda: accounts.set_roles(get_context(), get_actor(), AccountId(account_id), form.roles.data),
        name="roles_form",
    )


@bp.route("/accounts/<int:account_id>/password", methods=["POST"])
@roles_required(Role.OPERATOR)
def set_password(account_id: int) -> ResponseReturnValue:
    """Set a new password for a person who lost the old one."""
    form = AccountPasswordForm()
    return _apply(
        AccountId(account_id),
        form,
        lambda: accounts.set_password(get_context(), get_actor(), AccountId(account_id), password=form.password.data),
        name="password_form",
    )


@bp.route("/accounts/<int:account_id>/active", methods=["POST"])
@roles_required(Role.OPERATOR)
def set_active(account_id: int) -> ResponseReturnValue:
    """Close an account, or open it again."""
    is_active = request.form.get("is_active") == "1"
    accounts.set_active(get_context(), get_actor(), AccountId(account_id), is_active=is_active)
    flash(gettext("The account is open.") if is_active else gettext("The account is closed."), "success")
    return redirect(url_for("admin.account", account_id=account_id), 303)


def _apply(account_id: AccountId, form: BaseForm, act: Callable[[], None], *, name: str) -> ResponseReturnValue:
    """Call ``act`` if ``form`` is valid. Otherwise show the page again with the errors of the form."""
    if form.validate_on_submit():
        try:
            act()
            flash(gettext("The change is kept."), "success")
            return redirect(url_for("admin.account", account_id=account_id), 303)
        except (Invalid, StateConflict) as refusal:
            form.add_errors(refusal)
    return _render(account_id, 400, **{name: form})


def _render(account_id: AccountId, status: int = 200, **forms: BaseForm) -> ResponseReturnValue:
    is_shown = request.args.get("login") == "shown"
    get = accounts.reveal_account if is_shown else accounts.get_account
    view = get(get_context(), get_actor(), account_id)
    fresh = {
        "roles_form": RolesForm(formdata=None, roles=view.account.roles),
        "password_form": AccountPasswordForm(formdata=None),
        "profile_form": LinkableFilterForm(formdata=None),
    }
    return render_template("admin/account.html", view=view, is_shown=is_shown, **(fresh | forms)), status
